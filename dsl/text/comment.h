// What the language does not read.
#pragma once

#include <string_view>

namespace mgl {

/// The line without a comment at its end, and without blanks there. A `#` behind another sign is
/// taken for a part of the word, as in `10*3{#}/uL`.
std::string_view WithoutComment(std::string_view line);

}  // namespace mgl
