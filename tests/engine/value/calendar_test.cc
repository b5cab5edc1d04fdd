// Dates: counted day by day against an independent calendar, read, written, moved by months.
#include "engine/value/calendar.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <string>

namespace mgl {
namespace {

constexpr int kIntMin = std::numeric_limits<int>::min();
constexpr int kIntMax = std::numeric_limits<int>::max();

int DaysOfMonth(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kDays[month - 1];
}

Day DayOf(const std::string& text) {
  const std::optional<DaySpan> span = ParseDate(text);
  REQUIRE_MESSAGE(span.has_value(), text);
  REQUIRE_MESSAGE(span->first == span->last, text);
  return span->first;
}

std::string Moved(const std::string& date, int months) {
  const std::optional<Day> day = AddMonths(DayOf(date), months);
  return day ? FormatDay(*day) : "none";
}

std::string Span(std::string_view text) {
  const std::optional<DaySpan> span = ParseDate(text);
  return span ? FormatDay(span->first) + " to " + FormatDay(span->last) : "none";
}

TEST_CASE("every day from 1900 to 2100 is counted, written and read back") {
  Day expected = -25567;  // 1900-01-01: 70 years of 365 days and 17 leap days before 1970-01-01
  for (int year = 1900; year <= 2100; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= DaysOfMonth(year, month); ++day, ++expected) {
        const std::optional<Day> counted = DayFromDate(year, month, day);
        const std::optional<DaySpan> read = ParseDate(FormatDay(expected));
        if (counted == expected && read == DaySpan{expected, expected}) continue;
        CAPTURE(FormatDay(expected));
        CHECK(counted == expected);
        CHECK(read == DaySpan{expected, expected});
      }
      CHECK_FALSE(DayFromDate(year, month, DaysOfMonth(year, month) + 1).has_value());
    }
  }
  CHECK(DayFromDate(1970, 1, 1) == 0);
  CHECK(FormatDay(0) == "1970-01-01");
}

TEST_CASE("the whole range of years is consecutive") {
  Day expected = *DayFromDate(1, 1, 1);
  CHECK(expected == -719162);
  for (int year = 1; year <= 9999; ++year) {
    for (int month = 1; month <= 12; ++month) {
      if (DayFromDate(year, month, 1) != expected) CHECK(DayFromDate(year, month, 1) == expected);
      expected += DaysOfMonth(year, month);
    }
  }
  CHECK(DayFromDate(9999, 12, 31) == expected - 1);
  CHECK(FormatDay(expected - 1) == "9999-12-31");
  CHECK(FormatDay(-719162) == "0001-01-01");
}

TEST_CASE("leap years") {
  CHECK(DayFromDate(2024, 2, 29).has_value());
  CHECK(DayFromDate(2000, 2, 29).has_value());
  CHECK_FALSE(DayFromDate(1900, 2, 29).has_value());
  CHECK_FALSE(DayFromDate(2100, 2, 29).has_value());
  CHECK_FALSE(DayFromDate(2026, 2, 29).has_value());
}

TEST_CASE("what is outside the calendar is no day") {
  for (const int month : {0, -1, 13, 257, 258, kIntMin, kIntMax}) {
    CAPTURE(month);
    CHECK_FALSE(DayFromDate(2026, month, 1).has_value());
  }
  for (const int day : {0, -1, 32, 257, kIntMin, kIntMax}) {
    CAPTURE(day);
    CHECK_FALSE(DayFromDate(2026, 1, day).has_value());
  }
  for (const int year : {0, -1, 10000, 65536 + 2026, kIntMin, kIntMax}) {
    CAPTURE(year);
    CHECK_FALSE(DayFromDate(year, 1, 1).has_value());
  }
}

TEST_CASE("whole and partial dates") {
  CHECK(Span("2026-03-01") == "2026-03-01 to 2026-03-01");
  CHECK(Span("2026-03") == "2026-03-01 to 2026-03-31");
  CHECK(Span("2026-02") == "2026-02-01 to 2026-02-28");
  CHECK(Span("2024-02") == "2024-02-01 to 2024-02-29");
  CHECK(Span("2026-12") == "2026-12-01 to 2026-12-31");
  CHECK(Span("2026") == "2026-01-01 to 2026-12-31");
  CHECK(Span("0001") == "0001-01-01 to 0001-12-31");
  CHECK(Span("9999-12") == "9999-12-01 to 9999-12-31");
}

TEST_CASE("a time of day is left out, the date stays as written") {
  for (const std::string time :
       {" 13:15:00", "T13:15:00Z", "T13:15:00z", "T13:15", " 00:00", "T23:59:59", "T23:59:60",
        "T13:15:00.123456789", "T13:15:00.5Z", "T13:15:00+01:00", "T13:15:00-0930", "T13:15:00+14",
        "T13:15+01:00", "T13:15Z"}) {
    CAPTURE(time);
    CHECK(Span("2026-03-01" + time) == "2026-03-01 to 2026-03-01");
  }
}

TEST_CASE("what is no valid time spoils the date") {
  for (const std::string time : {" ",
                                 "T",
                                 "T13",
                                 "T13:",
                                 "T13:1",
                                 "T1:15",
                                 "T24:00",
                                 "T24:00:00",
                                 "T13:60",
                                 "T13:15:61",
                                 "T13:15:",
                                 "T13:15:00.",
                                 "T13:15.5",
                                 "T13:15:00 Z",
                                 "T13:15:00Zx",
                                 "T13:15:00+",
                                 "T13:15:00+1",
                                 "T13:15:00+15:00",
                                 "T13:15:00+01:60",
                                 "T13:15:00+01:",
                                 "T13:15:00+010",
                                 "  13:15",
                                 "_13:15",
                                 "t13:15",
                                 " 1:15 PM",
                                 " 13:15:00 ",
                                 "Tab:cd",
                                 "-05",
                                 "x"}) {
    CAPTURE(time);
    CHECK(Span("2026-03-01" + time) == "none");
  }
}

