#include "tools/io/cells/date_cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

constexpr std::string_view kNoDayKind = "no day of the calendar";
constexpr std::string_view kTwoDigits = "with a year of two digits (--date-format)";

/// 1 to 12 for a name of a month or its first three letters at least; 0 for anything else.
int MonthNamed(std::string_view word) {
  const std::string lower = LowerCase(word);
  if (lower == "sept") return 9;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (lower.size() >= 3 && (lower == kMonths[i] || lower == kMonths[i].substr(0, 3))) {
      return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

int NumberOf(std::string_view digits) {
  int number = 0;
  for (const char c : digits.substr(0, 5)) number = number * 10 + (c - '0');
  return number;
}

/// `0:00`, `13:15:00.5`, `1:15 PM`; not `25:99`.
bool IsTime(std::string_view text) {
  if (text.size() < 4 || !IsDigit(text[0])) return false;
  const std::size_t colon = text.find(':');
  if (colon != 1 && colon != 2) return false;
  std::string_view rest = text.substr(colon + 1);
  for (const std::string_view half : {"am", "pm"}) {
    const bool ends = rest.size() > 2 && EqualsIgnoringCase(rest.substr(rest.size() - 2), half);
    if (ends) rest = Trimmed(rest.substr(0, rest.size() - 2));
  }
  if (rest.empty() || rest.find_first_not_of("0123456789:.") != std::string_view::npos) {
    return false;
  }
  const auto number = [](std::string_view from) {
    return NumberOf(DigitsAt(from, 0).substr(0, 3));
  };
  const std::size_t seconds = rest.find(':');
  const bool has_seconds = seconds != std::string_view::npos;
  return number(text) <= 24 && number(rest) <= 59 &&
         (!has_seconds || number(rest.substr(seconds + 1)) <= 60);
}

/// A run of digits or of letters.
struct Piece {
  std::string_view text;
  bool is_number = false;
};

/// Of a date without its time: three pieces at most, what stands between is one of `/.-, `. Empty
/// for all else.
std::vector<Piece> PiecesOf(std::string_view text) {
  std::vector<Piece> pieces;
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t begin = i;
    const bool is_number = IsDigit(text[i]);
    const auto is_letter = [&](char c) { return LowerCase(c) >= 'a' && LowerCase(c) <= 'z'; };
    while (i < text.size() && (is_number ? IsDigit(text[i]) : is_letter(text[i]))) ++i;
    if (i == begin || pieces.size() == 3) return {};
    pieces.push_back({text.substr(begin, i - begin), is_number});
    const std::size_t signs = i;
    while (i < text.size() && std::string_view("/.-, ").find(text[i]) != std::string_view::npos) {
      ++i;
    }
    if (i - signs > 2) return {};
  }
  return pieces;
}

DateCell Found(std::optional<Day> day) {
  constexpr std::string_view kNoDay = "is not a day of the calendar";
  if (!day) return {std::nullopt, std::string(kNoDay), kNoDayKind};
  return {DaySpan{*day, *day}, "", {}};
}

/// A year of four digits, or of two where the style has a day up to which they count. Such a date
/// within a year behind that day may also be one to come (a date of delivery): of these no one
/// knows the century.
DateCell FoundIn(std::string_view year_digits, int month, int day, const DateStyle& style) {
  constexpr Day kToCome = 366;
  const int number = NumberOf(year_digits);
  if (year_digits.size() == 4) return Found(DayFromDate(number, month, day));
  if (year_digits.size() != 2 || !style.as_of) return Found(std::nullopt);
  const int last_year = YearOf(*style.as_of) + 1;
  int year = last_year / 100 * 100 + number;
  if (year > last_year) year -= 100;
  const std::optional<Day> later = DayFromDate(year, month, day);
  if (later && *later <= *style.as_of) return Found(later);
  const std::optional<Day> earlier = DayFromDate(year - 100, month, day);
  if (!later || *later > *style.as_of + kToCome || !earlier) return Found(earlier);
  return {std::nullopt,
          fmt::format("could be {}, or {} after the as-of date: a year of four digits says which",
                      FormatDay(*earlier), FormatDay(*later)),
          "of two readings (a year of two digits)"};
}

std::string_view WordOf(DateOrder order) {
  switch (order) {
    case DateOrder::kDayMonthYear:
      return "dmy";
    case DateOrder::kMonthDayYear:
      return "mdy";
    case DateOrder::kYearMonthDay:
      return "ymd";
  }
  std::abort();
}

/// Three numbers, the first of them no year of four digits.
DateCell ReadInOrder(const std::vector<Piece>& pieces, DateOrder order, const DateStyle& style) {
  const auto number = [&](std::size_t i) { return NumberOf(pieces[i].text); };
  switch (order) {
    case DateOrder::kDayMonthYear:
      return FoundIn(pieces[2].text, number(1), number(0), style);
    case DateOrder::kMonthDayYear:
      return FoundIn(pieces[2].text, number(0), number(1), style);
    case DateOrder::kYearMonthDay:
      return FoundIn(pieces[0].text, number(1), number(2), style);
  }
  std::abort();
}

/// The same in the order of the run, and whether it has another one.
DateCell ReadInStatedOrder(const std::vector<Piece>& pieces, const DateStyle& style) {
  DateCell cell = ReadInOrder(pieces, *style.order, style);
  if (cell.days || cell.kind != kNoDayKind) return cell;
  for (const DateOrder other :
       {DateOrder::kDayMonthYear, DateOrder::kMonthDayYear, DateOrder::kYearMonthDay}) {
    if (!ReadInOrder(pieces, other, style).days) continue;
    return {std::nullopt,
            fmt::format("is not in the order {} (--date-format)", WordOf(*style.order)),
            "in another order than --date-format says"};
  }
  return cell;
}

/// Three numbers.
DateCell ReadNumbers(const std::vector<Piece>& pieces, const DateStyle& style) {
  const int first = NumberOf(pieces[0].text);
  const int second = NumberOf(pieces[1].text);
  const int third = NumberOf(pieces[2].text);
  if (pieces[0].text.size() == 4) return Found(DayFromDate(first, second, third));
  if (style.order) return ReadInStatedOrder(pieces, style);
  if (pieces[2].text.size() != 4) {
    return {std::nullopt, "has a year of two digits (--date-format dmy, mdy or ymd reads it)",
            kTwoDigits};
  }
  const std::optional<Day> day_first = DayFromDate(third, second, first);
  const std::optional<Day> month_first = DayFromDate(third, first, second);
  if (day_first && month_first && *day_first != *month_first) {
    return {std::nullopt,
            fmt::format("could be {} or {} (--date-format dmy or mdy says which)",
                        FormatDay(*day_first), FormatDay(*month_first)),
            "of two readings (--date-format dmy or mdy)"};
  }
  return Found(day_first ? day_first : month_first);
}

/// A name of a month among them.
DateCell ReadNamed(const std::vector<Piece>& pieces, const DateStyle& style) {
  const std::size_t named = pieces[0].is_number ? 1 : 0;
  const int month = MonthNamed(pieces[named].text);
  const bool others_are_numbers = pieces[named == 0 ? 1 : 0].is_number && pieces[2].is_number;
  if (month == 0 || !others_are_numbers) return {};
  std::string_view day = pieces[named == 0 ? 1 : 0].text;
  std::string_view year = pieces[2].text;
  if (day.size() == 4) std::swap(day, year);  // `2025 Dec 01`
  if (day.size() > 2) return {};
  if (year.size() == 2 && !style.as_of) {
    return {std::nullopt, "has a year of two digits (--date-format dmy reads it)", kTwoDigits};
  }
  return FoundIn(year, month, NumberOf(day), style);
}

std::string_view WithoutTime(std::string_view text) {
  for (std::size_t blank = text.find_first_of(" T"); blank != std::string_view::npos;
       blank = text.find_first_of(" T", blank + 1)) {
    if (IsTime(Trimmed(text.substr(blank + 1)))) return Trimmed(text.substr(0, blank));
  }
  return text;
}

/// What a date of a patient may be. 1900-01-01 is the first day of spreadsheets and databases,
/// which they write where there is none, as others write the last day of their calendars.
bool IsOfPatient(const DaySpan& days) {
  static const Day first = *DayFromDate(1900, 1, 2);
  static const Day beyond = *DayFromDate(9999, 1, 1);
  return days.first == kNever || (days.last >= first && days.first < beyond);
}

/// Why a day is none of a patient.
DateCell NotOfPatient(const DaySpan& days) {
  constexpr std::array<std::string_view, 8> kForNone = {"0001-01-01", "1601-01-01", "1753-01-01",
                                                        "1800-01-01", "1899-12-30", "1899-12-31",
                                                        "1900-01-01", "9999-12-31"};
  const std::string day = days.first == days.last ? FormatDay(days.first) : "";
  if (std::ranges::find(kForNone, day) != kForNone.end()) {
    return {std::nullopt, "is what other programs write for no date", "days that stand for none"};
  }
  return {std::nullopt, "is no date of a patient: those lie in the years 1900 to 9998",
          "days before 1900 or in 9999"};
}

DateCell ReadAnyDate(std::string_view text, const DateStyle& style);

}  // namespace

