// Blocks of cases to the records of their decisions.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/batch/eval_batch.h"
#include "engine/eval_scalar.h"
#include "tools/cohort/ask_keys.h"
#include "tools/cohort/key_table.h"
#include "tools/cohort/part_result.h"
#include "tools/cohort/text_store.h"
#include "tools/cohort/value_cells.h"
#include "tools/io/cases/case_block.h"
#include "tools/io/decisions/decision_writer.h"

namespace mgl {

/// Decisions that look alike share their text: it is rendered once, from the decision of the first
/// case that has it (which planes say; the scalar evaluator where the text needs more), and found
/// again by the planes that determine it. One a thread.
class BlockDecider {
 public:
  using DecideRow = std::function<void(const InputRow&)>;

  /// All but the options must outlive it.
  BlockDecider(const Guideline& guideline, const EvaluationOptions& evaluation,
               const DecisionWriter& writer, BatchEvaluator& batch, ScalarEvaluator& ask_scalar);

  /// Adds the records of all cases of `blocks` to `part`; `decide_row` adds those of exceptional
  /// ones.
  void Decide(CaseBlocks& blocks, const DecideRow& decide_row, PartResult& part);

 private:
  /// What decisions that look alike have in common. Its record: the id; its segments (scope,
  /// results, rules) with a cell that differs from case to case between each two; the rechecks;
  /// end.
  struct Tail {
    StoredText end;             // ask and warnings up to the line end
    bool asks = false;          // what it asks differs: `end` is not to be used
    bool shows_values = false;  // so does all of its end
    std::uint32_t warnings = 0;
    std::uint32_t conflicts = 0;
    std::uint32_t broken_properties = 0;
  };
  void CollectPlanes();
  void CollectResultPlanes();
  void DecideWord(std::size_t w, CaseBlocks& blocks, const DecideRow& decide_row, PartResult& part);
  bool LooksSimple(std::size_t count, const std::array<std::uint32_t, kWordBits>& tails) const;
  void AppendSimpleWord(std::size_t w, std::size_t count,
                        const std::array<std::uint32_t, kWordBits>& tails, PartResult& part) const;
  const Case& CaseOf(std::size_t row, CaseBlocks& blocks);
  void AddId(std::size_t row, PartResult& part) const;
  void FindTails(std::size_t w, std::size_t count, CaseBlocks& blocks,
                 std::array<std::uint32_t, kWordBits>& tails);
  void DecideByPlanes(std::size_t row);
  void AddTail(const Decision& decision);
  StoredText EndOf(std::size_t row, CaseBlocks& blocks);
  void ForgetTexts();
  void AppendRechecks(std::size_t row, PartResult& part);
  void AppendSegments(std::size_t tail, std::size_t row, CaseBlocks& blocks, PartResult& part);
  std::string EndText(const Decision& decision) const;
  bool MayAsk(const Decision& decision) const;

  const Guideline& guideline_;
  Day as_of_;
  const DecisionWriter& writer_;
  bool has_simple_records_ = false;  // no cells that differ from case to case
  BatchEvaluator& batch_;
  ScalarEvaluator scalar_;       // without ask
  ScalarEvaluator& ask_scalar_;  // with it, where it is shown

  CaseBlock block_;
  bool planes_decide_ = false;  // all that segments and warnings show
  std::vector<NodeId> truth_nodes_;
  std::vector<NodeId> value_nodes_;  // results and amounts of doses that are no truths
  std::vector<const Word*> outcome_planes_;
  std::size_t tail_words_ = 1;       // of a key
  std::optional<AskKeys> ask_keys_;  // where it is shown
  KeyTable tail_table_;
  KeyTable ask_table_;
  KeyTable recheck_table_;
  std::vector<Tail> tails_;
  std::vector<std::uint8_t> is_simple_;  // by tail: it asks and warns of nothing
  std::vector<StoredText> segments_;     // by tail, one more than the writer has values each
  std::vector<StoredText> ends_;
  std::vector<StoredText> recheck_texts_;  // of statuses without dates
  TextStore texts_;
  ValueCells values_;
  std::vector<Word> tail_keys_;  // of 64 cases
  InputRow row_;
  Decision decision_;  // of scalar evaluators
  Decision look_;      // of planes
  Decision rechecks_;
  std::string recheck_cells_;
};

}  // namespace mgl
