#include "tools/io/cells/number_cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "engine/text/plain_text.h"
#include "engine/unit/unit_in_data.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

enum class Comparator { kNone, kBelow, kAtMost, kAbove, kAtLeast };

struct Spelling {
  std::string_view text;
  Comparator comparator;
};
/// Longer spellings first where one begins another.
constexpr std::array kComparators = {
    Spelling{"less than or equal to", Comparator::kAtMost},
    Spelling{"greater than or equal to", Comparator::kAtLeast},
    Spelling{"less than", Comparator::kBelow},
    Spelling{"greater than", Comparator::kAbove},
    Spelling{"<=", Comparator::kAtMost},
    Spelling{">=", Comparator::kAtLeast},
    Spelling{"≤", Comparator::kAtMost},
    Spelling{"≥", Comparator::kAtLeast},
    Spelling{"<", Comparator::kBelow},
    Spelling{">", Comparator::kAbove},
    Spelling{"=", Comparator::kNone},
};

constexpr std::array<std::string_view, 6> kFlags = {"H", "L", "HH", "LL", "N", "A"};

/// How much of `text` the spelling takes, in any case and with any number of blanks between its
/// words; 0 where it does not begin with it.
std::size_t MatchedLength(std::string_view text, std::string_view spelling) {
  std::size_t length = 0;
  for (const char c : spelling) {
    if (length == text.size() || LowerCase(text[length]) != c) return 0;
    ++length;
    while (c == ' ' && length < text.size() && text[length] == ' ') ++length;
  }
  return length;
}

Comparator TakeComparator(std::string_view& text) {
  for (const Spelling& spelling : kComparators) {
    const std::size_t length = MatchedLength(text, spelling.text);
    if (length == 0) continue;
    text = Trimmed(text.substr(length));
    return spelling.comparator;
  }
  return Comparator::kNone;
}

/// Takes `wanted` from the begin of `text`, in any case.
bool Take(std::string_view& text, std::string_view wanted) {
  if (!EqualsIgnoringCase(text.substr(0, wanted.size()), wanted)) return false;
  text.remove_prefix(wanted.size());
  return true;
}

void SkipBlanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
}

std::size_t DigitsLength(std::string_view text) {
  return std::min(text.find_first_not_of("0123456789"), text.size());
}

/// How many characters of `text` can belong to a decimal: sign, digits, point, exponent.
std::size_t NumberLength(std::string_view text) {
  const auto digit = [&](std::size_t i) { return i < text.size() && IsDigit(text[i]); };
  std::size_t end = 0;
  if (end < text.size() && (text[end] == '-' || text[end] == '+')) ++end;
  while (digit(end)) ++end;
  const bool is_range = text.substr(end).starts_with("..");
  if (end < text.size() && text[end] == '.' && !is_range) ++end;
  while (digit(end)) ++end;
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    const bool has_sign = end + 1 < text.size() && (text[end + 1] == '-' || text[end + 1] == '+');
    std::size_t exponent = end + (has_sign ? 2 : 1);
    if (digit(exponent)) {
      while (digit(exponent)) ++exponent;
      end = exponent;
    }
  }
  return end;
}

std::optional<Rational> TakeNumber(std::string_view& text) {
  const std::size_t length = NumberLength(text);
  std::string_view digits = text.substr(0, length);
  if (digits.size() > 1 && digits.back() == '.') digits.remove_suffix(1);  // `5.`
  const std::optional<Rational> value = ParseDecimal(digits);
  if (value) text.remove_prefix(length);
  return value;
}

/// Digits in groups of three, `groups` of them behind the first `separator`; 0: they are not.
std::size_t Groups(std::string_view digits, char separator) {
  std::size_t groups = 0;
  const std::size_t first = DigitsLength(digits);
  if (first == 0 || first > 3) return 0;
  if (digits[0] == '0') return 0;  // `0.123` counts no thousands
  digits.remove_prefix(first);
  while (!digits.empty()) {
    if (digits[0] != separator || DigitsLength(digits.substr(1)) != 3) return 0;
    digits.remove_prefix(4);
    ++groups;
  }
  return groups;
}

