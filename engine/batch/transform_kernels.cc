// Operators on one number: signs, and rounding to whole steps.
#include <cmath>
#include <cstdlib>

#include "engine/batch/number_kernels.h"
#include "engine/batch/number_rows.h"
#include "engine/batch/simd_level.h"

namespace mgl {
namespace {

[[gnu::always_inline]] inline void SignRowsLoop(bool absolute, const NumberColumn& a,
                                                std::size_t words, NumberColumn& out,
                                                OpenRows& open) {
  NumberRows rows;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const auto [low, high] = EndsAt(a, w * kWordBits + i);
      const double least = low >= 0 ? low : high <= 0 ? -high : 0;
      const double most = high > -low ? high : -low;
      rows.Set(i, absolute ? least : -high, absolute ? most : -low, true);
    }
    constexpr Word kSpread = ~Word{0};
    WriteRows(rows, {a.known[w], a.settled[w], a.exact[w], a.canonical[w], kSpread}, w, out, open);
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
  const bool up = (rest == 0.5) & (x > 0);
  const bool down = (rest == -0.5) & (x < 0);
  return near + (up ? 1.0 : 0.0) - (down ? 1.0 : 0.0);
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
    const Word settled = a.settled[w] & same.Bits();
    const Word exact = rows.is_exact.Bits() & (settled | (a.exact[w] & scaled.Bits()));
    open[w] |= a.known[w] & ~few.Bits();
    WriteRows(rows, {a.known[w], settled, exact, settled}, w, out, open);
  }
}

[[gnu::always_inline]] inline void FloorRowsLoop(const NumberColumn& a, std::size_t words,
                                                 NumberColumn& out, OpenRows& open) {
  RoundRows<Rounding::kDown, false>(a, 1, words, out, open);
}
[[gnu::always_inline]] inline void CeilingRowsLoop(const NumberColumn& a, std::size_t words,
                                                   NumberColumn& out, OpenRows& open) {
  RoundRows<Rounding::kUp, false>(a, 1, words, out, open);
}
[[gnu::always_inline]] inline void NearestRowsLoop(const NumberColumn& a, double scale,
                                                   std::size_t words, NumberColumn& out,
                                                   OpenRows& open) {
  RoundRows<Rounding::kHalfAway, false>(a, scale, words, out, open);
}
[[gnu::always_inline]] inline void NearestLargeRowsLoop(const NumberColumn& a, double scale,
                                                        std::size_t words, NumberColumn& out,
                                                        OpenRows& open) {
  RoundRows<Rounding::kHalfAway, true>(a, scale, words, out, open);
}

}  // namespace

void LeaveOpenRows(const NumberColumn& a, std::size_t words, NumberColumn& out, OpenRows& open) {
  for (std::size_t w = 0; w < words; ++w) {
    out.known[w] = a.known[w];
    out.settled[w] = a.settled[w];
    open[w] |= a.known[w];
  }
}

void TransformRows(Transformation kind, const NumberColumn& a, int decimals, std::size_t words,
                   NumberColumn& out, OpenRows& open) {
  constexpr int kMostDecimals = 22;  // 10^22 is the largest power of ten that is a double
  switch (kind) {
    case Transformation::kFloor:
      return AtLevels<FloorRowsLoop>::Call(a, words, out, open);
    case Transformation::kCeiling:
      return AtLevels<CeilingRowsLoop>::Call(a, words, out, open);
    case Transformation::kRound:
      break;
    case Transformation::kNegate:
    case Transformation::kAbsolute:
      return AtLevels<SignRowsLoop>::Call(kind == Transformation::kAbsolute, a, words, out, open);
  }
  if (decimals > kMostDecimals || decimals < -kMostDecimals) {
    return LeaveOpenRows(a, words, out, open);
  }
  double scale = 1;
  for (int i = 0; i < std::abs(decimals); ++i) scale *= 10;
  if (decimals >= 0) return AtLevels<NearestRowsLoop>::Call(a, scale, words, out, open);
  AtLevels<NearestLargeRowsLoop>::Call(a, scale, words, out, open);
}

}  // namespace mgl
