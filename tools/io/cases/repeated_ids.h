// Whether ids repeat, told in constant memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
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
    const bool is_recent = IsRecent(hash);
    return (IsSampled(hash) && RepeatsSample(hash)) || is_recent;
  }
  /// Sees them in order; the place of the first that is a repeat, `count` where there is none. No
  /// more is to be asked after a repeat. Zeros are not ids.
  std::size_t FirstRepeat(const std::uint64_t* hashes, std::size_t count);

 private:
  // Whether the id was there; it is, from now on.
  bool IsRecent(std::uint64_t hash) {
    return std::exchange(recent_[hash % kRecentSlots], hash) == hash;
  }
  bool RepeatsSample(std::uint64_t hash) {
    return std::exchange(sampled_[hash % kSampledSlots], hash) == hash;
  }
  static bool IsSampled(std::uint64_t hash) { return (hash >> kSampleShift) % kSampledOneIn == 0; }

  static constexpr std::size_t kRecentSlots = std::size_t{1} << 10U;
  static constexpr std::size_t kSampledSlots = std::size_t{1} << 15U;
  static constexpr std::size_t kSampledOneIn = 64;
  static constexpr std::size_t kSampleShift = 40;  // to bits that choose no slot
  // Each slot has the last id that fell into it.
  std::array<std::uint64_t, kRecentSlots> recent_{};
  std::vector<std::uint64_t> sampled_;  // none until the first id
};

__extension__ using Product = unsigned __int128;

/// Both halves of the product of two 64-bit numbers.
inline std::uint64_t MixHalves(std::uint64_t a, std::uint64_t b) {
  const Product product = Product{a} * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

/// The first `size` of eight bytes, zeros behind them.
inline std::uint64_t EightBytes(const char* text, std::size_t size) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text, sizeof bytes);
  return size == sizeof bytes ? bytes : bytes & ((std::uint64_t{1} << (8 * size)) - 1);
}

/// The length, then sixteen bytes at a time.
inline std::uint64_t RepeatedIds::HashOfPadded(std::string_view id) {
  constexpr std::uint64_t kFirst = 0x9E3779B97F4A7C15;
  constexpr std::uint64_t kSecond = 0xD6E8FEB86659FD93;
  std::uint64_t hash = id.size() * kFirst;
  const auto add = [&](std::uint64_t first, std::uint64_t second) {
    hash = MixHalves(hash ^ first ^ kFirst, second ^ kSecond ^ (hash >> 32U));
  };
  const char* at = id.data();
  std::size_t left = id.size();
  for (; left > 16; at += 16, left -= 16) add(EightBytes(at, 8), EightBytes(at + 8, 8));
  if (left <= 8) {
    add(EightBytes(at, left), 0);
  } else {
    add(EightBytes(at, 8), EightBytes(at + 8, left - 8));
  }
  hash *= kFirst;
  return (hash ^ (hash >> 29U)) | std::uint64_t{1} << 63U;
}

}  // namespace mgl
