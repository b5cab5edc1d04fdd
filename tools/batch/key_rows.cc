// The transposition of a 64 by 64 bit matrix by halves (Warren, Hacker's Delight, 7-3).
#include "tools/batch/key_rows.h"

#include <algorithm>
#include <array>

namespace mgl {
namespace {

void Transpose(std::array<Word, kWordBits>& rows) {
  Word mask = 0x00000000FFFFFFFF;
  for (std::size_t half = kWordBits / 2; half != 0; half /= 2, mask ^= mask << half) {
    for (std::size_t i = 0; i < kWordBits; i = ((i | half) + 1) & ~half) {
      const Word swapped = ((rows[i] >> half) ^ rows[i | half]) & mask;
      rows[i] ^= swapped << half;
      rows[i | half] ^= swapped;
    }
  }
}

}  // namespace

void KeysOfWord(const std::vector<const Word*>& planes, std::size_t w, Word* keys) {
  const std::size_t words = KeyWords(planes.size());
  std::array<Word, kWordBits> rows;
  for (std::size_t word = 0; word < words; ++word) {
    const std::size_t first = word * kWordBits;
    const std::size_t count = std::min(kWordBits, planes.size() - first);
    rows.fill(0);
    for (std::size_t i = 0; i < count; ++i) rows[i] = planes[first + i][w];
    Transpose(rows);
    for (std::size_t i = 0; i < kWordBits; ++i) keys[i * words + word] = rows[i];
  }
}

}  // namespace mgl
