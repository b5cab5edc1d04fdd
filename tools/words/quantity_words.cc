// What stands at one end says whether the end belongs to it.
#include "tools/words/quantity_words.h"

#include <fmt/format.h>

namespace mgl {
namespace {

template <typename Text>
IntervalEnds EndsAs(const Interval& interval, const Text& text) {
  const auto end = [&](const Bound& bound) {
    return bound.infinite ? std::string() : text(bound.value);
  };
  return {end(interval.low), interval.low.closed, end(interval.high), interval.high.closed};
}

}  // namespace

std::string_view UnitOf(const Fact& fact) {
  return fact.has_unit ? std::string_view(fact.unit.code) : std::string_view();
}

std::string_view UnitOf(const Definition& definition) {
  const std::string_view code = definition.unit.code;
  return code == "1" ? std::string_view() : code;
}

std::string WithUnit(std::string number, std::string_view unit) {
  if (unit == kWeeksAndDays) return WeeksAndDaysText(number) + " weeks";
  if (!unit.empty()) number.append(" ").append(unit);
  return number;
}

std::string NumberWithUnit(const Fact& fact, const Rational& number) {
  return WithUnit(FormatDecimal(number), UnitOf(fact));
}

std::string NumberInWords(const Interval& number) {
  if (number.IsPoint()) return FormatShown(number.low.value);
  const auto [low, low_closed, high, high_closed] = EndsShown(number);
  if (low.empty() && high.empty()) return "any number";
  if (low.empty()) return (high_closed ? "<=" : "<") + high;
  if (high.empty()) return (low_closed ? ">=" : ">") + low;
  return fmt::format("{} to {}", low, high);
}

IntervalEnds EndsOf(const Interval& interval, int max_digits) {
  return EndsAs(interval, [&](const Rational& value) { return FormatDecimal(value, max_digits); });
}

IntervalEnds EndsShown(const Interval& interval) { return EndsAs(interval, FormatShown); }

std::string IntervalAsWritten(const IntervalEnds& ends) {
  if (ends.low.empty() && ends.high.empty()) return "";
  if (ends.low.empty()) return (ends.high_closed ? "at most " : "below ") + ends.high;
  if (ends.high.empty()) return (ends.low_closed ? "at least " : "above ") + ends.low;
  return fmt::format("{}{} to {}{}", ends.low_closed ? "" : "above ", ends.low,
                     ends.high_closed ? "" : "below ", ends.high);
}

namespace {

/// How many digits tell the number; zeros before and behind it do not count.
std::size_t DigitsOf(std::string_view number) {
  std::string digits;
  for (const char c : number) {
    if (c >= '0' && c <= '9') digits += c;
  }
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string::npos ? 0 : digits.find_last_not_of('0') + 1 - first;
}

std::string AboutShown(const Rational& number, int digits) {
  constexpr std::size_t kMostInFull = 6;
  std::string in_full = FormatShown(number);
  if (DigitsOf(in_full) <= kMostInFull) return in_full;
  return "about " + FormatDecimal(number, digits);
}

}  // namespace

std::string AboutInWords(const Interval& interval) {
  constexpr int kDigits = 4;
  constexpr int kMostDigits = 18;
  if (interval.IsPoint()) return AboutShown(interval.low.value, kDigits);
  for (int digits = kDigits; digits < kMostDigits; ++digits) {
    const IntervalEnds ends =
        EndsAs(interval, [&](const Rational& value) { return AboutShown(value, digits); });
    if (ends.low.empty() || ends.low != ends.high) return IntervalInWords(ends);
  }
  return IntervalInWords(EndsShown(interval));
}

std::string IntervalInWords(const IntervalEnds& ends) {
  if (ends.low.empty() && ends.high.empty()) return "";
  if (ends.low.empty()) return (ends.high_closed ? "up to " : "below ") + ends.high;
  std::string from = (ends.low_closed ? "from " : "above ") + ends.low;
  if (ends.high.empty()) return from;
  return fmt::format("{} to {}{}", from, ends.high_closed ? "" : "below ", ends.high);
}

}  // namespace mgl
