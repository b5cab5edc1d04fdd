// Calendar dates as day numbers, partial dates as spans of days, calendar arithmetic.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mgl {

/// Days since 1970-01-01 in the proleptic Gregorian calendar, years 1 to 9999.
using Day = std::int32_t;

/// `never`: a date before all days, of what has not happened. No day of the calendar.
inline constexpr Day kNever = -1'000'000'000;

/// All the days a date may be: one day, a month (`2026-03`) or a year (`2026`).
struct DaySpan {
  Day first = 0;
  Day last = 0;
  bool operator==(const DaySpan&) const = default;
};

/// Whether it is a day of the years 1 to 9999.
bool IsInCalendar(std::int64_t day);

/// Empty for a day that does not exist (2026-02-30) or a year outside 1 to 9999.
std::optional<Day> DayFromDate(int year, int month, int day);

/// Reads `2026-03-01`, `2026-03`, `2026` (four digits of year, two of month and day). A time of day
/// after a whole date is accepted and left out, the date stays the one that is written:
/// `2026-03-01 13:15`, `2026-03-01T13:15:00.5Z`, `2026-03-01T13:15:00+01:00`. Anything else, a time
/// that does not exist included, is no date.
std::optional<DaySpan> ParseDate(std::string_view text);

/// The value of a date fact: a date, or `never`.
std::optional<DaySpan> ParseDateOrNever(std::string_view text);

/// `2026-03-01`, `never`. The day lies in years 1 to 9999, or is kNever.
std::string FormatDay(Day day);

/// Of a day of the calendar; the month from 1 to 12.
int YearOf(Day day);
int MonthOf(Day day);

/// Calendar months later (or earlier): the same day of the month, or the month's last day where it
/// has no such day (31 January + 1 month = 28 or 29 February). Empty beyond years 1 to 9999.
std::optional<Day> AddMonths(Day day, int months);

/// The completed calendar months from one day to another: the largest number whose AddMonths from
/// `from` is not after `to`. Negative where `to` lies before.
int MonthsBetween(Day from, Day to);

}  // namespace mgl
