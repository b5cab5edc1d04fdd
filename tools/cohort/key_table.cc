#include "tools/cohort/key_table.h"

#include <bit>

namespace mgl {
namespace {

constexpr std::size_t kFirstSlotBits = 8;

}  // namespace

KeyTable::KeyTable(std::size_t words) : words_(words) { MakeSlots(kFirstSlotBits); }

void KeyTable::MakeSlots(std::size_t bits) {
  slot_shift_ = kWordBits - bits;
  slots_.assign(std::size_t{1} << bits, Slot());
  for (std::uint32_t number = 0; number < size_; ++number) {
    const Word hash = HashOf(&keys_[number * words_], words_);
    auto slot = static_cast<std::size_t>(hash >> slot_shift_);
    while (slots_[slot].number != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = SlotOf(number, hash);
  }
}

/// In the first slots only, without branches: a wrong guess would throw away the work on the keys
/// that follow.
Word KeyTable::FindMost(const Word* keys, std::size_t count, std::uint32_t* numbers) const {
  if (size_ == 0) return 0;
  const auto find = [&](std::size_t words) __attribute__((always_inline)) {
    for (std::size_t i = 0; i < count; ++i) {
      const Word hash = HashOf(keys + i * words, words);
      const Slot slot = slots_[static_cast<std::size_t>(hash >> slot_shift_)];
      numbers[i] = slot.number - (slot.number != 0 ? 1U : 0U);  // of empty ones any
    }
    Word found = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const Word* const known = &keys_[numbers[i] * words];
      found |= Word{AreEqual(known, keys + i * words, words)} << i;
    }
    return found;
  };
  return words_ == 1 ? find(1) : find(words_);
}

void KeyTable::Add(const Word* key, std::size_t slot) {
  keys_.insert(keys_.end(), key, key + words_);
  slots_[slot] = SlotOf(size_++, HashOf(key, words_));
  // Half of the slots stay empty at least.
  if (2 * std::size_t{size_} >= slots_.size()) {
    MakeSlots(static_cast<std::size_t>(std::bit_width(slots_.size())));
  }
}

void KeyTable::Clear() {
  keys_.clear();
  size_ = 0;
  MakeSlots(kFirstSlotBits);
}

}  // namespace mgl
