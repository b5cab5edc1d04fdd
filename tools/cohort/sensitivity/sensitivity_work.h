// One thread's: cases to what their decisions hang on.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/batch/eval_batch.h"
#include "engine/eval_scalar.h"
#include "tools/cohort/ask_keys.h"
#include "tools/cohort/cohort_run.h"
#include "tools/cohort/key_table.h"
#include "tools/cohort/sensitivity/copied_values.h"
#include "tools/cohort/sensitivity/sensitivity_tally.h"

namespace mgl {

/// What all threads share, and never changes.
struct SensitivityPlan {
  SensitivityPlan(const Guideline& guideline, const EvaluationOptions& chosen,
                  const OpenQuestions& of, bool row_by_row);

  const OpenQuestions& open;
  EvaluationOptions evaluation;               // without ask
  Guideline asked;                            // that whose missing facts are asked for
  std::unique_ptr<const BatchPlan> joint;     // null: rows are decided one by one
  std::unique_ptr<const BatchPlan> of_asked;  // likewise
};

class SensitivityWork : public CaseWork {
 public:
  /// The plan must outlive it.
  explicit SensitivityWork(const SensitivityPlan& plan);
  ~SensitivityWork() override;

  void DecideBlocks(CaseBlocks& blocks, const DecideRow& decide_row, PartResult& part) override;
  const Decision& Decide(const Case& reported) override;
  void Add(const InputRow& row, PartResult& part) override;

 private:
  struct Blocks;
  void FindDifferences();
  void CountDifferences(SensitivityTally& tally);
  void CountUnits(SensitivityCounts& counts) const;
  void FindOpenCases();
  void DecideWord(std::size_t w, CaseBlocks& blocks, const DecideRow& decide_row, PartResult& part);
  void AddAsked(std::size_t row, CaseBlocks& blocks);
  bool MayBeInOtherUnit(const OutcomePair& pair, const Case& reported) const;
  void SetAsked(const std::vector<FactId>& facts, Word* set) const;
  void AddSet(SensitivityTally& tally) const;
  Word Valid(std::size_t w) const;

  const SensitivityPlan& plan_;
  const OpenQuestions& open_;
  ScalarEvaluator ask_scalar_;
  ScalarEvaluator joint_scalar_;
  Decision decision_;        // of the guideline
  Decision joint_decision_;  // of all versions
  Case joint_case_;
  std::vector<Word> set_;                 // of one case: the questions on which its decision hangs
  std::vector<std::uint8_t> is_changed_;  // by alternative, of one case
  std::unique_ptr<Blocks> blocks_;        // null: rows are decided one by one
};

}  // namespace mgl
