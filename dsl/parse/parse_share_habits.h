// Doses that are said as a part of another one: `half the dose`, `reduce by 25%`.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `dose half when renal_failure`, `dose 50% of normal when …`, `reduce dose by 25% if …`.
std::optional<Diagnostic> ShareInDose(const Place& place);

}  // namespace mgl
