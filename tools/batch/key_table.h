// Numbers for keys in the order in which they are first seen.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/batch/bit_plane.h"

namespace mgl {

/// Open addressing; at most kMostKeys keys, then it is to be cleared.
class KeyTable {
 public:
  static constexpr std::uint32_t kMostKeys = 1U << 15U;
  static constexpr std::uint32_t kNew = ~std::uint32_t{0};

  /// `words` of each key, at least 1.
  explicit KeyTable(std::size_t words);

  /// The key's number, or kNew: it then has the number size() - 1.
  std::uint32_t FindOrAdd(const Word* key);
  std::uint32_t size() const { return size_; }
  void Clear();

 private:
  std::size_t words_;
  std::uint32_t size_ = 0;
  std::vector<std::uint32_t> slots_;  // number + 1; 0: empty
  std::vector<Word> keys_;            // by number
};

}  // namespace mgl
