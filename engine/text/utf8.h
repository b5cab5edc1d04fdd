// UTF-8: which bytes are it, where characters begin, how many there are, cutting between them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mgl {

/// Whether the byte goes on with a character that an earlier one began.
constexpr bool IsContinuationByte(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// The number of bytes of the character at the front of `text`; 0 where none is there, or none that
/// is valid (overlong forms, surrogates and code points above U+10FFFF are not).
std::size_t CharacterLength(std::string_view text);

/// The offset of the first byte that starts no valid character, or npos.
std::size_t FindInvalidUtf8(std::string_view text);

/// How many characters begin in `text`.
std::size_t CharacterCount(std::string_view text);

/// The character at `offset` in its line `text`, counted from 1, as editors count columns.
std::size_t CharacterColumn(std::string_view text, std::size_t offset);

/// The longest begin of `text` that has at most `most` bytes and ends between characters.
std::string_view CutBetweenCharacters(std::string_view text, std::size_t most);

/// `text`; where it has more than `most` bytes its begin and "…".
std::string Shortened(std::string_view text, std::size_t most);

}  // namespace mgl
