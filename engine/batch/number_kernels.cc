// Ends of results are rounded outward by one step where the operation was not exact; error-free
// transformations (the error of a sum, a fused product) say whether it was.
#include "engine/batch/number_kernels.h"

#include <algorithm>
#include <cmath>

#include "engine/batch/number_rows.h"

namespace mgl {
namespace {

/// What the operands say of 64 rows of a result.
struct RowPlanes {
  Word known;
  Word settled;    // all operands are points
  Word exact;      // all operands are exact
  Word canonical;  // beyond the exact ones
};

/// Writes rows: those are open that are not held, and intervals with an end that is not exact.
[[gnu::always_inline]] inline void Write(const NumberRows& rows, const RowPlanes& planes,
                                         std::size_t w, NumberColumn& out, OpenRows& open) {
  std::memcpy(&out.low[w * kWordBits], rows.low, sizeof rows.low);
  std::memcpy(&out.high[w * kWordBits], rows.high, sizeof rows.high);
  const Word exact = planes.known & planes.exact;
  const Word held = rows.is_held.Bits();
  out.known[w] = planes.known;
  out.exact[w] = exact;
  out.settled[w] = planes.known & (planes.settled | (exact & rows.is_point.Bits()));
  out.canonical[w] = planes.known & (planes.canonical | exact);
  open[w] |= planes.known & (~held | (~planes.settled & ~exact));
}

struct Ends {
  double low;
  double high;
};

[[gnu::always_inline]] inline void AddEnds(Ends a, Ends b, std::size_t i, NumberRows& rows) {
  const auto error_of = [](double x, double y, double sum) __attribute__((always_inline)) {
    const double y_part = sum - x;
    return (x - (sum - y_part)) + (y - y_part);
  };
  const double low = a.low + b.low;
  const double high = a.high + b.high;
  const double low_error = error_of(a.low, b.low, low);
  const double high_error = error_of(a.high, b.high, high);
  rows.Set(i, low_error < 0 ? Below(low) : low, high_error > 0 ? Above(high) : high,
           (low_error == 0) & (high_error == 0));
}

/// The extremes of what four corners give, of which `exact` says whether none was rounded.
[[gnu::always_inline]] inline void SetCorners(const double (&corners)[4], bool exact, std::size_t i,
                                              NumberRows& rows) {
  const auto least = [](double x, double y)
                         __attribute__((always_inline)) { return x < y ? x : y; };
  const auto most = [](double x, double y)
                        __attribute__((always_inline)) { return x > y ? x : y; };
  const double low = least(least(corners[0], corners[1]), least(corners[2], corners[3]));
  const double high = most(most(corners[0], corners[1]), most(corners[2], corners[3]));
  rows.Set(i, exact ? low : Below(low), exact ? high : Above(high), exact);
}

[[gnu::always_inline]] inline void MultiplyEnds(Ends a, Ends b, std::size_t i, NumberRows& rows) {
  const double corners[] = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
  const bool exact = (std::fma(a.low, b.low, -corners[0]) == 0) &
                     (std::fma(a.low, b.high, -corners[1]) == 0) &
                     (std::fma(a.high, b.low, -corners[2]) == 0) &
                     (std::fma(a.high, b.high, -corners[3]) == 0);
  SetCorners(corners, exact, i, rows);
}

[[gnu::always_inline]] inline void DivideEnds(Ends a, Ends b, std::size_t i, NumberRows& rows) {
  const double corners[] = {a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high};
  const bool exact = (std::fma(corners[0], b.low, -a.low) == 0) &
                     (std::fma(corners[1], b.high, -a.low) == 0) &
                     (std::fma(corners[2], b.low, -a.high) == 0) &
                     (std::fma(corners[3], b.high, -a.high) == 0);
  SetCorners(corners, exact, i, rows);
}

[[gnu::always_inline]] inline Ends EndsAt(const NumberColumn& a, std::size_t row) {
  return {a.low[row], a.high[row]};
}

RowPlanes Both(const NumberColumn& a, const NumberColumn& b, std::size_t w) {
  return {a.known[w] & b.known[w], a.settled[w] & b.settled[w], a.exact[w] & b.exact[w], 0};
}

MGL_VECTOR_KERNEL void AddRows(const NumberColumn& a, const NumberColumn& b, bool negated,
                               std::size_t words, NumberColumn& out, OpenRows& open) {
  NumberRows rows;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const std::size_t row = w * kWordBits + i;
      const Ends other = EndsAt(b, row);
      AddEnds(EndsAt(a, row), negated ? Ends{-other.high, -other.low} : other, i, rows);
    }
    RowPlanes planes = Both(a, b, w);
    planes.exact &= rows.is_exact.Bits();
    Write(rows, planes, w, out, open);
  }
}

