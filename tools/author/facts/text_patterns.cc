// Bounds of numbers are compared digit by digit.
#include "tools/author/facts/text_patterns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::string_view kFraction = "(\\.[0-9]*)?";
constexpr std::string_view kZeros = "(\\.0*)?";
constexpr std::string_view kAnySize =
    "([0-9]+(\\.[0-9]+)?|\\.[0-9]+)([eE][+-]?[0-9]+)?|[0-9]+\\.|[1-9][0-9]{0,2}((,[0-9]{3}){2,}(\\."
    "[0-9]+)?|"
    "(,[0-9]{3})+\\.[0-9]+)";
constexpr std::size_t kMostGrouped = 9;  // digits of a number with commas between thousands
constexpr int kMostExponent = 12;

std::string OneOf(const std::vector<std::string>& alternatives) {
  return fmt::format("({})", fmt::join(alternatives, "|"));
}

/// `[3-9]`
std::string DigitFrom(char low, char high) {
  return low == high ? std::string(1, low) : fmt::format("[{}-{}]", low, high);
}

/// A number that is not negative: its digits, without zeros at its ends.
struct Decimal {
  std::string whole;
  std::string fraction;
};

Decimal DecimalOf(Rational value) {
  constexpr std::size_t kMostDecimals = 15;
  mpz_class whole = value.get_num() / value.get_den();
  Decimal decimal{whole == 0 ? "" : whole.get_str(), ""};
  value -= whole;
  while (value != 0 && decimal.fraction.size() < kMostDecimals) {
    value *= 10;
    whole = value.get_num() / value.get_den();
    decimal.fraction += whole.get_str();
    value -= whole;
  }
  decimal.fraction.erase(decimal.fraction.find_last_not_of('0') + 1);
  return decimal;
}

/// The digits of a whole number, one pattern each.
using Digits = std::vector<std::string>;

Digits DigitsOf(std::string_view whole) {
  Digits digits;
  for (const char c : whole) digits.emplace_back(1, c);
  return digits;
}

/// Whole numbers with as many digits that are larger; smaller.
std::vector<Digits> Beside(std::string_view whole, bool larger) {
  std::vector<Digits> found;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const char digit = whole[i];
    if (digit == (larger ? '9' : i == 0 ? '1' : '0')) continue;
    Digits digits = DigitsOf(whole.substr(0, i));
    digits.push_back(larger ? DigitFrom(static_cast<char>(digit + 1), '9')
                            : DigitFrom(i == 0 ? '1' : '0', static_cast<char>(digit - 1)));
    digits.resize(whole.size(), "[0-9]");
    found.push_back(std::move(digits));
  }
  return found;
}

Digits AnyDigits(std::size_t size) {
  Digits digits(size, "[0-9]");
  digits[0] = "[1-9]";
  return digits;
}

