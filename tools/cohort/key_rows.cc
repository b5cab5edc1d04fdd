#include "tools/cohort/key_rows.h"

#include <algorithm>
#include <array>

#include "engine/batch/plane_kernels.h"

namespace mgl {

void KeysOfWord(const std::vector<const Word*>& planes, std::size_t w, Word* keys) {
  const std::size_t words = KeyWords(planes.size());
  alignas(64) std::array<Word, kWordBits> rows;
  for (std::size_t word = 0; word < words; ++word) {
    const std::size_t first = word * kWordBits;
    const std::size_t count = std::min(kWordBits, planes.size() - first);
    for (std::size_t i = 0; i < count; ++i) rows[i] = planes[first + i][w];
    std::fill(rows.begin() + count, rows.end(), 0);
    TransposeBits(rows.data());
    for (std::size_t i = 0; i < kWordBits; ++i) keys[i * words + word] = rows[i];
  }
}

}  // namespace mgl
