// Blocks of cases to the records of their decisions.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/batch/eval_batch.h"
#include "engine/eval_scalar.h"
#include "tools/batch/case_block.h"
#include "tools/batch/key_table.h"
#include "tools/batch/part_result.h"
#include "tools/io/decision_writer.h"

namespace mgl {

/// Decisions that look alike share their text: it is rendered once, from the scalar evaluator's
/// decision of the first case that has it, and found again by the planes that determine it. One a
/// thread.
class BlockDecider {
 public:
  using DecideRow = std::function<void(const InputRow&)>;

  /// The guideline and the evaluator must outlive it.
  BlockDecider(const Guideline& guideline, const EvaluationOptions& evaluation,
               const DecisionLayout& layout, BatchEvaluator& batch);

  /// Adds the records of all cases of `blocks` to `part`; `decide_row` adds those of exceptional
  /// ones.
  void Decide(CaseBlocks& blocks, const DecideRow& decide_row, PartResult& part);

 private:
  /// A text of texts_.
  struct Text {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };
  /// What decisions that look alike have in common. Cells with dates of rechecks stand between.
  struct Tail {
    Text head;          // scope, results, rules, as they follow the id
    Text end;           // ask and warnings up to the line end
    bool asks = false;  // what it asks differs: `end` is not to be used
    std::uint32_t warnings = 0;
    std::uint32_t conflicts = 0;
    std::uint32_t broken_properties = 0;
  };
  void CollectPlanes();
  void ComputeDisplay();
  void DecideWord(std::size_t w, CaseBlocks& blocks, const DecideRow& decide_row, PartResult& part);
  void AddId(std::size_t row, PartResult& part) const;
  void AddIds(std::size_t w, std::size_t count, PartResult& part) const;
  void FindTails(std::size_t w, std::size_t count, CaseBlocks& blocks,
                 std::array<std::uint32_t, kWordBits>& tails);
  Tail MakeTail();
  Text EndOf(std::size_t row, const Word* key, CaseBlocks& blocks);
  void ForgetTexts();
  Text Keep(std::string_view text);
  std::string_view TextOf(Text text) const {
    return std::string_view(texts_).substr(text.begin, text.size);
  }
  void AppendRechecks(std::size_t row, PartResult& part);
  RecheckState StateOf(const Recheck& recheck, std::size_t row) const;
  void Count(RunSummary& summary) const;
  std::string HeadCells() const;
  std::string EndCells() const;
  bool MayAsk() const;
  std::string CellsOf(const DecisionWriter& writer) const;

  const Guideline& guideline_;
  Day as_of_;
  bool shows_id_;
  BatchEvaluator& batch_;
  ScalarEvaluator scalar_;      // without ask
  ScalarEvaluator ask_scalar_;  // with it
  // The groups of columns; null where none of a group is shown.
  std::unique_ptr<DecisionWriter> head_writer_;
  std::unique_ptr<DecisionWriter> recheck_writer_;
  std::unique_ptr<DecisionWriter> end_writer_;
  bool shows_ask_;

  CaseBlock block_;
  std::vector<std::uint32_t> withheld_rules_;  // that may be blocked or overridden
  std::vector<Word> display_;                  // by rule: planes of blocked, then of overridden
  std::vector<const Word*> outcome_planes_;
  std::vector<const Word*> ask_planes_;  // all that a case's `ask` depends on
  std::size_t tail_words_ = 1;           // of a key
  std::size_t ask_words_ = 1;
  KeyTable tail_table_;
  KeyTable ask_table_;
  std::vector<Tail> tails_;
  std::vector<Text> ends_;
  std::string texts_;            // kCopyStep bytes stand behind the last one
  std::vector<Word> tail_keys_;  // of 64 cases
  std::vector<Word> ask_keys_;
  InputRow row_;
  Decision decision_;
  Decision rechecks_;
  std::string recheck_cells_;
};

}  // namespace mgl
