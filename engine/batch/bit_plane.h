// One bit a case, 64 cases a word: how the batch evaluator holds truths.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mgl {

using Word = std::uint64_t;
inline constexpr std::size_t kWordBits = 64;

/// Cases of one block. Planes of a block have kBlockWords words; bits behind its last case mean
/// nothing.
inline constexpr std::size_t kBlockCases = 2048;
inline constexpr std::size_t kBlockWords = kBlockCases / kWordBits;

/// One bit of each case of a block; aligned to a line of the cache.
struct alignas(64) Plane : std::array<Word, kBlockWords> {};

inline bool Bit(const Word* plane, std::size_t index) {
  return (plane[index / kWordBits] >> (index % kWordBits) & 1U) != 0;
}
inline void SetBit(Word* plane, std::size_t index) {
  plane[index / kWordBits] |= Word{1} << (index % kWordBits);
}

/// Each bit of a word, from the lowest.
inline constexpr std::array<Word, kWordBits> kEachBit = [] {
  std::array<Word, kWordBits> bits{};
  for (std::size_t i = 0; i < kWordBits; ++i) bits[i] = Word{1} << i;
  return bits;
}();

/// A flag a row, to become bits: as wide as a double, so that comparisons need no packing.
struct RowFlags {
  Word of[kWordBits];

  [[gnu::always_inline]] void Set(std::size_t i, bool value) { of[i] = value ? ~Word{0} : 0; }
  [[gnu::always_inline]] Word Bits() const {
    Word word = 0;
    for (std::size_t i = 0; i < kWordBits; ++i) word |= of[i] & kEachBit[i];
    return word;
  }
};

}  // namespace mgl
