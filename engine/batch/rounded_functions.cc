// Roots, logarithms, exponentials and powers: what the mathematical library says of both ends, a
// little wider, rounded to 12 digits where both round alike.
#include <algorithm>
#include <cmath>

#include "engine/batch/number_kernels.h"
#include "engine/batch/number_rows.h"
#include "engine/value/inexact.h"

namespace mgl {
namespace {

/// The library's functions err by less than a unit in the last place or two; this is some nine.
constexpr double kLibraryError = 1e-15;

/// A row of a result; `is_decided` false: open.
struct Rounded {
  bool is_decided = false;
  bool is_missing = false;
  Ends ends{0, 0};
};
constexpr Rounded kOpen{};
constexpr Rounded kMissingRow{true, true, {0, 0}};

/// 10^exponent, exactly, for 0 to 22.
double ExactPowerOfTen(int exponent) {
  static constexpr double kPowers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                       1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  return kPowers[exponent];
}

double Scaled(double size, int decimals) {
  return decimals >= 0 ? size * ExactPowerOfTen(decimals) : size / ExactPowerOfTen(-decimals);
}

/// steps * 10^-decimals between neighbouring doubles.
Ends Unscaled(double steps, int decimals) {
  const double scale = ExactPowerOfTen(std::abs(decimals));
  const double near = decimals >= 0 ? steps / scale : steps * scale;
  const double rest =
      decimals >= 0 ? -std::fma(near, scale, -steps) : std::fma(steps, scale, -near);
  return {rest < 0 ? Below(near) : near, rest > 0 ? Above(near) : near};
}

/// The number of 12 digits to which all numbers from low to high round, where there is one.
Rounded RoundToDigits(Ends ends) {
  constexpr int kMostDecimals = 22;
  constexpr double kLeastSteps = 1e11;  // numbers of 12 digits
  const bool negative = ends.high < 0;
  const double least = negative ? -ends.high : ends.low;
  const double most = negative ? -ends.low : ends.high;
  if (!(least > kSmallestNumber) || !(most < kLargestNumber)) return kOpen;
  // The decimal exponent, or one less, from the binary one: 78913 / 2^18 is the logarithm of 2.
  const int binary = static_cast<int>(std::bit_cast<std::uint64_t>(least) >> 52) - 1023;
  int decimals = kInexactDigits - 1 - ((binary * 78913) >> 18);
  if (std::abs(decimals) >= kMostDecimals) return kOpen;
  const double scaled = Scaled(least, decimals);
  if (scaled >= 10 * kLeastSteps) --decimals;
  const double low_steps = std::floor(Scaled(least, decimals) * (1 - kLibraryError) + 0.5);
  const double high_steps = std::floor(Scaled(most, decimals) * (1 + kLibraryError) + 0.5);
  if (low_steps != high_steps) return kOpen;
  const Ends rounded = Unscaled(low_steps, decimals);
  return {true, false, negative ? Ends{-rounded.high, -rounded.low} : rounded};
}

Rounded SquareRootOf(Ends a) {
  if (a.high < 0) return kMissingRow;
  if (a.low == 0 && a.high == 0) return {true, false, {0, 0}};
  return a.low > 0 ? RoundToDigits({std::sqrt(a.low), std::sqrt(a.high)}) : kOpen;
}

Rounded LogarithmOf(Ends a) {
  if (a.high <= 0) return kMissingRow;
  if (a.low == 1 && a.high == 1) return {true, false, {0, 0}};
  return a.low > 0 ? RoundToDigits({std::log(a.low), std::log(a.high)}) : kOpen;
}

Rounded ExponentialOf(Ends a) { return RoundToDigits({std::exp(a.low), std::exp(a.high)}); }

Rounded PowerOf(Ends base, Ends exponent) {
  if (base.high < 0) return kMissingRow;
  if (base.low == 0 && base.high == 0) {
    if (exponent.low > 0) return {true, false, {0, 0}};
    return exponent.high <= 0 ? kMissingRow : kOpen;
  }
  if (!(base.low > 0)) return kOpen;
  double low = std::pow(base.low, exponent.low);
  double high = low;
  const auto include = [&](double base_end, double exponent_end) {
    const double corner = std::pow(base_end, exponent_end);
    low = std::min(low, corner);
    high = std::max(high, corner);
  };
  const bool base_is_exact = base.low == base.high;
  const bool exponent_is_exact = exponent.low == exponent.high;
  if (!exponent_is_exact) include(base.low, exponent.high);
  if (!base_is_exact) include(base.high, exponent.low);
  if (!base_is_exact && !exponent_is_exact) include(base.high, exponent.high);
  return RoundToDigits({low, high});
}

Rounded ValueOf(RoundedFunction kind, Ends a, Ends b) {
  switch (kind) {
    case RoundedFunction::kSquareRoot:
      return SquareRootOf(a);
    case RoundedFunction::kLogarithm:
      return LogarithmOf(a);
    case RoundedFunction::kExponential:
      return ExponentialOf(a);
    case RoundedFunction::kPower:
      return PowerOf(a, b);
  }
  return kOpen;
}

}  // namespace

void RoundedFunctionRows(RoundedFunction kind, const NumberColumn& a, const NumberColumn& b,
                         std::size_t words, NumberColumn& out, OpenRows& open) {
  for (std::size_t w = 0; w < words; ++w) {
    const Word known = a.known[w] & b.known[w];
    const Word points = a.settled[w] & b.settled[w];
    Word missing = 0;
    Word exact = 0;
    open[w] |= known & ~points;
    for (Word rest = known & points; rest != 0; rest &= rest - 1) {
      const Word bit = rest & (~rest + 1);
      const std::size_t row = w * kWordBits + static_cast<std::size_t>(std::countr_zero(rest));
      const Rounded value = ValueOf(kind, {a.low[row], a.high[row]}, {b.low[row], b.high[row]});
      if (!value.is_decided) open[w] |= bit;
      if (value.is_missing) missing |= bit;
      if (value.ends.low == value.ends.high) exact |= bit;
      out.low[row] = value.ends.low;
      out.high[row] = value.ends.high;
    }
    out.known[w] = known & ~missing;
    out.settled[w] = out.known[w];
    out.exact[w] = out.known[w] & exact;
    out.canonical[w] = out.known[w];
  }
}

}  // namespace mgl
