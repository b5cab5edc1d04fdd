// The well-formed byte sequences of the Unicode Standard, table 3-7.
#include "engine/text/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace mgl {
namespace {

bool IsBetween(unsigned char byte, int low, int high) { return byte >= low && byte <= high; }

/// Whether eight bytes of ASCII are at `position`.
bool HasEightAscii(std::string_view text, std::size_t position) {
  std::uint64_t word = 0;
  if (text.size() - position < sizeof word) return false;
  std::memcpy(&word, text.data() + position, sizeof word);
  return (word & 0x8080808080808080u) == 0;
}

}  // namespace

std::size_t CharacterLength(std::string_view text) {
  const auto byte = [text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0);
  };
  if (text.empty()) return 0;
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  if (IsBetween(first, 0xC2, 0xDF)) return IsBetween(byte(1), 0x80, 0xBF) ? 2 : 0;
  if (IsBetween(first, 0xE0, 0xEF)) {
    const int low = first == 0xE0 ? 0xA0 : 0x80;   // no overlong forms
    const int high = first == 0xED ? 0x9F : 0xBF;  // no surrogates
    return IsBetween(byte(1), low, high) && IsBetween(byte(2), 0x80, 0xBF) ? 3 : 0;
  }
  if (IsBetween(first, 0xF0, 0xF4)) {
    const int low = first == 0xF0 ? 0x90 : 0x80;   // no overlong forms
    const int high = first == 0xF4 ? 0x8F : 0xBF;  // nothing above U+10FFFF
    return IsBetween(byte(1), low, high) && IsBetween(byte(2), 0x80, 0xBF) &&
                   IsBetween(byte(3), 0x80, 0xBF)
               ? 4
               : 0;
  }
  return 0;
}

std::size_t FindInvalidUtf8(std::string_view text) {
  std::size_t position = 0;
  while (position < text.size()) {
    if (HasEightAscii(text, position)) {
      position += 8;
      continue;
    }
    const std::size_t length = CharacterLength(text.substr(position));
    if (length == 0) return position;
    position += length;
  }
  return std::string_view::npos;
}

std::size_t CharacterCount(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, IsContinuationByte));
}

std::size_t CharacterColumn(std::string_view text, std::size_t offset) {
  return 1 + CharacterCount(text.substr(0, offset));
}

std::string_view CutBetweenCharacters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && IsContinuationByte(text[most])) --most;
  return text.substr(0, most);
}

std::string Shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  return std::string(CutBetweenCharacters(text, most)).append("…");
}

}  // namespace mgl