std::string Joined(const Digits& digits, bool with_commas) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (with_commas && i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

/// Numbers with the digits before the point and, where it is not empty, this pattern behind them.
/// One comma alone may be a decimal one.
void AddGrouped(const Digits& digits, std::string_view behind, std::vector<std::string>& all) {
  if (digits.size() < 4 || digits.size() > kMostGrouped) return;
  if (behind.empty()) behind = digits.size() > 6 ? "(\\.[0-9]+)?" : "\\.[0-9]+";
  all.push_back(Joined(digits, true) + std::string(behind));
}

/// What stands behind the digits of `fraction` and makes a larger number, or the same.
std::vector<std::string> FractionsAtLeast(const std::string& fraction, bool closed) {
  constexpr std::string_view kMore = "[0-9]*[1-9][0-9]*";
  if (fraction.empty()) return {closed ? std::string(kFraction) : fmt::format("\\.{}", kMore)};
  std::vector<std::string> found;
  for (std::size_t i = 0; i < fraction.size(); ++i) {
    if (fraction[i] == '9') continue;
    found.push_back(fmt::format("\\.{}{}[0-9]*", fraction.substr(0, i),
                                DigitFrom(static_cast<char>(fraction[i] + 1), '9')));
  }
  found.push_back(fmt::format("\\.{}{}", fraction, closed ? "[0-9]*" : kMore));
  return found;
}

std::vector<std::string> FractionsAtMost(const std::string& fraction, bool closed) {
  std::vector<std::string> found;
  if (closed)
    found.push_back(fraction.empty() ? std::string(kZeros) : fmt::format("\\.{}0*", fraction));
  for (std::size_t i = 0; i < fraction.size(); ++i) {
    found.push_back(i == 0 ? "\\.?" : fmt::format("\\.{}", fraction.substr(0, i)));
    if (fraction[i] == '0') continue;
    found.push_back(fmt::format("\\.{}{}[0-9]*", fraction.substr(0, i),
                                DigitFrom('0', static_cast<char>(fraction[i] - 1))));
  }
  return found;
}

/// Numbers with this whole part, of which one pattern stands behind it.
void AddEqual(const Decimal& decimal, const std::vector<std::string>& fractions,
              std::vector<std::string>& all) {
  for (const std::string& fraction : fractions) {
    const bool may_be_empty = fraction.ends_with('?');
    if (decimal.whole.empty() && may_be_empty) {
      all.push_back("0+" + fraction);
      if (fraction == kFraction) all.emplace_back("\\.[0-9]+");
      if (fraction == kZeros) all.emplace_back("\\.0+");
    } else {
      all.push_back("0*" + decimal.whole + fraction);
    }
    std::string_view behind = may_be_empty ? "\\.0+" : std::string_view(fraction);
    if (fraction == kFraction) behind = {};
    if (fraction != "\\.?") AddGrouped(DigitsOf(decimal.whole), behind, all);
  }
}

std::string UnsignedAtLeast(const Rational& value, bool closed, bool grouped) {
  const Decimal decimal = DecimalOf(value);
  const std::size_t size = decimal.whole.size();
  std::vector<std::string> all = {fmt::format("0*[1-9][0-9]{{{},}}{}", size, kFraction)};
  for (std::size_t more = size + 1; grouped && more <= kMostGrouped; ++more) {
    AddGrouped(AnyDigits(more), "", all);
  }
  for (const Digits& digits : Beside(decimal.whole, true)) {
    all.push_back(fmt::format("0*{}{}", Joined(digits, false), kFraction));
    if (grouped) AddGrouped(digits, "", all);
  }
  AddEqual(decimal, FractionsAtLeast(decimal.fraction, closed), all);
  return OneOf(all);
}

std::string UnsignedAtMost(const Rational& value, bool closed, bool grouped) {
  const Decimal decimal = DecimalOf(value);
  const std::size_t size = decimal.whole.size();
  std::vector<std::string> all;
  if (size > 0) all.push_back(fmt::format("0+{}|\\.[0-9]+", kFraction));
  if (size > 1) all.push_back(fmt::format("0*[1-9][0-9]{{0,{}}}{}", size - 2, kFraction));
  for (std::size_t fewer = 4; grouped && fewer < size; ++fewer) {
    AddGrouped(AnyDigits(fewer), "", all);
  }
  for (const Digits& digits : Beside(decimal.whole, false)) {
    all.push_back(fmt::format("0*{}{}", Joined(digits, false), kFraction));
    if (grouped) AddGrouped(digits, "", all);
  }
  AddEqual(decimal, FractionsAtMost(decimal.fraction, closed), all);
  return all.empty() ? std::string("[^\\s\\S]") : OneOf(all);  // nothing
}

/// The pattern with a digit behind each point: `1.` is a number, `1.e0` is none.
std::string WithDigitsBehindPoint(std::string pattern) {
  for (const auto& [bare, with_digits] :
       {std::pair(kFraction, "(\\.[0-9]+)?"), std::pair(kZeros, "(\\.0+)?"),
        std::pair(std::string_view("\\.?"), "")}) {
    for (std::size_t at = pattern.find(bare); at != std::string::npos;
         at = pattern.find(bare, at)) {
      pattern.replace(at, bare.size(), with_digits);
      at += std::string_view(with_digits).size();
    }
  }
  return pattern;
}

/// The same with an exponent too.
template <typename Pattern>
std::string WithExponents(const Rational& value, bool closed, Pattern pattern) {
  std::vector<std::string> all = {pattern(value, closed, true)};
  const int size = static_cast<int>(DecimalOf(value).whole.size());
  Rational scaled = value * 1000;
  for (int exponent = -3; exponent <= std::clamp(size + 1, 3, kMostExponent); ++exponent) {
    const std::string digits = exponent == 0  ? "[+-]?0+"
                               : exponent < 0 ? fmt::format("-0*{}", -exponent)
                                              : fmt::format("\\+?0*{}", exponent);
    all.push_back(
        fmt::format("{}[eE]{}", WithDigitsBehindPoint(pattern(scaled, closed, false)), digits));
    scaled /= 10;
  }
  return OneOf(all);
}

/// Whole weeks of at most three digits that are larger (smaller).
std::vector<std::string> Weeks(const std::string& than, bool larger) {
  constexpr std::size_t kMostDigits = 3;
  std::vector<std::string> all;
  for (const Digits& digits : Beside(than, larger)) all.push_back(Joined(digits, false));
  for (std::size_t size = 1; size <= kMostDigits; ++size) {
    if (larger ? size > than.size() : size < than.size()) {
      all.push_back(Joined(AnyDigits(size), false));
    }
  }
  if (!larger && !than.empty()) all.emplace_back("0");
  return all;
}

/// Texts of so many weeks (a pattern) and days (another).
std::string InWeeks(const std::vector<std::pair<std::string, std::string>>& both) {
  std::vector<std::string> all;
  for (const auto& [weeks, days] : both) {
    all.push_back(
        fmt::format("{0}((\\s*\\+\\s*{1}(\\s*/7)?|\\s+{1}\\s*/7)(\\s*{2})?|\\s*{2}\\s*{1}\\s*(/"
                    "7|[Dd]([Aa][Yy][Ss]?)?))",
                    weeks, days, kWeeksWord));
  }
  return OneOf(all);
}

std::string AllWeeks() { return InWeeks({{"[0-9]{1,3}", "[0-6]"}}); }

}  // namespace

