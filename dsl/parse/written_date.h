// Dates as people write them elsewhere: 25.02.2026, 2/25/2026, 25 February 2026.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostic/diagnostic.h"

namespace mgl {

struct WrittenDate {
  Span span;
  std::vector<std::string> readings;  // as the language writes them; none: there is no such day
};

/// The date that begins at `at` and is not written as the language does.
std::optional<WrittenDate> WrittenDateAt(std::string_view text, std::size_t at);
bool IsWrittenDate(std::string_view text, std::size_t at);

/// What to write instead.
Diagnostic WrittenDateMessage(std::string_view text, const WrittenDate& date);

/// A date without its day: `March 2028`, `03/2028`, `Q1 2028`, `2028`.
struct DatePart {
  std::string year;   // empty: none is said
  std::string first;  // its first day, and its last; empty: they are not known
  std::string last;
  bool is_month = false;
};
DatePart DatePartIn(std::string_view words);
/// What to write for a line with a date of which the day is not said; `line`: `review by `.
std::string HelpForDay(std::string_view line, std::string_view said);

/// How dates are spelt, as forms say it: `DD/MM/YYYY`, `yyyy-mm-dd`, `MM.YYYY`.
bool IsDateForm(std::string_view said);
/// What to write for it, of a fact.
std::string HelpForDateForm(std::string_view form);

}  // namespace mgl
