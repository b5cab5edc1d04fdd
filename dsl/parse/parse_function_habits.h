// Functions as databases, spreadsheets and other rule languages call them.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `COALESCE(a, b)`, `DATEDIFF(day, d, today) > 30`, `exists x`.
std::optional<Diagnostic> FunctionByHabit(const Place& place);
/// `"Give " & weight & " mL"`, `CONCAT("Give ", weight)`.
std::optional<Diagnostic> JoinedText(const Place& place);

}  // namespace mgl
