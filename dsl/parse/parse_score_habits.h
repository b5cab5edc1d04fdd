// Items of scores as Word, Excel and programs write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `item "Age" 1 point if age >= 65 years`, `item age >= 65 years 1`, `max 5`, `low 0 to 1`.
std::optional<Diagnostic> ScoreByHabit(const Place& place);
/// `write `points 3 when toxic``, for a line set in below `item "…"`; empty elsewhere.
std::string PointsUnderItem(std::string_view text, std::size_t at, std::string_view points,
                            std::string_view condition);
/// The condition that an item's words mean: a yes/no name, or a comparison as it is; else empty.
std::string ItemCondition(std::string_view text, std::string_view words);

/// `qsofa score >= 2 points`, `qsofa score of 2 or more`.
std::optional<Diagnostic> ScoreWord(const Place& place);

}  // namespace mgl
