// Whether edits keep what the author wrote.
#pragma once

#include <string_view>
#include <vector>

#include "dsl/diagnostic/diagnostic.h"

namespace mgl {

/// Whether all numbers, units, names, comparisons, texts in quotes and words of `before` still
/// stand in `after`, and whether that has no others but the words that lay out a line. Spellings of
/// one thing are the same: `3,5` and `3.5`, `=>` and `>=`, `daily` and `per day`.
bool KeepsWhatIsSaid(std::string_view before, std::string_view after);

/// The same of all edits together, each with the words that it touches: a word may move from one to
/// another.
bool KeepWhatIsSaid(std::string_view text, std::vector<Edit> edits);

}  // namespace mgl
