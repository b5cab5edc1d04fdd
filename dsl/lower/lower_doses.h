// Doses by body size to nodes of the graph. Used by lower.cc only.
#pragma once

#include "dsl/check/dose_plan.h"
#include "engine/model/guideline.h"

namespace mgl {

/// `size`: the node of what the dose is worked out by. Its name and unit, and what is said behind
/// the amount, are left to the caller.
Medication::Amount LowerAmount(const DosePlan& plan, NodeId size, Graph& graph);

}  // namespace mgl