std::optional<Day> ReadPlainDay(std::string_view cell) {
  if (cell.size() != 10 || cell[4] != '-' || cell[7] != '-') return std::nullopt;
  int parts[8] = {};
  int count = 0;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    parts[count] = cell[i] - '0';
    if (parts[count] < 0 || parts[count] > 9) return std::nullopt;
    ++count;
  }
  const std::optional<Day> day =
      DayFromDate(parts[0] * 1000 + parts[1] * 100 + parts[2] * 10 + parts[3],
                  parts[4] * 10 + parts[5], parts[6] * 10 + parts[7]);
  return day && IsOfPatient({*day, *day}) ? day : std::nullopt;
}

DateCell ReadDateCell(std::string_view text, const DateStyle& style) {
  DateCell cell = ReadAnyDate(text, style);
  return cell.days && !IsOfPatient(*cell.days) ? NotOfPatient(*cell.days) : cell;
}

namespace {

DateCell ReadAnyDate(std::string_view text, const DateStyle& style) {
  if (const std::optional<Day> day = ReadPlainDay(text)) return Found(day);
  const std::string_view date = WithoutTime(text);
  const bool is_digits = date.find_first_not_of("0123456789") == std::string_view::npos;
  if (is_digits && date.size() == 8) {  // HL7
    const std::optional<Day> day = DayFromDate(
        NumberOf(date.substr(0, 4)), NumberOf(date.substr(4, 2)), NumberOf(date.substr(6)));
    if (day) return Found(day);
  }
  if (is_digits && date.size() == 5) {
    return {std::nullopt, "looks like a day number of a spreadsheet: save dates as 2026-03-01",
            "day numbers of a spreadsheet"};
  }
  if (const std::optional<DaySpan> days = ParseDateOrNever(text)) return {days, "", {}};
  const std::vector<Piece> pieces = PiecesOf(date);
  DateCell cell;
  if (pieces.size() == 3) {
    const bool is_named = std::ranges::any_of(pieces, [](const Piece& p) { return !p.is_number; });
    cell = is_named ? ReadNamed(pieces, style) : ReadNumbers(pieces, style);
  }
  if (!cell.days && cell.problem.empty()) cell.problem = "is not a date (such as 2026-03-01)";
  return cell;
}

}  // namespace

}  // namespace mgl
