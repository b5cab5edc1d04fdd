// Lines that are right but for their spelling: capital letters, commas in numbers, dates, signs.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `range a "A" Of k`, `when d >= 25.02.2026 and d < 26.03.2026`, `threshold t "T" k =< 3,0
/// mmol/L`: all of it at once, where the grammar takes the line then.
std::optional<Diagnostic> RespeltLine(const Place& place);

}  // namespace mgl
