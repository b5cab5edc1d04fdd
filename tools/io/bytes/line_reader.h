// Streaming lines of text, in memory that does not grow with the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "engine/value/result.h"
#include "tools/io/bytes/byte_source.h"
#include "tools/io/bytes/text_window.h"

namespace mgl {

/// Delivers every line, also empty ones, without its end (LF or CR LF; the last one may lack it). A
/// byte order mark is skipped.
class LineReader {
 public:
  enum class Item { kLine, kTooLong, kEnd };
  static constexpr std::size_t kMaxLineBytes = std::size_t{1024} * 1024;
  /// As of the window.
  static constexpr std::size_t kPaddingBytes = TextWindow::kPaddingBytes;

  /// An error for UTF-16 and for a file that cannot be read.
  static Result<std::unique_ptr<LineReader>> Open(std::unique_ptr<ByteSource> source,
                                                  std::size_t max_line_bytes = kMaxLineBytes);

  /// The next line; of one that is longer than the limit only the place. An error is final.
  Result<Item> Next();

  /// Whole lines, at most `max_bytes`, that hold no control character but their ends (LF or CR LF),
  /// are valid UTF-8, and do not begin with a blank. Empty where a line within `min_bytes` is not
  /// so, is longer, or is the last and has no end: Next() reads it. At the end of the input less
  /// than `min_bytes` are taken too. Valid until the next call; kPaddingBytes behind it can be
  /// read.
  struct PlainLines {
    std::string_view text;
    std::uint64_t first_line = 0;
    std::uint64_t rows = 0;  // lines that are not empty
  };
  PlainLines TakePlainLines(std::size_t min_bytes, std::size_t max_bytes);

  /// After kLine, valid until the next call.
  std::string_view line() const { return line_; }
  /// Of that line or of the one that is too long; the first is 1.
  std::uint64_t number() const { return number_; }
  const std::string& name() const { return window_.name(); }

 private:
  LineReader(TextWindow window, std::size_t max_line_bytes)
      : window_(std::move(window)), max_line_bytes_(max_line_bytes) {}

  TextWindow window_;
  std::size_t max_line_bytes_;
  std::string_view line_;
  std::uint64_t number_ = 0;
};

}  // namespace mgl