MGL_VECTOR_KERNEL void MultiplyRows(const NumberColumn& a, const NumberColumn& b, std::size_t words,
                                    NumberColumn& out, OpenRows& open) {
  NumberRows rows;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const std::size_t row = w * kWordBits + i;
      MultiplyEnds(EndsAt(a, row), EndsAt(b, row), i, rows);
    }
    RowPlanes planes = Both(a, b, w);
    planes.exact &= rows.is_exact.Bits();
    Write(rows, planes, w, out, open);
  }
}

MGL_VECTOR_KERNEL void DivideRows(const NumberColumn& a, const NumberColumn& b, std::size_t words,
                                  NumberColumn& out, OpenRows& open) {
  NumberRows rows;
  RowFlags may_be_zero;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const std::size_t row = w * kWordBits + i;
      const Ends divisor = EndsAt(b, row);
      DivideEnds(EndsAt(a, row), divisor, i, rows);
      may_be_zero.of[i] = (divisor.low <= 0) & (divisor.high >= 0);
    }
    RowPlanes planes = Both(a, b, w);
    const Word zero = planes.known & may_be_zero.Bits();
    planes.known &= ~(zero & b.exact[w]);
    open[w] |= zero & ~b.exact[w];
    planes.exact &= rows.is_exact.Bits();
    Write(rows, planes, w, out, open);
  }
}

/// The smaller of two; with `negated` the larger: both ends change their signs and places.
MGL_VECTOR_KERNEL void MinimumRows(const NumberColumn& a, const NumberColumn& b, bool negated,
                                   std::size_t words, NumberColumn& out, OpenRows& open) {
  NumberRows rows;
  RowFlags first;   // a is surely not above b
  RowFlags second;  // nor b above a
  const double sign = negated ? -1 : 1;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const std::size_t row = w * kWordBits + i;
      const double a_low = sign * (negated ? a.high[row] : a.low[row]);
      const double a_high = sign * (negated ? a.low[row] : a.high[row]);
      const double b_low = sign * (negated ? b.high[row] : b.low[row]);
      const double b_high = sign * (negated ? b.low[row] : b.high[row]);
      const double low = sign * (a_low < b_low ? a_low : b_low);
      const double high = sign * (a_high < b_high ? a_high : b_high);
      rows.Set(i, negated ? high : low, negated ? low : high, true);
      first.of[i] = a_high <= b_low;
      second.of[i] = b_high <= a_low;
    }
    const Word is_first = first.Bits();
    const Word is_second = second.Bits();
    RowPlanes planes = Both(a, b, w);
    planes.exact |= (is_first & a.exact[w]) | (is_second & b.exact[w]);
    // Of two canonical numbers either one is surely not above the other, or they are the same.
    planes.canonical = (is_first & a.canonical[w]) | (is_second & b.canonical[w]) |
                       (a.canonical[w] & b.canonical[w]);
    Write(rows, planes, w, out, open);
  }
}

MGL_VECTOR_KERNEL void SignRows(NodeKind kind, const NumberColumn& a, std::size_t words,
                                NumberColumn& out, OpenRows& open) {
  NumberRows rows;
  const bool absolute = kind == NodeKind::kAbsolute;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const auto [low, high] = EndsAt(a, w * kWordBits + i);
      const double least = low >= 0 ? low : high <= 0 ? -high : 0;
      const double most = high > -low ? high : -low;
      rows.Set(i, absolute ? least : -high, absolute ? most : -low, true);
    }
    Write(rows, {a.known[w], a.settled[w], a.exact[w], a.canonical[w]}, w, out, open);
  }
}

enum class Rounding { kDown, kUp, kHalfAway };

/// To a whole number; |x| is below 2^52.
template <Rounding kRounding>
[[gnu::always_inline]] inline double Whole(double x) {
  if constexpr (kRounding == Rounding::kDown) return std::floor(x);
  if constexpr (kRounding == Rounding::kUp) return std::ceil(x);
  const double whole = std::trunc(x);
  const double rest = x - whole;
  return whole + (rest >= 0.5 ? 1.0 : 0.0) - (rest <= -0.5 ? 1.0 : 0.0);
}

