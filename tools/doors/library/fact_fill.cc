// Cells into the planes and numbers of a block: types that planes hold are read 64 rows at a time;
// a text is read once and remembered.
#include <algorithm>
#include <bit>

#include "engine/batch/case_columns.h"
#include "engine/batch/plane_kernels.h"
#include "engine/value/choice_set.h"
#include "tools/doors/library/fact_columns.h"

namespace mgl {
namespace {

constexpr std::size_t kMostTexts = 10'000;  // remembered of one column

/// `count` bits from the `first`, at most a word.
Word LoadBits(const std::uint8_t* bits, std::size_t first, std::size_t count) {
  Word word = 0;
  CopyBits(bits, first, count, &word);
  return word;
}

Word ValidBits(const ArrowColumn& column, std::size_t first, std::size_t count) {
  if (column.type == CellType::kNull) return 0;
  if (column.validity == nullptr) return count == kWordBits ? ~Word{0} : (Word{1} << count) - 1;
  return LoadBits(column.validity, column.offset + first, count);
}

}  // namespace

void FactColumns::SkipBlock(std::size_t first, CaseColumns& columns) const {
  columns.size = std::min(kBlockCases, rows_ - first);
  columns.exceptional.fill(~Word{0});
}

void FactColumns::Fill(std::size_t first, const BatchPlan& plan, const DoubleCuts& cuts,
                       CaseColumns& columns) {
  columns.size = std::min(kBlockCases, rows_ - first);
  columns.exceptional.fill(0);
  columns.facts.resize(guideline_.facts.size());
  if (first == 0) {
    PlanStretches(plan, cuts);
    other_units_.emplace(guideline_, plan, reader_.rules()->spellings);
  }
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const Fact& fact = guideline_.facts[i];
    FactColumn& column = columns.facts[i];
    const auto id = static_cast<FactId>(i);
    column.below = nullptr;
    if (facts_[i].stretch && first != 0) {  // no other planes
      facts_[i].stretch->Fill(first, columns);
      continue;
    }
    column.known = column.yes = column.stated_unknown = column.dated = {};
    if (fact.type == FactType::kNumber) column.numbers.resize(kBlockCases);
    if (fact.type == FactType::kDate) column.days.resize(kBlockCases);
    if (fact.type == FactType::kChoice) column.choices.resize(kBlockCases);
    column.dates.resize(kBlockCases);
    if (facts_[i].stretch) {
      facts_[i].stretch->Fill(first, columns);
      continue;
    }
    for (std::size_t w = 0; w * kWordBits < columns.size; ++w) {
      const Rows of{first + w * kWordBits, w, std::min(kWordBits, columns.size - w * kWordBits)};
      if (facts_[i].value != nullptr) FillValues(id, of, columns);
      if (facts_[i].unit != nullptr) FillUnits(id, of, columns);
      if (fact.type == FactType::kNumber && fact.plausible) {
        MarkImplausible(id, of, plan, columns);
      }
      if (facts_[i].date != nullptr) FillDates(id, of, columns);
      if (fact.default_value) UseDefaults(id, of, plan, columns);
    }
  }
}

/// Which facts are read ahead.
void FactColumns::PlanStretches(const BatchPlan& plan, const DoubleCuts& cuts) {
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    Columns& fact = facts_[i];
    const auto id = static_cast<FactId>(i);
    if (fact.value == nullptr || fact.unit != nullptr || fact.date != nullptr) continue;
    if (guideline_.facts[i].default_value) continue;
    if (FactStretch::Takes(*fact.value, id, plan)) {
      fact.stretch.emplace(*fact.value, id, cuts);
    }
  }
}

void FactColumns::FillValues(FactId id, const Rows& rows, CaseColumns& columns) {
  const ArrowColumn& column = *facts_[Index(id)].value;
  if (column.type == CellType::kNull) return;
  if (column.dictionary != nullptr || IsText(column.type)) return FillTexts(id, rows, columns);
  switch (guideline_.facts[Index(id)].type) {
    case FactType::kTruth:
      return FillBools(id, rows, columns);
    case FactType::kNumber:
      return FillNumbers(id, rows, columns);
    case FactType::kDate:
      return FillDays(id, rows, columns);
    case FactType::kChoice:
      return;
  }
}

