// The spellings of a day in a cell.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/value/calendar.h"

namespace mgl {

/// The order of day, month and year in dates of numbers.
enum class DateOrder : std::uint8_t { kDayMonthYear, kMonthDayYear, kYearMonthDay };

struct DateStyle {
  std::optional<DateOrder> order;  // none: dates with one reading alone are read
  std::optional<Day> as_of;        // dates with a year of two digits are not after it; none: they
                                   // are not read
};

struct DateCell {
  std::optional<DaySpan> days;
  std::string problem;                // why there are none, for behind the quoted cell
  std::string_view kind = "no date";  // of problem, without the value
};

/// `2026-03-01`; empty for every other spelling, and for a day that is none of a patient.
std::optional<Day> ReadPlainDay(std::string_view text);

/// Reads what ParseDate() reads; days with one reading (`20251201`, `01-DEC-2025`, `2025/12/01`,
/// `31/12/2025`, `December 1, 2025`); and in the order of `style` `1.12.2025`, `12/1/25`. A time of
/// day behind any of them is left out. Days before 1900-01-02 or in 9999 are what other programs
/// write for no date. `text` has no blanks at its ends.
DateCell ReadDateCell(std::string_view text, const DateStyle& style);

}  // namespace mgl
