// What the values of a graph's nodes mean: scope, outcomes, statuses, and the warnings of a case as
// a whole. The same for every evaluator.
#pragma once

#include "engine/decision.h"

namespace mgl {

/// Sets `scope`, `rules` and `rechecks` from `facts` and `nodes`. Out of scope both lists are
/// empty.
void DecideOutcomes(const Guideline& guideline, Day as_of, Decision& decision);

/// Adds `conflict: A, B` for each pair of rules that are both yes and must not be, and in scope
/// `property: TITLE` for each property that the case refutes.
void AddCaseWarnings(const Guideline& guideline, Decision& decision);

}  // namespace mgl
