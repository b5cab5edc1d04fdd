// All that what a case asks depends on, as a key: cases with the same key ask the same.
#pragma once

#include <vector>

#include "engine/batch/eval_batch.h"

namespace mgl {

class AskKeys {
 public:
  /// `plan` is that of the guideline whose outcomes are asked for, `batch` evaluates all of its
  /// nodes, perhaps with others behind them; `outcome_planes` are those of its outcomes. Planes and
  /// columns stay where they are.
  AskKeys(const BatchPlan& plan, const BatchEvaluator& batch, const CaseColumns& columns,
          const std::vector<const Word*>& outcome_planes);

  std::size_t words() const { return key_.size(); }
  /// When another block was evaluated.
  void StartBlock() { has_keys_ = false; }
  /// Of a case of the last block whose numbers are certain; until the next call.
  const Word* KeyOf(std::size_t row);

 private:
  Word ValueWord(const BatchPlan::ValueUse& use, std::size_t row) const;

  const BatchPlan& plan_;
  const BatchEvaluator& batch_;
  const CaseColumns& columns_;
  std::vector<const Word*> planes_;  // the values of value_uses apart
  std::size_t plane_words_ = 1;
  std::vector<Word> keys_;  // of 64 cases, of their planes
  bool has_keys_ = false;
  std::size_t word_ = 0;   // of keys_
  std::vector<Word> key_;  // of one case, with its values
};

}  // namespace mgl
