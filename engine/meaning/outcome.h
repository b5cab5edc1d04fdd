// What the values of a graph's nodes mean: scope, outcomes, statuses, and the warnings of a case as
// a whole. The same for every evaluator.
#pragma once

#include "engine/model/decision.h"

namespace mgl {

/// Sets `scope`, `rules` and `rechecks` from `facts` and `nodes`. Out of scope both lists are
/// empty.
void DecideOutcomes(const Guideline& guideline, Day as_of, Decision& decision);

/// Adds, unless the case is out of scope, in this order: `conflict: A, B` for each pair of rules
/// that are both yes and must not be; `conflict: TABLE` for each table of which two rows hold that
/// give different values; `caution: TITLE` for each caution that holds where a rule that may give
/// or consider its treatment is yes or unknown; `apart: A, B` for each two treatments to separate
/// of which both may be given; and in scope `property: TITLE` for each property that the case
/// refutes. An option may be given where its medication is, and a medication where one of its
/// options is.
void AddCaseWarnings(const Guideline& guideline, Decision& decision);

}  // namespace mgl