std::string Escaped(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    const bool is_special = std::string_view("\\^$.|?*+()[]{}/").find(c) != std::string_view::npos;
    if (is_special) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

std::string InAnyCase(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    const char lower = LowerCase(c);
    const bool is_letter = lower >= 'a' && lower <= 'z';
    if (is_letter) {
      pattern += fmt::format("[{}{}]", static_cast<char>(lower - 'a' + 'A'), lower);
    } else {
      pattern += Escaped({&c, 1});
    }
  }
  return pattern;
}

std::string DayPattern() {
  constexpr std::string_view kYear =
      "(19[0-9]{2}|[2-8][0-9]{3}|9([0-8][0-9]{2}|9([0-8][0-9]|9[0-8])))";
  constexpr std::string_view kLeapYear =
      "((19|[2-9][0-9])(0[48]|[2468][048]|[13579][26])|([2468][048]|[3579][26])00)";
  struct Month {
    std::string_view number;   // in two digits
    std::string_view shorter;  // in one
    std::vector<std::string_view> names;
    std::string_view days;        // in two digits
    std::string_view short_days;  // in one
    std::string_view late_days;   // that are no month
    std::string_view year;
  };
  const Month months[] = {
      {"(0[13578]|1[02])",
       "[13578]",
       {"january", "march", "may", "july", "august", "october", "december"},
       "(0[1-9]|[12][0-9]|3[01])",
       "[1-9]",
       "(1[3-9]|2[0-9]|3[01])",
       kYear},
      {"(0[469]|11)",
       "[469]",
       {"april", "june", "september", "november"},
       "(0[1-9]|[12][0-9]|30)",
       "[1-9]",
       "(1[3-9]|2[0-9]|30)",
       kYear},
      {"02", "2", {"february"}, "(0[1-9]|1[0-9]|2[0-8])", "[1-9]", "(1[3-9]|2[0-8])", kYear},
      {"02", "2", {"february"}, "29", "29", "29", kLeapYear},
  };
  std::vector<std::string> dates;
  std::vector<std::string> plain;  // 2026-03-01
  for (const Month& month : months) {
    std::vector<std::string> names;
    for (const std::string_view name : month.names) {
      const std::string whole = InAnyCase(name.substr(3));
      names.push_back(InAnyCase(name.substr(0, 3)) + (whole.empty() ? "" : "(" + whole + ")?"));
    }
    const std::string named = OneOf(names);
    const std::string any_month = fmt::format("({}|{})", month.number, month.shorter);
    const std::string any_day = fmt::format("({}|{})", month.days, month.short_days);
    plain.push_back(fmt::format("{}-{}-{}", month.year, month.number, month.days));
    dates.push_back(plain.back());
    dates.push_back(fmt::format("{}{}{}", month.year, month.number, month.days));
    dates.push_back(fmt::format("{}[/.]{}[/.]{}", month.year, any_month, any_day));
    dates.push_back(fmt::format("{}[/.-]{}[/.-]{}", month.late_days, any_month, month.year));
    dates.push_back(fmt::format("{}[/.-]{}[/.-]{}", any_month, month.late_days, month.year));
    dates.push_back(fmt::format("{}[-/. ]?{}[-/., ]{{0,2}}{}", any_day, named, month.year));
    dates.push_back(fmt::format("{} {},? {}", named, any_day, month.year));
  }
  constexpr std::string_view kTime =
      "([T ]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?( ?[AaPp][Mm])?)?";
  constexpr std::string_view kZonedTime =
      "[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?"
      "(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)";
  return fmt::format("{}{}|{}{}|{}(-(0[1-9]|1[0-2]))?", OneOf(dates), kTime, OneOf(plain),
                     kZonedTime, kYear);
}

