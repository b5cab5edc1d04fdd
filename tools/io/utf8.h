// Whether bytes are UTF-8.
#pragma once

#include <cstddef>
#include <string_view>

namespace mgl {

/// The offset of the first byte that starts no valid UTF-8 character (overlong forms, surrogates
/// and code points above U+10FFFF are invalid), or npos.
std::size_t FindInvalidUtf8(std::string_view text);

}  // namespace mgl
