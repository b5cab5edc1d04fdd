// Arithmetic of two numbers, and integer powers. Ends of results are rounded outward by one step
// where the operation was not exact; error-free transformations (the error of a sum, a fused
// product) say whether it was.
#include "engine/batch/number_kernels.h"

#include <cmath>
#include <cstdlib>

#include "engine/batch/number_rows.h"
#include "engine/batch/simd_level.h"

namespace mgl {
namespace {

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

[[gnu::always_inline]] inline RowPlanes Both(const NumberColumn& a, const NumberColumn& b,
                                             std::size_t w) {
  return {a.known[w] & b.known[w], a.settled[w] & b.settled[w], a.exact[w] & b.exact[w], 0};
}

[[gnu::always_inline]] inline void AddRowsLoop(const NumberColumn& a, const NumberColumn& b,
                                               std::size_t words, NumberColumn& out,
                                               OpenRows& open) {
  NumberRows rows;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const std::size_t row = w * kWordBits + i;
      AddEnds(EndsAt(a, row), EndsAt(b, row), i, rows);
    }
    RowPlanes planes = Both(a, b, w);
    planes.spread = ~Word{0};
    planes.exact &= rows.is_exact.Bits();
    WriteRows(rows, planes, w, out, open);
  }
}

[[gnu::always_inline]] inline void SubtractRowsLoop(const NumberColumn& a, const NumberColumn& b,
                                                    std::size_t words, NumberColumn& out,
                                                    OpenRows& open) {
  NumberRows rows;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const std::size_t row = w * kWordBits + i;
      AddEnds(EndsAt(a, row), {-b.high[row], -b.low[row]}, i, rows);
    }
    RowPlanes planes = Both(a, b, w);
    planes.spread = ~Word{0};
    planes.exact &= rows.is_exact.Bits();
    WriteRows(rows, planes, w, out, open);
  }
}

[[gnu::always_inline]] inline void MultiplyRowsLoop(const NumberColumn& a, const NumberColumn& b,
                                                    std::size_t words, NumberColumn& out,
                                                    OpenRows& open) {
  NumberRows rows;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const std::size_t row = w * kWordBits + i;
      MultiplyEnds(EndsAt(a, row), EndsAt(b, row), i, rows);
    }
    RowPlanes planes = Both(a, b, w);
    planes.exact &= rows.is_exact.Bits();
    WriteRows(rows, planes, w, out, open);
  }
}

[[gnu::always_inline]] inline void DivideRowsLoop(const NumberColumn& a, const NumberColumn& b,
                                                  std::size_t words, NumberColumn& out,
                                                  OpenRows& open) {
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
    WriteRows(rows, planes, w, out, open);
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
    WriteRows(rows, planes, w, out, open);
  }
}

[[gnu::always_inline]] inline void MinimumRowsLoop(const NumberColumn& a, const NumberColumn& b,
                                                   std::size_t words, NumberColumn& out,
                                                   OpenRows& open) {
  ExtremeRows<true>(a, b, words, out, open);
}
[[gnu::always_inline]] inline void MaximumRowsLoop(const NumberColumn& a, const NumberColumn& b,
                                                   std::size_t words, NumberColumn& out,
                                                   OpenRows& open) {
  ExtremeRows<false>(a, b, words, out, open);
}

}  // namespace

void CombineRows(Combination kind, const NumberColumn& a, const NumberColumn& b, std::size_t words,
                 NumberColumn& out, OpenRows& open) {
  switch (kind) {
    case Combination::kDifference:
      return AtLevels<SubtractRowsLoop>::Call(a, b, words, out, open);
    case Combination::kProduct:
      return AtLevels<MultiplyRowsLoop>::Call(a, b, words, out, open);
    case Combination::kQuotient:
      return AtLevels<DivideRowsLoop>::Call(a, b, words, out, open);
    case Combination::kLeast:
      return AtLevels<MinimumRowsLoop>::Call(a, b, words, out, open);
    case Combination::kMost:
      return AtLevels<MaximumRowsLoop>::Call(a, b, words, out, open);
    case Combination::kSum:
      return AtLevels<AddRowsLoop>::Call(a, b, words, out, open);
  }
}

namespace {

/// 0 ^ 0 is missing: where all ends are said, and where zero is among them; else it is left open.
void LeaveOutZeros(const NumberColumn& a, std::size_t words, NumberColumn& out, OpenRows& open) {
  RowFlags may_be_zero;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const auto [low, high] = EndsAt(a, w * kWordBits + i);
      may_be_zero.Set(i, (low <= 0) & (high >= 0));
    }
    out.known[w] &= ~(a.exact[w] & may_be_zero.Bits());
    out.settled[w] &= out.known[w];
    open[w] |= ~a.exact[w] & may_be_zero.Bits();
  }
}

}  // namespace

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
    CombineRows(Combination::kProduct, out, out, words, out, open);
    if ((count & bit) != 0) CombineRows(Combination::kProduct, out, a, words, out, open);
  }
  // The square of an interval is less than its product with another, where both signs are in it.
  RowFlags may_be_negative;
  for (std::size_t w = 0; w < words; ++w) {
    out.known[w] &= a.known[w];
    out.settled[w] &= a.known[w];
    if (exponent == 0) continue;
    for (std::size_t i = 0; i < kWordBits; ++i) {
      may_be_negative.Set(i, EndsAt(a, w * kWordBits + i).low < 0);
    }
    open[w] |= a.known[w] & ~a.settled[w] & may_be_negative.Bits();
  }
  if (exponent == 0) LeaveOutZeros(a, words, out, open);
  if (exponent < 0) CombineRows(Combination::kQuotient, kOnes, out, words, out, open);
}

}  // namespace mgl
