// Mistakes in which charts and calculators shine through: `limit 4 g in 24 hours`, `every 4/52`.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// A line that begins with another word: `default no`, `instead of give_iron`, `1 point when …`.
std::optional<Diagnostic> LineByHabit(const Place& place);
/// `limit 4 g in 24 hours`.
std::optional<Diagnostic> LimitInTime(const Place& place);
/// `every 4/52`, `at least 34/40`, `at least 28+3 weeks`.
std::optional<Diagnostic> TimeOfCharts(const Place& place);
/// The same at a sign of an expression.
std::optional<Diagnostic> ChartTime(std::string_view text, Span sign);
/// `score = 0-1`, which would be a difference.
std::optional<Diagnostic> RangeBehindEquals(std::string_view text, Span dash);
/// `score >= 2 points`, `2 of (a, b)`, `is number 0 to 10`.
std::optional<Diagnostic> NumberByHabit(const Place& place);

}  // namespace mgl
