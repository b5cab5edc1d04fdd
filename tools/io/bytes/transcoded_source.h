// Texts in other encodings than UTF-8, as UTF-8.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "tools/io/bytes/byte_source.h"

namespace mgl {

enum class TextEncoding : std::uint8_t {
  kUtf8,
  kWindows1252,  // and what calls itself Latin-1
  kUtf16,        // in the order of its byte order mark, else little-endian
};

/// `utf-8`, `windows-1252`, `latin-1` (read as windows-1252), `utf-16` (`utf-16le`); empty for any
/// other word.
std::optional<TextEncoding> TextEncodingNamed(std::string_view word);

/// The source itself for UTF-8. A byte or half that stands for no character becomes U+FFFD.
std::unique_ptr<ByteSource> Transcoded(std::unique_ptr<ByteSource> source, TextEncoding encoding);

}  // namespace mgl
