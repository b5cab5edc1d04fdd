// A cell is one number of eight bytes, a lane of a vector. This file is compiled once for each
// level of instructions.
#include "tools/io/cells/short_cells.h"

#include <string_view>

#include "engine/batch/simd_level.h"

#define HWY_WANT_AVX3_DL
#define HWY_DISABLED_TARGETS HWY_SSSE3
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tools/io/cells/short_cells.cc"
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mgl::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Lanes64 = hn::CappedTag<std::uint64_t, 8>;
using Vector = hn::Vec<Lanes64>;
using Mask = hn::Mask<Lanes64>;

HWY_INLINE Vector All(std::uint64_t value) { return hn::Set(Lanes64(), value); }

/// Adds the bits of lanes `first` and following to `word`.
HWY_INLINE void AddBits(Mask mask, std::size_t first, Word& word) {
  std::uint8_t bits[8];
  hn::StoreMaskBits(Lanes64(), mask, bits);
  word |= Word{bits[0]} << first;
}

/// Whether a cell has more characters than its word.
HWY_INLINE Mask IsLong(Vector sizes) {
  const hn::RebindToSigned<Lanes64> d;  // comparing signed numbers costs less
  const auto is_long =
      hn::Gt(hn::BitCast(d, sizes), hn::Set(d, static_cast<std::int64_t>(kShortCell)));
  return hn::RebindMask(Lanes64(), is_long);
}

/// All bits of the characters that a cell has; of a long one, any.
HWY_INLINE Vector CharactersOf(Vector sizes) {
#if HWY_TARGET <= HWY_AVX2 && HWY_ARCH_X86
  // Shifted by 64 and more, nothing is left.
  return hn::Shr(All(~std::uint64_t{0}), hn::Sub(All(64), hn::ShiftLeft<3>(sizes)));
#else
  const auto is_whole = hn::Gt(sizes, All(kShortCell - 1));
  const auto bits = hn::ShiftLeft<3>(hn::IfThenZeroElse(is_whole, sizes));
  return hn::IfThenElse(is_whole, All(~std::uint64_t{0}), hn::Sub(hn::Shl(All(1), bits), All(1)));
#endif
}

/// 8 for each byte that has all its bits; the other bytes have none.
HWY_INLINE Vector BitsOfFullBytes(Vector bytes) {
#if HWY_TARGET <= HWY_SSE4 && HWY_ARCH_X86
  const hn::Repartition<std::uint8_t, Lanes64> d;
  return hn::SumsOf8(hn::BitCast(d, hn::And(bytes, All(0x0808080808080808))));
#else
  return hn::PopulationCount(bytes);
#endif
}

/// The low 32 bits of each lane times a factor of as many.
HWY_INLINE Vector Times(Vector lanes, std::uint64_t factor) {
#if HWY_TARGET == HWY_SCALAR
  return hn::Mul(hn::And(lanes, All(0xFFFFFFFF)), All(factor));
#else
  const hn::Repartition<std::uint32_t, Lanes64> halves;
  return hn::MulEven(hn::BitCast(halves, lanes), hn::BitCast(halves, All(factor)));
#endif
}

/// Eight digits, the first in the lowest byte, as a number: two, four, then eight at a time.
HWY_INLINE Vector NumberOfDigits(Vector digits) {
#if HWY_TARGET <= HWY_SSE4 && HWY_ARCH_X86
#if HWY_TARGET <= HWY_AVX3
  const __m512i pairs = _mm512_maddubs_epi16(digits.raw, _mm512_set1_epi16(0x010A));
  const Vector fours{_mm512_madd_epi16(pairs, _mm512_set1_epi32(0x00010064))};
#elif HWY_TARGET <= HWY_AVX2
  const __m256i pairs = _mm256_maddubs_epi16(digits.raw, _mm256_set1_epi16(0x010A));
  const Vector fours{_mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00010064))};
#else
  const __m128i pairs = _mm_maddubs_epi16(digits.raw, _mm_set1_epi16(0x010A));
  const Vector fours{_mm_madd_epi16(pairs, _mm_set1_epi32(0x00010064))};
