// Interval arithmetic over rationals. Every operation returns the exact image of its operands,
// taken as independent: the end is the supremum or infimum, closed exactly when a pair of values
// attains it.
#include "engine/value/interval.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace mgl {
namespace {

bool Same(const Bound& a, const Bound& b) {
  if (a.infinite || b.infinite) return a.infinite && b.infinite;
  return a.closed == b.closed && a.value == b.value;
}

/// Whether a, as a lower end, lets in values that b does not.
bool LowerStartsBefore(const Bound& a, const Bound& b) {
  if (a.infinite || b.infinite) return a.infinite && !b.infinite;
  const int order = cmp(a.value, b.value);
  return order < 0 || (order == 0 && a.closed && !b.closed);
}

/// Whether b, as an upper end, lets in values that a does not.
bool UpperEndsBefore(const Bound& a, const Bound& b) {
  if (a.infinite || b.infinite) return !a.infinite && b.infinite;
  const int order = cmp(a.value, b.value);
  return order < 0 || (order == 0 && !a.closed && b.closed);
}

const Bound& WiderLow(const Bound& a, const Bound& b) { return LowerStartsBefore(b, a) ? b : a; }
const Bound& NarrowerLow(const Bound& a, const Bound& b) { return LowerStartsBefore(a, b) ? b : a; }
const Bound& WiderHigh(const Bound& a, const Bound& b) { return UpperEndsBefore(a, b) ? b : a; }
const Bound& NarrowerHigh(const Bound& a, const Bound& b) { return UpperEndsBefore(b, a) ? b : a; }

/// Whether every value under the upper end is below every value over the lower end.
bool AllBelow(const Bound& high, const Bound& low) {
  if (high.infinite || low.infinite) return false;
  const int order = cmp(high.value, low.value);
  return order < 0 || (order == 0 && !(high.closed && low.closed));
}

bool ContainsZero(const Interval& a) {
  const bool from_below = a.low.infinite || a.low.value < 0 || (a.low.value == 0 && a.low.closed);
  const bool to_above = a.high.infinite || a.high.value > 0 || (a.high.value == 0 && a.high.closed);
  return from_below && to_above;
}

Bound NegateBound(const Bound& bound) {
  if (bound.infinite) return bound;
  return Bound::At(-bound.value, bound.closed);
}

Bound AddBounds(const Bound& a, const Bound& b) {
  if (a.infinite || b.infinite) return Bound::Infinite();
  return Bound::At(a.value + b.value, a.closed && b.closed);
}

/// The product of two ends: a value of the image's closure, or an infinity of the given sign.
struct Corner {
  int infinite_sign = 0;  // -1 or 1: minus or plus infinity, then `value` and `closed` mean nothing
  Rational value = 0;
  bool closed = false;
};

/// One end of an operand of a product: its sign, infinite ends included.
int EndSign(const Bound& bound, bool is_low) {
  if (bound.infinite) return is_low ? -1 : 1;
  return sgn(bound.value);
}

Corner MultiplyEnds(const Bound& a, int a_sign, const Bound& b, int b_sign) {
  // An end that is zero and closed gives zero with any value of the other operand. An open one only
  // comes near zero; next to an infinite end the products fill what other corners already span.
  if (a_sign == 0 || b_sign == 0) {
    const bool attained = (a_sign == 0 && a.closed) || (b_sign == 0 && b.closed);
    return {0, 0, attained};
  }
  if (a.infinite || b.infinite) return {a_sign * b_sign, 0, false};
  return {0, a.value * b.value, a.closed && b.closed};
}

/// 1 / a for an interval that does not contain zero; an open end at zero becomes infinite.
Interval Reciprocal(const Interval& a) {
  const auto reciprocal = [](const Bound& bound) {
    if (bound.infinite) return Bound::At(0, false);
    if (bound.value == 0) return Bound::Infinite();
    return Bound::At(1 / bound.value, bound.closed);
  };
  return {reciprocal(a.high), reciprocal(a.low)};
}

Rational RaiseTo(const Rational& value, std::uint32_t exponent) {
  Rational power;  // powers of coprime numbers are coprime: already in lowest terms
  mpz_pow_ui(power.get_num_mpz_t(), value.get_num_mpz_t(), exponent);
  mpz_pow_ui(power.get_den_mpz_t(), value.get_den_mpz_t(), exponent);
  return power;
}

Bound FloorOfHigh(const Bound& high) {
  if (high.infinite) return high;
  const Rational floor = Floor(high.value);
  const bool jumps_here = floor == high.value;
  return Bound::At(jumps_here && !high.closed ? Rational(floor - 1) : floor);
}

/// The rounded values just inside an end. Rounding jumps at odd multiples of half a step; the value
/// at the jump is the one farther from zero.
Bound RoundHigh(const Bound& high, const Rational& step) {
  if (high.infinite) return high;
  const Rational rounded = RoundToStep(high.value, step);
  const bool rounded_up_from_half = 2 * (rounded - high.value) == step;
  return Bound::At(rounded_up_from_half && !high.closed ? Rational(rounded - step) : rounded);
}

}  // namespace