std::string UnsignedPattern() { return fmt::format("({})", kAnySize); }
std::string NumberPattern() { return fmt::format("[+-]?({})", kAnySize); }

std::string AtLeastPattern(const Bound& bound) {
  if (bound.infinite) return NumberPattern();
  if (bound.value >= 0) {
    const std::string positive = "\\+?" + WithExponents(bound.value, bound.closed, UnsignedAtLeast);
    const bool may_be_zero = bound.value == 0 && bound.closed;
    return may_be_zero ? fmt::format("({}|-(0+(\\.0*)?|\\.0+))", positive) : positive;
  }
  return fmt::format("(\\+?({})|-{})", kAnySize,
                     WithExponents(-bound.value, bound.closed, UnsignedAtMost));
}

std::string AtMostPattern(const Bound& bound) {
  if (bound.infinite) return NumberPattern();
  if (bound.value < 0) return "-" + WithExponents(-bound.value, bound.closed, UnsignedAtLeast);
  return fmt::format("(\\+?{}|-({}))", WithExponents(bound.value, bound.closed, UnsignedAtMost),
                     kAnySize);
}

std::string WeeksAndDaysAtLeast(const std::optional<Rational>& days) {
  if (!days || *days <= 0) return AllWeeks();
  mpz_class least = days->get_num() / days->get_den();
  if (Rational(least) < *days) ++least;
  const mpz_class weeks = least / 7;
  const std::string whole = weeks == 0 ? "" : weeks.get_str();
  const std::string of_week = mpz_class(least % 7).get_str();
  std::vector<std::pair<std::string, std::string>> both;
  for (std::string& more : Weeks(whole, true)) both.emplace_back(std::move(more), "[0-6]");
  both.emplace_back(whole.empty() ? "0" : whole, DigitFrom(of_week[0], '6'));
  return InWeeks(both);
}

std::string WeeksAndDaysAtMost(const std::optional<Rational>& days) {
  if (!days) return AllWeeks();
  const mpz_class most = *days < 0 ? mpz_class(0) : mpz_class(days->get_num() / days->get_den());
  const mpz_class weeks = most / 7;
  const std::string whole = weeks == 0 ? "" : weeks.get_str();
  const std::string of_week = mpz_class(most % 7).get_str();
  std::vector<std::pair<std::string, std::string>> both;
  for (std::string& fewer : Weeks(whole, false)) both.emplace_back(std::move(fewer), "[0-6]");
  both.emplace_back(whole.empty() ? "0" : whole, DigitFrom('0', of_week[0]));
  return InWeeks(both);
}

}  // namespace mgl