/// Multiples of 1 / scale; with `inverse` of scale. A row is settled where both ends have the same
/// multiple.
template <Rounding kRounding>
[[gnu::always_inline]] inline void RoundRows(const NumberColumn& a, double scale, bool inverse,
                                             std::size_t words, NumberColumn& out, OpenRows& open) {
  constexpr double kMostSteps = 1e15;  // of fewer each is a decimal of 15 digits
  NumberRows rows;
  RowFlags same;     // both ends have the same multiple
  RowFlags scaled;   // scaling was exact
  RowFlags counted;  // few enough steps
  const auto scale_by = [&](double x) __attribute__((always_inline)) {
    return inverse ? x / scale : x * scale;
  };
  const auto scale_error = [&](double x, double y) __attribute__((always_inline)) {
    return inverse ? -std::fma(y, scale, -x) : std::fma(x, scale, -y);
  };
  const auto back_error = [&](double steps, double y) __attribute__((always_inline)) {
    return inverse ? std::fma(steps, scale, -y) : -std::fma(y, scale, -steps);
  };
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const auto [low, high] = EndsAt(a, w * kWordBits + i);
      const double low_scaled = scale_by(low);
      const double high_scaled = scale_by(high);
      const double low_error = scale_error(low, low_scaled);
      const double high_error = scale_error(high, high_scaled);
      const double low_steps = Whole<kRounding>(low_error < 0 ? Below(low_scaled) : low_scaled);
      const double high_steps =
          Whole<kRounding>(high_error > 0 ? Above(high_scaled) : high_scaled);
      const double low_back = inverse ? low_steps * scale : low_steps / scale;
      const double high_back = inverse ? high_steps * scale : high_steps / scale;
      const double low_rest = back_error(low_steps, low_back);
      const double high_rest = back_error(high_steps, high_back);
      rows.Set(i, low_rest < 0 ? Below(low_back) : low_back,
               high_rest > 0 ? Above(high_back) : high_back, (low_rest == 0) & (high_rest == 0));
      same.of[i] = low_steps == high_steps;
      scaled.of[i] = (low_error == 0) & (high_error == 0);
      counted.of[i] = (low_steps > -kMostSteps) & (high_steps < kMostSteps);
    }
    const Word is_same = same.Bits();
    const Word settled = a.settled[w] & is_same;
    const Word exact = rows.is_exact.Bits() & (settled | (a.exact[w] & scaled.Bits()));
    open[w] |= a.known[w] & (~counted.Bits() | (a.settled[w] & ~is_same));
    Write(rows, {a.known[w], settled, exact, settled}, w, out, open);
  }
}

MGL_VECTOR_KERNEL void FloorRows(const NumberColumn& a, std::size_t words, NumberColumn& out,
                                 OpenRows& open) {
  RoundRows<Rounding::kDown>(a, 1, false, words, out, open);
}
MGL_VECTOR_KERNEL void CeilingRows(const NumberColumn& a, std::size_t words, NumberColumn& out,
                                   OpenRows& open) {
  RoundRows<Rounding::kUp>(a, 1, false, words, out, open);
}
MGL_VECTOR_KERNEL void NearestRows(const NumberColumn& a, double scale, std::size_t words,
                                   NumberColumn& out, OpenRows& open) {
  RoundRows<Rounding::kHalfAway>(a, scale, false, words, out, open);
}
MGL_VECTOR_KERNEL void NearestLargeRows(const NumberColumn& a, double scale, std::size_t words,
                                        NumberColumn& out, OpenRows& open) {
  RoundRows<Rounding::kHalfAway>(a, scale, true, words, out, open);
}

/// All known rows to be decided one by one.
void LeaveOpen(const NumberColumn& a, std::size_t words, NumberColumn& out, OpenRows& open) {
  for (std::size_t w = 0; w < words; ++w) {
    out.known[w] = a.known[w];
    out.settled[w] = a.settled[w];
    open[w] |= a.known[w];
  }
}

}  // namespace

void CombineRows(NodeKind kind, const NumberColumn& a, const NumberColumn& b, std::size_t words,
                 NumberColumn& out, OpenRows& open) {
  switch (kind) {
    case NodeKind::kMultiply:
      return MultiplyRows(a, b, words, out, open);
    case NodeKind::kDivide:
      return DivideRows(a, b, words, out, open);
    case NodeKind::kMinimum:
    case NodeKind::kMaximum:
      return MinimumRows(a, b, kind == NodeKind::kMaximum, words, out, open);
    default:
      return AddRows(a, b, kind == NodeKind::kSubtract, words, out, open);
  }
}

void TransformRows(NodeKind kind, const NumberColumn& a, int decimals, std::size_t words,
                   NumberColumn& out, OpenRows& open) {
  constexpr int kMostDecimals = 22;  // 10^22 is the largest power of ten that is a double
  switch (kind) {
    case NodeKind::kFloor:
      return FloorRows(a, words, out, open);
    case NodeKind::kCeiling:
      return CeilingRows(a, words, out, open);
    case NodeKind::kRound:
      break;
    default:
      return SignRows(kind, a, words, out, open);
  }
  if (decimals > kMostDecimals || decimals < -kMostDecimals) {
    return LeaveOpen(a, words, out, open);
  }
  double scale = 1;
  for (int i = 0; i < std::abs(decimals); ++i) scale *= 10;
  if (decimals >= 0) return NearestRows(a, scale, words, out, open);
  NearestLargeRows(a, scale, words, out, open);
}

