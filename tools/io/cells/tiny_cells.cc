// A cell is one number of four bytes, a lane of a vector. This file is compiled once for each level
// of instructions.
#include "tools/io/cells/tiny_cells.h"

#include "engine/batch/simd_level.h"

#define HWY_WANT_AVX3_DL
#define HWY_DISABLED_TARGETS HWY_SSSE3
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tools/io/cells/tiny_cells.cc"
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mgl::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Lanes32 = hn::CappedTag<std::uint32_t, 16>;
using Tiny = hn::Vec<Lanes32>;
using TinyMask = hn::Mask<Lanes32>;

HWY_INLINE Tiny AllTiny(std::uint32_t value) { return hn::Set(Lanes32(), value); }

/// Adds the bits of lanes `first` and following to `word`.
HWY_INLINE void AddTinyBits(TinyMask mask, std::size_t first, Word& word) {
  std::uint8_t bits[8] = {};
  hn::StoreMaskBits(Lanes32(), mask, bits);
  word |= (Word{bits[0]} | Word{bits[1]} << 8U) << first;
}

HWY_INLINE TinyMask IsNoTiny(Tiny lanes) { return hn::Eq(lanes, hn::Zero(Lanes32())); }

#if HWY_TARGET <= HWY_SSE4 && HWY_ARCH_X86

/// Four digits, the first in the lowest byte, as a number: two, then four at a time.
HWY_INLINE Tiny NumberOfFour(Tiny digits) {
#if HWY_TARGET <= HWY_AVX3
  const __m512i pairs = _mm512_maddubs_epi16(digits.raw, _mm512_set1_epi16(0x010A));
  return Tiny{_mm512_madd_epi16(pairs, _mm512_set1_epi32(0x00010064))};
#elif HWY_TARGET <= HWY_AVX2
  const __m256i pairs = _mm256_maddubs_epi16(digits.raw, _mm256_set1_epi16(0x010A));
  return Tiny{_mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00010064))};
#else
  const __m128i pairs = _mm_maddubs_epi16(digits.raw, _mm_set1_epi16(0x010A));
  return Tiny{_mm_madd_epi16(pairs, _mm_set1_epi32(0x00010064))};
#endif
}

/// The products of lanes, which have 64 bits, at `to`.
HWY_INLINE void StoreProducts(Tiny a, Tiny b, FixedPoint* to) {
  const hn::Repartition<std::uint64_t, Lanes32> wide;
  const hn::Half<Lanes32> half;
  const auto product = [&](auto of_a, auto of_b) {
    const Lanes32 d;
    return hn::MulEven(hn::BitCast(d, hn::PromoteTo(wide, of_a)),
                       hn::BitCast(d, hn::PromoteTo(wide, of_b)));
  };
  auto* const words = reinterpret_cast<std::uint64_t*>(to);
  hn::StoreU(product(hn::LowerHalf(half, a), hn::LowerHalf(half, b)), wide, words);
  hn::StoreU(product(hn::UpperHalf(half, a), hn::UpperHalf(half, b)), wide,
             words + hn::Lanes(wide));
}

