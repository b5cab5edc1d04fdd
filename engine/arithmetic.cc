// Natural interval extensions, one operator after the other.
#include "engine/arithmetic.h"

#include <algorithm>

#include "engine/inexact.h"
#include "engine/whole_number.h"

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

Day NearestDay(const Rational& value) {
  const DaySpan calendar = CalendarSpan();
  if (value <= calendar.first) return calendar.first;
  if (value >= calendar.last) return calendar.last;
  return static_cast<Day>(*ToInt64(mpz_class(value.get_num() / value.get_den())));
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
  switch (kind) {
    case NodeKind::kNegate:
      return Negate(first);
    case NodeKind::kAdd:
      return Add(first, *operands[1]);
    case NodeKind::kSubtract:
      return Subtract(first, *operands[1]);
    case NodeKind::kMultiply:
      return Multiply(first, *operands[1]);
    case NodeKind::kDivide:
      return Divide(first, *operands[1]);
    case NodeKind::kPower:
      return Power(first, signed_payload);
    case NodeKind::kAbsolute:
      return Absolute(first);
    case NodeKind::kMinimum:
      return Fold(operands, Minimum);
    case NodeKind::kMaximum:
      return Fold(operands, Maximum);
    case NodeKind::kFloor:
      return FloorInterval(first);
    case NodeKind::kCeiling:
      return CeilingInterval(first);
    case NodeKind::kRound:
      return RoundInterval(first, PowerOfTen(-signed_payload));
    case NodeKind::kSum:
      return Fold(operands, Add);
    case NodeKind::kSquareRoot:
      return SquareRoot(first);
    case NodeKind::kLogarithm:
      return Logarithm(first);
    case NodeKind::kExponential:
      return Exponential(first);
    case NodeKind::kRealPower:
      return RealPower(first, *operands[1]);
    case NodeKind::kAddDays:
      return Add(first, FloorInterval(*operands[1]));
    case NodeKind::kAddMonths:
      return AddCalendarMonths(first, signed_payload);
    case NodeKind::kDaysBetween:
      return Subtract(*operands[1], first);
    default:
      return std::nullopt;  // not an arithmetic node: the callers' switches name every kind
  }
}

}  // namespace

std::optional<Interval> EvaluateArithmetic(NodeKind kind, std::uint32_t payload,
                                           std::span<const Interval* const> operands) {
  std::optional<Interval> result = Operate(kind, payload, operands);
  if (result && (IsTooLarge(result->low) || IsTooLarge(result->high))) return std::nullopt;
  return result;
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
