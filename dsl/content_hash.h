// The identity of a guideline's text, whatever its layout and comments.
#pragma once

#include <string>
#include <string_view>

namespace mgl {

/// SHA-256, hexadecimal, of the text without comments and with every run of blanks outside strings
/// as one blank: formatting or commenting a file does not change it, any other edit does.
std::string ContentHash(std::string_view text);

}  // namespace mgl
