#include "tools/cohort/ask_keys.h"

#include <algorithm>

#include "tools/cohort/key_rows.h"

namespace mgl {

AskKeys::AskKeys(const BatchPlan& plan, const BatchEvaluator& batch, const CaseColumns& columns,
                 const std::vector<const Word*>& outcome_planes)
    : plan_(plan), batch_(batch), columns_(columns) {
  for (const NodeId node : plan.comparisons) {
    planes_.push_back(batch.Yes(node));
    planes_.push_back(batch.No(node));
  }
  for (const FactId id : plan.facts) {
    const FactColumn& column = columns.facts[Index(id)];
    planes_.push_back(column.known.data());
    planes_.push_back(column.stated_unknown.data());
    planes_.push_back(column.dated.data());
    if (plan.guideline.facts[Index(id)].type == FactType::kTruth) {
      planes_.push_back(column.yes.data());
    }
  }
  planes_.insert(planes_.end(), outcome_planes.begin(), outcome_planes.end());
  plane_words_ = KeyWords(planes_.size());
  keys_.resize(kWordBits * plane_words_);
  key_.resize(plane_words_ + plan.value_uses.size());
}

const Word* AskKeys::KeyOf(std::size_t row) {
  const std::size_t w = row / kWordBits;
  if (!has_keys_ || w != word_) KeysOfWord(planes_, w, keys_.data());
  has_keys_ = true;
  word_ = w;
  std::copy_n(&keys_[row % kWordBits * plane_words_], plane_words_, key_.begin());
  for (std::size_t i = 0; i < plan_.value_uses.size(); ++i) {
    const BatchPlan::ValueUse& use = plan_.value_uses[i];
    const bool is_open = (batch_.UndecidedRows(use, w) >> (row % kWordBits) & 1U) != 0;
    key_[plane_words_ + i] = is_open ? ValueWord(use, row) : 0;
  }
  return key_.data();
}

/// The value, where it is known.
Word AskKeys::ValueWord(const BatchPlan::ValueUse& use, std::size_t row) const {
  const FactColumn& column = columns_.facts[Index(use.fact)];
  if (use.is_date) return Bit(column.dated.data(), row) ? static_cast<Word>(column.dates[row]) : 0;
  if (!Bit(column.known.data(), row)) return 0;
  switch (plan_.guideline.facts[Index(use.fact)].type) {
    case FactType::kTruth:
      return Bit(column.yes.data(), row) ? 1 : 0;
    case FactType::kNumber:
      return static_cast<Word>(column.numbers[row]);
    case FactType::kDate:
      return static_cast<Word>(column.days[row]);
    case FactType::kChoice:
      break;
  }
  return column.choices[row];
}

}  // namespace mgl
