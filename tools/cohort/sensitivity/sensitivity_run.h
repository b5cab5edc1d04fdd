// A cohort gone through once, and how many of its decisions hang on each open question.
#pragma once

#include "tools/cohort/cohort_run.h"
#include "tools/cohort/sensitivity/sensitivity_tally.h"
#include "tools/io/bytes/text_sink.h"

namespace mgl {

struct SensitivityReport {
  BatchReport run;
  SensitivityTotals totals;
};

/// Decides all rows of `reader` by the guideline and all versions of `open`. `rejects` may be null;
/// the caller commits it.
Result<SensitivityReport> RunSensitivity(const Guideline& guideline,
                                         const EvaluationOptions& evaluation,
                                         const OpenQuestions& open, CaseReader& reader,
                                         TextSink* rejects, const BatchOptions& options);

}  // namespace mgl
