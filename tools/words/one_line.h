// Texts of authors where a line end would break what stands around them.
#pragma once

#include <string>
#include <string_view>

namespace mgl {

/// Control characters, and all that ends a line to some reader (U+0085, U+2028, U+2029), as blanks;
/// a byte order mark too.
std::string OnOneLine(std::string_view text);

}  // namespace mgl
