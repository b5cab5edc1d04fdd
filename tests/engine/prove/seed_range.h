// The seeds of random guidelines that a test asks of: its own, or those that the environment names.
#pragma once

#include <doctest/doctest.h>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace mgl {

struct SeedRange {
  std::uint64_t first = 1;
  std::uint64_t last = 0;
  bool is_usual = true;

  std::uint64_t Count() const { return last - first + 1; }
};

/// `FIRST..LAST` in the environment variable, or 1 to `usual` where it is not set.
inline SeedRange SeedsIn(const char* variable, std::uint64_t usual) {
  const char* const wanted = std::getenv(variable);
  if (wanted == nullptr) return {1, usual, true};
  SeedRange range{0, 0, false};
  std::string_view text = wanted;
  const auto first = std::from_chars(text.data(), text.data() + text.size(), range.first);
  text.remove_prefix(static_cast<std::size_t>(first.ptr - text.data()));
  REQUIRE(text.starts_with(".."));
  text.remove_prefix(2);
  const auto last = std::from_chars(text.data(), text.data() + text.size(), range.last);
  REQUIRE(last.ptr == text.data() + text.size());
  return range;
}

}  // namespace mgl
