// Numbers for keys in the order in which they are first seen.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/batch/bit_plane.h"

namespace mgl {

/// Open addressing with linear probing. Memory is bounded: it is to be cleared when it has no more
/// room.
class KeyTable {
 public:
  static constexpr std::uint32_t kNew = ~std::uint32_t{0};

  /// `words` of each key, at least 1.
  explicit KeyTable(std::size_t words);

  /// The key's number, or kNew: it then has the number size() - 1.
  std::uint32_t FindOrAdd(const Word* key) {
    const Word hash = HashOf(key, words_);
    auto slot = static_cast<std::size_t>(hash >> slot_shift_);  // the high bits are the mixed ones
    while (slots_[slot].number != 0) {
      const std::uint32_t number = slots_[slot].number - 1U;
      if (slots_[slot].tag == static_cast<std::uint16_t>(hash) &&
          AreEqual(&keys_[number * words_], key, words_)) {
        return number;
      }
      slot = (slot + 1) & (slots_.size() - 1);
    }
    Add(key, slot);
    return kNew;
  }
  /// Looks up `count` keys that follow each other, of which only most need to be found: numbers[i]
  /// is the i-th key's where its bit of the result is set.
  Word FindMost(const Word* keys, std::size_t count, std::uint32_t* numbers) const;
  std::uint32_t size() const { return size_; }
  /// For kWordBits more keys.
  bool HasRoom() const { return size_ < kMostKeys && keys_.size() < kMostWords; }
  void Clear();

 private:
  static constexpr std::uint32_t kMostKeys = 1U << 15U;
  static constexpr std::size_t kMostWords = std::size_t{1} << 19U;  // 4 MiB

  struct Slot {
    std::uint16_t number = 0;  // the key's + 1; 0: empty
    std::uint16_t tag = 0;     // the low bits of its hash
  };
  static_assert(kMostKeys + kWordBits < 1U << 16U);

  static Word HashOf(const Word* key, std::size_t words) {
    constexpr Word kMixer = 0x9E3779B97F4A7C15;
    Word hash = key[0] * kMixer;
    for (std::size_t i = 1; i < words; ++i) {
      hash = ((hash ^ (hash >> 32U)) ^ key[i]) * kMixer;
    }
    return (hash ^ (hash >> 32U)) * kMixer;
  }
  static bool AreEqual(const Word* a, const Word* b, std::size_t words) {
    Word difference = 0;
    for (std::size_t i = 0; i < words; ++i) difference |= a[i] ^ b[i];
    return difference == 0;
  }
  static Slot SlotOf(std::uint32_t number, Word hash) {
    return {static_cast<std::uint16_t>(number + 1), static_cast<std::uint16_t>(hash)};
  }
  void Add(const Word* key, std::size_t slot);
  void MakeSlots(std::size_t bits);

  std::size_t words_;
  std::uint32_t size_ = 0;
  std::size_t slot_shift_ = 0;  // a power of two of slots
  std::vector<Slot> slots_;
  std::vector<Word> keys_;  // by number
};

}  // namespace mgl