bool Interval::IsPoint() const {
  return !low.infinite && !high.infinite && low.value == high.value;
}

void Interval::SetPoint(const Rational& value) {
  for (Bound* end : {&low, &high}) {
    end->value = value;
    end->closed = true;
    end->infinite = false;
  }
}

bool Interval::operator==(const Interval& other) const {
  return Same(low, other.low) && Same(high, other.high);
}

Truth Less(const Interval& a, const Interval& b) {
  if (AllBelow(a.high, b.low)) return Truth::kYes;
  const bool never = !a.low.infinite && !b.high.infinite && a.low.value >= b.high.value;
  return never ? Truth::kNo : Truth::kUnknown;
}

Truth LessEqual(const Interval& a, const Interval& b) { return Not(Less(b, a)); }

Truth Equal(const Interval& a, const Interval& b) {
  if (AllBelow(a.high, b.low) || AllBelow(b.high, a.low)) return Truth::kNo;
  return a.IsPoint() && b.IsPoint() ? Truth::kYes : Truth::kUnknown;
}

bool Contains(const Interval& interval, const Rational& value) {
  const Bound& low = interval.low;
  const Bound& high = interval.high;
  return (low.infinite || value > low.value || (low.closed && value == low.value)) &&
         (high.infinite || value < high.value || (high.closed && value == high.value));
}

std::optional<Interval> InSteps(const Interval& a, const Rational& step) {
  Interval stepped = a;
  if (!a.low.infinite) {
    Rational low = step * Ceiling(a.low.value / step);
    if (!a.low.closed && low == a.low.value) low += step;
    stepped.low = Bound::At(low);
  }
  if (!a.high.infinite) {
    Rational high = step * Floor(a.high.value / step);
    if (!a.high.closed && high == a.high.value) high -= step;
    stepped.high = Bound::At(high);
  }
  const bool is_bounded = !a.low.infinite && !a.high.infinite;
  if (is_bounded && stepped.low.value > stepped.high.value) return std::nullopt;
  return stepped;
}

std::optional<Interval> Intersect(const Interval& a, const Interval& b) {
  Interval common = a;
  return NarrowTo(b, common) ? std::optional(std::move(common)) : std::nullopt;
}

bool NarrowTo(const Interval& limits, Interval& a) {
  const Bound& low = NarrowerLow(a.low, limits.low);
  const Bound& high = NarrowerHigh(a.high, limits.high);
  if (AllBelow(high, low)) return false;
  if (&low != &a.low) a.low = low;
  if (&high != &a.high) a.high = high;
  return true;
}

Interval Hull(const Interval& a, const Interval& b) {
  return {WiderLow(a.low, b.low), WiderHigh(a.high, b.high)};
}

Interval Negate(const Interval& a) { return {NegateBound(a.high), NegateBound(a.low)}; }

Interval Add(const Interval& a, const Interval& b) {
  return {AddBounds(a.low, b.low), AddBounds(a.high, b.high)};
}

Interval Subtract(const Interval& a, const Interval& b) { return Add(a, Negate(b)); }