TEST_CASE("everything else is no date") {
  for (const std::string text : {"",
                                 "26",
                                 "202",
                                 "20260301",
                                 "2026-3-1",
                                 "2026-3",
                                 "2026-03-1",
                                 "2026-",
                                 "2026-03-",
                                 "2026-13",
                                 "2026-00",
                                 "2026-00-01",
                                 "2026-03-00",
                                 "2026-03-32",
                                 "2026-02-29",
                                 "2026-02-30",
                                 "0000",
                                 "0000-01-01",
                                 "10000-01-01",
                                 "-2026",
                                 "+2026",
                                 "2026/03/01",
                                 "01.03.2026",
                                 "03/01/2026",
                                 " 2026-03-01",
                                 "2026 ",
                                 "2026T13:15",
                                 "2026-03T13:15",
                                 "2026-03 13:15",
                                 "2026-W10",
                                 "2026-060",
                                 "unknown",
                                 "\xD9\xA2\xD9\xA0\xD9\xA2\xD9\xA6"}) {
    CAPTURE(text);
    CHECK(Span(text) == "none");
  }
  CHECK(Span(std::string_view("2026\0", 5)) == "none");
}

TEST_CASE("months are calendar months, clipped to the end of the month") {
  CHECK(Moved("2026-01-31", 1) == "2026-02-28");
  CHECK(Moved("2024-01-31", 1) == "2024-02-29");
  CHECK(Moved("2025-11-29", 3) == "2026-02-28");
  CHECK(Moved("2025-11-28", 3) == "2026-02-28");
  CHECK(Moved("2026-03-31", -1) == "2026-02-28");
  CHECK(Moved("2026-05-31", 1) == "2026-06-30");
  CHECK(Moved("2026-02-28", 1) == "2026-03-28");  // not the last day again
  CHECK(Moved("2024-02-29", 12) == "2025-02-28");
  CHECK(Moved("2024-02-29", 48) == "2028-02-29");
  CHECK(Moved("2026-01-15", -1) == "2025-12-15");
  CHECK(Moved("2026-12-15", 1) == "2027-01-15");
  CHECK(Moved("2026-06-30", 0) == "2026-06-30");
  CHECK(Moved("1969-12-31", 2) == "1970-02-28");
}

TEST_CASE("months agree with counting, for every start and many moves") {
  for (int start = 0; start < 48; ++start) {
    const int year = 2023 + start / 12;
    const int month = start % 12 + 1;
    for (int day = 1; day <= DaysOfMonth(year, month); ++day) {
      for (int months = -50; months <= 50; ++months) {
        const int target = 2023 * 12 + start + months;
        const int target_year = target / 12;
        const int target_month = target % 12 + 1;
        const int target_day = std::min(day, DaysOfMonth(target_year, target_month));
        const Day moved = *AddMonths(*DayFromDate(year, month, day), months);
        if (moved == DayFromDate(target_year, target_month, target_day)) continue;
        CAPTURE(FormatDay(*DayFromDate(year, month, day)));
        CAPTURE(months);
        CHECK(moved == DayFromDate(target_year, target_month, target_day));
      }
    }
  }
}

TEST_CASE("completed months are the most that fit, for every pair of days of five years") {
  const Day first = DayOf("2023-01-01");
  const Day last = DayOf("2027-12-31");
  for (Day from = first; from <= last; from += 3) {
    for (Day to = first; to <= last; to += 1) {
      const int months = MonthsBetween(from, to);
      const bool fits = AddMonths(from, months) <= to && AddMonths(from, months + 1) > to;
      if (fits) continue;
      CAPTURE(FormatDay(from));
      CAPTURE(FormatDay(to));
      CHECK(fits);
    }
  }
}

TEST_CASE("completed months: birthdays, and 29 February") {
  const auto months = [](const std::string& from, const std::string& to) {
    return MonthsBetween(DayOf(from), DayOf(to));
  };
  CHECK(months("2001-03-01", "2002-03-01") == 12);
  CHECK(months("2001-03-01", "2002-02-28") == 11);
  CHECK(months("2008-02-29", "2026-02-27") == 215);
  CHECK(months("2008-02-29", "2026-02-28") == 216);  // as time since D >= 18 years has it
  CHECK(months("2026-03-15", "2026-03-14") == -1);
  CHECK(months("0001-01-01", "9999-12-31") == 9999 * 12 - 1);
}

TEST_CASE("there is no day beyond the ends of the calendar") {
  CHECK(Moved("9999-12-15", 1) == "none");
  CHECK(Moved("9999-11-30", 1) == "9999-12-30");
  CHECK(Moved("9999-11-30", 2) == "none");
  CHECK(Moved("0001-01-15", -1) == "none");
  CHECK(Moved("0001-02-28", -1) == "0001-01-28");
  CHECK(Moved("2026-01-15", kIntMax) == "none");
  CHECK(Moved("2026-01-15", kIntMin) == "none");
  CHECK(IsInCalendar(DayOf("0001-01-01")));
  CHECK(IsInCalendar(DayOf("9999-12-31")));
  CHECK_FALSE(IsInCalendar(std::int64_t{DayOf("0001-01-01")} - 1));
  CHECK_FALSE(IsInCalendar(std::int64_t{DayOf("9999-12-31")} + 1));
}

}  // namespace
}  // namespace mgl
