// How an outcome differs between two versions of a guideline: of a single case, and of blocks.
#pragma once

#include <vector>

#include "engine/batch/eval_batch.h"
#include "engine/model/decision.h"
#include "tools/cohort/sensitivity/sensitivity_tally.h"

namespace mgl {

/// `decision`: of the joint guideline.
OutcomeShift ChangeOf(const OutcomePair& pair, const Guideline& joint, const Decision& decision);

/// Where the pair's outcomes differ in the last block that `batch` evaluated, of cases that are not
/// exceptional; marks more of them so, where columns do not tell it.
void FindChanges(const OutcomePair& pair, BatchEvaluator& batch, CaseColumns& columns,
                 Plane& differs);
/// Counts the rows of word `w` in which the pair differs.
void CountChanges(const OutcomePair& pair, const BatchEvaluator& batch, std::size_t w, Word rows,
                  ChangeCounts& counts);

}  // namespace mgl
