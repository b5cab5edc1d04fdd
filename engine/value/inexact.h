// Functions whose values are mostly no rationals: the exact value, correctly rounded to 12
// significant digits, halves away from zero. On intervals the rounded values of the ends, closed.
#pragma once

#include <optional>

#include "engine/value/interval.h"

namespace mgl {

inline constexpr int kInexactDigits = 12;

/// Empty outside the domain (what may be below zero), and where a value has more than some 2,400
/// digits before or after the point. An infinite end stays infinite.
std::optional<Interval> SquareRoot(const Interval& a);
/// The natural logarithm, and that to base 10; empty where `a` may be not above zero.
std::optional<Interval> Logarithm(const Interval& a);
std::optional<Interval> Logarithm10(const Interval& a);
std::optional<Interval> Exponential(const Interval& a);
/// Empty where `base` may be not above zero; but 0 where the base is surely 0 and the exponent
/// surely above zero.
std::optional<Interval> RealPower(const Interval& base, const Interval& exponent);

}  // namespace mgl
