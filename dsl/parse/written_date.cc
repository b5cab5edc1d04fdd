#include "dsl/parse/written_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "engine/text/plain_text.h"
#include "engine/value/calendar.h"

namespace mgl {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

/// 1 to 12, or 0: the whole name, or at least three letters of it.
int MonthOf(std::string_view word) {
  const std::string lower = LowerCase(word);
  if (lower.size() < 3) return 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i].starts_with(lower)) return static_cast<int>(i) + 1;
  }
  return 0;
}

/// Reads the parts of a date one after the other.
class DateReader {
 public:
  DateReader(std::string_view text, std::size_t at) : text_(text), begin_(at), at_(at) {}

  std::optional<WrittenDate> Read() {
    if (begin_ < text_.size() && IsWordStart(text_[begin_])) return ReadMonthFirst();
    const std::string_view first = Digits();
    if (first.empty() || first.size() > 4) return std::nullopt;
    const char sign = at_ < text_.size() ? text_[at_] : ' ';
    if (first.size() == 4 && sign == '-') return std::nullopt;  // the language's own
    const std::size_t behind_first = at_;
    if (sign == '/' || sign == '.' || sign == '-') {
      ++at_;
      const std::string_view second = Digits();
      if (!second.empty() && second.size() <= 2 && At(sign)) {
        ++at_;
        return ReadNumbers(first, second, Digits());
      }
    }
    at_ = behind_first;
    if (At('.')) ++at_;
    return first.size() <= 2 ? ReadMonthSecond(first) : std::nullopt;
  }

 private:
  bool At(char c) const { return at_ < text_.size() && text_[at_] == c; }
  void SkipSpaces() {
    while (At(' ')) ++at_;
  }
  std::string_view Digits() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    return text_.substr(begin, at_ - begin);
  }
  std::string_view Word() {
    const std::string_view word = WordAt(text_, at_);
    at_ += word.size();
    return word;
  }

  std::optional<WrittenDate> ReadNumbers(std::string_view first, std::string_view second,
                                         std::string_view third) {
    if (first.size() == 4) {
      if (third.empty() || third.size() > 2) return std::nullopt;
      return Made({{first, second, third}});
    }
    if (third.size() != 4) return std::nullopt;
    return Made({{third, second, first}, {third, first, second}});
  }

  std::optional<WrittenDate> ReadMonthSecond(std::string_view day) {
    SkipSpaces();
    const int month = MonthOf(Word());
    return ReadYear(day, month);
  }

  std::optional<WrittenDate> ReadMonthFirst() {
    const int month = MonthOf(Word());
    SkipSpaces();
    return ReadYear(Digits(), month);
  }

  std::optional<WrittenDate> ReadYear(std::string_view day, int month) {
    if (month == 0 || day.empty() || day.size() > 2) return std::nullopt;
    if (At(',') || At('.')) ++at_;
    SkipSpaces();
    const std::string_view year = Digits();
    if (year.size() != 4) return std::nullopt;
    const std::string number = std::to_string(month);
    return Made({{year, number, day}});
  }

  std::optional<WrittenDate> Made(
      const std::vector<std::array<std::string_view, 3>>& year_month_day) const {
    if (at_ < text_.size() && IsWordCharacter(text_[at_])) return std::nullopt;
    WrittenDate date;
    date.span = {static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(at_)};
    for (const auto& [year, month, day] : year_month_day) {
      std::string written = fmt::format("{}-{:0>2}-{:0>2}", year, month, day);
      if (!ParseDate(written)) continue;
      if (date.readings.empty() || date.readings.front() != written) {
        date.readings.push_back(std::move(written));
      }
    }
    return date;
  }

  std::string_view text_;
  std::size_t begin_;
  std::size_t at_;
};

}  // namespace

std::optional<WrittenDate> WrittenDateAt(std::string_view text, std::size_t at) {
  return DateReader(text, at).Read();
}

bool IsWrittenDate(std::string_view text, std::size_t at) {
  const bool is_digit = at < text.size() && text[at] >= '0' && text[at] <= '9';
  return is_digit && WrittenDateAt(text, at).has_value();
}

Diagnostic WrittenDateMessage(std::string_view text, const WrittenDate& date) {
  const std::string_view written = text.substr(date.span.begin, date.span.end - date.span.begin);
  Diagnostic diagnostic{DiagnosticKind::kMalformedDate,
                        date.span,
                        fmt::format("`{}` is not written as a date", written),
                        "write year, month and day, such as `2026-03-01`",
                        {}};
  if (date.readings.size() == 1) {
    diagnostic.help = fmt::format("write `{}`", date.readings[0]);
    diagnostic.edits.push_back({date.span, date.readings[0]});
  } else if (date.readings.size() == 2) {
    diagnostic.help = fmt::format("write `{}` if the day stands first, `{}` if the month does",
                                  date.readings[0], date.readings[1]);
  }
  return diagnostic;
}

