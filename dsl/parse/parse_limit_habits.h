// Ranges and thresholds whose fact or number stands elsewhere.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `range NAME "T"`, and below it `potassium 3.5-5.0 mmol/L`.
std::optional<Diagnostic> RangeOfLineBelow(const Place& place);
/// `above 1.5 x baseline`, `>= 3 times the upper limit of normal`, `above 150% of baseline`.
std::optional<Diagnostic> ThresholdByFormula(const Place& place);
/// `fact bmi "BMI" = weight / height ^ 2`.
std::optional<Diagnostic> ComputedFact(const Place& place);

}  // namespace mgl
