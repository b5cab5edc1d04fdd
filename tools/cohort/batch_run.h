// Cases in, decisions out, in the order of the input.
#pragma once

#include "engine/eval_scalar.h"
#include "tools/cohort/cohort_run.h"
#include "tools/io/bytes/text_sink.h"
#include "tools/io/decisions/decision_writer.h"

namespace mgl {

/// Where the run's rows go. `rejects` may be null.
struct BatchOutputs {
  const DecisionWriter* writer = nullptr;
  TextSink* decisions = nullptr;
  TextSink* rejects = nullptr;
};

/// Runs all rows of `reader`. The caller commits the outputs.
Result<BatchReport> RunBatch(const Guideline& guideline, const EvaluationOptions& evaluation,
                             CaseReader& reader, const BatchOutputs& outputs,
                             const BatchOptions& options);

}  // namespace mgl
