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

}  // namespace mgl
