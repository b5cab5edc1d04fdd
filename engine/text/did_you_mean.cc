#include "engine/text/did_you_mean.h"

#include <algorithm>

#include "engine/text/edit_distance.h"

namespace mgl {

std::string Nearest(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongestWord = 64;
  if (word.size() > kLongestWord) return {};
  std::string nearest;
  std::size_t best = 0;
  for (const std::string& candidate : candidates) {
    const std::size_t limit = std::max<std::size_t>(1, std::max(word.size(), candidate.size()) / 3);
    const std::size_t distance = EditDistance(word, candidate, limit);
    // One letter for another is no likeness between words of two letters.
    if (distance > limit || distance >= std::min(word.size(), candidate.size())) continue;
    if (nearest.empty() || distance < best) {
      nearest = candidate;
      best = distance;
    }
  }
  return nearest;
}

std::string DidYouMean(std::string_view word, const std::vector<std::string>& candidates,
                       std::string otherwise) {
  const std::string nearest = Nearest(word, candidates);
  if (nearest.empty()) return otherwise;
  return "did you mean `" + nearest + "`?";
}

}  // namespace mgl
