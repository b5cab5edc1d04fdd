// Dates by the standard library's civil-day arithmetic, behind range checks: its month and day
// types wrap around silently when they are made from large numbers.
#include "engine/value/calendar.h"

#include <algorithm>
#include <chrono>

namespace mgl {
namespace {

using std::chrono::year_month_day;

constexpr int kFirstYear = 1;
constexpr int kLastYear = 9999;

Day ToDay(const year_month_day& date) {
  return static_cast<Day>(std::chrono::sys_days(date).time_since_epoch().count());
}

Day LastDayOfMonth(std::chrono::year year, std::chrono::month month) {
  return ToDay(year / month / std::chrono::last);
}

year_month_day ToDate(Day day) { return std::chrono::sys_days(std::chrono::days(day)); }

/// Takes exactly `count` digits from the front of `text`; empty if they are not there.
std::optional<int> TakeNumber(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return number;
}

bool TakeCharacter(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

/// Takes two digits that mean at most `limit`.
bool TakeTwoDigits(std::string_view& text, int limit) {
  const std::optional<int> number = TakeNumber(text, 2);
  return number && *number <= limit;
}

/// Whether all of `text` is `Z`, `+01:00`, `+0100`, `+01` or nothing.
bool IsTimeZone(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return true;
  constexpr int kLargestOffsetHours = 14;
  if (!TakeCharacter(text, '+') && !TakeCharacter(text, '-')) return false;
  if (!TakeTwoDigits(text, kLargestOffsetHours)) return false;
  if (text.empty()) return true;
  TakeCharacter(text, ':');
  return TakeTwoDigits(text, 59) && text.empty();
}

/// Whether all of `text` is a time of day, from `00:00` to `23:59:60.999`, with or without a zone.
/// `24:00` is none: it would be the next day.
bool IsTimeOfDay(std::string_view text) {
  if (!TakeTwoDigits(text, 23) || !TakeCharacter(text, ':') || !TakeTwoDigits(text, 59)) {
    return false;
  }
  if (TakeCharacter(text, ':')) {
    constexpr int kLeapSecond = 60;
    if (!TakeTwoDigits(text, kLeapSecond)) return false;
    if (TakeCharacter(text, '.')) {
      if (!TakeNumber(text, 1)) return false;
      while (TakeNumber(text, 1)) continue;
    }
  }
  return IsTimeZone(text);
}

}  // namespace

std::optional<Day> DayFromDate(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  const year_month_day date(std::chrono::year(year),
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  return ToDay(date);
}

std::optional<DaySpan> ParseDate(std::string_view text) {
  const std::optional<int> year = TakeNumber(text, 4);
  if (!year || *year < kFirstYear) return std::nullopt;
  if (text.empty()) return DaySpan{*DayFromDate(*year, 1, 1), *DayFromDate(*year, 12, 31)};

  if (!TakeCharacter(text, '-')) return std::nullopt;
  const std::optional<int> month = TakeNumber(text, 2);
  if (!month) return std::nullopt;
  const std::optional<Day> first = DayFromDate(*year, *month, 1);
  if (!first) return std::nullopt;
  if (text.empty())
    return DaySpan{*first, LastDayOfMonth(std::chrono::year(*year),
                                          std::chrono::month(static_cast<unsigned>(*month)))};

  if (!TakeCharacter(text, '-')) return std::nullopt;
  const std::optional<int> day_of_month = TakeNumber(text, 2);
  if (!day_of_month) return std::nullopt;
  const std::optional<Day> day = DayFromDate(*year, *month, *day_of_month);
  if (!day) return std::nullopt;
  if (text.empty()) return DaySpan{*day, *day};

  const bool has_separator = TakeCharacter(text, 'T') || TakeCharacter(text, ' ');
  if (!has_separator || !IsTimeOfDay(text)) return std::nullopt;
  return DaySpan{*day, *day};
}

std::optional<DaySpan> ParseDateOrNever(std::string_view text) {
  constexpr std::string_view kWord = "never";
  const bool is_never = std::ranges::equal(
      text, kWord, [](char c, char letter) { return c == letter || c == letter - 'a' + 'A'; });
  return is_never ? DaySpan{kNever, kNever} : ParseDate(text);
}

int YearOf(Day day) { return static_cast<int>(ToDate(day).year()); }
int MonthOf(Day day) { return static_cast<int>(static_cast<unsigned>(ToDate(day).month())); }

std::string FormatDay(Day day) {
  if (day == kNever) return "never";
  const year_month_day date = ToDate(day);
  std::string text = "0000-00-00";
  // By hand: a format string takes longer than all else that is said of a recheck.
  const auto write = [&text](std::size_t begin, std::size_t digits, int number) {
    for (std::size_t i = digits; i-- > 0; number /= 10) {
      text[begin + i] = static_cast<char>('0' + number % 10);
    }
  };
  write(0, 4, static_cast<int>(date.year()));
  write(5, 2, static_cast<int>(static_cast<unsigned>(date.month())));
  write(8, 2, static_cast<int>(static_cast<unsigned>(date.day())));
  return text;
}

bool IsInCalendar(std::int64_t day) {
  static const Day kFirst = *DayFromDate(kFirstYear, 1, 1);
  static const Day kLast = *DayFromDate(kLastYear, 12, 31);
  return day >= kFirst && day <= kLast;
}

std::optional<Day> AddMonths(Day day, int months) {
  constexpr std::int64_t kMonthsOfYear = 12;
  const year_month_day date = ToDate(day);
  const std::int64_t month_count = static_cast<int>(date.year()) * kMonthsOfYear +
                                   static_cast<unsigned>(date.month()) - 1 + months;
  if (month_count < kFirstYear * kMonthsOfYear) return std::nullopt;
  if (month_count >= (kLastYear + 1) * kMonthsOfYear) return std::nullopt;
  const std::chrono::year year(static_cast<int>(month_count / kMonthsOfYear));
  const std::chrono::month month(static_cast<unsigned>(month_count % kMonthsOfYear + 1));
  const year_month_day same_day(year, month, date.day());
  return same_day.ok() ? ToDay(same_day) : LastDayOfMonth(year, month);
}

int MonthsBetween(Day from, Day to) {
  constexpr int kMonthsOfYear = 12;
  const year_month_day first = ToDate(from);
  const year_month_day last = ToDate(to);
  const int months =
      (static_cast<int>(last.year()) - static_cast<int>(first.year())) * kMonthsOfYear +
      static_cast<int>(static_cast<unsigned>(last.month())) -
      static_cast<int>(static_cast<unsigned>(first.month()));
  // In the month of `to`, the month is complete on the day of `from`, or on the month's last day.
  const Day month_end = LastDayOfMonth(last.year(), last.month());
  return last.day() >= first.day() || to == month_end ? months : months - 1;
}

}  // namespace mgl
