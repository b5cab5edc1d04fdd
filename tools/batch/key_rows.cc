// The transposition of a 64 by 64 bit matrix by halves (Warren, Hacker's Delight, 7-3).
#include "tools/batch/key_rows.h"

#include <algorithm>
#include <array>

namespace mgl {
namespace {

/// Swaps the corners of every square of 2 * kHalf rows.
template <std::size_t kHalf>
void SwapCorners(std::array<Word, kWordBits>& rows) {
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

void Transpose(std::array<Word, kWordBits>& rows) {
  SwapCorners<32>(rows);
  SwapCorners<16>(rows);
  SwapCorners<8>(rows);
  SwapCorners<4>(rows);
  SwapCorners<2>(rows);
  SwapCorners<1>(rows);
}

}  // namespace

void KeysOfWord(const std::vector<const Word*>& planes, std::size_t w, Word* keys) {
  const std::size_t words = KeyWords(planes.size());
  std::array<Word, kWordBits> rows;
  for (std::size_t word = 0; word < words; ++word) {
    const std::size_t first = word * kWordBits;
    const std::size_t count = std::min(kWordBits, planes.size() - first);
    for (std::size_t i = 0; i < count; ++i) rows[i] = planes[first + i][w];
    std::fill(rows.begin() + count, rows.end(), 0);
    Transpose(rows);
    for (std::size_t i = 0; i < kWordBits; ++i) keys[i * words + word] = rows[i];
  }
}

}  // namespace mgl
