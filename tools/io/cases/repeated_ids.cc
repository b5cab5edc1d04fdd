#include "tools/io/cases/repeated_ids.h"

#include <algorithm>
#include <string>

namespace mgl {

std::uint64_t RepeatedIds::HashOf(std::string_view id) {
  std::string padded(id);
  padded.append(16, '\0');
  return HashOfPadded(std::string_view(padded).substr(0, id.size()));
}

std::size_t RepeatedIds::FirstRepeat(const std::uint64_t* hashes, std::size_t count) {
  if (sampled_.empty()) sampled_.resize(kSampledSlots);
  std::array<std::uint16_t, 1U << 11U> sampled;  // places of those that are
  for (std::size_t begin = 0; begin < count; begin += sampled.size()) {
    const std::uint64_t* const some = hashes + begin;
    const std::size_t size = std::min(sampled.size(), count - begin);
    std::size_t repeat = size;
    std::size_t samples = 0;
    for (std::size_t i = 0; i < size && repeat == size; ++i) {
      const std::uint64_t hash = some[i];
      if (hash == 0) continue;
      if (IsRecent(hash)) repeat = i;
      sampled[samples] = static_cast<std::uint16_t>(i);
      samples += IsSampled(hash) ? 1 : 0;
    }
    // Their slots are seldom in the cache.
    for (std::size_t i = 0; i < samples; ++i) {
      __builtin_prefetch(&sampled_[some[sampled[i]] % kSampledSlots], 1);
    }
    for (std::size_t i = 0; i < samples; ++i) {
      if (!RepeatsSample(some[sampled[i]])) continue;
      return begin + std::min<std::size_t>(repeat, sampled[i]);
    }
    if (repeat < size) return begin + repeat;
  }
  return count;
}

}  // namespace mgl
