// Whether ids repeat, told in constant memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace mgl {

/// Each slot remembers the last id that fell into it, so a repeat among the latest quarter of a
/// million ids is found, an older one may not be.
class RepeatedIds {
 public:
  /// What is remembered of an id: 64 bits, never 0.
  static std::uint64_t HashOf(std::string_view id);
  /// The same, quicker, where 16 bytes behind the id can be read.
  static std::uint64_t HashOfPadded(std::string_view id);
  /// Says that IsRepeat() will soon be asked: memory is slower than what there is to do meanwhile.
  void Prepare(std::uint64_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[hash % kSlots], 1);
  }
  bool IsRepeat(std::uint64_t hash) {
    if (slots_.empty()) slots_.resize(kSlots);
    return std::exchange(slots_[hash % kSlots], hash) == hash;
  }

 private:
  static constexpr std::size_t kSlots = std::size_t{1} << 16U;
  std::vector<std::uint64_t> slots_;  // none until the first id
};

}  // namespace mgl
