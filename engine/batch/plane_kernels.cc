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

/// Sets bit i of one word where `holds` of numbers[i].
template <typename T, typename Holds>
HWY_INLINE void SetWord(const T* numbers, const Holds& holds, Word* word) {
  const hn::CappedTag<T, 8> d;
  auto* const bytes = reinterpret_cast<std::uint8_t*>(word);
  for (std::size_t i = 0; i < kWordBits; i += 8) {
    if (hn::Lanes(d) == 8) {
      hn::StoreMaskBits(d, holds(hn::LoadU(d, numbers + i)), bytes + i / 8);
      continue;
    }
    std::uint8_t eight = 0;
    for (std::size_t j = 0; j < 8; j += hn::Lanes(d)) {
      std::uint8_t bits[8];
      hn::StoreMaskBits(d, holds(hn::LoadU(d, numbers + i + j)), bits);
      eight = static_cast<std::uint8_t>(eight | bits[0] << j);
    }
    bytes[i / 8] = eight;
  }
}

void BelowFixedPoint(const FixedPoint* numbers, FixedPoint limit, std::size_t words, Word* below) {
  const auto limits = hn::Set(hn::CappedTag<FixedPoint, 8>(), limit);
  for (std::size_t w = 0; w < words; ++w, numbers += kWordBits) {
    SetWord(
        numbers, [&](auto x) HWY_ATTR { return hn::Lt(x, limits); }, below + w);
  }
}

void CutNumbers(const double* numbers, double low, double high, std::span<const double> limits,
                std::size_t words, Word* inside, Word* below, std::size_t step) {
  const hn::CappedTag<double, 8> d;
  const auto lows = hn::Set(d, low);
  const auto highs = hn::Set(d, high);
  const auto is_small = [&](auto x) HWY_ATTR { return hn::Lt(hn::Abs(x), highs); };
  const auto is_inside = [&](auto x)
                             HWY_ATTR { return hn::And(hn::Ge(x, lows), hn::Lt(x, highs)); };
  for (std::size_t w = 0; w < words; ++w, numbers += kWordBits) {
    if (low == -high) {
      SetWord(numbers, is_small, inside + w);
    } else {
      SetWord(numbers, is_inside, inside + w);
    }
    for (std::size_t i = 0; i < limits.size(); ++i) {
      const auto limit = hn::Set(d, limits[i]);
      SetWord(
          numbers, [&](auto x) HWY_ATTR { return hn::Lt(x, limit); }, below + i * step + w);
    }
  }
}

using WordTag = hn::CappedTag<Word, 8>;
static_assert(kBlockWords % 8 == 0);

void AllAndAny(std::span<const NodeId> nodes, const Plane* all_of, const Plane* any_of, Word* all,
               Word* any) {
  const WordTag d;
  for (std::size_t i = 0; i < kBlockWords; i += hn::Lanes(d)) {
    auto in_all = hn::Set(d, ~Word{0});
    auto in_any = hn::Zero(d);
    for (const NodeId node : nodes) {
      in_all = hn::And(in_all, hn::LoadU(d, &all_of[Index(node)][i]));
      in_any = hn::Or(in_any, hn::LoadU(d, &any_of[Index(node)][i]));
    }
    hn::StoreU(in_all, d, all + i);
    hn::StoreU(in_any, d, any + i);
  }
}

void SplitByOne(const Word* plane, const Word* by, Word* inside, Word* outside) {
  const WordTag d;
  for (std::size_t i = 0; i < kBlockWords; i += hn::Lanes(d)) {
    const auto whole = hn::LoadU(d, plane + i);
    const auto part = hn::LoadU(d, by + i);
    hn::StoreU(hn::And(whole, part), d, inside + i);
    hn::StoreU(hn::AndNot(part, whole), d, outside + i);
  }
}

void SplitByTwo(const Word* plane, const Word* by, const Word* except, Word* inside,
                Word* outside) {
  const WordTag d;
  for (std::size_t i = 0; i < kBlockWords; i += hn::Lanes(d)) {
    const auto whole = hn::LoadU(d, plane + i);
    const auto part = hn::AndNot(hn::LoadU(d, except + i), hn::LoadU(d, by + i));
    hn::StoreU(hn::And(whole, part), d, inside + i);
    hn::StoreU(hn::AndNot(part, whole), d, outside + i);
  }
}

