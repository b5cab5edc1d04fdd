// Uncertain numbers: an interval of rationals with open, closed or infinite ends. A point is an
// interval whose ends are equal and closed. Never empty.
#pragma once

#include <optional>
#include <string>

#include "engine/value/rational.h"
#include "engine/value/truth.h"

namespace mgl {

struct Bound {
  Rational value = 0;
  bool closed = true;     // the bound itself belongs to the interval
  bool infinite = false;  // no bound on this side; value and closed mean nothing
  static Bound Infinite() { return {0, false, true}; }
  static Bound At(Rational value, bool closed = true) { return {std::move(value), closed, false}; }
};

struct Interval {
  Bound low;
  Bound high;

  static Interval Point(const Rational& value) { return {Bound::At(value), Bound::At(value)}; }
  /// In the memory that the ends have: nothing is allocated where they were numbers as long.
  void SetPoint(const Rational& value);
  bool IsPoint() const;
  bool operator==(const Interval& other) const;
};

/// Yes or no where it holds or fails for every pair of values, else unknown.
Truth Less(const Interval& a, const Interval& b);
Truth LessEqual(const Interval& a, const Interval& b);
Truth Equal(const Interval& a, const Interval& b);

bool Contains(const Interval& interval, const Rational& value);

/// The common part, or empty.
std::optional<Interval> Intersect(const Interval& a, const Interval& b);
/// Leaves the common part in `a`. False where there is none: then `a` stays.
bool NarrowTo(const Interval& limits, Interval& a);
/// The smallest interval that holds both.
Interval Hull(const Interval& a, const Interval& b);

/// Natural interval extensions. Divide: empty where the divisor may be zero. Power: integer
/// exponent, empty where one that is not above zero meets a base that may be zero (0 ^ 0 has no
/// value), or |exponent| > 64.
Interval Negate(const Interval& a);
Interval Add(const Interval& a, const Interval& b);
Interval Subtract(const Interval& a, const Interval& b);
Interval Multiply(const Interval& a, const Interval& b);
std::optional<Interval> Divide(const Interval& a, const Interval& b);
std::optional<Interval> Power(const Interval& a, int exponent);
Interval Absolute(const Interval& a);
Interval Minimum(const Interval& a, const Interval& b);
Interval Maximum(const Interval& a, const Interval& b);

/// Step functions: the ends of the image are attained, so they are closed. An open end that is
/// itself a multiple stays outside: floor of (…, 60) ends at 59.
Interval FloorInterval(const Interval& a);
Interval CeilingInterval(const Interval& a);
/// Multiples of `step`, halves away from zero.
Interval RoundInterval(const Interval& a, const Rational& step);

/// The multiples of `step` in it: ends that are multiples and belong to it. Empty: there are none.
std::optional<Interval> InSteps(const Interval& a, const Rational& step);

/// value * factor + offset, factor > 0.
Interval Scale(const Interval& a, const Rational& factor, const Rational& offset);
void ScaleInPlace(const Rational& factor, const Rational& offset, Interval& a);

/// `1.2`, `1.2..1.8`, `..0.3`, `10..` (open ends are not told apart).
std::string FormatInterval(const Interval& a);

}  // namespace mgl
