// Lines that say one thing together: a chain of conditions, the bands of a score, the days of a
// recheck. One message writes them all out.
#pragma once

#include <optional>
#include <string>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `if a then x`, `else if b then y`, `else z`, each in a line.
std::optional<Diagnostic> ChainByHabit(const Place& place);
/// `0 to 2 "low"`, `3-4: high` under a score.
std::optional<Diagnostic> BandsByHabit(const Place& place);
/// `+1 fever` under a score.
std::optional<Diagnostic> PointsFirst(const Place& place);
/// `on day 5, day 10 after x` under a recheck.
std::optional<Diagnostic> DaysByHabit(const Place& place);
/// The items of `a + b + 2 * c`, each in backticks; empty where it is no such sum.
std::string ItemsOfSum(std::string_view text, std::string_view sum);

/// `` `at least 0` and `at most 4` `` of `total 0 to 4`; empty: the line is none.
std::string EndsOfSum(std::string_view line);

}  // namespace mgl
