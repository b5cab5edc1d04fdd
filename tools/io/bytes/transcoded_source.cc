#include "tools/io/bytes/transcoded_source.h"

#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// Of the bytes 0x80 to 0x9F; https://encoding.spec.whatwg.org/#windows-1252.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

void AppendUtf8(char32_t c, std::string& out) {
  const auto add = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) return add(c);
  if (c < 0x800) {
    add(0xC0 | c >> 6U);
  } else {
    if (c < 0x10000) {
      add(0xE0 | c >> 12U);
    } else {
      add(0xF0 | c >> 18U);
      add(0x80 | (c >> 12U & 0x3F));
    }
    add(0x80 | (c >> 6U & 0x3F));
  }
  add(0x80 | (c & 0x3F));
}

/// Turns one chunk after the other into UTF-8.
class TranscodedSource : public ByteSource {
 public:
  TranscodedSource(std::unique_ptr<ByteSource> source, TextEncoding encoding)
      : ByteSource(source->name()), source_(std::move(source)), encoding_(encoding) {}

  Result<std::size_t> Read(char* buffer, std::size_t size) override {
    while (position_ == text_.size()) {
      if (ended_) return std::size_t{0};
      const Result<std::size_t> count = source_->Read(chunk_.data(), chunk_.size());
      if (!count) return count.error();
      ended_ = *count == 0;
      text_.clear();
      position_ = 0;
      for (std::size_t i = 0; i < *count; ++i) Take(static_cast<unsigned char>(chunk_[i]));
      if (ended_) End();
    }
    const std::size_t count = text_.copy(buffer, size, position_);
    position_ += count;
    return count;
  }

 private:
  void Take(unsigned char byte) {
    if (encoding_ != TextEncoding::kUtf16) {
      return AppendUtf8(byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80] : byte, text_);
    }
    if (!first_) {
      first_ = byte;
      return;
    }
    const auto unit =
        static_cast<char16_t>(is_big_endian_ ? *first_ << 8U | byte : byte << 8U | *first_);
    first_.reset();
    TakeUnit(unit);
  }

  void TakeUnit(char16_t unit) {
    if (std::exchange(at_start_, false)) {
      is_big_endian_ = unit == 0xFFFE;
      if (unit == 0xFEFF || unit == 0xFFFE) return;
    }
    const bool is_low = unit >= 0xDC00 && unit < 0xE000;
    if (high_ != 0) {
      const std::uint32_t high = std::uint32_t{high_} - 0xD800U;
      const std::uint32_t low = std::uint32_t{unit} - 0xDC00U;
      const char32_t pair{0x10000U + (high << 10U) + low};
      AppendUtf8(is_low ? pair : kReplacement, text_);
      high_ = 0;
      if (is_low) return;
    }
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
    } else {
      AppendUtf8(is_low ? kReplacement : char32_t{unit}, text_);
    }
  }

  void End() {
    if (high_ != 0 || first_) AppendUtf8(kReplacement, text_);
  }

  std::unique_ptr<ByteSource> source_;
  TextEncoding encoding_;
  std::string chunk_ = std::string(kChunkBytes / 4, '\0');
  std::string text_;
  std::size_t position_ = 0;
  bool ended_ = false;
  // UTF-16: what waits for the rest of its unit or pair.
  std::optional<unsigned char> first_;
  char16_t high_ = 0;
  bool at_start_ = true;
  bool is_big_endian_ = false;
};

}  // namespace

std::optional<TextEncoding> TextEncodingNamed(std::string_view word) {
  for (const std::string_view name : {"utf-8", "utf8"}) {
    if (EqualsIgnoringCase(word, name)) return TextEncoding::kUtf8;
  }
  for (const std::string_view name :
       {"windows-1252", "cp1252", "latin-1", "latin1", "iso-8859-1"}) {
    if (EqualsIgnoringCase(word, name)) return TextEncoding::kWindows1252;
  }
  for (const std::string_view name : {"utf-16", "utf16", "utf-16le", "utf16le", "unicode"}) {
    if (EqualsIgnoringCase(word, name)) return TextEncoding::kUtf16;
  }
  return std::nullopt;
}

std::unique_ptr<ByteSource> Transcoded(std::unique_ptr<ByteSource> source, TextEncoding encoding) {
  if (encoding == TextEncoding::kUtf8) return source;
  return std::make_unique<TranscodedSource>(std::move(source), encoding);
}

}  // namespace mgl
