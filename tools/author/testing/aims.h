// What examples should show of a guideline.
#pragma once

#include <vector>

#include "dsl/compiled_guideline.h"
#include "tools/author/testing/aim.h"
#include "tools/case/examples/coverage.h"

namespace mgl {

/// In the order of AimKind, and within a kind of the text; `shown` is counted from `coverage` where
/// that has it (outcomes, statuses and values that are expected, readings, lines).
std::vector<Aim> AimsOf(const CompiledGuideline& compiled, const Coverage& coverage,
                        PatientFinder& finder);

/// The bounds of comparisons, thresholds and ranges, both sides of each; see aims.h. `parts` are
/// the aims of kPart, by which an example at a bound is found that changes an outcome.
std::vector<Aim> BoundAimsOf(const CompiledGuideline& compiled, PatientFinder& finder,
                             const std::vector<Aim>& parts);

}  // namespace mgl
