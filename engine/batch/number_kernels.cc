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
  Word settled;     // all operands are points
  Word exact;       // all operands are exact
  Word canonical;   // beyond the exact ones
  Word spread = 0;  // no points, if an operand is none
};

/// Writes rows: those are open that are not held, and what may be a point or an interval.
[[gnu::always_inline]] inline void Write(const NumberRows& rows, const RowPlanes& planes,
                                         std::size_t w, NumberColumn& out, OpenRows& open) {
  for (std::size_t i = 0; i < kWordBits; ++i) {
    out.low[w * kWordBits + i] = rows.low[i] + 0.0;  // no negative zero
    out.high[w * kWordBits + i] = rows.high[i] + 0.0;
  }
  const Word exact = planes.known & planes.exact;
  const Word held = rows.is_held.Bits();
  out.known[w] = planes.known;
  out.exact[w] = exact;
  out.settled[w] = planes.known & (planes.settled | (exact & rows.is_point.Bits()));
  out.canonical[w] = planes.known & (planes.canonical | exact);
  open[w] |= planes.known & (~held | (~planes.settled & ~exact & ~planes.spread));
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
  const auto least = [](double x, double y) __attribute__((always_inline)) {
    return x < y ? x : y;
  };
  const auto most = [](double x, double y) __attribute__((always_inline)) { return x > y ? x : y; };
  const double low = least(least(corners[0], corners[1]), least(corners[2], corners[3]));
  const double high = most(most(corners[0], corners[1]), most(corners[2], corners[3]));
  rows.Set(i, exact ? low : Below(low), exact ? high : Above(high), exact);
}

[[gnu::always_inline]] inline void MultiplyEnds(Ends a, Ends b, std::size_t i, NumberRows& rows) {
  const double corners[] = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
  const bool exact =
      (std::fma(a.low, b.low, -corners[0]) == 0) & (std::fma(a.low, b.high, -corners[1]) == 0) &
      (std::fma(a.high, b.low, -corners[2]) == 0) & (std::fma(a.high, b.high, -corners[3]) == 0);
  SetCorners(corners, exact, i, rows);
}

[[gnu::always_inline]] inline void DivideEnds(Ends a, Ends b, std::size_t i, NumberRows& rows) {
  const double corners[] = {a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high};
  const bool exact =
      (std::fma(corners[0], b.low, -a.low) == 0) & (std::fma(corners[1], b.high, -a.low) == 0) &
      (std::fma(corners[2], b.low, -a.high) == 0) & (std::fma(corners[3], b.high, -a.high) == 0);
  SetCorners(corners, exact, i, rows);
}

[[gnu::always_inline]] inline Ends EndsAt(const NumberColumn& a, std::size_t row) {
  return {a.low[row], a.high[row]};
}

RowPlanes Both(const NumberColumn& a, const NumberColumn& b, std::size_t w) {
  return {a.known[w] & b.known[w], a.settled[w] & b.settled[w], a.exact[w] & b.exact[w], 0};
}

MGL_VECTOR_KERNEL void AddRows(const NumberColumn& a, const NumberColumn& b, std::size_t words,
                               NumberColumn& out, OpenRows& open) {
  NumberRows rows;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const std::size_t row = w * kWordBits + i;
      AddEnds(EndsAt(a, row), EndsAt(b, row), i, rows);
    }
    RowPlanes planes = Both(a, b, w);
    planes.spread = ~Word{0};
    planes.exact &= rows.is_exact.Bits();
    Write(rows, planes, w, out, open);
  }
}

MGL_VECTOR_KERNEL void SubtractRows(const NumberColumn& a, const NumberColumn& b, std::size_t words,
                                    NumberColumn& out, OpenRows& open) {
  NumberRows rows;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const std::size_t row = w * kWordBits + i;
      AddEnds(EndsAt(a, row), {-b.high[row], -b.low[row]}, i, rows);
    }
    RowPlanes planes = Both(a, b, w);
    planes.spread = ~Word{0};
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
      may_be_zero.Set(i, (divisor.low <= 0) & (divisor.high >= 0));
    }
    RowPlanes planes = Both(a, b, w);
    const Word zero = planes.known & may_be_zero.Bits();
    planes.known &= ~(zero & b.exact[w]);
    open[w] |= zero & ~b.exact[w];
    planes.exact &= rows.is_exact.Bits();
    Write(rows, planes, w, out, open);
  }
}

