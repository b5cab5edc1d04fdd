// Line ends of word processors and old systems, which end no line of a guideline.
#pragma once

#include <optional>
#include <string_view>

#include "dsl/diagnostic/diagnostic.h"

namespace mgl {

/// Of U+2028, U+2029, U+0085, a lone carriage return, a vertical tab or a form feed, where people
/// see a line end; its edits write all of them as line ends, and as blanks in texts in quotes.
std::optional<Diagnostic> SayOddLineEnds(std::string_view text);

}  // namespace mgl
