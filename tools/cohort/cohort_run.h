// A cohort gone through: reading, work on several threads, and what came out of each part in the
// order of the input. What is done with cases is a CohortTask's.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "engine/batch/batch_plan.h"
#include "engine/model/decision.h"
#include "tools/cohort/part_result.h"
#include "tools/io/cases/case_block.h"
#include "tools/io/cases/case_reader.h"
#include "tools/io/cells/cell_rules.h"

namespace mgl {

/// Threads that a run may have beside the caller's own.
class Helpers {
 public:
  virtual ~Helpers() = default;
  /// Starts `work` on a thread of its own; false where there is none to be had.
  virtual bool Start(std::function<void()> work) = 0;
  /// Waits until all that was started has ended.
  virtual void Join() = 0;
};

struct BatchOptions {
  unsigned threads = 1;        // at most; over 1 only with `helpers`
  Helpers* helpers = nullptr;  // null: none
  bool strict = false;         // a bad value rejects its row
  /// Those of the reader that the cases come from.
  std::shared_ptr<const CellRules> cell_rules = std::make_shared<const CellRules>();
  bool row_by_row = false;  // decides nothing in blocks, which must give the same
  /// Told from time to time how many rows are done, in order, by one thread at a time.
  std::function<void(std::uint64_t rows)> on_progress;
};

/// What a run came to, and the first reject for the screen.
struct BatchReport {
  RunSummary summary;
  FactTally facts;
  std::optional<RejectedRow> first_reject;
  UnitTally units;
};

/// What one thread does with cases.
class CaseWork {
 public:
  using DecideRow = std::function<void(const InputRow&)>;

  virtual ~CaseWork() = default;
  /// All cases of `blocks`; `decide_row` is to be called with those that are exceptional.
  virtual void DecideBlocks(CaseBlocks& blocks, const DecideRow& decide_row, PartResult& part) = 0;
  /// A case alone; the decision stays until the next one.
  virtual const Decision& Decide(const Case& reported) = 0;
  /// Adds the case that was decided last; a strict run may have rejected it instead.
  virtual void Add(const InputRow& row, PartResult& part) = 0;
};

class CohortTask {
 public:
  virtual ~CohortTask() = default;
  /// That of the cases.
  virtual const Guideline& guideline() const = 0;
  /// For blocks of the guideline's facts; null: rows are decided one by one.
  virtual const BatchPlan* plan() const = 0;
  virtual Day as_of() const = 0;
  /// For one thread; called by it.
  virtual std::unique_ptr<CaseWork> MakeWork() const = 0;
  /// For one part; null: the task counts nothing of its own.
  virtual std::unique_ptr<PartTally> MakeTally() const { return nullptr; }
  /// What came out of the next part, in the order of the input, by one thread at a time.
  virtual std::optional<Error> Commit(PartResult& part) = 0;
  /// At the end of an input that could be used.
  virtual std::optional<Error> Finish() { return std::nullopt; }
};

/// Goes through all rows of `reader`. Memory does not grow with their number.
Result<BatchReport> RunCohort(CohortTask& task, CaseReader& reader, const BatchOptions& options);

/// The header of the rejects file: file,line,column,id,reason.
std::string RejectsHeader();

}  // namespace mgl