/// The smaller or the larger of two numbers. Of two canonical ones either one is surely not above
/// the other, or they are the same.
template <bool kSmaller>
[[gnu::always_inline]] inline void ExtremeRows(const NumberColumn& a, const NumberColumn& b,
                                               std::size_t words, NumberColumn& out,
                                               OpenRows& open) {
  NumberRows rows;
  RowFlags first;   // it is surely a
  RowFlags second;  // it is surely b
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const auto [a_low, a_high] = EndsAt(a, w * kWordBits + i);
      const auto [b_low, b_high] = EndsAt(b, w * kWordBits + i);
      rows.Set(i, (a_low < b_low) == kSmaller ? a_low : b_low,
               (a_high < b_high) == kSmaller ? a_high : b_high, true);
      first.Set(i, kSmaller ? a_high <= b_low : a_low >= b_high);
      second.Set(i, kSmaller ? b_high <= a_low : b_low >= a_high);
    }
    const Word is_first = first.Bits();
    const Word is_second = second.Bits();
    RowPlanes planes = Both(a, b, w);
    planes.exact |= (is_first & a.exact[w]) | (is_second & b.exact[w]);
    planes.canonical = (is_first & a.canonical[w]) | (is_second & b.canonical[w]) |
                       (a.canonical[w] & b.canonical[w]);
    Write(rows, planes, w, out, open);
  }
}

MGL_VECTOR_KERNEL void MinimumRows(const NumberColumn& a, const NumberColumn& b, std::size_t words,
                                   NumberColumn& out, OpenRows& open) {
  ExtremeRows<true>(a, b, words, out, open);
}
MGL_VECTOR_KERNEL void MaximumRows(const NumberColumn& a, const NumberColumn& b, std::size_t words,
                                   NumberColumn& out, OpenRows& open) {
  ExtremeRows<false>(a, b, words, out, open);
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
    const Word spread = absolute ? 0 : ~Word{0};
    Write(rows, {a.known[w], a.settled[w], a.exact[w], a.canonical[w], spread}, w, out, open);
  }
}

enum class Rounding { kDown, kUp, kHalfAway };

/// To a whole number, where |x| is below 2^51: a sum with a large number drops what is behind the
/// point. Beyond, the result is as large as x.
template <Rounding kRounding>
[[gnu::always_inline]] inline double Whole(double x) {
  constexpr double kOnesAreLast = 0x1.8p52;
  const double near = (x + kOnesAreLast) - kOnesAreLast;  // halves to even
  if constexpr (kRounding == Rounding::kDown) return near - (near > x ? 1.0 : 0.0);
  if constexpr (kRounding == Rounding::kUp) return near + (near < x ? 1.0 : 0.0);
  const double rest = x - near;
  const double up = (rest == 0.5) & (x > 0) ? 1.0 : 0.0;
  const double down = (rest == -0.5) & (x < 0) ? 1.0 : 0.0;
  return near + up - down;
}

/// x * scale and the sign of what rounding took from it; with `kInverse` x / scale.
struct Scaled {
  double near;
  double rest;
};
template <bool kInverse>
[[gnu::always_inline]] inline Scaled Scale(double x, double scale) {
  const double near = kInverse ? x / scale : x * scale;
  return {near, kInverse ? -std::fma(near, scale, -x) : std::fma(x, scale, -near)};
}

/// Multiples of 1 / scale; with `kInverse` of scale. A row is settled where both ends have the same
/// multiple.
template <Rounding kRounding, bool kInverse>
[[gnu::always_inline]] inline void RoundRows(const NumberColumn& a, double scale, std::size_t words,
                                             NumberColumn& out, OpenRows& open) {
  constexpr double kMostSteps = 1e15;  // of fewer each is a decimal of 15 digits
  NumberRows rows;
  double low_steps[kWordBits];
  double high_steps[kWordBits];
  RowFlags scaled;  // scaling was exact
  RowFlags same;    // both ends have the same multiple
  RowFlags few;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const Scaled low = Scale<kInverse>(a.low[w * kWordBits + i], scale);
      const Scaled high = Scale<kInverse>(a.high[w * kWordBits + i], scale);
      low_steps[i] = Whole<kRounding>(low.rest < 0 ? Below(low.near) : low.near);
      high_steps[i] = Whole<kRounding>(high.rest > 0 ? Above(high.near) : high.near);
      scaled.Set(i, (low.rest == 0) & (high.rest == 0));
    }
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const Scaled low = Scale<!kInverse>(low_steps[i], scale);
      const Scaled high = Scale<!kInverse>(high_steps[i], scale);
      rows.Set(i, low.rest < 0 ? Below(low.near) : low.near,
               high.rest > 0 ? Above(high.near) : high.near, (low.rest == 0) & (high.rest == 0));
      same.Set(i, low_steps[i] == high_steps[i]);
      few.Set(i, (low_steps[i] > -kMostSteps) & (high_steps[i] < kMostSteps));
    }
    const Word is_same = same.Bits();
    const Word settled = a.settled[w] & is_same;
    const Word exact = rows.is_exact.Bits() & (settled | (a.exact[w] & scaled.Bits()));
    open[w] |= a.known[w] & (~few.Bits() | (a.settled[w] & ~is_same));
    Write(rows, {a.known[w], settled, exact, settled}, w, out, open);
  }
}

