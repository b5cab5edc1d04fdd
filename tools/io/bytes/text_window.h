// The part of a text that is at hand, in memory that does not grow with the file.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/value/result.h"
#include "tools/io/bytes/byte_source.h"

namespace mgl {

class TextWindow {
 public:
  /// So many bytes behind the window may be read (their contents mean nothing).
  static constexpr std::size_t kPaddingBytes = 64;

  /// Skips a byte order mark. An error for UTF-16 and for a file that cannot be read. The window
  /// can hold `max_bytes` and what is read at once.
  static Result<TextWindow> Open(std::unique_ptr<ByteSource> source, std::size_t max_bytes);

  std::string_view text() const { return {buffer_.get() + begin_, end_ - begin_}; }
  /// Reads more into the window; false at the end of the input and after an error. The window must
  /// hold little more than `max_bytes`. Views of it are no longer valid.
  bool Fill();
  /// The first bytes of the window are done with. They stay where they are until Fill().
  void Drop(std::size_t bytes) { begin_ += bytes; }

  bool has_ended() const { return input_ended_; }
  /// Final.
  const std::optional<Error>& error() const { return error_; }
  const std::string& name() const { return source_->name(); }

 private:
  TextWindow(std::unique_ptr<ByteSource> source, std::size_t max_bytes);

  std::optional<Error> SkipByteOrderMark();

  std::unique_ptr<ByteSource> source_;
  std::size_t buffer_bytes_;  // without the padding
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool input_ended_ = false;
  std::optional<Error> error_;
};

}  // namespace mgl
