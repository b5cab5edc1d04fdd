// The columns of decisions: from planes a word at a time, or from one decision.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/batch/eval_batch.h"
#include "engine/model/decision.h"
#include "tools/doors/library/arrow_output.h"

namespace mgl {

struct DecisionGroups {
  bool id = true;
  bool scope = true;
  bool results = true;
  bool rules = true;
  bool rechecks = true;
  bool ask = true;
  bool warnings = true;
  bool bounds = false;
  bool rules_are_texts = false;  // yes, no, unknown, blocked, overridden; else bools
};

class DecisionColumns {
 public:
  /// The guideline must outlive it.
  DecisionColumns(const Guideline& guideline, const DecisionGroups& groups, Day as_of,
                  std::size_t rows);

  /// The cases of a block that `batch` evaluated; of exceptional ones, anything. Marks
  /// more of them: those with a number that takes too long. `first` is a multiple of kBlockCases.
  void SetBlock(BatchEvaluator& batch, CaseColumns& block, std::size_t first);
  /// All but id, ask and warnings.
  void SetRow(const Decision& decision, std::size_t row);
  /// For rows in their order; false where the texts become too large.
  bool AppendId(std::string_view id, std::size_t row);
  /// As DecisionTexts hands them.
  bool AppendTexts(const std::vector<std::string_view>& texts, std::size_t row);

  /// The struct; nothing is left here.
  OutputColumn Take();

 private:
  struct ResultParts {
    std::size_t value = 0;
    std::optional<std::size_t> low;  // high stands behind it
  };
  std::size_t Add(OutputColumn column);
  void AddResult(const ResultColumn& result, std::size_t rows, bool has_bounds);
  OutputColumn& At(std::size_t column) { return whole_.children[column]; }
  const ResultColumn& ResultAt(std::size_t i) const { return guideline_.results[i]; }

  void SetScope(BatchEvaluator& batch, const CaseColumns& block, std::size_t first);
  void SetRules(BatchEvaluator& batch, const CaseColumns& block, std::size_t first);
  void SetTruths(NodeId node, const Word* out, BatchEvaluator& batch, std::size_t first,
                 OutputColumn& to) const;
  void SetResults(BatchEvaluator& batch, CaseColumns& block, std::size_t first);
  void SetNumber(std::size_t result, std::size_t row, BatchEvaluator& batch, CaseColumns& block,
                 std::size_t first);
  void SetDate(std::size_t result, std::size_t row, BatchEvaluator& batch, std::size_t first);
  void SetChoice(std::size_t result, std::size_t row, BatchEvaluator& batch, std::size_t first);
  void SetInterval(std::size_t result, const Interval& value, std::size_t row);
  void SetDays(std::size_t result, const DaySpan& days, std::size_t row);
  void SetValue(std::size_t result, const Value& value, std::size_t row);
  void SetIndex(std::size_t column, std::uint32_t index, std::size_t row);
  void SetDouble(std::size_t column, double value, std::size_t row);
  void SetRecheck(std::size_t recheck, const RecheckState& state, std::size_t row);

  const Guideline& guideline_;
  DecisionGroups groups_;
  Day as_of_;
  BufferMemory memory_;
  OutputColumn whole_;
  std::optional<std::size_t> id_;
  std::optional<std::size_t> scope_;
  std::vector<ResultParts> results_;
  std::size_t first_rule_ = 0;
  std::size_t first_recheck_ = 0;
  std::optional<std::size_t> ask_;
  std::optional<std::size_t> warnings_;
};

}  // namespace mgl