#endif
  return hn::Add(Times(fours, 10'000), hn::ShiftRight<32>(fours));
#else
  const auto times_ten = hn::Add(hn::ShiftLeft<3>(digits), hn::ShiftLeft<1>(digits));
  const auto pairs = hn::Add(times_ten, hn::ShiftRight<8>(digits));
  const auto first_third = hn::And(pairs, All(0x000000FF000000FF));
  const auto second_fourth = hn::And(hn::ShiftRight<16>(pairs), All(0x000000FF000000FF));
  const auto first_two = hn::Add(Times(first_third, 1'000'000), Times(second_fourth, 10'000));
  const auto third = Times(hn::ShiftRight<32>(first_third), 100);
  return hn::Add(first_two, hn::Add(third, hn::ShiftRight<32>(second_fourth)));
#endif
}

/// The high bit of each byte that is over 9.
HWY_INLINE Vector BeyondNine(Vector digits) {
  return hn::Or(hn::Add(digits, All(0x7676767676767676)), digits);
}

CellMasks ReadShortNumbers(const CellWord& cells, FixedPoint* numbers) {
  const Lanes64 d;
  constexpr std::uint64_t kHigh = 0x8080808080808080;
  static_assert(kFixedPointDigits == 9);
  CellMasks masks;
  Word empty = 0;
  for (std::size_t i = 0; i < kWordBits; i += hn::Lanes(d)) {
    const auto sizes = hn::LoadU(d, cells.sizes.data() + i);
    const auto inside = CharactersOf(sizes);
    const auto bytes = hn::And(hn::LoadU(d, cells.bytes.data() + i), inside);
    const auto digits = hn::Xor(bytes, hn::And(All(0x3030303030303030), inside));
    const auto size_bits = hn::ShiftLeft<3>(sizes);
    const auto is_empty = hn::Eq(sizes, hn::Zero(d));
    // The lowest byte that is a point gets its high bit.
    const auto no_point = hn::Xor(bytes, All(0x2E2E2E2E2E2E2E2E));
    const auto points =
        hn::And(hn::AndNot(no_point, hn::Sub(no_point, All(0x0101010101010101))), All(kHigh));
    auto value = hn::Zero(d);
    auto beyond_nine = hn::Zero(d);
    auto is_none = hn::Or(is_empty, IsLong(sizes));
    if (hn::AllTrue(d, hn::Eq(points, hn::Zero(d)))) {
      // The digits end their word. Zero bits are shifted in, and none where the cell is whole.
      const auto whole = hn::Shl(digits, hn::And(hn::Sub(All(64), size_bits), All(63)));
      value = Times(NumberOfDigits(whole), 1'000'000'000);
      beyond_nine = BeyondNine(whole);
    } else {
      const auto point = hn::And(points, hn::Sub(hn::Zero(d), points));
      const auto has_no_point = hn::Eq(point, hn::Zero(d));
      const auto before = hn::Sub(hn::ShiftRight<7>(point), All(1));  // all where there is none
      const auto point_bits =
          hn::IfThenElse(has_no_point, hn::And(size_bits, All(127)), BitsOfFullBytes(before));
      // Digits of the whole part end their word, decimals begin theirs.
      const auto whole_shift = hn::And(hn::Sub(All(64), point_bits), All(63));
      const auto whole = hn::Shl(hn::And(digits, before), whole_shift);
      const auto decimal_shift = hn::And(hn::Add(point_bits, All(8)), All(63));
      const auto decimals = hn::IfThenZeroElse(has_no_point, hn::Shr(digits, decimal_shift));
      value =
          hn::Add(Times(NumberOfDigits(whole), 1'000'000'000), Times(NumberOfDigits(decimals), 10));
      beyond_nine = hn::Or(BeyondNine(whole), BeyondNine(decimals));
      const auto point_is_first = hn::Eq(point_bits, hn::Zero(d));
      const auto point_is_last = hn::Eq(hn::Add(point_bits, All(8)), size_bits);
      is_none = hn::Or(is_none, hn::AndNot(has_no_point, hn::Or(point_is_first, point_is_last)));
    }
    const auto has_digits = hn::Eq(hn::And(beyond_nine, All(kHigh)), hn::Zero(d));
    const auto is_known = hn::AndNot(is_none, has_digits);
    AddBits(is_empty, i, empty);
    AddBits(is_known, i, masks.known);
    hn::StoreU(hn::IfThenElseZero(is_known, value), d,
               reinterpret_cast<std::uint64_t*>(numbers) + i);
  }
  masks.other = ~(masks.known | empty);
  return masks;
}

constexpr std::uint64_t LowerCaseWord(std::string_view word) {
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    // Letters in lower case have the bit, and digits.
    bytes |= std::uint64_t{static_cast<unsigned char>(word[i]) | 0x20U} << (8 * i);
  }
  return bytes;
}

CellMasks ReadShortTruths(const CellWord& cells, Word& yes) {
  const Lanes64 d;
  yes = 0;
  CellMasks masks;
  for (std::size_t i = 0; i < kWordBits; i += hn::Lanes(d)) {
    const auto sizes = hn::LoadU(d, cells.sizes.data() + i);
    const auto inside = CharactersOf(sizes);
    const auto bytes = hn::And(hn::LoadU(d, cells.bytes.data() + i), inside);
    // A control character would become another sign: plain lines hold none but tab, which becomes
    // `)`.
    const auto lower = hn::Or(bytes, hn::And(inside, All(0x2020202020202020)));
    const auto is = [&](std::string_view word) { return hn::Eq(lower, All(LowerCaseWord(word))); };
    const auto is_stated = hn::Ne(sizes, hn::Zero(d));
    auto is_yes = is("yes");
    auto is_known = hn::Or(is_yes, is("no"));
    // Most files say it in one way. A long cell is neither.
    if (HWY_UNLIKELY(!hn::AllFalse(d, hn::AndNot(is_known, is_stated)))) {
      const auto is_long = IsLong(sizes);
      is_yes = hn::AndNot(is_long, hn::Or(hn::Or(is_yes, is("y")), hn::Or(is("true"), is("1"))));
      const auto is_no = hn::Or(hn::Or(is("no"), is("n")), hn::Or(is("false"), is("0")));
      is_known = hn::AndNot(is_long, hn::Or(is_yes, is_no));
      AddBits(hn::AndNot(is_known, is_stated), i, masks.other);
    }
    AddBits(is_yes, i, yes);
    AddBits(is_known, i, masks.known);
  }
  return masks;
}

CellMasks ReadShortWords(const CellWord& cells, std::span<const std::uint64_t> words,
                         std::uint8_t* which) {
  const Lanes64 d;
  CellMasks masks;
  for (std::size_t i = 0; i < kWordBits; i += hn::Lanes(d)) {
    const auto sizes = hn::LoadU(d, cells.sizes.data() + i);
    const auto bytes = hn::And(hn::LoadU(d, cells.bytes.data() + i), CharactersOf(sizes));
    auto number = All(words.size());
    for (std::size_t word = words.size(); word-- > 0;) {
      number = hn::IfThenElse(hn::Eq(bytes, All(words[word])), All(word), number);
    }
    const auto is_long = IsLong(sizes);
    const auto is_none = hn::Or(is_long, hn::Eq(number, All(words.size())));
    const auto is_stated = hn::Ne(sizes, hn::Zero(d));
    AddBits(hn::AndNot(is_none, is_stated), i, masks.known);
    AddBits(hn::And(is_none, is_stated), i, masks.other);
    std::uint64_t numbers[8];
    hn::StoreU(number, d, numbers);
    for (std::size_t lane = 0; lane < hn::Lanes(d); ++lane) {
      which[i + lane] = static_cast<std::uint8_t>(numbers[lane]);
    }
  }
  return masks;
}

}  // namespace mgl::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mgl {

CellMasks ReadShortNumbers(const CellWord& cells, FixedPoint* numbers) {
  static const auto function = MGL_CHOSEN(ReadShortNumbers);
  return function(cells, numbers);
}

CellMasks ReadShortTruths(const CellWord& cells, Word& yes) {
  static const auto function = MGL_CHOSEN(ReadShortTruths);
  return function(cells, yes);
}

CellMasks ReadShortWords(const CellWord& cells, std::span<const std::uint64_t> words,
                         std::uint8_t* which) {
  static const auto function = MGL_CHOSEN(ReadShortWords);
  return function(cells, words, which);
}

}  // namespace mgl
#endif
