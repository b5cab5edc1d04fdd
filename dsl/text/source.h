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

/// Where a text begins in the one that several were put together to.
struct SourcePart {
  std::uint32_t begin = 0;
  std::string path;
};

/// Immutable text with a line index. A UTF-8 byte order mark is removed; CRLF stays as written and
/// is white space to the grammar.
class SourceFile {
 public:
  SourceFile(std::string path, std::string text);
  /// Several texts in one, each from a line of its own on: places are those of its part.
  static SourceFile Joined(const std::vector<const SourceFile*>& sources);

  /// Of several: that of the first.
  const std::string& path() const { return path_; }
  /// Of the text that the place is in.
  const std::string& PathAt(std::size_t offset) const;
  /// Which of the texts the place is in; 0 where there is one.
  std::size_t PartAt(std::size_t offset) const;
  /// A place of one of several texts, in all of them.
  Span InAll(std::size_t part, Span place) const {
    return {place.begin + parts_[part].begin, place.end + parts_[part].begin};
  }
  /// Of several: each, in order. Else empty.
  const std::vector<SourcePart>& parts() const { return parts_; }
  std::string_view text() const { return text_; }
  /// As it was read, with its byte order mark where it had one.
  std::string original_text() const {
    return has_byte_order_mark_ ? "\xEF\xBB\xBF" + text_ : text_;
  }
  std::string_view Text(Span span) const {
    return text().substr(span.begin, span.end - span.begin);
  }
  Position PositionOf(std::size_t offset) const;
  /// The line without its line end; 1-based, of all.
  std::string_view Line(int line) const;
  /// The line in which the place is.
  std::string_view LineAt(std::size_t offset) const { return Line(LineNumber(offset)); }
  int line_count() const { return static_cast<int>(line_begins_.size()); }

 private:
  int LineNumber(std::size_t offset) const;

  std::string path_;
  std::vector<SourcePart> parts_;
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
