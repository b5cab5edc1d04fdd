#include "tools/io/bytes/text_window.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace mgl {

TextWindow::TextWindow(std::unique_ptr<ByteSource> source, std::size_t max_bytes)
    : source_(std::move(source)),
      buffer_bytes_(max_bytes + 2 * ByteSource::kChunkBytes),
      buffer_(std::make_unique_for_overwrite<char[]>(buffer_bytes_ + kPaddingBytes)) {}

Result<TextWindow> TextWindow::Open(std::unique_ptr<ByteSource> source, std::size_t max_bytes) {
  TextWindow window(std::move(source), max_bytes);
  if (std::optional<Error> error = window.SkipByteOrderMark()) return *error;
  return window;
}

/// Letters of ASCII in UTF-16: a NUL at `first` and every second byte, and no other.
static bool HasNulAtEverySecond(std::string_view text, std::size_t first) {
  constexpr std::size_t kLookedAt = 64;
  const std::size_t size = std::min(text.size(), kLookedAt);
  if (size < 4) return false;
  for (std::size_t i = 0; i < size; ++i) {
    if ((text[i] == '\0') != (i % 2 == first)) return false;
  }
  return true;
}

std::optional<Error> TextWindow::SkipByteOrderMark() {
  constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
  constexpr std::size_t kTwoUnits = 4;  // of UTF-16
  while (text().size() < kTwoUnits && Fill()) {
  }
  if (error_) return error_;
  if (text().starts_with(kUtf8Mark)) Drop(kUtf8Mark.size());
  if (text().starts_with("\xFF\xFE") || text().starts_with("\xFE\xFF")) {
    return Error{"cannot read `" + name() + "`: it is in UTF-16",
                 "say --encoding utf-16, or save it in UTF-8"};
  }
  if (HasNulAtEverySecond(text(), 1)) {
    return Error{"cannot read `" + name() + "`: it looks like UTF-16",
                 "say --encoding utf-16le, or save it in UTF-8"};
  }
  if (HasNulAtEverySecond(text(), 0)) {
    return Error{"cannot read `" + name() + "`: it looks like UTF-16 (big-endian)",
                 "save it in UTF-8"};
  }
  return std::nullopt;
}

bool TextWindow::Fill() {
  if (input_ended_) return false;
  // What is left of a chunk moves to the front, so that the same memory, which is in the caches, is
  // used again.
  constexpr std::size_t kLittle = ByteSource::kChunkBytes / 4;
  if (text().size() < kLittle || buffer_bytes_ - end_ < ByteSource::kChunkBytes) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  const Result<std::size_t> count = source_->Read(buffer_.get() + end_, ByteSource::kChunkBytes);
  if (!count) error_ = count.error();
  input_ended_ = !count || *count == 0;
  if (!input_ended_) end_ += *count;
  return !input_ended_;
}

}  // namespace mgl
