#include "tools/batch/key_table.h"

#include <algorithm>

namespace mgl {
namespace {

constexpr std::size_t kSlotBits = 17;
constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;

}  // namespace

KeyTable::KeyTable(std::size_t words) : words_(words), slots_(kSlots) {}

std::uint32_t KeyTable::FindOrAdd(const Word* key) {
  Word hash = 0;
  for (std::size_t i = 0; i < words_; ++i) {
    hash = (hash ^ key[i]) * 0x9E3779B97F4A7C15;
    hash ^= hash >> 32U;
  }
  hash *= 0x9E3779B97F4A7C15;
  std::size_t slot = hash >> (kWordBits - kSlotBits);  // the high bits are the mixed ones
  while (slots_[slot] != 0) {
    const std::uint32_t number = slots_[slot] - 1;
    if (std::equal(key, key + words_, &keys_[number * words_])) return number;
    slot = (slot + 1) % kSlots;
  }
  keys_.insert(keys_.end(), key, key + words_);
  slots_[slot] = ++size_;
  return kNew;
}

void KeyTable::Clear() {
  std::ranges::fill(slots_, 0);
  keys_.clear();
  size_ = 0;
}

}  // namespace mgl
