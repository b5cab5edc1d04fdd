// Whether bytes are UTF-8, and which character stands where.
#pragma once

#include <cstddef>
#include <string_view>

namespace mgl {

/// The offset of the first byte that starts no valid UTF-8 character (overlong forms, surrogates
/// and code points above U+10FFFF are invalid), or npos.
std::size_t FindInvalidUtf8(std::string_view text);

/// The character at `offset` in its line `text`, counted from 1, as editors count columns.
std::size_t CharacterColumn(std::string_view text, std::size_t offset);

}  // namespace mgl