Interval Multiply(const Interval& a, const Interval& b) {
  const int a_low = EndSign(a.low, true);
  const int a_high = EndSign(a.high, false);
  const int b_low = EndSign(b.low, true);
  const int b_high = EndSign(b.high, false);
  const Corner corners[] = {
      MultiplyEnds(a.low, a_low, b.low, b_low), MultiplyEnds(a.low, a_low, b.high, b_high),
      MultiplyEnds(a.high, a_high, b.low, b_low), MultiplyEnds(a.high, a_high, b.high, b_high)};
  // A product is monotone along each edge of the box, so its extremes are at the corners.
  std::optional<Bound> low;
  std::optional<Bound> high;
  bool unbounded_below = false;
  bool unbounded_above = false;
  for (const Corner& corner : corners) {
    unbounded_below |= corner.infinite_sign < 0;
    unbounded_above |= corner.infinite_sign > 0;
    if (corner.infinite_sign != 0) continue;
    const Bound end = Bound::At(corner.value, corner.closed);
    low = low ? WiderLow(*low, end) : end;
    high = high ? WiderHigh(*high, end) : end;
  }
  // Without a finite corner the product is unbounded on both sides.
  return {unbounded_below || !low ? Bound::Infinite() : *low,
          unbounded_above || !high ? Bound::Infinite() : *high};
}

std::optional<Interval> Divide(const Interval& a, const Interval& b) {
  if (ContainsZero(b)) return std::nullopt;
  return Multiply(a, Reciprocal(b));
}

std::optional<Interval> Power(const Interval& a, int exponent) {
  constexpr int kMaxExponent = 64;
  if (exponent > kMaxExponent || exponent < -kMaxExponent) return std::nullopt;
  if (exponent <= 0 && ContainsZero(a)) return std::nullopt;
  if (exponent == 0) return Interval::Point(1);
  const auto count = static_cast<std::uint32_t>(std::abs(exponent));
  const auto raise = [count](const Bound& bound) {
    if (bound.infinite) return bound;
    return Bound::At(RaiseTo(bound.value, count), bound.closed);
  };
  const Interval base = count % 2 == 0 ? Absolute(a) : a;  // on which the power is increasing
  const Interval image = {raise(base.low), raise(base.high)};
  return exponent < 0 ? Reciprocal(image) : image;
}

Interval Absolute(const Interval& a) {
  if (!a.low.infinite && a.low.value >= 0) return a;
  if (!a.high.infinite && a.high.value <= 0) return Negate(a);
  return {Bound::At(0), WiderHigh(NegateBound(a.low), a.high)};
}

Interval Minimum(const Interval& a, const Interval& b) {
  return {WiderLow(a.low, b.low), NarrowerHigh(a.high, b.high)};
}

Interval Maximum(const Interval& a, const Interval& b) {
  return {NarrowerLow(a.low, b.low), WiderHigh(a.high, b.high)};
}

Interval FloorInterval(const Interval& a) {
  // Just above an end the floor is that of the end, so an open low end needs no care.
  const Bound low = a.low.infinite ? a.low : Bound::At(Floor(a.low.value));
  return {low, FloorOfHigh(a.high)};
}

Interval CeilingInterval(const Interval& a) { return Negate(FloorInterval(Negate(a))); }

Interval RoundInterval(const Interval& a, const Rational& step) {
  const Bound low = NegateBound(RoundHigh(NegateBound(a.low), step));
  return {low, RoundHigh(a.high, step)};
}

Interval Scale(const Interval& a, const Rational& factor, const Rational& offset) {
  Interval scaled = a;
  ScaleInPlace(factor, offset, scaled);
  return scaled;
}

void ScaleInPlace(const Rational& factor, const Rational& offset, Interval& a) {
  const auto scale = [&](Bound& bound) {
    if (bound.infinite) return;
    bound.value *= factor;
    if (offset != 0) bound.value += offset;
  };
  const bool is_point = a.IsPoint();
  scale(a.low);
  if (!is_point) return scale(a.high);
  a.high.value = a.low.value;
}

std::string FormatInterval(const Interval& a) {
  if (a.IsPoint()) return FormatDecimal(a.low.value);
  std::string text;
  if (!a.low.infinite) text += FormatDecimal(a.low.value);
  text += "..";
  if (!a.high.infinite) text += FormatDecimal(a.high.value);
  return text;
}

}  // namespace mgl