void FactColumns::FillTexts(FactId id, const Rows& rows, CaseColumns& columns) {
  using Kind = TextMeaning::Kind;
  FactColumn& column = columns.facts[Index(id)];
  const FactType type = guideline_.facts[Index(id)].type;
  Word valid = ValidBits(*facts_[Index(id)].value, rows.first, rows.count);
  for (; valid != 0; valid &= valid - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(valid));
    const Word bit = Word{1} << i;
    const std::size_t row = rows.w * kWordBits + i;
    const TextMeaning meaning = MeaningAt(id, rows.first + i);
    if (meaning.kind == Kind::kStatedUnknown) column.stated_unknown[rows.w] |= bit;
    if (meaning.kind == Kind::kExceptional) columns.exceptional[rows.w] |= bit;
    if (meaning.kind != Kind::kHeld) continue;
    column.known[rows.w] |= bit;
    if (type == FactType::kTruth && meaning.value != 0) column.yes[rows.w] |= bit;
    if (type == FactType::kNumber) column.numbers[row] = meaning.value;
    if (type == FactType::kDate) column.days[row] = static_cast<Day>(meaning.value);
    if (type == FactType::kChoice) column.choices[row] = static_cast<std::uint8_t>(meaning.value);
  }
}

TextMeaning FactColumns::MeaningAt(FactId id, std::size_t row) {
  Columns& fact = facts_[Index(id)];
  if (fact.value->dictionary != nullptr) {
    std::optional<TextMeaning>& meaning = fact.dictionary[fact.value->Index(row)];
    if (!meaning) meaning = MeaningOf(id, fact.value->TextAt(row));
    return *meaning;
  }
  const std::string_view text = fact.value->Text(row);
  const auto known = fact.texts.find(text);
  if (known != fact.texts.end()) return known->second;
  const TextMeaning meaning = MeaningOf(id, text);
  if (fact.texts.size() < kMostTexts) fact.texts.emplace(text, meaning);
  return meaning;
}

TextMeaning FactColumns::MeaningOf(FactId id, std::string_view text) {
  using Kind = TextMeaning::Kind;
  using State = ReportedFact::State;
  const ReportedFact reported = reader_.Read(id, text, {}, {});
  if (reported.state == State::kAbsent) return {Kind::kMissing, 0};
  if (reported.state == State::kUnknown) return {Kind::kStatedUnknown, 0};
  TextMeaning meaning{Kind::kExceptional, 0};
  if (reported.state == State::kUnreadable) return meaning;
  const auto hold = [&](FixedPoint value) { meaning = {Kind::kHeld, value}; };
  switch (guideline_.facts[Index(id)].type) {
    case FactType::kTruth:
      hold(reported.choice);
      break;
    case FactType::kNumber: {
      if (reported.unit != nullptr || !reported.number.IsPoint()) break;
      if (const auto number = ToFixedPoint(reported.number.low.value)) hold(*number);
      break;
    }
    case FactType::kDate:
      if (reported.day.first == reported.day.last && reported.day.first != kNever) {
        hold(reported.day.first);
      }
      break;
    case FactType::kChoice:
      if (reported.choice < kMaxChoices) hold(reported.choice);
      break;
  }
  return meaning;
}

/// Of bools and of integers.
void FactColumns::FillBools(FactId id, const Rows& rows, CaseColumns& columns) const {
  const ArrowColumn& cells = *facts_[Index(id)].value;
  FactColumn& column = columns.facts[Index(id)];
  const Word valid = ValidBits(cells, rows.first, rows.count);
  if (cells.type == CellType::kBool) {
    const auto* const bits = static_cast<const std::uint8_t*>(cells.values);
    column.known[rows.w] = valid;
    column.yes[rows.w] = LoadBits(bits, cells.offset + rows.first, rows.count);
    return;
  }
  Word zeros = 0;
  Word ones = 0;
  for (std::size_t i = 0; i < rows.count; ++i) {
    const std::int64_t value = cells.Integer(rows.first + i);
    zeros |= Word{value == 0} << i;
    ones |= Word{value == 1} << i;
  }
  column.known[rows.w] = valid & (zeros | ones);
  column.yes[rows.w] = ones;
  columns.exceptional[rows.w] |= valid & ~(zeros | ones);
}

void FactColumns::FillNumbers(FactId id, const Rows& rows, CaseColumns& columns) const {
  const ArrowColumn& cells = *facts_[Index(id)].value;
  FactColumn& column = columns.facts[Index(id)];
  const Word valid = ValidBits(cells, rows.first, rows.count);
  FixedPoint* const numbers = column.numbers.data() + rows.w * kWordBits;
  const Word held = ReadNumbers(cells, floats_, rows.first, rows.count, numbers);
  column.known[rows.w] = valid & held;
  columns.exceptional[rows.w] |= valid & ~held;
}

