// Strengths of solutions as labels write them.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `dose 0.01 mL/kg of 1:1000`, `contains 1 in 10 000 adrenaline`.
std::optional<Diagnostic> RatioStrength(const Place& place);

}  // namespace mgl
