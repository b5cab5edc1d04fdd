// Intervals of which Z3 knows what they hang on: engine/value/interval.h, word for word, on terms.
#pragma once

#include "engine/z3/z3_calls.h"
// Behind the names that it puts in the place of Z3's own.
#include <z3++.h>

#include <optional>

#include "engine/value/interval.h"

namespace mgl {

// Terms that are constant become constants at once.
z3::expr Z3Number(z3::context& context, const Rational& value);
/// The number that a term is; empty where it hangs on something.
std::optional<Rational> ConstantOf(const z3::expr& term);
z3::expr Not(const z3::expr& a);
z3::expr And(const z3::expr& a, const z3::expr& b);
z3::expr Or(const z3::expr& a, const z3::expr& b);
z3::expr If(const z3::expr& condition, const z3::expr& a, const z3::expr& b);
z3::expr IsLess(const z3::expr& a, const z3::expr& b);
z3::expr IsAtMost(const z3::expr& a, const z3::expr& b);
z3::expr IsSame(const z3::expr& a, const z3::expr& b);
z3::expr Plus(const z3::expr& a, const z3::expr& b);
z3::expr Times(const Rational& factor, const z3::expr& a);

/// Surely yes, surely no.
struct Z3Truth {
  z3::expr yes;
  z3::expr no;
};
Z3Truth Not(const Z3Truth& a);
Z3Truth And(const Z3Truth& a, const Z3Truth& b);
Z3Truth Or(const Z3Truth& a, const Z3Truth& b);

struct Z3Bound {
  z3::expr value;
  z3::expr closed;
  z3::expr infinite;
};

struct Z3Interval {
  Z3Bound low;
  Z3Bound high;
};

Z3Bound ClosedAt(const z3::expr& value);
Z3Bound OpenAt(const z3::expr& value);
Z3Bound InfiniteBound(z3::context& context);
Z3Bound If(const z3::expr& condition, const Z3Bound& a, const Z3Bound& b);
Z3Interval If(const z3::expr& condition, const Z3Interval& a, const Z3Interval& b);
Z3Interval PointAt(const z3::expr& value);
Z3Interval ToZ3(z3::context& context, const Interval& interval);

/// Where all see that it is a point.
std::optional<z3::expr> PointOf(const Z3Interval& a);
std::optional<Interval> ConstantOf(const Z3Interval& a);

z3::expr IsPoint(const Z3Interval& a);
z3::expr IsSame(const Z3Interval& a, const Z3Interval& b);
/// Whether every value under the upper end is below every value over the lower end.
z3::expr AllBelow(const Z3Bound& high, const Z3Bound& low);
z3::expr ContainsZero(const Z3Interval& a);
z3::expr IsAboveZero(const Z3Interval& a);

Z3Bound WiderLow(const Z3Bound& a, const Z3Bound& b);
Z3Bound WiderHigh(const Z3Bound& a, const Z3Bound& b);
Z3Bound Negate(const Z3Bound& a);
Z3Interval Hull(const Z3Interval& a, const Z3Interval& b);
Z3Interval Negate(const Z3Interval& a);
Z3Interval Add(const Z3Interval& a, const Z3Interval& b);
Z3Interval Subtract(const Z3Interval& a, const Z3Interval& b);
Z3Interval Absolute(const Z3Interval& a);
Z3Interval Minimum(const Z3Interval& a, const Z3Interval& b);
Z3Interval Maximum(const Z3Interval& a, const Z3Interval& b);

}  // namespace mgl
