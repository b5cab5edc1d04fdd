// Sets of choices: what a choice value could be. Choices are indexes into their list.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "engine/value/truth.h"

namespace mgl {

/// A fact, result or table has at most so many choices; the checker says so.
inline constexpr std::size_t kMaxChoices = 256;

class ChoiceSet {
 public:
  constexpr ChoiceSet() = default;
  static constexpr ChoiceSet Of(std::uint32_t choice) {
    ChoiceSet set;
    set.Add(choice);
    return set;
  }
  /// The choices 0 to count - 1.
  static constexpr ChoiceSet FirstOf(std::size_t count) {
    ChoiceSet set;
    for (std::size_t i = 0; i < count; ++i) set.Add(static_cast<std::uint32_t>(i));
    return set;
  }

  constexpr void Add(std::uint32_t choice) { words_[choice / 64] |= Bit(choice); }
  constexpr bool Has(std::uint32_t choice) const {
    return (words_[choice / 64] & Bit(choice)) != 0;
  }
  constexpr std::size_t size() const {
    std::size_t count = 0;
    for (const std::uint64_t word : words_) count += static_cast<std::size_t>(std::popcount(word));
    return count;
  }
  /// The smallest and the largest of a set that is not empty.
  constexpr std::uint32_t First() const {
    std::size_t i = 0;
    while (words_[i] == 0) ++i;
    return static_cast<std::uint32_t>(i * 64) +
           static_cast<std::uint32_t>(std::countr_zero(words_[i]));
  }
  constexpr std::uint32_t Last() const {
    std::size_t i = words_.size() - 1;
    while (words_[i] == 0) --i;
    return static_cast<std::uint32_t>(i * 64 + 63) -
           static_cast<std::uint32_t>(std::countl_zero(words_[i]));
  }
  constexpr ChoiceSet operator|(const ChoiceSet& other) const { return Combine(other, false); }
  constexpr ChoiceSet operator&(const ChoiceSet& other) const { return Combine(other, true); }
  constexpr bool operator==(const ChoiceSet&) const = default;

 private:
  static constexpr std::uint64_t Bit(std::uint32_t choice) {
    return std::uint64_t{1} << (choice % 64);
  }
  constexpr ChoiceSet Combine(const ChoiceSet& other, bool both) const {
    ChoiceSet result;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      result.words_[i] = both ? words_[i] & other.words_[i] : words_[i] | other.words_[i];
    }
    return result;
  }

  std::array<std::uint64_t, kMaxChoices / 64> words_{};
};

/// Yes or no where it holds or fails for every choice of one set with every one of the other, else
/// unknown. Neither set is empty.
constexpr Truth IsIn(const ChoiceSet& a, const ChoiceSet& named) {
  if ((a & named) == ChoiceSet()) return Truth::kNo;
  return (a & named) == a ? Truth::kYes : Truth::kUnknown;
}
constexpr Truth Same(const ChoiceSet& a, const ChoiceSet& b) {
  if ((a & b) == ChoiceSet()) return Truth::kNo;
  return a.size() == 1 && a == b ? Truth::kYes : Truth::kUnknown;
}
constexpr Truth Precedes(const ChoiceSet& a, const ChoiceSet& b) {
  if (a.Last() < b.First()) return Truth::kYes;
  return a.First() >= b.Last() ? Truth::kNo : Truth::kUnknown;
}

}  // namespace mgl
