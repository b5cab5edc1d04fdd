// Intervals in square brackets, as decision tables and mathematics write them.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `[18..64] years`, `]18..64[`, `(18..64]`.
std::optional<Diagnostic> BracketInterval(const Place& place);

}  // namespace mgl
