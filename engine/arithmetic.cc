// Natural interval extensions, one operator after the other.
#include "engine/arithmetic.h"

#include <algorithm>
#include <cstdlib>

#include "engine/inexact.h"
#include "engine/node_family.h"

namespace mgl {
namespace {

template <typename Operation>
Interval Fold(std::span<const Interval* const> operands, Operation operation) {
  Interval result = *operands[0];
  for (const Interval* operand : operands.subspan(1)) result = operation(result, *operand);
  return result;
}

Interval AddCalendarMonths(const Interval& date, int months) {
  const DaySpan days = SpanOfDays(date);
  Interval later = DayInterval({AddMonths(days.first, months), AddMonths(days.last, months)});
  if (date.low.infinite) later.low = Bound::Infinite();
  if (date.high.infinite) later.high = Bound::Infinite();
  return later;
}

Interval CalendarMonthsBetween(const Interval& from, const Interval& to) {
  const DaySpan first = SpanOfDays(from);
  const DaySpan last = SpanOfDays(to);
  const bool has_low = !from.high.infinite && !to.low.infinite;
  const bool has_high = !from.low.infinite && !to.high.infinite;
  return {has_low ? Bound::At(MonthsBetween(first.last, last.first)) : Bound::Infinite(),
          has_high ? Bound::At(MonthsBetween(first.first, last.last)) : Bound::Infinite()};
}

Day NearestDay(const Rational& value) {
  const DaySpan calendar = CalendarSpan();
  if (value <= calendar.first) return calendar.first;
  if (value >= calendar.last) return calendar.last;
  return static_cast<Day>(mpz_class(value.get_num() / value.get_den()).get_si());
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
    case ArithmeticKind::kExponential:
      return Exponential(first);
    case ArithmeticKind::kRealPower:
      return RealPower(first, *operands[1]);
    case ArithmeticKind::kAddDays:
      return Add(first, FloorInterval(*operands[1]));
    case ArithmeticKind::kAddMonths:
      return AddCalendarMonths(first, signed_payload);
    case ArithmeticKind::kMonthsBetween:
      return CalendarMonthsBetween(first, *operands[1]);
    case ArithmeticKind::kDaysBetween:
      return Subtract(*operands[1], first);
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

Interval DayInterval(const DaySpan& span) { return {Bound::At(span.first), Bound::At(span.last)}; }

DaySpan SpanOfDays(const Interval& days) {
  const DaySpan calendar = CalendarSpan();
  return {days.low.infinite ? calendar.first : NearestDay(days.low.value),
          days.high.infinite ? calendar.last : NearestDay(days.high.value)};
}

DaySpan CalendarSpan() {
  static const DaySpan kCalendar = {*DayFromDate(1, 1, 1), *DayFromDate(9999, 12, 31)};
  return kCalendar;
}

}  // namespace mgl
