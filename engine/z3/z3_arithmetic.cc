// The operators on numbers and dates, as in engine/meaning/arithmetic.cc.
#include <array>

#include "engine/meaning/arithmetic.h"
#include "engine/model/node_family.h"
#include "engine/value/day_interval.h"
#include "engine/z3/z3_graph.h"

namespace mgl {
namespace {

z3::expr IsFinite(const Z3Bound& a) { return Not(a.infinite); }

/// The product of two ends: an infinity of either sign, or a number.
struct Corner {
  z3::expr is_below;  // minus infinity
  z3::expr is_above;
  Z3Bound end;
};

}  // namespace

Z3Value Z3Graph::Arithmetic(const Node& node, const std::vector<Z3Value>& operands) {
  Z3Value value = Missing();
  value.known = Bool(true);
  std::vector<Z3Interval> numbers;
  std::vector<std::optional<Interval>> constants;
  bool is_constant = true;
  for (const Z3Value& operand : operands) {
    value.known = And(value.known, operand.known);
    value.settled = And(value.settled, operand.settled);
    numbers.push_back(operand.number);
    constants.push_back(ConstantOf(operand.number));
    is_constant &= constants.back().has_value();
  }
  if (value.known.is_false()) return Missing();
  if (is_constant) {
    std::vector<const Interval*> places;
    for (const auto& constant : constants) places.push_back(&*constant);
    const auto result = EvaluateArithmetic(node.kind, node.payload, places);
    if (!result) return Missing();
    value.number = ToZ3(context_, *result);
  } else {
    const Result result = Operate(node, numbers);
    value.known = And(value.known, result.known);
    value.number = result.number;
  }
  value.settled = Or(value.settled, IsPoint(value.number));
  return value;
}

Z3Graph::Result Z3Graph::Operate(const Node& node, const std::vector<Z3Interval>& operands) {
  const auto payload = static_cast<std::int32_t>(node.payload);
  const Z3Interval& first = operands[0];
  const auto always = [this](const Z3Interval& number) { return Result{Bool(true), number}; };
  switch (AsArithmetic(node.kind)) {
    case ArithmeticKind::kNegate:
      return always(Negate(first));
    case ArithmeticKind::kAdd:
    case ArithmeticKind::kSum:
      return Fold(operands, Add);
    case ArithmeticKind::kSubtract:
      return always(Subtract(first, operands[1]));
    case ArithmeticKind::kMultiply:
      return always(Multiply(first, operands[1]));
    case ArithmeticKind::kDivide:
      return {Not(ContainsZero(operands[1])), Multiply(first, Reciprocal(operands[1]))};
    case ArithmeticKind::kPower:
      return Power(first, payload);
    case ArithmeticKind::kAbsolute:
      return always(Absolute(first));
    case ArithmeticKind::kMinimum:
      return Fold(operands, Minimum);
    case ArithmeticKind::kMaximum:
      return Fold(operands, Maximum);
    case ArithmeticKind::kFloor:
      return always(FloorOf(first));
    case ArithmeticKind::kCeiling:
      return always(Negate(FloorOf(Negate(first))));
    case ArithmeticKind::kRound:
      return always(RoundOf(first, PowerOfTen(-payload)));
    case ArithmeticKind::kSquareRoot:
    case ArithmeticKind::kLogarithm:
    case ArithmeticKind::kLogarithm10:
    case ArithmeticKind::kExponential:
      return Rising(node.kind, first);
    case ArithmeticKind::kRealPower:
      return RealPower(node, operands);
    case ArithmeticKind::kAddDays:
      return AddDays(first, operands[1], node.payload == kWholeDays);
    case ArithmeticKind::kAddMonths:
      return AddMonths(node, first);
    case ArithmeticKind::kDaysBetween:
      return DaysBetween(first, operands[1]);
    case ArithmeticKind::kMonthsBetween:
    case ArithmeticKind::kYearOf:
    case ArithmeticKind::kMonthOf:
      return functions_.Anything(node.kind, node.payload, operands);
  }
  std::abort();
}

Z3Graph::Result Z3Graph::Fold(const std::vector<Z3Interval>& operands,
                              Z3Interval (*operation)(const Z3Interval&, const Z3Interval&)) {
  Z3Interval result = operands[0];
  for (std::size_t i = 1; i < operands.size(); ++i) result = operation(result, operands[i]);
  return {Bool(true), result};
}

Z3Interval Z3Graph::Multiply(const Z3Interval& a, const Z3Interval& b) {
  const auto point_a = PointOf(a);
  const auto point_b = PointOf(b);
  if (point_a && point_b) return PointAt(functions_.Product(*point_a, *point_b));
  const z3::expr zero = Is(0);
  const auto sign = [&](const Z3Bound& end, bool is_low, bool wanted_above) {
    const z3::expr of_value = wanted_above ? IsLess(zero, end.value) : IsLess(end.value, zero);
    return If(end.infinite, Bool(is_low != wanted_above), of_value);
  };
  const auto corner = [&](const Z3Bound& x, bool x_is_low, const Z3Bound& y, bool y_is_low) {
    const z3::expr x_zero = And(IsFinite(x), IsSame(x.value, zero));
    const z3::expr y_zero = And(IsFinite(y), IsSame(y.value, zero));
    const z3::expr some_zero = Or(x_zero, y_zero);
    const z3::expr attained = Or(And(x_zero, x.closed), And(y_zero, y.closed));
    const z3::expr infinite = And(Not(some_zero), Or(x.infinite, y.infinite));
    const z3::expr is_above = Or(And(sign(x, x_is_low, true), sign(y, y_is_low, true)),
                                 And(sign(x, x_is_low, false), sign(y, y_is_low, false)));
    const z3::expr product = functions_.Product(x.value, y.value);
    return Corner{And(infinite, Not(is_above)), And(infinite, is_above),
                  Z3Bound{If(some_zero, zero, product),
                          If(some_zero, attained, And(x.closed, y.closed)), Bool(false)}};
  };
  const std::array corners = {corner(a.low, true, b.low, true), corner(a.low, true, b.high, false),
                              corner(a.high, false, b.low, true),
                              corner(a.high, false, b.high, false)};
  Z3Bound low = InfiniteBound(context_);
  Z3Bound high = low;
  z3::expr below = Bool(false);
  z3::expr above = Bool(false);
  z3::expr some = Bool(false);
  for (const Corner& of : corners) {
    below = Or(below, of.is_below);
    above = Or(above, of.is_above);
    const z3::expr counts = Not(Or(of.is_below, of.is_above));
    low = If(counts, If(some, WiderLow(low, of.end), of.end), low);
    high = If(counts, If(some, WiderHigh(high, of.end), of.end), high);
    some = Or(some, counts);
  }
  const Z3Bound infinite = InfiniteBound(context_);
  return {If(below, infinite, low), If(above, infinite, high)};
}

/// Of what does not contain zero.
Z3Interval Z3Graph::Reciprocal(const Z3Interval& a) {
  const auto of = [&](const Z3Bound& end) {
    const z3::expr zero = Is(0);
    const Z3Bound at{functions_.Reciprocal(end.value), end.closed, Bool(false)};
    const Z3Bound far = If(IsSame(end.value, zero), InfiniteBound(context_), at);
    return If(end.infinite, OpenAt(zero), far);
  };
  if (const auto point = PointOf(a)) return PointAt(functions_.Reciprocal(*point));
  return {of(a.high), of(a.low)};
}

Z3Graph::Result Z3Graph::Power(const Z3Interval& a, int exponent) {
  constexpr int kMostPower = 64;
  if (exponent > kMostPower || exponent < -kMostPower) return {Bool(false), a};
  const z3::expr known = exponent <= 0 ? Not(ContainsZero(a)) : Bool(true);
  if (exponent == 0) return {known, PointAt(Is(1))};
  const int count = std::abs(exponent);
  const Z3Interval base = count % 2 == 0 ? Absolute(a) : a;
  // A number of too many digits is missing.
  const Z3Functions::Curve curve{NodeKind::kPower, static_cast<std::uint32_t>(count), 0, true,
                                 count > 3};
  z3::expr exists = known;
  const auto raise = [&](const Z3Bound& end) {
    if (count == 1) return end;
    const Z3Functions::Point point = functions_.Of(curve, end.value);
    exists = And(exists, Or(end.infinite, point.exists));
    return Z3Bound{point.value, end.closed, end.infinite};
  };
  const Z3Interval image{raise(base.low), raise(base.high)};
  return {exists, exponent < 0 ? Reciprocal(image) : image};
}

/// Square root, logarithms, exponential.
Z3Graph::Result Z3Graph::Rising(NodeKind kind, const Z3Interval& a) {
  const bool is_root = kind == NodeKind::kSquareRoot;
  const bool is_exponential = kind == NodeKind::kExponential;
  const z3::expr zero = Is(0);
  z3::expr known = Bool(true);
  if (is_root) known = And(IsFinite(a.low), IsAtMost(zero, a.low.value));
  if (!is_root && !is_exponential) known = IsAboveZero(a);
  const auto of = [&](const Z3Bound& end, bool is_low) {
    const Z3Functions::Point point = functions_.Of({kind, 0, 0, true, is_exponential}, end.value);
    known = And(known, Or(end.infinite, point.exists));
    Z3Bound at = ClosedAt(point.value);
    if (is_root) at.closed = Or(end.closed, Not(IsSame(end.value, zero)));
    Z3Bound far = InfiniteBound(context_);
    if (is_exponential && is_low) far = OpenAt(zero);
    const bool is_logarithm = !is_root && !is_exponential;
    return If(is_logarithm ? Or(end.infinite, IsSame(end.value, zero)) : end.infinite, far, at);
  };
  if (PointOf(a)) {
    const Z3Functions::Point point = functions_.Of({kind, 0, 0, true, is_exponential}, a.low.value);
    return {And(known, point.exists), PointAt(point.value)};
  }
  const Z3Bound low = of(a.low, true);
  const Z3Bound high = of(a.high, false);
  return {known, {low, high}};
}

Z3Graph::Result Z3Graph::RealPower(const Node& node, const std::vector<Z3Interval>& operands) {
  const Z3Interval& base = operands[0];
  const std::optional<Interval> exponent = ConstantOf(operands[1]);
  if (!exponent || !exponent->IsPoint()) {
    return functions_.Anything(node.kind, node.payload, operands);
  }
  const Rational& power = exponent->low.value;
  const z3::expr zero = Is(0);
  const z3::expr is_zero = And(IsPoint(base), IsSame(base.low.value, zero));
  z3::expr known = IsAboveZero(base);
  if (power == 0) return {known, PointAt(Is(1))};
  const bool rises = power > 0;
  const auto of = [&](const Z3Bound& end) {
    const Z3Functions::Point point =
        functions_.Of({node.kind, node.payload, power, rises, true}, end.value);
    const z3::expr is_at_zero = And(IsFinite(end), IsSame(end.value, zero));
    known = And(known, Or(Or(end.infinite, is_at_zero), point.exists));
    const Z3Bound nothing = OpenAt(zero);
    const Z3Bound infinite = InfiniteBound(context_);
    const Z3Bound far = If(end.infinite, rises ? infinite : nothing, rises ? nothing : infinite);
    return If(Or(end.infinite, is_at_zero), far, ClosedAt(point.value));
  };
  const Z3Bound from = of(base.low);
  const Z3Bound to = of(base.high);
  const Z3Interval number = rises ? Z3Interval{from, to} : Z3Interval{to, from};
  if (!rises) return {known, number};
  return {Or(is_zero, known), If(is_zero, PointAt(zero), number)};
}

Z3Interval Z3Graph::FloorOf(const Z3Interval& a) {
  const Z3Bound low = ClosedAt(functions_.Floor(a.low.value));
  const z3::expr floor = functions_.Floor(a.high.value);
  const z3::expr is_outside = And(IsSame(floor, a.high.value), Not(a.high.closed));
  const Z3Bound high = ClosedAt(If(is_outside, Plus(floor, Is(-1)), floor));
  const Z3Bound infinite = InfiniteBound(context_);
  return {If(a.low.infinite, infinite, low), If(a.high.infinite, infinite, high)};
}

Z3Bound Z3Graph::RoundHigh(const Z3Bound& high, const Rational& step) {
  const z3::expr rounded = functions_.Round(high.value, step);
  const z3::expr is_up = IsSame(Times(2, Plus(rounded, Times(-1, high.value))), Is(step));
  const z3::expr is_outside = And(is_up, Not(high.closed));
  const Z3Bound at = ClosedAt(If(is_outside, Plus(rounded, Is(-step)), rounded));
  return If(high.infinite, InfiniteBound(context_), at);
}

Z3Interval Z3Graph::RoundOf(const Z3Interval& a, const Rational& step) {
  if (const auto point = PointOf(a)) return PointAt(functions_.Round(*point, step));
  return {Negate(RoundHigh(Negate(a.low), step)), RoundHigh(a.high, step)};
}

Z3Bound Z3Graph::MoveDay(const Z3Bound& day, const z3::expr& to, const z3::expr& exists,
                         z3::expr& is_possible) {
  const z3::expr stays = Or(day.infinite, IsSame(day.value, Is(kNever)));
  is_possible = And(is_possible, Or(stays, And(exists, IsInCalendar(to))));
  return {If(stays, day.value, to), day.closed, day.infinite};
}

Z3Graph::Result Z3Graph::AddDays(const Z3Interval& date, const Z3Interval& days, bool are_whole) {
  const Z3Bound from = Negate(FloorOf(Negate(days)).high);
  const Z3Bound to = FloorOf(days).high;
  const z3::expr is_bounded = And(IsFinite(from), IsFinite(to));
  z3::expr known = Not(And(is_bounded, IsLess(to.value, from.value)));
  if (!are_whole) known = And(known, IsPoint(days));
  if (const auto point = PointOf(days)) {
    const z3::expr whole = functions_.Floor(*point);
    known = IsSame(whole, *point);
    const Z3Bound low = MoveDay(date.low, Plus(date.low.value, whole), Bool(true), known);
    const Z3Bound high = MoveDay(date.high, Plus(date.high.value, whole), Bool(true), known);
    return {known, {low, high}};
  }
  const Z3Bound low = MoveDay(date.low, Plus(date.low.value, from.value), IsFinite(from), known);
  const Z3Bound high = MoveDay(date.high, Plus(date.high.value, to.value), IsFinite(to), known);
  return {known, {low, high}};
}

Z3Graph::Result Z3Graph::AddMonths(const Node& node, const Z3Interval& date) {
  z3::expr known = Bool(true);
  const auto of = [&](const Z3Bound& day) {
    const Z3Functions::Point point =
        functions_.Of({node.kind, node.payload, 0, true, true}, day.value);
    return MoveDay(day, point.value, point.exists, known);
  };
  const Z3Bound low = of(date.low);
  const Z3Bound high = of(date.high);
  return {known, {low, high}};
}

/// A day that is `never` counts as the calendar's first, and then for more or less than any time.
Z3Graph::Result Z3Graph::DaysBetween(const Z3Interval& from, const Z3Interval& to) {
  const DaySpan calendar = CalendarSpan();
  const Rational longest = calendar.last - calendar.first;
  const auto is_never = [&](const Z3Bound& day) {
    return And(IsFinite(day), IsSame(day.value, Is(kNever)));
  };
  const auto without_never = [&](const Z3Interval& days) {
    const Z3Bound first = ClosedAt(Is(calendar.first));
    return Z3Interval{If(is_never(days.low), first, days.low),
                      If(is_never(days.high), first, days.high)};
  };
  Z3Interval time = Subtract(without_never(to), without_never(from));
  const Z3Bound infinite = InfiniteBound(context_);
  time.high = If(is_never(from.low), infinite, time.high);
  time.low = If(is_never(to.low), infinite, time.low);
  time.low = If(is_never(from.high), OpenAt(Is(longest)), time.low);
  time.high = If(is_never(to.high), OpenAt(Is(-longest)), time.high);
  return {Not(And(is_never(from.low), is_never(to.low))), time};
}

}  // namespace mgl
