#include "tools/io/bytes/text_window.h"

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

std::optional<Error> TextWindow::SkipByteOrderMark() {
  constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
  while (text().size() < kUtf8Mark.size() && Fill()) {
  }
  if (error_) return error_;
  if (text().starts_with(kUtf8Mark)) Drop(kUtf8Mark.size());
  if (text().starts_with("\xFF\xFE") || text().starts_with("\xFE\xFF")) {
    return Error{"cannot read `" + name() + "`: it is in UTF-16",
                 "say --encoding utf-16, or save it in UTF-8"};
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
