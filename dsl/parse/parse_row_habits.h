// Tables and definitions as Word, Excel and programs write them.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// A row of headings, `row age < 60 years …`, `below 60 years gives a`, `otherwise b`.
std::optional<Diagnostic> RowByHabit(const Place& place);
/// `reading 1 "Strict" as …`, `reading strict: …`, `adopt "Strict"`.
std::optional<Diagnostic> ReadingByHabit(const Place& place);
/// `define adult: age >= 18 years`, `define adult if …`, `case age > 60 years then 1`.
std::optional<Diagnostic> DefineByHabit(const Place& place);

}  // namespace mgl
