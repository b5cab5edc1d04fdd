// Doses by body size to nodes of the graph. Used by lower.cc only.
#pragma once

#include <string>

#include "dsl/dose_plan.h"
#include "engine/guideline.h"

namespace mgl {

/// `size`: the node of what the dose is worked out by. `how`: what is said behind the amount.
Medication::Amount LowerAmount(const DosePlan& plan, NodeId size, std::string how, Graph& graph);

}  // namespace mgl
