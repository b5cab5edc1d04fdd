// Ranges and thresholds as laboratories and tables of grades write them.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `line 130 to 170 g/L for men`, `men: 130 to 170 g/L`, `lower 130 g/L`, `up to 170 g/L`.
std::optional<Diagnostic> RangeByHabit(const Place& place);
/// `threshold NAME k 5.5 to 5.9 mmol/L`, `… at least 140/90 mmHg`, `… as hb < 130 g/L`.
std::optional<Diagnostic> ThresholdByHabit(const Place& place);

}  // namespace mgl
