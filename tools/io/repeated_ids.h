// Whether ids repeat, told in constant memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace mgl {

/// Finds an id that repeats one of about the latest thousand, and one in 64 of those that repeat
/// one of the latest two million: enough for several rows a patient and for a file that is read
/// twice.
class RepeatedIds {
 public:
  /// What is remembered of an id: 64 bits, never 0.
  static std::uint64_t HashOf(std::string_view id);
  /// The same, quicker, where 16 bytes behind the id can be read.
  static std::uint64_t HashOfPadded(std::string_view id);
  bool IsRepeat(std::uint64_t hash) {
    if (sampled_.empty()) sampled_.resize(kSampledSlots);
    const bool is_recent = std::exchange(recent_[hash % kRecentSlots], hash) == hash;
    const bool is_sampled = (hash >> kSampleShift) % kSampledOneIn == 0;
    if (!is_sampled) return is_recent;
    return std::exchange(sampled_[hash % kSampledSlots], hash) == hash || is_recent;
  }

 private:
  static constexpr std::size_t kRecentSlots = std::size_t{1} << 10U;
  static constexpr std::size_t kSampledSlots = std::size_t{1} << 15U;
  static constexpr std::size_t kSampledOneIn = 64;
  static constexpr std::size_t kSampleShift = 40;  // to bits that choose no slot
  // Each slot has the last id that fell into it.
  std::array<std::uint64_t, kRecentSlots> recent_{};
  std::vector<std::uint64_t> sampled_;  // none until the first id
};

}  // namespace mgl
