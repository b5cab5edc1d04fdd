// Natural interval extensions, one operator after the other.
#include "engine/meaning/arithmetic.h"

#include <algorithm>
#include <cstdlib>

#include "engine/model/node_family.h"
#include "engine/value/day_interval.h"
#include "engine/value/inexact.h"
#include "engine/value/whole_number.h"

namespace mgl {
namespace {

template <typename Operation>
Interval Fold(std::span<const Interval* const> operands, Operation operation) {
  Interval result = *operands[0];
  for (const Interval* operand : operands.subspan(1)) result = operation(result, *operand);
  return result;
}

bool IsNever(const Bound& day) { return !day.infinite && day.value == kNever; }

/// An end of a date, moved; an infinite one (of a date that may be any) and `never` stay. Empty
/// where the day that `move` makes is none of the calendar.
template <typename Move>
std::optional<Bound> MoveDay(const Bound& day, Move move) {
  if (day.infinite || IsNever(day)) return day;
  const std::optional<std::int64_t> moved = move(static_cast<Day>(*ToInt64(day.value)));
  if (!moved || !IsInCalendar(*moved)) return std::nullopt;
  return Bound::At(WholeNumber(*moved));
}

/// From `never` to any day is longer than any time between two days, and from a day to `never`
/// shorter; between two of `never` there is no time.
template <typename Between>
std::optional<Interval> TimeBetween(const Interval& from, const Interval& to, Between between) {
  const auto any_never = [](const Interval& days) {
    return IsNever(days.low) || IsNever(days.high);
  };
  if (!any_never(from) && !any_never(to)) return between(from, to);
  const DaySpan calendar = CalendarSpan();
  const Interval longest = between(Interval::Point(calendar.first), Interval::Point(calendar.last));
  const auto without_never = [&calendar](const Interval& days) {
    const auto day = [&calendar](const Bound& end) {
      return IsNever(end) ? Bound::At(calendar.first) : end;
    };
    return Interval{day(days.low), day(days.high)};
  };
  Interval time = between(without_never(from), without_never(to));
  if (IsNever(from.low)) time.high = Bound::Infinite();
  if (IsNever(to.low)) time.low = Bound::Infinite();
  if (IsNever(from.high)) time.low = Bound::At(longest.high.value, false);
  if (IsNever(to.high)) time.high = Bound::At(-longest.high.value, false);
  if (IsNever(from.low) && IsNever(to.low)) return std::nullopt;
  return time;
}

Interval CalendarMonthsBetween(const Interval& from, const Interval& to) {
  const DaySpan first = SpanOfDays(from);
  const DaySpan last = SpanOfDays(to);
  const bool has_low = !from.high.infinite && !to.low.infinite;
  const bool has_high = !from.low.infinite && !to.high.infinite;
  return {has_low ? Bound::At(MonthsBetween(first.last, last.first)) : Bound::Infinite(),
          has_high ? Bound::At(MonthsBetween(first.first, last.last)) : Bound::Infinite()};
}

std::optional<Interval> AddCalendarMonths(const Interval& date, int months) {
  const auto move = [months](Day day) -> std::optional<std::int64_t> {
    return AddMonths(day, months);
  };
  const std::optional<Bound> low = MoveDay(date.low, move);
  const std::optional<Bound> high = MoveDay(date.high, move);
  return low && high ? std::optional(Interval{*low, *high}) : std::nullopt;
}

/// A fraction of a day has no date: there is one for each whole number of days, and it is missing
/// where the number may have a fraction.
std::optional<Interval> AddDays(const Interval& date, const Interval& days, bool are_whole) {
  if (!are_whole && !days.IsPoint()) return std::nullopt;
  const auto by = [](const Bound& count, const Rational& whole) {
    return [&count, whole](Day day) -> std::optional<std::int64_t> {
      if (count.infinite) return std::nullopt;
      return ToInt64(Rational(whole + day));
    };
  };
  // The whole numbers within: an open end that is whole itself stays outside.
  const Interval whole = {CeilingInterval(days).low, FloorInterval(days).high};
  const bool is_bounded = !whole.low.infinite && !whole.high.infinite;
  if (is_bounded && whole.low.value > whole.high.value) return std::nullopt;
  const std::optional<Bound> low = MoveDay(date.low, by(whole.low, whole.low.value));
  const std::optional<Bound> high = MoveDay(date.high, by(whole.high, whole.high.value));
  return low && high ? std::optional(Interval{*low, *high}) : std::nullopt;
}

std::optional<Interval> YearsOf(const Interval& date) {
  if (IsNever(date.high)) return std::nullopt;
  const auto year = [](const Bound& day) {
    if (day.infinite || IsNever(day)) return Bound::Infinite();
    return Bound::At(YearOf(static_cast<Day>(*ToInt64(day.value))));
  };
  return Interval{year(date.low), year(date.high)};
}

/// Of days in one year those between; else any.
std::optional<Interval> MonthsOf(const Interval& date) {
  const std::optional<Interval> years = YearsOf(date);
  if (!years) return std::nullopt;
  if (!years->IsPoint()) return Interval{Bound::At(1), Bound::At(12)};
  const DaySpan days = SpanOfDays(date);
  return Interval{Bound::At(MonthOf(days.first)), Bound::At(MonthOf(days.last))};
}

/// Products of products double their digits with each step: beyond this no measured quantity is
/// meant.
constexpr std::size_t kMostBits = 8192;

bool IsTooLarge(const Bound& bound) {
  return !bound.infinite && (mpz_sizeinbase(bound.value.get_num_mpz_t(), 2) > kMostBits ||
                             mpz_sizeinbase(bound.value.get_den_mpz_t(), 2) > kMostBits);
}

std::optional<Interval> Operate(NodeKind kind, std::uint32_t payload,
                                std::span<const Interval* const> operands) {
  const auto signed_payload = static_cast<std::int32_t>(payload);
  const Interval& first = *operands[0];
  switch (AsArithmetic(kind)) {
    case ArithmeticKind::kNegate:
      return Negate(first);
    case ArithmeticKind::kAdd:
      return Add(first, *operands[1]);
    case ArithmeticKind::kSubtract:
      return Subtract(first, *operands[1]);
    case ArithmeticKind::kMultiply:
      return Multiply(first, *operands[1]);
    case ArithmeticKind::kDivide:
      return Divide(first, *operands[1]);
    case ArithmeticKind::kPower:
      return Power(first, signed_payload);
    case ArithmeticKind::kAbsolute:
      return Absolute(first);
    case ArithmeticKind::kMinimum:
      return Fold(operands, Minimum);
    case ArithmeticKind::kMaximum:
      return Fold(operands, Maximum);
    case ArithmeticKind::kFloor:
      return FloorInterval(first);
    case ArithmeticKind::kCeiling:
      return CeilingInterval(first);
    case ArithmeticKind::kRound:
      return RoundInterval(first, PowerOfTen(-signed_payload));
    case ArithmeticKind::kSum:
      return Fold(operands, Add);
    case ArithmeticKind::kSquareRoot:
      return SquareRoot(first);
    case ArithmeticKind::kLogarithm:
      return Logarithm(first);
    case ArithmeticKind::kLogarithm10:
      return Logarithm10(first);
    case ArithmeticKind::kExponential:
      return Exponential(first);
    case ArithmeticKind::kRealPower:
      return RealPower(first, *operands[1]);
    case ArithmeticKind::kAddDays:
      return AddDays(first, *operands[1], payload == kWholeDays);
    case ArithmeticKind::kAddMonths:
      return AddCalendarMonths(first, signed_payload);
    case ArithmeticKind::kMonthsBetween:
      return TimeBetween(first, *operands[1], CalendarMonthsBetween);
    case ArithmeticKind::kYearOf:
      return YearsOf(first);
    case ArithmeticKind::kMonthOf:
      return MonthsOf(first);
    case ArithmeticKind::kDaysBetween:
      return TimeBetween(first, *operands[1], [](const Interval& from, const Interval& to) {
        return Subtract(to, from);
      });
  }
  std::abort();
}

}  // namespace

std::optional<Interval> EvaluateArithmetic(NodeKind kind, std::uint32_t payload,
                                           std::span<const Interval* const> operands) {
  std::optional<Interval> result = Operate(kind, payload, operands);
  if (result && (IsTooLarge(result->low) || IsTooLarge(result->high))) return std::nullopt;
  return result;
}

Truth CompareIntervals(ComparisonKind kind, const Interval& a, const Interval& b) {
  switch (kind) {
    case ComparisonKind::kLess:
      return Less(a, b);
    case ComparisonKind::kLessEqual:
      return LessEqual(a, b);
    case ComparisonKind::kEqual:
      return Equal(a, b);
  }
  std::abort();
}

}  // namespace mgl