MGL_VECTOR_KERNEL void FloorRows(const NumberColumn& a, std::size_t words, NumberColumn& out,
                                 OpenRows& open) {
  RoundRows<Rounding::kDown, false>(a, 1, words, out, open);
}
MGL_VECTOR_KERNEL void CeilingRows(const NumberColumn& a, std::size_t words, NumberColumn& out,
                                   OpenRows& open) {
  RoundRows<Rounding::kUp, false>(a, 1, words, out, open);
}
MGL_VECTOR_KERNEL void NearestRows(const NumberColumn& a, double scale, std::size_t words,
                                   NumberColumn& out, OpenRows& open) {
  RoundRows<Rounding::kHalfAway, false>(a, scale, words, out, open);
}
MGL_VECTOR_KERNEL void NearestLargeRows(const NumberColumn& a, double scale, std::size_t words,
                                        NumberColumn& out, OpenRows& open) {
  RoundRows<Rounding::kHalfAway, true>(a, scale, words, out, open);
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
    case NodeKind::kSubtract:
      return SubtractRows(a, b, words, out, open);
    case NodeKind::kMultiply:
      return MultiplyRows(a, b, words, out, open);
    case NodeKind::kDivide:
      return DivideRows(a, b, words, out, open);
    case NodeKind::kMinimum:
      return MinimumRows(a, b, words, out, open);
    case NodeKind::kMaximum:
      return MaximumRows(a, b, words, out, open);
    default:
      return AddRows(a, b, words, out, open);
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

/// The upper and the lower 32 bits as doubles whose sum is the number: written into the digits of
/// 2^84 + 2^63 and of 2^52, since no instruction converts four at a time.
[[gnu::always_inline]] inline Ends HalvesOf(FixedPoint number) {
  const auto bits = static_cast<std::uint64_t>(number);
  const double upper = std::bit_cast<double>((bits >> 32) ^ 0x4530000080000000);
  const double lower = std::bit_cast<double>((bits & 0xFFFFFFFF) | 0x4330000000000000);
  return {lower - 0x1p52, upper - (0x1p84 + 0x1p63)};
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
      const auto [lower, upper] = HalvesOf(number);
      steps[i] = upper + lower;
      converted.Set(i, lower - (steps[i] - upper) == 0);
      canonical.Set(i, (number < kDecimal) & (number > -kDecimal));
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
      below.Set(i, a_high < b_low);
      not_below.Set(i, a_low >= b_high);
      above.Set(i, b_high < a_low);
      not_above.Set(i, b_low >= a_high);
      same.Set(i, (a_low == b_low) & (a_high == b_high));
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

MGL_VECTOR_KERNEL IncludedRows IncludeRows(Word candidates, Word before, const double* low,
                                           const double* high, double* out_low, double* out_high) {
  RowFlags differs;
  RowFlags apart;
  for (std::size_t i = 0; i < kWordBits; ++i) {
    const bool counts = (candidates & kEachBit[i]) != 0;
    const bool is_next = (before & kEachBit[i]) != 0;
    const double old_low = out_low[i];
    const double old_high = out_high[i];
    const double line_low = low[i];
    const double line_high = high[i];
    const double new_low = counts ? line_low : old_low;
    const double new_high = counts ? line_high : old_high;
    differs.Set(i, (new_low != old_low) | (new_high != old_high));
    apart.Set(i, (new_low > old_high) | (new_high < old_low));
    const double least = old_low < new_low ? old_low : new_low;
    const double most = old_high > new_high ? old_high : new_high;
    out_low[i] = is_next ? least : new_low;
    out_high[i] = is_next ? most : new_high;
  }
  const Word next = candidates & before;
  return {next & differs.Bits(), next & apart.Bits()};
}

MGL_VECTOR_KERNEL void SelectRows(Word rows, const double* from, double* to) {
  for (std::size_t i = 0; i < kWordBits; ++i) {
    const double copied = from[i];
    const double kept = to[i];
    to[i] = (rows & kEachBit[i]) != 0 ? copied : kept;
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
