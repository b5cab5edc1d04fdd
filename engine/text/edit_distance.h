// How many slips lie between two words: for "did you mean".
#pragma once

#include <cstddef>
#include <string_view>

namespace mgl {

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal
/// string alignment), or `limit` + 1 where there are more than `limit`.
std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace mgl
