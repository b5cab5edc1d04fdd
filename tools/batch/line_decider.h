// Plain CSV lines to the records of their decisions, a block at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/batch/eval_batch.h"
#include "engine/eval_scalar.h"
#include "tools/batch/column_decoder.h"
#include "tools/batch/key_table.h"
#include "tools/batch/part_result.h"
#include "tools/io/decision_writer.h"

namespace mgl {

/// Decisions that look alike share their text: it is rendered once, from the scalar evaluator's
/// decision of the first case that has it, and found again by the planes that determine it. One a
/// thread.
class LineDecider {
 public:
  /// Null where the guideline has nodes without planes: all its rows are then decided one by one.
  /// The guideline must outlive it.
  static std::unique_ptr<LineDecider> Make(const Guideline& guideline,
                                           const EvaluationOptions& evaluation,
                                           const DecisionLayout& layout);

  /// Adds the records of all lines to `part`; `decide_row` adds those of exceptional ones.
  void Decide(const CsvLines& lines, const std::function<void(const InputRow&)>& decide_row,
              PartResult& part);

 private:
  /// What decisions that look alike have in common. Cells with dates of rechecks stand between.
  struct Tail {
    std::string head;  // scope, results, rules, as they follow the id
    std::string end;   // ask and warnings up to the line end; ask only where it is empty
    bool asks = false;
    std::uint32_t warnings = 0;
    std::uint32_t conflicts = 0;
    std::uint32_t broken_properties = 0;
  };

  LineDecider(const Guideline& guideline, const EvaluationOptions& evaluation,
              const DecisionLayout& layout, std::unique_ptr<BatchEvaluator> batch);

  void CollectPlanes();
  void ComputeDisplay();
  void DecideBlock(const CsvLines& lines, const std::function<void(const InputRow&)>& decide_row,
                   PartResult& part);
  void ReadRow(const CsvLines& lines, std::size_t row);
  const Tail& TailOf(const CsvLines& lines, std::size_t row, const Word* key);
  const std::string& EndOf(const CsvLines& lines, std::size_t row, const Word* key);
  void AppendRechecks(std::size_t row, bool out_of_scope, PartResult& part);
  RecheckState StateOf(const Recheck& recheck, std::size_t row) const;
  void Count(RunSummary& summary) const;
  std::string EndCells() const;
  bool MayAsk() const;
  std::string CellsOf(const DecisionWriter& writer, const Decision& decision) const;

  const Guideline& guideline_;
  Day as_of_;
  bool shows_id_;
  std::unique_ptr<BatchEvaluator> batch_;
  ScalarEvaluator scalar_;
  ColumnDecoder decoder_;
  FactReader facts_;
  // The groups of columns; null where none of a group is shown.
  std::unique_ptr<DecisionWriter> head_writer_;
  std::unique_ptr<DecisionWriter> recheck_writer_;
  std::unique_ptr<DecisionWriter> end_writer_;
  bool shows_ask_;

  FieldIndex index_;
  CaseColumns columns_;
  std::vector<Word> display_;  // by rule: planes of blocked, then of overridden
  std::vector<const Word*> outcome_planes_;
  std::vector<const Word*> ask_planes_;  // all that a case's `ask` depends on
  KeyTable tail_table_;
  KeyTable ask_table_;
  std::vector<Tail> tails_;
  std::vector<std::string> ends_;
  std::vector<Word> tail_keys_;  // of 64 cases
  std::vector<Word> ask_keys_;
  InputRow row_;
  Decision decision_;
  Decision rechecks_;
  std::uint64_t rows_done_ = 0;  // of the lines at hand
};

}  // namespace mgl
