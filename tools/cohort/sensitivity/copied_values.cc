#include "tools/cohort/sensitivity/copied_values.h"

#include <bit>

namespace mgl {

void CopyCase(const JointGuideline& joint, const Case& reported, Case& to) {
  to.facts.resize(joint.guideline().facts.size());
  to.row_warnings = reported.row_warnings;
  for (std::size_t i = 0; i < reported.facts.size(); ++i) to.facts[i] = reported.facts[i];
  for (std::size_t i = 0; i < joint.copied_facts().size(); ++i) {
    const CopiedFact& copied = joint.copied_facts()[i];
    ReportedFact& copy = to.facts[joint.fact_count() + i];
    copy = reported.facts[Index(copied.original)];
    if (copied.unit != nullptr && HasNoUnit(copy)) copy.unit = copied.unit;
  }
}

CopiedColumns::CopiedColumns(const JointGuideline& joint, const BatchPlan& plan)
    : joint_(joint), plan_(plan), conversions_(joint.copied_facts().size()) {
  for (std::size_t i = 0; i < conversions_.size(); ++i) {
    const Unit* const unit = joint.copied_facts()[i].unit;
    const auto id = static_cast<FactId>(joint.fact_count() + i);
    if (unit != nullptr) conversions_[i] = plan.ConversionOf(id, *unit);
  }
}

void CopiedColumns::AddTo(CaseColumns& columns) const {
  columns.facts.resize(joint_.guideline().facts.size());
  for (std::size_t i = 0; i < conversions_.size(); ++i) {
    const CopiedFact& copied = joint_.copied_facts()[i];
    columns.facts[joint_.fact_count() + i] = columns.facts[Index(copied.original)];
    FactColumn& copy = columns.facts[joint_.fact_count() + i];
    LeaveOtherDefaults(i, columns);
    if (joint_.guideline().facts[Index(copied.original)].type != FactType::kNumber) continue;
    for (const UncertainNumber& number : copy.uncertain) {
      SetBit(columns.exceptional.data(), number.row);
    }
    copy.uncertain.clear();
    if (copied.unit != nullptr) {
      ConvertNumbers(i, columns);
    } else {
      JudgeNumbers(i, columns);
    }
  }
}

/// Where nothing was stated, unless both have a number then.
void CopiedColumns::LeaveOtherDefaults(std::size_t copied, CaseColumns& columns) const {
  const Fact& copy = joint_.guideline().facts[joint_.fact_count() + copied];
  const Fact& own = joint_.guideline().facts[Index(joint_.copied_facts()[copied].original)];
  if (!copy.default_value && !own.default_value) return;
  const bool have_both = copy.default_value && own.default_value;
  if (have_both && copy.type == FactType::kNumber) return;
  const bool are_alike = have_both && copy.default_value->choice == own.default_value->choice &&
                         copy.default_value->date == own.default_value->date;
  if (are_alike) return;
  const FactColumn& column = columns.facts[joint_.fact_count() + copied];
  for (std::size_t w = 0; w < kBlockWords; ++w) {
    columns.exceptional[w] |= ~(column.known[w] & column.reported[w]) & ~column.stated_unknown[w];
  }
}

/// What then is not plausible is missing, as if it had been reported so.
void CopiedColumns::ConvertNumbers(std::size_t copied, CaseColumns& columns) const {
  const auto id = static_cast<FactId>(joint_.fact_count() + copied);
  FactColumn& copy = columns.facts[Index(id)];
  const BatchPlan::Plausible& plausible = plan_.PlausibleNumbers(id);
  for (std::size_t w = 0; w * kWordBits < columns.size; ++w) {
    for (Word rest = HaveNoUnit(copy, w); rest != 0; rest &= rest - 1) {
      const std::size_t row = w * kWordBits + static_cast<std::size_t>(std::countr_zero(rest));
      FixedPoint& number = copy.numbers[row];
      if (!conversions_[copied] || !conversions_[copied]->Apply(number)) {
        SetBit(columns.exceptional.data(), row);
        continue;
      }
      if (number >= plausible.first_low && number < plausible.first_beyond) continue;
      const Word bit = rest & -rest;
      copy.known[w] &= ~bit;
      copy.dated[w] &= ~bit;
    }
  }
}

/// By what the version says is plausible, or stands where nothing was stated.
void CopiedColumns::JudgeNumbers(std::size_t copied, CaseColumns& columns) const {
  const auto id = static_cast<FactId>(joint_.fact_count() + copied);
  FactColumn& copy = columns.facts[Index(id)];
  const BatchPlan::Plausible& plausible = plan_.PlausibleNumbers(id);
  const std::optional<FixedPoint>& otherwise = plan_.DefaultNumber(id);
  for (std::size_t w = 0; w * kWordBits < columns.size; ++w) {
    columns.exceptional[w] |= copy.unit_other[w];  // rounded for the guideline's own bounds
    for (Word rest = copy.known[w]; rest != 0; rest &= rest - 1) {
      const std::size_t row = w * kWordBits + static_cast<std::size_t>(std::countr_zero(rest));
      FixedPoint& number = copy.numbers[row];
      if (!Bit(copy.reported.data(), row)) {
        if (otherwise) number = *otherwise;
        if (!otherwise || *otherwise == BatchPlan::kUnheldNumber) {
          SetBit(columns.exceptional.data(), row);
        }
      } else if (number < plausible.first_low || number >= plausible.first_beyond) {
        SetBit(columns.exceptional.data(), row);
      }
    }
  }
}

}  // namespace mgl
