// Tables, scores and definitions as Word, Excel and programs write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// A row of headings, `row age < 60 years …`, `below 60 years gives a`, `otherwise b`.
std::optional<Diagnostic> RowByHabit(const Place& place);
/// `item "Age" 1 point if age >= 65 years`, `item age >= 65 years 1`, `max 5`, `low 0 to 1`.
std::optional<Diagnostic> ScoreByHabit(const Place& place);
/// The condition that an item's words mean: a yes/no name, or a comparison as it is; else empty.
std::string ItemCondition(std::string_view text, std::string_view words);
/// `reading 1 "Strict" as …`, `reading strict: …`, `adopt "Strict"`.
std::optional<Diagnostic> ReadingByHabit(const Place& place);
/// `define adult: age >= 18 years`, `define adult if …`, `case age > 60 years then 1`.
std::optional<Diagnostic> DefineByHabit(const Place& place);

}  // namespace mgl
