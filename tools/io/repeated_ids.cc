#include "tools/io/repeated_ids.h"

#include <algorithm>
#include <string>

namespace mgl {

std::uint64_t RepeatedIds::HashOf(std::string_view id) {
  std::string padded(id);
  padded.append(16, '\0');
  return HashOfPadded(std::string_view(padded).substr(0, id.size()));
}

std::size_t RepeatedIds::FirstRepeat(const std::uint64_t* hashes, std::size_t count) {
  constexpr std::size_t kAhead = 32;  // the sampled slots are seldom in the cache
  if (sampled_.empty()) sampled_.resize(kSampledSlots);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t later = hashes[std::min(i + kAhead, count - 1)];
    __builtin_prefetch(&sampled_[IsSampled(later) ? later % kSampledSlots : 0], 1);
    if (hashes[i] != 0 && IsRepeat(hashes[i])) return i;
  }
  return count;
}

}  // namespace mgl