CellMasks ReadTinyNumbers(const TinyCells& cells, FixedPoint* numbers) {
  const Lanes32 d;
  constexpr std::uint32_t kHigh = 0x80808080;
  static_assert(kFixedPointDigits == 9);
  CellMasks masks;
  Word empty = 0;
  for (std::size_t i = 0; i < kWordBits; i += hn::Lanes(d)) {
    const auto sizes = hn::LoadU(d, cells.sizes.data() + i);
    const auto is_empty = IsNoTiny(sizes);
    const hn::RebindToSigned<Lanes32> d_signed;
    const auto is_long = hn::RebindMask(
        d, hn::Gt(hn::BitCast(d_signed, sizes), hn::Set(d_signed, std::int32_t{kTinyCell})));
    // Up to where a whole word ends; a shift by as many bits as a lane has is left out.
    const auto to_end = hn::And(hn::Sub(AllTiny(32), hn::ShiftLeft<3>(sizes)), AllTiny(31));
    // The last character ends its word, zeros come before the first.
    const auto text = hn::Shl(hn::LoadU(d, cells.bytes.data() + i), to_end);
    const auto inside = hn::Shl(AllTiny(~std::uint32_t{0}), to_end);
    const auto digits = hn::Xor(text, hn::And(AllTiny(0x30303030), inside));
    // The lowest byte that is a point gets its high bit.
    const auto no_point = hn::Xor(text, AllTiny(0x2E2E2E2E));
    const auto points =
        hn::And(hn::AndNot(no_point, hn::Sub(no_point, AllTiny(0x01010101))), AllTiny(kHigh));
    auto is_none = hn::Or(is_empty, is_long);
    auto whole = digits;
    auto power = AllTiny(1'000'000'000);
    if (!hn::AllTrue(d, IsNoTiny(points))) {
      const auto point = hn::And(points, hn::Sub(hn::Zero(d), points));
      const auto before = hn::Sub(hn::ShiftRight<7>(point), AllTiny(1));  // all where there is none
      // What stands before the point moves into its place.
      const auto moved = hn::ShiftLeft<8>(hn::And(digits, before));
      const auto up_to_point = hn::Or(hn::ShiftLeft<8>(before), AllTiny(0xFF));
      whole =
          hn::IfThenElse(IsNoTiny(point), digits, hn::Or(moved, hn::AndNot(up_to_point, digits)));
      const auto is_at = [&](std::uint32_t place) { return hn::Eq(point, AllTiny(place)); };
      power = hn::IfThenElse(is_at(0x00800000), AllTiny(100'000'000), power);
      power = hn::IfThenElse(is_at(0x00008000), AllTiny(10'000'000), power);
      power = hn::IfThenElse(is_at(0x00000080), AllTiny(1'000'000), power);
      // A point is neither the last character nor the first.
      const auto first = hn::And(hn::AndNot(hn::ShiftLeft<8>(inside), inside), point);
      is_none = hn::Or(is_none, hn::Or(is_at(0x80000000), hn::Ne(first, hn::Zero(d))));
    }
    const auto beyond_nine = hn::Or(hn::Add(whole, AllTiny(0x76767676)), whole);
    const auto is_known = hn::AndNot(is_none, IsNoTiny(hn::And(beyond_nine, AllTiny(kHigh))));
    AddTinyBits(is_empty, i, empty);
    AddTinyBits(is_known, i, masks.known);
    StoreProducts(hn::IfThenElseZero(is_known, NumberOfFour(whole)), power, numbers + i);
  }
  masks.other = ~(masks.known | empty);
  return masks;
}

#else

CellMasks ReadTinyNumbers(const TinyCells& cells, FixedPoint* /*numbers*/) {
  CellMasks masks;
  for (std::size_t i = 0; i < kWordBits; ++i) masks.other |= Word{cells.sizes[i] != 0} << i;
  return masks;
}

#endif

CellMasks ReadTinyTruths(const TinyCells& cells, Word& yes) {
  const Lanes32 d;
  yes = 0;
  CellMasks masks;
  Word empty = 0;
  for (std::size_t i = 0; i < kWordBits; i += hn::Lanes(d)) {
    const auto sizes = hn::LoadU(d, cells.sizes.data() + i);
    // As in ReadShortTruths(): a control character would become another sign.
    const auto lower = hn::Or(hn::LoadU(d, cells.bytes.data() + i), AllTiny(0x20202020));
    const auto is = [&](std::uint32_t size, std::uint32_t inside, std::uint32_t word) {
      return hn::And(hn::Eq(sizes, AllTiny(size)),
                     hn::Eq(hn::And(lower, AllTiny(inside)), AllTiny(word)));
    };
    const auto is_yes = is(3, 0x00FFFFFF, 0x00736579);
    const auto is_no = is(2, 0x0000FFFF, 0x00006F6E);
    AddTinyBits(IsNoTiny(sizes), i, empty);
    AddTinyBits(is_yes, i, yes);
    AddTinyBits(is_no, i, masks.known);
  }
  masks.known |= yes;
  masks.other = ~(masks.known | empty);
  return masks;
}

}  // namespace mgl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mgl {

CellMasks ReadTinyNumbers(const TinyCells& cells, FixedPoint* numbers) {
  static const auto function = MGL_CHOSEN(ReadTinyNumbers);
  return function(cells, numbers);
}

CellMasks ReadTinyTruths(const TinyCells& cells, Word& yes) {
  static const auto function = MGL_CHOSEN(ReadTinyTruths);
  return function(cells, yes);
}

}  // namespace mgl
#endif
