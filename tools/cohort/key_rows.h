// From planes, a bit a case, to keys, some words a case.
#pragma once

#include <vector>

#include "engine/batch/bit_plane.h"

namespace mgl {

/// The keys of the 64 cases of word `w` of each plane: that of case i begins at keys[i * words],
/// where `words` is KeyWords(planes.size()); bit p of it is plane p.
void KeysOfWord(const std::vector<const Word*>& planes, std::size_t w, Word* keys);

inline std::size_t KeyWords(std::size_t planes) { return (planes + kWordBits - 1) / kWordBits; }

}  // namespace mgl
