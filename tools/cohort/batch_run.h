// Cases in, decisions out: reading, deciding on several threads and writing in the order of the
// input.
#pragma once

#include <optional>

#include "engine/eval_scalar.h"
#include "tools/cohort/run_summary.h"
#include "tools/io/bytes/text_sink.h"
#include "tools/io/cases/case_reader.h"
#include "tools/io/cases/unit_tally.h"
#include "tools/io/decisions/decision_writer.h"

namespace mgl {

struct BatchOptions {
  unsigned threads = 1;
  bool strict = false;         // a bad value rejects its row
  bool show_progress = false;  // a line on standard error once a run takes over a second
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