void CopyTruths(const Word* yes, const Word* no, const Word* out, bool past_cache, Word* values,
                Word* valid) {
  const WordTag d;
  for (std::size_t i = 0; i < kBlockWords; i += hn::Lanes(d)) {
    const auto is_yes = hn::LoadU(d, yes + i);
    const auto is_known = hn::Or(is_yes, hn::LoadU(d, no + i));
    const auto is_valid = hn::AndNot(hn::LoadU(d, out + i), is_known);
    if (past_cache) {
      hn::Stream(is_yes, d, values + i);
      hn::Stream(is_valid, d, valid + i);
    } else {
      hn::Store(is_yes, d, values + i);
      hn::Store(is_valid, d, valid + i);
    }
  }
}

std::uint64_t CountBits(const Word* plane, std::size_t words) {
  std::uint64_t count = 0;
  for (std::size_t w = 0; w < words; ++w) {
    count += static_cast<std::uint64_t>(std::popcount(plane[w]));
  }
  return count;
}

std::uint64_t CountBoth(const Word* a, const Word* b) {
  const WordTag d;
  auto count = hn::Zero(d);
  for (std::size_t i = 0; i < kBlockWords; i += hn::Lanes(d)) {
    count += hn::PopulationCount(hn::And(hn::LoadU(d, a + i), hn::LoadU(d, b + i)));
  }
  return hn::GetLane(hn::SumOfLanes(d, count));
}

/// Swaps the corners of every square of 2 * kHalf rows.
template <std::size_t kHalf>
HWY_INLINE void SwapCorners(Word* rows) {
  const WordTag d;
  constexpr std::size_t kLanes = hn::MaxLanes(WordTag());
  // The low half of the bits of every 2 * kHalf.
  const auto low = hn::Set(d, ~Word{0} / ((Word{1} << kHalf) + 1));
  if constexpr (kHalf >= kLanes) {
    for (std::size_t i = 0; i < kWordBits; i += kLanes) {
      if ((i & kHalf) != 0) continue;
      const auto first = hn::LoadU(d, rows + i);
      const auto second = hn::LoadU(d, rows + i + kHalf);
      const auto swapped = hn::And(hn::Xor(hn::ShiftRight<kHalf>(first), second), low);
      hn::StoreU(hn::Xor(first, hn::ShiftLeft<kHalf>(swapped)), d, rows + i);
      hn::StoreU(hn::Xor(second, swapped), d, rows + i + kHalf);
    }
  } else {  // both rows are in one vector
    const auto lanes = hn::Iota(d, 0);
    const auto partners = hn::IndicesFromVec(d, hn::Xor(lanes, hn::Set(d, kHalf)));
    const auto is_first = hn::Eq(hn::And(lanes, hn::Set(d, kHalf)), hn::Zero(d));
    for (std::size_t i = 0; i < kWordBits; i += kLanes) {
      const auto row = hn::LoadU(d, rows + i);
      const auto partner = hn::TableLookupLanes(row, partners);
      const auto first = hn::Or(hn::And(row, low), hn::ShiftLeft<kHalf>(hn::And(partner, low)));
      const auto second =
          hn::Or(hn::AndNot(low, row), hn::And(hn::ShiftRight<kHalf>(partner), low));
      hn::StoreU(hn::IfThenElse(is_first, first, second), d, rows + i);
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

void CutNumbers(const double* numbers, double low, double high, std::span<const double> limits,
                std::size_t words, Word* inside, Word* below, std::size_t step) {
  static const auto function = MGL_CHOSEN(CutNumbers);
  function(numbers, low, high, limits, words, inside, below, step);
}

void AllAndAny(std::span<const NodeId> nodes, const Plane* all_of, const Plane* any_of, Word* all,
               Word* any) {
  static const auto function = MGL_CHOSEN(AllAndAny);
  function(nodes, all_of, any_of, all, any);
}

void SplitPlane(const Word* plane, const Word* by, Word* inside, Word* outside) {
  static const auto function = MGL_CHOSEN(SplitByOne);
  function(plane, by, inside, outside);
}

void SplitPlane(const Word* plane, const Word* by, const Word* except, Word* inside,
                Word* outside) {
  static const auto function = MGL_CHOSEN(SplitByTwo);
  function(plane, by, except, inside, outside);
}

void CopyTruths(const Word* yes, const Word* no, const Word* out, bool past_cache, Word* values,
                Word* valid) {
  static const auto function = MGL_CHOSEN(CopyTruths);
  function(yes, no, out, past_cache, values, valid);
}

std::uint64_t CountBits(const Word* plane, std::size_t words) {
  static const auto function = MGL_CHOSEN(CountBits);
  return function(plane, words);
}

std::uint64_t CountBoth(const Word* a, const Word* b) {
  static const auto function = MGL_CHOSEN(CountBoth);
  return function(a, b);
}

void TransposeBits(Word* rows) {
  static const auto function = MGL_CHOSEN(TransposeBits);
  function(rows);
}

}  // namespace mgl
#endif
