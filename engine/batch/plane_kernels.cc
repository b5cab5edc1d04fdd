// This file is compiled once for each level of instructions.
#include "engine/batch/plane_kernels.h"

#include <algorithm>
#include <array>
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

template <typename D>
HWY_INLINE std::uint8_t BitsOf(D d, hn::Mask<D> mask) {
  std::uint8_t bits[8];
  hn::StoreMaskBits(d, mask, bits);
  return bits[0];
}

void BelowFixedPoint(const FixedPoint* numbers, FixedPoint limit, std::size_t words, Word* below) {
  const hn::CappedTag<FixedPoint, 8> d;
  const auto limits = hn::Set(d, limit);
  for (std::size_t w = 0; w < words; ++w, numbers += kWordBits) {
    Word word = 0;
    for (std::size_t i = 0; i < kWordBits; i += hn::Lanes(d)) {
      word |= Word{BitsOf(d, hn::Lt(hn::LoadU(d, numbers + i), limits))} << i;
    }
    below[w] = word;
  }
}

/// Eight numbers at a time: a byte of each cut's plane, `step` from the one before's, and one of
/// `inside`. Every number is loaded once; a second load of what has not come yet costs much.
template <std::size_t kCuts>
void CutEights(const double* numbers, double low, double high, const double* limits,
               std::size_t eights, std::uint8_t* inside, std::uint8_t* below, std::size_t step) {
  // What the processor fetches ahead by itself is not enough, and it comes slower in bursts.
  constexpr std::size_t kAhead = 1024;
  const hn::CappedTag<double, 8> d;
  constexpr std::size_t kLanes = hn::MaxLanes(d);
  const auto lows = hn::Set(d, low);
  const auto highs = hn::Set(d, high);
  std::array<hn::Vec<decltype(d)>, kCuts + 1> limit;
  for (std::size_t cut = 0; cut < kCuts; ++cut) limit[cut] = hn::Set(d, limits[cut]);
  std::array<hn::Vec<decltype(d)>, 8 / kLanes> x;
  const auto byte_where = [&](const auto& holds) HWY_ATTR {
    unsigned bits = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      bits |= unsigned{BitsOf(d, holds(x[i]))} << i * kLanes;
    }
    return static_cast<std::uint8_t>(bits);
  };
  for (std::size_t i = 0; i < eights; ++i, numbers += 8) {
    __builtin_prefetch(numbers + kAhead);
    for (std::size_t j = 0; j < x.size(); ++j) x[j] = hn::LoadU(d, numbers + j * kLanes);
    for (std::size_t cut = 0; cut < kCuts; ++cut) {
      below[cut * step + i] = byte_where([&](auto y) HWY_ATTR { return hn::Lt(y, limit[cut]); });
    }
    inside[i] =
        byte_where([&](auto y) HWY_ATTR { return hn::And(hn::Ge(y, lows), hn::Lt(y, highs)); });
  }
}

void CutNumbers(const double* numbers, double low, double high, std::span<const double> limits,
                std::size_t words, Word* inside, Word* below, std::size_t step) {
  constexpr std::size_t kMost = 8;
  constexpr std::array<decltype(&CutEights<0>), kMost + 1> kFunctions = {
      CutEights<0>, CutEights<1>, CutEights<2>, CutEights<3>, CutEights<4>,
      CutEights<5>, CutEights<6>, CutEights<7>, CutEights<8>};
  auto* const inside_bytes = reinterpret_cast<std::uint8_t*>(inside);
  auto* const below_bytes = reinterpret_cast<std::uint8_t*>(below);
  std::size_t done = 0;
  do {
    const std::size_t some = std::min(kMost, limits.size() - done);
    kFunctions[some](numbers, low, high, limits.data() + done, 8 * words, inside_bytes,
                     below_bytes + 8 * done * step, 8 * step);
    done += some;
  } while (done < limits.size());
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

void SplitByOne(const Word* plane, SureAndMaybe by, Word* inside, Word* outside) {
  const WordTag d;
  for (std::size_t i = 0; i < kBlockWords; i += hn::Lanes(d)) {
    const auto whole = hn::LoadU(d, plane + i);
    const auto surely = hn::LoadU(d, by.surely + i);
    const auto maybe = hn::LoadU(d, by.maybe + i);
    hn::StoreU(hn::And(whole, surely), d, inside + i);
    hn::StoreU(hn::AndNot(maybe, whole), d, outside + i);
  }
}

void SplitByTwo(const Word* plane, SureAndMaybe by, SureAndMaybe except, Word* inside,
                Word* outside) {
  const WordTag d;
  for (std::size_t i = 0; i < kBlockWords; i += hn::Lanes(d)) {
    const auto whole = hn::LoadU(d, plane + i);
    const auto surely = hn::AndNot(hn::LoadU(d, except.maybe + i), hn::LoadU(d, by.surely + i));
    const auto maybe = hn::AndNot(hn::LoadU(d, except.surely + i), hn::LoadU(d, by.maybe + i));
    hn::StoreU(hn::And(whole, surely), d, inside + i);
    hn::StoreU(hn::AndNot(maybe, whole), d, outside + i);
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

void SplitPlane(const Word* plane, SureAndMaybe by, Word* inside, Word* outside) {
  static const auto function = MGL_CHOSEN(SplitByOne);
  function(plane, by, inside, outside);
}

void SplitPlane(const Word* plane, SureAndMaybe by, SureAndMaybe except, Word* inside,
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
