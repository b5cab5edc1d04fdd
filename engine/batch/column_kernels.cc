// From facts to columns, from columns to truths, and columns put together from others.
#include <cmath>

#include "engine/batch/number_kernels.h"
#include "engine/batch/number_rows.h"
#include "engine/batch/simd_level.h"

namespace mgl {
namespace {

/// The upper and the lower 32 bits as doubles whose sum is the number: written into the digits of
/// 2^84 + 2^63 and of 2^52, since no instruction converts four at a time.
[[gnu::always_inline]] inline Ends HalvesOf(FixedPoint number) {
  const auto bits = static_cast<std::uint64_t>(number);
  const auto upper = std::bit_cast<double>((bits >> 32) ^ 0x4530000080000000);
  const auto lower = std::bit_cast<double>((bits & 0xFFFFFFFF) | 0x4330000000000000);
  return {lower - 0x1p52, upper - (0x1p84 + 0x1p63)};
}

[[gnu::always_inline]] inline void FixedPointRowsLoop(const FixedPoint* numbers, const Word* known,
                                                      std::size_t words, NumberColumn& out,
                                                      OpenRows& open) {
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
    WriteRows(rows, {known[w], known[w], rows.is_exact.Bits(), canonical.Bits()}, w, out, open);
  }
}

[[gnu::always_inline]] inline void CompareRowsLoop(ComparisonKind kind, const NumberColumn& a,
                                                   const NumberColumn& b, std::size_t words,
                                                   Word* yes, Word* no, OpenRows& open) {
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
    if (kind == ComparisonKind::kEqual) {
      yes[w] = equal;
      no[w] = known & (below.Bits() | above.Bits());
    } else if (kind == ComparisonKind::kLess) {
      yes[w] = known & below.Bits();
      no[w] = known & (not_below.Bits() | equal);
    } else {
      yes[w] = known & (not_above.Bits() | equal);
      no[w] = known & above.Bits();
    }
    open[w] |= known & ~exact & ~(yes[w] | no[w]);
  }
}

[[gnu::always_inline]] inline IncludedRows IncludeRowsLoop(Word candidates, Word before,
                                                           const double* low, const double* high,
                                                           double* out_low, double* out_high) {
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

[[gnu::always_inline]] inline void SelectRowsLoop(Word rows, const double* from, double* to) {
  for (std::size_t i = 0; i < kWordBits; ++i) {
    const double copied = from[i];
    const double kept = to[i];
    to[i] = (rows & kEachBit[i]) != 0 ? copied : kept;
  }
}

}  // namespace

void FixedPointRows(const FixedPoint* numbers, const Word* known, std::size_t words,
                    NumberColumn& out, OpenRows& open) {
  AtLevels<FixedPointRowsLoop>::Call(numbers, known, words, out, open);
}

void CompareRows(ComparisonKind kind, const NumberColumn& a, const NumberColumn& b,
                 std::size_t words, Word* yes, Word* no, OpenRows& open) {
  AtLevels<CompareRowsLoop>::Call(kind, a, b, words, yes, no, open);
}

IncludedRows IncludeRows(Word candidates, Word before, const double* low, const double* high,
                         double* out_low, double* out_high) {
  return AtLevels<IncludeRowsLoop>::Call(candidates, before, low, high, out_low, out_high);
}

void SelectRows(Word rows, const double* from, double* to) {
  AtLevels<SelectRowsLoop>::Call(rows, from, to);
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
