#include "tools/io/repeated_ids.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace mgl {
namespace {

__extension__ using Product = unsigned __int128;

/// Both halves of the product of two 64-bit numbers.
std::uint64_t Mix(std::uint64_t a, std::uint64_t b) {
  const Product product = Product{a} * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

/// The first `size` of eight bytes, zeros behind them.
std::uint64_t EightBytes(const char* text, std::size_t size) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text, sizeof bytes);
  return size == sizeof bytes ? bytes : bytes & ((std::uint64_t{1} << (8 * size)) - 1);
}

}  // namespace

/// Sixteen bytes at a time, the length at first.
std::uint64_t RepeatedIds::HashOfPadded(std::string_view id) {
  constexpr std::uint64_t kFirst = 0x9E3779B97F4A7C15;
  constexpr std::uint64_t kSecond = 0xD6E8FEB86659FD93;
  std::uint64_t hash = id.size() * kFirst;
  const char* at = id.data();
  std::size_t left = id.size();
  do {
    const std::size_t low = std::min<std::size_t>(left, 8);
    const std::size_t high = std::min<std::size_t>(left - low, 8);
    const std::uint64_t first = EightBytes(at, low);
    const std::uint64_t second = EightBytes(at + 8, high);
    hash = Mix(hash ^ first ^ kFirst, second ^ kSecond ^ (hash >> 32U));
    at += 16;
    left -= low + high;
  } while (left > 0);
  hash *= kFirst;
  return (hash ^ (hash >> 29U)) | std::uint64_t{1} << 63U;
}

std::uint64_t RepeatedIds::HashOf(std::string_view id) {
  std::string padded(id);
  padded.append(16, '\0');
  return HashOfPadded(std::string_view(padded).substr(0, id.size()));
}

}  // namespace mgl