void FactColumns::FillDays(FactId id, const Rows& rows, CaseColumns& columns) const {
  const ArrowColumn& cells = *facts_[Index(id)].value;
  FactColumn& column = columns.facts[Index(id)];
  const Word valid = ValidBits(cells, rows.first, rows.count);
  Word held = 0;
  for (std::size_t i = 0; i < rows.count; ++i) {
    const auto day = cells.Load<Day>(rows.first + i);
    column.days[rows.w * kWordBits + i] = day;
    held |= Word{IsInCalendar(day)} << i;
  }
  column.known[rows.w] = valid & held;
  columns.exceptional[rows.w] |= valid & ~held;
}

void FactColumns::MarkImplausible(FactId id, const Rows& rows, const BatchPlan& plan,
                                  CaseColumns& columns) const {
  const BatchPlan::Plausible& plausible = plan.PlausibleNumbers(id);
  const FactColumn& column = columns.facts[Index(id)];
  const FixedPoint* const numbers = column.numbers.data() + rows.w * kWordBits;
  Word below = 0;
  Word inside = 0;
  BelowPlane(numbers, plausible.first_low, 1, &below);
  BelowPlane(numbers, plausible.first_beyond, 1, &inside);
  columns.exceptional[rows.w] |= column.known[rows.w] & (below | ~inside);
}

void FactColumns::FillUnits(FactId id, const Rows& rows, CaseColumns& columns) {
  const Fact& fact = guideline_.facts[Index(id)];
  const ArrowColumn& units = *facts_[Index(id)].unit;
  FactColumn& column = columns.facts[Index(id)];
  Word blank = column.known[rows.w];
  Word stated = ValidBits(units, rows.first, rows.count) & blank;
  for (; stated != 0; stated &= stated - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(stated));
    const std::string_view unit = units.TextAt(rows.first + i);
    if (unit.empty()) continue;
    blank &= ~(Word{1} << i);
    if (fact.has_unit && unit == fact.unit.code) continue;
    FixedPoint& number = column.numbers[rows.w * kWordBits + i];
    if (!other_units_->Convert(id, unit, number)) columns.exceptional[rows.w] |= Word{1} << i;
  }
  if (facts_[Index(id)].unit_rule.warns) columns.exceptional[rows.w] |= blank;
}

void FactColumns::FillDates(FactId id, const Rows& rows, CaseColumns& columns) const {
  const ArrowColumn& dates = *facts_[Index(id)].date;
  FactColumn& column = columns.facts[Index(id)];
  const Word has_value = column.known[rows.w] | column.stated_unknown[rows.w];
  Word stated = ValidBits(dates, rows.first, rows.count) & has_value;
  for (; stated != 0; stated &= stated - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(stated));
    std::optional<Day> day;
    if (dates.type == CellType::kDay) {
      const auto stored = dates.Load<Day>(rows.first + i);
      if (IsInCalendar(stored)) day = stored;
    } else {
      const std::string_view text = dates.TextAt(rows.first + i);
      if (text.empty()) continue;
      const std::optional<DaySpan> span = ParseDate(text);
      if (span && span->first == span->last) day = span->first;
    }
    const Word bit = Word{1} << i;
    if (!day || *day > as_of_) {
      columns.exceptional[rows.w] |= bit;
    } else if ((column.known[rows.w] & bit) != 0) {
      column.dates[rows.w * kWordBits + i] = *day;
      column.dated[rows.w] |= bit;
    }
  }
}

void FactColumns::UseDefaults(FactId id, const Rows& rows, const BatchPlan& plan,
                              CaseColumns& columns) const {
  const Fact& fact = guideline_.facts[Index(id)];
  FactColumn& column = columns.facts[Index(id)];
  const Word absent = ~column.known[rows.w] & ~column.stated_unknown[rows.w];
  column.known[rows.w] |= absent;
  if (fact.type == FactType::kTruth) {
    column.yes[rows.w] &= ~absent;
    if (fact.default_value->choice != 0) column.yes[rows.w] |= absent;
    return;
  }
  for (Word left = absent; left != 0; left &= left - 1) {
    const std::size_t i = rows.w * kWordBits + static_cast<std::size_t>(std::countr_zero(left));
    if (fact.type == FactType::kNumber) column.numbers[i] = *plan.DefaultNumber(id);
    if (fact.type == FactType::kDate) column.days[i] = fact.default_value->date.first;
    if (fact.type == FactType::kChoice) {
      column.choices[i] = static_cast<std::uint8_t>(fact.default_value->choice);
    }
  }
}

}  // namespace mgl