void PowerRows(const NumberColumn& a, int exponent, std::size_t words, NumberColumn& out,
               OpenRows& open) {
  constexpr int kMaxExponent = 64;  // as Power of interval.h
  if (exponent > kMaxExponent || exponent < -kMaxExponent) {
    out.known = {};
    out.settled = {};
    return;
  }
  static const NumberColumn kOnes = [] {
    NumberColumn ones;
    FillRows(1, 1, true, true, ones);
    return ones;
  }();
  const auto count = static_cast<unsigned>(std::abs(exponent));
  out = count == 0 ? kOnes : a;
  for (auto bit = std::bit_floor(count) / 2; bit != 0; bit /= 2) {
    MultiplyRows(out, out, words, out, open);
    if ((count & bit) != 0) MultiplyRows(out, a, words, out, open);
  }
  // The square of an interval is less than its product with another.
  for (std::size_t w = 0; w < words; ++w) {
    out.known[w] &= a.known[w];
    out.settled[w] &= a.known[w];
    if (exponent != 0) open[w] |= a.known[w] & ~a.settled[w];
  }
  if (exponent < 0) DivideRows(kOnes, out, words, out, open);
}

MGL_VECTOR_KERNEL void FixedPointRows(const FixedPoint* numbers, const Word* known,
                                      std::size_t words, NumberColumn& out, OpenRows& open) {
  constexpr double kScale = 1e9;
  constexpr FixedPoint kDecimal = 1'000'000'000'000'000;  // below it: at most 15 digits
  NumberRows rows;
  RowFlags converted;
  RowFlags canonical;
  for (std::size_t w = 0; w < words; ++w) {
    double steps[kWordBits];
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const FixedPoint number = numbers[w * kWordBits + i];
      constexpr int kHalf = 32;
      const double upper = static_cast<double>(number >> kHalf << kHalf);
      const double lower = static_cast<double>(number & ((FixedPoint{1} << kHalf) - 1));
      steps[i] = upper + lower;
      converted.of[i] = lower - (steps[i] - upper) == 0;
      canonical.of[i] = (number < kDecimal) & (number > -kDecimal);
    }
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const double near = steps[i] / kScale;
      const double rest = std::fma(near, kScale, -steps[i]);
      rows.Set(i, rest > 0 ? Below(near) : near, rest < 0 ? Above(near) : near, rest == 0);
    }
    open[w] |= known[w] & ~converted.Bits();
    Write(rows, {known[w], known[w], rows.is_exact.Bits(), canonical.Bits()}, w, out, open);
  }
}

MGL_VECTOR_KERNEL void CompareRows(NodeKind kind, const NumberColumn& a, const NumberColumn& b,
                                   std::size_t words, Word* yes, Word* no, OpenRows& open) {
  RowFlags below;      // a is surely below b
  RowFlags not_below;  // surely not
  RowFlags above;
  RowFlags not_above;
  RowFlags same;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const auto [a_low, a_high] = EndsAt(a, w * kWordBits + i);
      const auto [b_low, b_high] = EndsAt(b, w * kWordBits + i);
      below.of[i] = a_high < b_low;
      not_below.of[i] = a_low >= b_high;
      above.of[i] = b_high < a_low;
      not_above.of[i] = b_low >= a_high;
      same.of[i] = (a_low == b_low) & (a_high == b_high);
    }
    const Word known = a.known[w] & b.known[w];
    const Word exact = a.exact[w] & b.exact[w];
    const Word equal =
        known & a.settled[w] & b.settled[w] & a.canonical[w] & b.canonical[w] & same.Bits();
    if (kind == NodeKind::kEqual) {
      yes[w] = equal;
      no[w] = known & (below.Bits() | above.Bits());
    } else if (kind == NodeKind::kLess) {
      yes[w] = known & below.Bits();
      no[w] = known & (not_below.Bits() | equal);
    } else {
      yes[w] = known & (not_above.Bits() | equal);
      no[w] = known & above.Bits();
    }
    open[w] |= known & ~exact & ~(yes[w] | no[w]);
  }
}

void FillRows(double low, double high, bool exact, bool canonical, NumberColumn& out) {
  out.known.fill(~Word{0});
  out.settled.fill(~Word{0});
  out.exact.fill(exact ? ~Word{0} : 0);
  out.canonical.fill(canonical ? ~Word{0} : 0);
  out.low.fill(low);
  out.high.fill(high);
}

}  // namespace mgl
