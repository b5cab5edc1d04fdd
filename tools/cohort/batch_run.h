// Cases in, decisions out: reading, deciding on several threads and writing in the order of the
// input.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "engine/eval_scalar.h"
#include "tools/cohort/fact_tally.h"
#include "tools/cohort/run_summary.h"
#include "tools/io/bytes/text_sink.h"
#include "tools/io/cases/case_reader.h"
#include "tools/io/cases/unit_tally.h"
#include "tools/io/cells/cell_rules.h"
#include "tools/io/decisions/decision_writer.h"

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

/// Where the run's rows go. `rejects` may be null.
struct BatchOutputs {
  const DecisionWriter* writer = nullptr;
  TextSink* decisions = nullptr;
  TextSink* rejects = nullptr;
};

/// What a run came to, and the first reject for the screen.
struct BatchReport {
  RunSummary summary;
  FactTally facts;
  std::optional<RejectedRow> first_reject;
  UnitTally units;
};

/// Runs all rows of `reader`. Memory does not grow with the number of rows. The caller commits the
/// outputs.
Result<BatchReport> RunBatch(const Guideline& guideline, const EvaluationOptions& evaluation,
                             CaseReader& reader, const BatchOutputs& outputs,
                             const BatchOptions& options);

/// The header of the rejects file: file,line,column,id,reason.
std::string RejectsHeader();

}  // namespace mgl
