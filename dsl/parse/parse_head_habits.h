// First lines of facts and thresholds that say too little, or in another order.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `fact weight (kg) "Weight"`, `threshold low_potassium "Low potassium" below 3.5 mmol/L`.
std::optional<Diagnostic> HeadByHabit(const Place& place);
/// `fact toxic is yes/no "Looks toxic"`.
std::optional<Diagnostic> TitleBehindKind(const Place& place);

}  // namespace mgl
