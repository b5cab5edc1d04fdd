// This file is compiled once for each level of instructions.
#include "engine/batch/plane_kernels.h"

#include <bit>

#include "engine/batch/simd_level.h"

#define HWY_WANT_AVX3_DL
#define HWY_DISABLED_TARGETS HWY_SSSE3
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/batch/plane_kernels.cc"
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mgl::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Sets bit i where `holds` of numbers[i].
template <typename T, typename Holds>
HWY_INLINE void SetPlane(const T* numbers, std::size_t words, Word* plane, const Holds& holds) {
  const hn::CappedTag<T, 8> d;
  for (std::size_t w = 0; w < words; ++w) {
    Word word = 0;
    for (std::size_t i = 0; i < kWordBits; i += hn::Lanes(d)) {
      std::uint8_t bits[8];
      hn::StoreMaskBits(d, holds(hn::LoadU(d, numbers + w * kWordBits + i)), bits);
      word |= Word{bits[0]} << i;
    }
    plane[w] = word;
  }
}

void BelowFixedPoint(const FixedPoint* numbers, FixedPoint limit, std::size_t words, Word* below) {
  const auto limits = hn::Set(hn::CappedTag<FixedPoint, 8>(), limit);
  SetPlane(numbers, words, below, [&](auto x) HWY_ATTR { return hn::Lt(x, limits); });
}

void BelowDoubles(const double* numbers, double limit, std::size_t words, Word* below) {
  const auto limits = hn::Set(hn::CappedTag<double, 8>(), limit);
  SetPlane(numbers, words, below, [&](auto x) HWY_ATTR { return hn::Lt(x, limits); });
}

void InsidePlane(const double* numbers, double low, double limit, std::size_t words, Word* inside) {
  const hn::CappedTag<double, 8> d;
  const auto lows = hn::Set(d, low);
  const auto limits = hn::Set(d, limit);
  SetPlane(numbers, words, inside,
           [&](auto x) HWY_ATTR { return hn::And(hn::Ge(x, lows), hn::Lt(x, limits)); });
}

std::uint64_t CountBits(const Word* plane, std::size_t words) {
  std::uint64_t count = 0;
  for (std::size_t w = 0; w < words; ++w) {
    count += static_cast<std::uint64_t>(std::popcount(plane[w]));
  }
  return count;
}

/// Swaps the corners of every square of 2 * kHalf rows.
template <std::size_t kHalf>
HWY_INLINE void SwapCorners(Word* rows) {
  // The low half of the bits of every 2 * kHalf.
  constexpr Word kLow = ~Word{0} / ((Word{1} << kHalf) + 1);
  for (std::size_t square = 0; square < kWordBits; square += 2 * kHalf) {
    for (std::size_t i = square; i < square + kHalf; ++i) {
      const Word swapped = ((rows[i] >> kHalf) ^ rows[i + kHalf]) & kLow;
      rows[i] ^= swapped << kHalf;
      rows[i + kHalf] ^= swapped;
    }
  }
}

/// By halves (Warren, Hacker's Delight, 7-3).
void TransposeBits(Word* rows) {
  SwapCorners<32>(rows);
  SwapCorners<16>(rows);
  SwapCorners<8>(rows);
  SwapCorners<4>(rows);
  SwapCorners<2>(rows);
  SwapCorners<1>(rows);
}

}  // namespace mgl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mgl {

void BelowPlane(const FixedPoint* numbers, FixedPoint limit, std::size_t words, Word* below) {
  static const auto function = MGL_CHOSEN(BelowFixedPoint);
  function(numbers, limit, words, below);
}

void BelowPlane(const double* numbers, double limit, std::size_t words, Word* below) {
  static const auto function = MGL_CHOSEN(BelowDoubles);
  function(numbers, limit, words, below);
}

void InsidePlane(const double* numbers, double low, double limit, std::size_t words, Word* inside) {
  static const auto function = MGL_CHOSEN(InsidePlane);
  function(numbers, low, limit, words, inside);
}

std::uint64_t CountBits(const Word* plane, std::size_t words) {
  static const auto function = MGL_CHOSEN(CountBits);
  return function(plane, words);
}

void TransposeBits(Word* rows) {
  static const auto function = MGL_CHOSEN(TransposeBits);
  function(rows);
}

}  // namespace mgl
#endif
