#include "engine/z3/z3_interval.h"

#include <string>

namespace mgl {
namespace {

z3::expr Constant(const z3::expr& beside, bool truth) { return beside.ctx().bool_val(truth); }

z3::expr IsFinite(const Z3Bound& a) { return Not(a.infinite); }

/// Whether a, as a lower end, lets in values that b does not.
z3::expr LowerStartsBefore(const Z3Bound& a, const Z3Bound& b) {
  const z3::expr more = And(IsSame(a.value, b.value), And(a.closed, Not(b.closed)));
  return And(IsFinite(b), Or(a.infinite, Or(IsLess(a.value, b.value), more)));
}

/// Whether b, as an upper end, lets in values that a does not.
z3::expr UpperEndsBefore(const Z3Bound& a, const Z3Bound& b) {
  const z3::expr more = And(IsSame(a.value, b.value), And(Not(a.closed), b.closed));
  return And(IsFinite(a), Or(b.infinite, Or(IsLess(a.value, b.value), more)));
}

Z3Bound NarrowerLow(const Z3Bound& a, const Z3Bound& b) {
  return If(LowerStartsBefore(a, b), b, a);
}
Z3Bound NarrowerHigh(const Z3Bound& a, const Z3Bound& b) { return If(UpperEndsBefore(b, a), b, a); }

Z3Bound AddBounds(const Z3Bound& a, const Z3Bound& b) {
  return {Plus(a.value, b.value), And(a.closed, b.closed), Or(a.infinite, b.infinite)};
}

z3::expr IsSameBound(const Z3Bound& a, const Z3Bound& b) {
  const z3::expr finite = And(And(IsFinite(a), IsFinite(b)), IsSame(a.value, b.value));
  const z3::expr closed = Or(And(a.closed, b.closed), And(Not(a.closed), Not(b.closed)));
  return Or(And(a.infinite, b.infinite), And(finite, closed));
}

std::optional<Bound> ConstantEnd(const Z3Bound& a) {
  if (a.infinite.is_true()) return Bound::Infinite();
  const std::optional<Rational> value = ConstantOf(a.value);
  const bool is_said = a.closed.is_true() || a.closed.is_false();
  if (!a.infinite.is_false() || !value || !is_said) return std::nullopt;
  return Bound::At(*value, a.closed.is_true());
}

Z3Bound EndToZ3(z3::context& context, const Bound& bound) {
  if (bound.infinite) return InfiniteBound(context);
  const z3::expr value = Z3Number(context, bound.value);
  return bound.closed ? ClosedAt(value) : OpenAt(value);
}

}  // namespace

z3::expr Z3Number(z3::context& context, const Rational& value) {
  return context.real_val(value.get_str().c_str());
}

std::optional<Rational> ConstantOf(const z3::expr& term) {
  std::string text;
  if (!term.is_numeral(text)) return std::nullopt;
  return Rational(text);
}

z3::expr Not(const z3::expr& a) {
  if (a.is_true() || a.is_false()) return Constant(a, a.is_false());
  return a.is_not() ? a.arg(0) : !a;
}

z3::expr And(const z3::expr& a, const z3::expr& b) {
  if (a.is_false() || b.is_true() || z3::eq(a, b)) return a;
  if (b.is_false() || a.is_true()) return b;
  return a && b;
}

z3::expr Or(const z3::expr& a, const z3::expr& b) {
  if (a.is_true() || b.is_false() || z3::eq(a, b)) return a;
  if (b.is_true() || a.is_false()) return b;
  return a || b;
}

Z3Truth Not(const Z3Truth& a) { return {a.no, a.yes}; }
Z3Truth And(const Z3Truth& a, const Z3Truth& b) { return {And(a.yes, b.yes), Or(a.no, b.no)}; }
Z3Truth Or(const Z3Truth& a, const Z3Truth& b) { return {Or(a.yes, b.yes), And(a.no, b.no)}; }

z3::expr If(const z3::expr& condition, const z3::expr& a, const z3::expr& b) {
  if (condition.is_true() || z3::eq(a, b)) return a;
  if (condition.is_false()) return b;
  if (a.is_bool()) return Or(And(condition, a), And(Not(condition), b));
  return z3::ite(condition, a, b);
}

z3::expr IsLess(const z3::expr& a, const z3::expr& b) { return Not(IsAtMost(b, a)); }

z3::expr IsAtMost(const z3::expr& a, const z3::expr& b) {
  if (z3::eq(a, b)) return Constant(a, true);
  const std::optional<Rational> left = ConstantOf(a);
  const std::optional<Rational> right = ConstantOf(b);
  return left && right ? Constant(a, *left <= *right) : a <= b;
}

z3::expr IsSame(const z3::expr& a, const z3::expr& b) {
  if (z3::eq(a, b)) return Constant(a, true);
  return a.is_numeral() && b.is_numeral() ? Constant(a, ConstantOf(a) == ConstantOf(b)) : a == b;
}

z3::expr Plus(const z3::expr& a, const z3::expr& b) {
  const std::optional<Rational> left = ConstantOf(a);
  const std::optional<Rational> right = ConstantOf(b);
  if (left && *left == 0) return b;
  if (right && *right == 0) return a;
  return left && right ? Z3Number(a.ctx(), *left + *right) : a + b;
}

z3::expr Times(const Rational& factor, const z3::expr& a) {
  if (factor == 1) return a;
  const std::optional<Rational> constant = ConstantOf(a);
  if (constant || factor == 0) return Z3Number(a.ctx(), constant ? *constant * factor : factor);
  return Z3Number(a.ctx(), factor) * a;
}

Z3Bound ClosedAt(const z3::expr& value) {
  return {value, Constant(value, true), Constant(value, false)};
}
Z3Bound OpenAt(const z3::expr& value) {
  return {value, Constant(value, false), Constant(value, false)};
}
Z3Bound InfiniteBound(z3::context& context) {
  return {Z3Number(context, 0), context.bool_val(false), context.bool_val(true)};
}

Z3Bound If(const z3::expr& condition, const Z3Bound& a, const Z3Bound& b) {
  return {If(condition, a.value, b.value), If(condition, a.closed, b.closed),
          If(condition, a.infinite, b.infinite)};
}

Z3Interval If(const z3::expr& condition, const Z3Interval& a, const Z3Interval& b) {
  return {If(condition, a.low, b.low), If(condition, a.high, b.high)};
}

Z3Interval PointAt(const z3::expr& value) { return {ClosedAt(value), ClosedAt(value)}; }

Z3Interval ToZ3(z3::context& context, const Interval& interval) {
  return {EndToZ3(context, interval.low), EndToZ3(context, interval.high)};
}

std::optional<z3::expr> PointOf(const Z3Interval& a) {
  const bool is_point = z3::eq(a.low.value, a.high.value) && a.low.closed.is_true() &&
                        a.high.closed.is_true() && a.low.infinite.is_false() &&
                        a.high.infinite.is_false();
  return is_point ? std::optional(a.low.value) : std::nullopt;
}

std::optional<Interval> ConstantOf(const Z3Interval& a) {
  const std::optional<Bound> low = ConstantEnd(a.low);
  const std::optional<Bound> high = ConstantEnd(a.high);
  return low && high ? std::optional(Interval{*low, *high}) : std::nullopt;
}

z3::expr IsPoint(const Z3Interval& a) {
  return And(And(IsFinite(a.low), IsFinite(a.high)), IsSame(a.low.value, a.high.value));
}

z3::expr IsSame(const Z3Interval& a, const Z3Interval& b) {
  return And(IsSameBound(a.low, b.low), IsSameBound(a.high, b.high));
}

z3::expr AllBelow(const Z3Bound& high, const Z3Bound& low) {
  const z3::expr meet = And(IsSame(high.value, low.value), Not(And(high.closed, low.closed)));
  return And(And(IsFinite(high), IsFinite(low)), Or(IsLess(high.value, low.value), meet));
}

z3::expr ContainsZero(const Z3Interval& a) {
  const z3::expr zero = Z3Number(a.low.value.ctx(), 0);
  const auto at_zero = [&](const Z3Bound& end) { return And(IsSame(end.value, zero), end.closed); };
  return And(Or(a.low.infinite, Or(IsLess(a.low.value, zero), at_zero(a.low))),
             Or(a.high.infinite, Or(IsLess(zero, a.high.value), at_zero(a.high))));
}

z3::expr IsAboveZero(const Z3Interval& a) {
  const z3::expr zero = Z3Number(a.low.value.ctx(), 0);
  const z3::expr beside = And(IsSame(a.low.value, zero), Not(a.low.closed));
  return And(IsFinite(a.low), Or(IsLess(zero, a.low.value), beside));
}

Z3Bound WiderLow(const Z3Bound& a, const Z3Bound& b) { return If(LowerStartsBefore(b, a), b, a); }
Z3Bound WiderHigh(const Z3Bound& a, const Z3Bound& b) { return If(UpperEndsBefore(a, b), b, a); }
Z3Bound Negate(const Z3Bound& a) { return {Times(-1, a.value), a.closed, a.infinite}; }

Z3Interval Hull(const Z3Interval& a, const Z3Interval& b) {
  return {WiderLow(a.low, b.low), WiderHigh(a.high, b.high)};
}

Z3Interval Negate(const Z3Interval& a) { return {Negate(a.high), Negate(a.low)}; }

Z3Interval Add(const Z3Interval& a, const Z3Interval& b) {
  return {AddBounds(a.low, b.low), AddBounds(a.high, b.high)};
}

Z3Interval Subtract(const Z3Interval& a, const Z3Interval& b) { return Add(a, Negate(b)); }

Z3Interval Absolute(const Z3Interval& a) {
  const z3::expr zero = Z3Number(a.low.value.ctx(), 0);
  const z3::expr is_above = And(IsFinite(a.low), IsAtMost(zero, a.low.value));
  const Z3Interval negated = Negate(a);
  if (PointOf(a)) return If(is_above, a, negated);
  const z3::expr is_below = And(IsFinite(a.high), IsAtMost(a.high.value, zero));
  const Z3Interval across{ClosedAt(zero), WiderHigh(Negate(a.low), a.high)};
  return If(is_above, a, If(is_below, negated, across));
}

Z3Interval Minimum(const Z3Interval& a, const Z3Interval& b) {
  return {WiderLow(a.low, b.low), NarrowerHigh(a.high, b.high)};
}

Z3Interval Maximum(const Z3Interval& a, const Z3Interval& b) {
  return {NarrowerLow(a.low, b.low), WiderHigh(a.high, b.high)};
}

}  // namespace mgl