DatePart DatePartIn(std::string_view words) {
  DatePart part;
  int first = 0;
  int last = 0;
  bool is_season = false;
  const auto number = [&](std::string_view digits) {
    return digits.size() == 1 ? digits[0] - '0' : (digits[0] - '0') * 10 + (digits[1] - '0');
  };
  for (std::size_t at = 0; at < words.size();) {
    const std::string_view word = WordAt(words, at);
    const std::size_t end = std::min(words.find_first_not_of("0123456789", at), words.size());
    const std::string_view digits = words.substr(at, end - at);
    if (digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"))) {
      part.year = digits;
    } else if ((digits.size() == 1 || digits.size() == 2) && number(digits) <= 12) {
      first = last = number(digits);
    } else if (word.size() == 2 && LowerCase(word[0]) == 'q' && word[1] >= '1' && word[1] <= '4') {
      last = 3 * (word[1] - '0');
      first = last - 2;
    } else if (const int month = MonthOf(word); month > 0) {
      first = last = month;
    } else {
      constexpr std::string_view kSeasons[] = {"spring", "summer", "autumn", "fall",
                                               "winter", "early",  "mid",    "late"};
      const std::string lower = LowerCase(word);
      is_season = is_season || std::ranges::find(kSeasons, lower) != std::end(kSeasons);
    }
    at += std::max({word.size(), digits.size(), std::size_t{1}});
  }
  if (part.year.empty() || is_season) return part;
  part.is_month = first > 0 && first == last;
  part.first = fmt::format("{}-{:02}-01", part.year, first == 0 ? 1 : first);
  const int month = last == 0 ? 12 : last;
  for (int day = 31; day > 27 && part.last.empty(); --day) {
    const std::string written = fmt::format("{}-{:02}-{}", part.year, month, day);
    if (ParseDate(written)) part.last = written;
  }
  return part;
}

std::string HelpForDay(std::string_view line, std::string_view said) {
  const DatePart part = DatePartIn(said);
  if (part.first.empty()) {
    return part.year.empty()
               ? fmt::format("write the day, as year, month and day: `{}YYYY-MM-DD`", line)
               : fmt::format("write `{}DATE`, with the day in {} for DATE, as year, month and day",
                             line, part.year);
  }
  if (line == "retrieved ") {  // the language takes a month here
    return part.is_month ? fmt::format("write `retrieved {}`", part.first.substr(0, 7))
                         : fmt::format(
                               "write `retrieved DATE`, with the day or the month in {} for "
                               "DATE, such as 2026-03-01 or 2026-03",
                               part.year);
  }
  if (line == "valid from ") {
    return fmt::format("write `valid from {}`, the first day of it, or the day that is meant",
                       part.first);
  }
  return fmt::format("write `{0}{1}`, the last day of it, or `{0}{2}`, the first one", line,
                     part.last, part.first);
}

namespace {

/// `dmy` of `DD/MM/YYYY`; empty: it is no form of dates.
std::string OrderIn(std::string_view form) {
  std::string order;
  std::size_t count = 0;
  for (std::size_t at = 0; at < form.size(); ++at) {
    const char c = LowerCase(form[at]);
    const bool is_sign = std::string_view("/-. ").find(c) != std::string_view::npos;
    if (std::string_view("dmy").find(c) == std::string_view::npos && !is_sign) return {};
    const bool is_next = is_sign || (at > 0 && LowerCase(form[at - 1]) != c);
    if (is_next && count > (order.ends_with('y') ? 4U : 3U)) return {};
    if (is_next) count = 0;
    if (is_sign) continue;
    if (++count == 1) order += c;
  }
  const bool is_year = order.ends_with('y') ? count == 2 || count == 4 : count <= 2;
  return is_year && IsIn(order, {"dmy", "mdy", "ymd", "my", "ym"}) ? order : std::string();
}

}  // namespace

bool IsDateForm(std::string_view said) { return !OrderIn(said).empty(); }

std::string HelpForDateForm(std::string_view form) {
  const std::string order = OrderIn(form);
  if (order.size() < 3 || (order == "ymd" && form.find('-') != form.npos)) {
    return "write `is date`; data have a date as 2026-03-01, or 2026-03 where its day is not known";
  }
  return fmt::format(
      "write `is date`; how the data spell it is said when they are run: `--date-format {}`",
      order);
}

}  // namespace mgl