/// The digits at the begin of a text, with commas and points, as a decimal with a point.
struct Digits {
  std::string decimal;
  std::string problem;
  std::string_view kind = kWithDecimalComma;  // of problem
};
constexpr std::string_view kWithPoint = "with a point that may be a decimal one";

/// `1,234,5`, `25.02.2026`.
Digits UnclearDigits() {
  return {"", "is not a number: its commas and points do not say where its decimals begin",
          NumberCell().kind};
}

Digits ReadDigits(std::string_view digits, bool decimal_comma) {
  const std::size_t comma = digits.rfind(',');
  const std::size_t point = digits.rfind('.');
  const auto without = [](std::string_view text, char separator) {
    std::string kept(text);
    std::erase(kept, separator);
    return kept;
  };
  if (comma == std::string_view::npos) {
    const std::size_t groups = decimal_comma ? Groups(digits, '.') : 0;
    if (groups == 0 && std::ranges::count(digits, '.') > 1) return UnclearDigits();
    if (groups == 0) return {std::string(digits), ""};
    if (groups > 1) return {without(digits, '.'), ""};
    std::string with_comma(digits);
    with_comma[point] = ',';
    return {"",
            fmt::format("could be {0} or {1}: with --decimal-comma {0} stands without its point, "
                        "and {1} is written {2}",
                        without(digits, '.'), digits, with_comma),
            kWithPoint};
  }
  // `1,234,567.8`: thousands.
  const std::string_view whole = digits.substr(0, std::min(point, digits.size()));
  const std::size_t thousands = point < comma ? 0 : Groups(whole, ',');
  const bool has_point = point != std::string_view::npos;
  if (thousands > 1 || (thousands == 1 && has_point)) return {without(digits, ','), ""};
  // `1.234,5`: a decimal comma.
  const std::string_view before = digits.substr(0, comma);
  const std::size_t decimals = digits.size() - comma - 1;
  const bool is_plain = !before.empty() && DigitsLength(before) == before.size();
  const bool is_decimal = (is_plain || Groups(before, '.') > 0) && decimals > 0;
  if (!is_decimal) return UnclearDigits();
  std::string decimal = without(before, '.') + "." + std::string(digits.substr(comma + 1));
  if (decimal_comma) return {std::move(decimal), ""};
  if (thousands == 1) {
    return {"", fmt::format("could be {} or {} (--decimal-comma: {})", without(digits, ','),
                            decimal, decimal)};
  }
  return {"", std::string(kHasDecimalComma)};
}

/// `text` with the separators of its first number made plain, and of a second that ends a range.
Digits WithPlainDigits(std::string_view text, bool decimal_comma) {
  Digits made;
  while (!text.empty()) {
    const std::size_t begin = std::min(text.find_first_of("0123456789"), text.size());
    made.decimal += text.substr(0, begin);
    text.remove_prefix(begin);
    std::size_t end = std::min(text.find_first_not_of("0123456789.,"), text.size());
    const std::size_t dots = text.substr(0, end).find("..");
    if (dots != std::string_view::npos) end = dots;
    while (end > 0 && text[end - 1] == ',') --end;
    Digits digits = ReadDigits(text.substr(0, end), decimal_comma);
    if (!digits.problem.empty()) return digits;
    made.decimal += digits.decimal;
    text.remove_prefix(end);
    // Behind a blank or letter that is no `to` stands a unit, which has numbers of its own.
    std::string_view rest = text;
    SkipBlanks(rest);
    const bool is_range = rest.starts_with('-') || rest.starts_with("..") ||
                          rest.starts_with("–") || rest.starts_with("—") ||
                          EqualsIgnoringCase(rest.substr(0, 3), "to ");
    if (!is_range) {
      made.decimal += text;
      break;
    }
    const std::size_t next = std::min(text.find_first_of("0123456789"), text.size());
    made.decimal += text.substr(0, next);
    text.remove_prefix(next);
  }
  return made;
}

