// The text of one .mgl file and the way from byte offsets to lines and columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/result.h"

namespace mgl {

/// Limits of a guideline text; each has a diagnostic of its own.
inline constexpr std::size_t kMaxSourceBytes = 4U << 20;
inline constexpr int kMaxExpressionDepth = 128;
inline constexpr std::size_t kMaxDeclarations = 10'000;
inline constexpr std::size_t kMaxGraphNodes = 1'000'000;

/// Bytes [begin, end) of a source text.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const Span&) const = default;
};

/// 1-based; columns count characters (code points), tabs as one.
struct Position {
  int line = 1;
  int column = 1;
  bool operator==(const Position&) const = default;
};

/// Immutable text with a line index. A UTF-8 byte order mark is removed; CRLF stays as written and
/// is white space to the grammar.
class SourceFile {
 public:
  SourceFile(std::string path, std::string text);

  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }
  /// As it was read, with its byte order mark where it had one.
  std::string original_text() const {
    return has_byte_order_mark_ ? "\xEF\xBB\xBF" + text_ : text_;
  }
  std::string_view Text(Span span) const {
    return text().substr(span.begin, span.end - span.begin);
  }
  Position PositionOf(std::size_t offset) const;
  /// The line without its line end; 1-based.
  std::string_view Line(int line) const;
  int line_count() const { return static_cast<int>(line_begins_.size()); }

 private:
  std::string path_;
  std::string text_;
  bool has_byte_order_mark_ = false;
  std::vector<std::uint32_t> line_begins_;
};

/// The text with runs of blanks as one blank, and none at its ends.
std::string WithSingleBlanks(std::string_view text);
/// The text of a span, likewise.
std::string TextAsWritten(const SourceFile& source, Span span);

/// The text that was read from `path` (`-`: standard input). The error: it is larger than
/// kMaxSourceBytes. Text that is not UTF-8 is no error here: Parse reports it with its place.
Result<SourceFile> MakeSourceFile(const std::string& path, std::string text);

}  // namespace mgl
