// "Did you mean": the word that was meant, by how many slips lie between.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mgl {

/// The candidate nearest to `word` by edit distance (transpositions count
/// one), or empty where none is near enough (more than about a third of the letters differ).
std::string Nearest(std::string_view word, const std::vector<std::string>& candidates);

/// "did you mean `x`?", or `otherwise` where no candidate is near.
std::string DidYouMean(std::string_view word, const std::vector<std::string>& candidates,
                       std::string otherwise = "");

}  // namespace mgl