Interval ToInterval(Comparator comparator, const Rational& value) {
  switch (comparator) {
    case Comparator::kNone:
      return Interval::Point(value);
    case Comparator::kBelow:
      return {Bound::Infinite(), Bound::At(value, false)};
    case Comparator::kAtMost:
      return {Bound::Infinite(), Bound::At(value, true)};
    case Comparator::kAbove:
      return {Bound::At(value, false), Bound::Infinite()};
    case Comparator::kAtLeast:
      return {Bound::At(value, true), Bound::Infinite()};
  }
  std::abort();
}

/// Below `37+0` is at most `36+6`: who writes weeks and days counts whole days.
Interval OfWholeDays(Comparator comparator, const Rational& days) {
  if (comparator == Comparator::kBelow) return ToInterval(Comparator::kAtMost, days - 1);
  if (comparator == Comparator::kAbove) return ToInterval(Comparator::kAtLeast, days + 1);
  return ToInterval(comparator, days);
}

/// Takes what stands between the ends of a range.
bool TakeRangeSign(std::string_view& text) {
  std::string_view rest = text;
  SkipBlanks(rest);
  for (const std::string_view sign : {"..", "-", "–", "—", "to "}) {
    if (!Take(rest, sign)) continue;
    SkipBlanks(rest);
    if (rest.empty() || !(IsDigit(rest[0]) || rest[0] == '.')) return false;
    text = rest;
    return true;
  }
  return false;
}

/// `36+6`, `36w6d`, `36 weeks 6 days`, `36 6/7`, as days. The whole text, but for `weeks` behind.
std::optional<Rational> ReadWeeksAndDays(std::string_view text) {
  const auto take_word = [&text](std::initializer_list<std::string_view> words) {
    SkipBlanks(text);
    for (const std::string_view word : words) {
      if (!Take(text, word)) continue;
      SkipBlanks(text);
      return true;
    }
    return false;
  };
  const std::size_t digits = DigitsLength(text);
  if (digits == 0 || digits > 3) return std::nullopt;
  int weeks = 0;
  for (const char c : text.substr(0, digits)) weeks = weeks * 10 + (c - '0');
  text.remove_prefix(digits);
  const bool has_blank = !text.empty() && text[0] == ' ';
  const bool has_plus = take_word({"+"});
  const bool has_weeks = !has_plus && take_word({"weeks", "week", "wks", "wk", "w"});
  SkipBlanks(text);
  if (text.empty() || text[0] < '0' || text[0] > '6') return std::nullopt;
  const int days = text[0] - '0';
  text.remove_prefix(1);
  const bool has_seventh = take_word({"/7"});
  if (has_weeks && !has_seventh && !take_word({"days", "day", "d"})) return std::nullopt;
  if (!has_plus && !has_weeks && !(has_blank && has_seventh)) return std::nullopt;
  if (!has_weeks) take_word({"weeks", "week", "wks", "wk", "w"});
  if (!text.empty()) return std::nullopt;
  return Rational(weeks * 7 + days);
}

NumberCell NoNumber(std::string problem) {
  NumberCell cell;
  cell.problem = std::move(problem);
  return cell;
}

/// Whether a second number stands behind the first: `12 345`, `150 2 3/uL`; not `1/min`, a power of
/// ten, or one whose raised digit is lost, which has a message of its own.
bool BeginsWithNumber(std::string_view unit) {
  const std::size_t digits = DigitsLength(unit);
  if (digits == 0 || !WithRaisedPower(unit).empty()) return false;
  const std::string_view number = unit.substr(0, digits);
  const std::string_view behind = Trimmed(unit.substr(digits));
  if (behind.empty() || IsDigit(behind[0])) return true;
  const bool is_power = std::string_view("*^xXeE(").find(behind[0]) != std::string_view::npos;
  if (number == "10") return !is_power && (behind[0] & 0x80) == 0;
  if (number != "1") return true;
  return behind[0] == '/' ? DigitsLength(behind.substr(1)) > 0
                          : behind[0] != 'E' && behind[0] != 'e';
}

/// `90+`: at least.
bool TakePlus(std::string_view& text) {
  if (text.empty() || text[0] != '+') return false;
  if (text.size() > 1 && text[1] != ' ') return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

NumberCell ReadNumberCell(std::string_view text, const NumberStyle& style) {
  constexpr std::string_view kNoNumber = "is not a number";
  const Digits plain = WithPlainDigits(WithPlainBlanks(text), style.decimal_comma);
  if (!plain.problem.empty()) return {{}, "", false, plain.problem, plain.kind};
  std::string_view rest = plain.decimal;
  for (const std::string_view flag : kFlags) {  // `H 6.1`
    if (rest.size() > flag.size() + 1 && rest.starts_with(flag) && rest[flag.size()] == ' ') {
      rest = Trimmed(rest.substr(flag.size()));
      break;
    }
  }
  const Comparator comparator = TakeComparator(rest);
  if (style.weeks_and_days) {
    if (const auto days = ReadWeeksAndDays(rest)) {
      return {OfWholeDays(comparator, *days), "", true, "", {}};
    }
  }
  const bool is_plain = comparator == Comparator::kNone;
  if (is_plain && rest.starts_with("..")) {
    rest.remove_prefix(2);
    const std::optional<Rational> high = TakeNumber(rest);
    if (!high) return NoNumber(std::string(kNoNumber));
    return {ToInterval(Comparator::kAtMost, *high), std::string(Trimmed(rest)), false, "", {}};
  }
  const std::optional<Rational> value = TakeNumber(rest);
  if (!value) return NoNumber(std::string(kNoNumber));
  NumberCell cell{ToInterval(comparator, *value), "", false, "", {}};
  if (is_plain && TakeRangeSign(rest)) {
    const std::optional<Rational> high = TakeNumber(rest);
    if (!high) return NoNumber(std::string(kNoNumber));
    if (*high < *value) return NoNumber("ends below where it begins");
    cell.number = {Bound::At(*value, true), Bound::At(*high, true)};
  } else if (is_plain && (TakePlus(rest) || Take(rest, ".."))) {
    cell.number = ToInterval(Comparator::kAtLeast, *value);
  }
  cell.unit = std::string(Trimmed(rest));
  if (BeginsWithNumber(cell.unit)) {
    return NoNumber(fmt::format("could be one number or several: {} stands behind the first",
                                cell.unit.substr(0, DigitsLength(cell.unit))));
  }
  return cell;
}

FlaggedUnit WithoutFlag(std::string_view unit) {
  for (const std::string_view flag : kFlags) {
    if (unit == flag) return {{}, flag, false};
    const std::size_t size = flag.size();
    for (const std::string_view around : {"()", "[]"}) {
      if (unit.size() < size + 2) break;
      const auto is_marked = [&](std::string_view part) {
        return part.front() == around[0] && part.back() == around[1] &&
               part.substr(1, size) == flag;
      };
      const std::size_t rest = unit.size() - size - 2;
      if (is_marked(unit.substr(rest))) return {Trimmed(unit.substr(0, rest)), flag, true};
      if (is_marked(unit.substr(0, size + 2))) return {Trimmed(unit.substr(size + 2)), flag, true};
    }
    if (unit.size() <= size) continue;
    const std::size_t rest = unit.size() - size;
    const bool is_behind = unit[rest - 1] == ' ' && unit.ends_with(flag);
    if (is_behind) return {Trimmed(unit.substr(0, rest)), flag, false};
    if (unit.starts_with(flag) && unit[size] == ' ') {
      return {Trimmed(unit.substr(size)), flag, false};
    }
  }
  return {unit, {}, false};
}

}  // namespace mgl
