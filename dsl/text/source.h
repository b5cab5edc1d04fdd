// The text of one .mgl file and the way from byte offsets to lines and columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
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

/// A file that a text names, as it was read, or why it was not.
struct OtherFile {
  std::string text;
  std::optional<Error> error;
};
/// By their paths: those that a text uses or adapts, and those that these do.
using OtherFiles = std::map<std::string, OtherFile, std::less<>>;

/// A stretch of a text that was put together.
struct Segment {
  std::uint32_t begin = 0;  // in the text; it ends where the next one begins
  Span from;                // of the file that it is of, behind the text
  bool is_copy = true;      // else other words stand for what stands there
};

/// Immutable text with a line index. A UTF-8 byte order mark is removed; CRLF stays as written and
/// is white space to the grammar.
class SourceFile {
 public:
  SourceFile(std::string path, std::string text);
  /// Several texts in one, each from a line of its own on: places are those of its part.
  static SourceFile Joined(const std::vector<const SourceFile*>& sources);
  /// A text that was put together from pieces of files (`files`: each in `behind`, one after the
  /// other): places are those of its files. A place of a file that no piece is of has a span behind
  /// the text.
  static SourceFile Assembled(std::string text, std::string_view behind,
                              std::vector<SourcePart> files, std::vector<Segment> segments);
  /// The same file with another text, and the files that it was given.
  SourceFile WithText(std::string text) const;
  SourceFile WithOthers(std::shared_ptr<const OtherFiles> others) const;

  /// Null where no other files can be read.
  const std::shared_ptr<const OtherFiles>& others() const { return others_; }
  /// Whether it was put together; then its files, the first one being the one that was asked for.
  bool is_assembled() const { return !files_.empty(); }
  const std::vector<SourcePart>& files() const { return files_; }
  std::string_view TextOfFile(std::size_t file) const;
  /// Whether places in it are of more than one file.
  bool has_several_files() const { return parts_.size() > 1 || files_.size() > 1; }
  const std::vector<Segment>& segments() const { return segments_; }
  /// Of an assembled text: the span behind it of what a place in it comes from. Of others: the
  /// place itself.
  Span OriginOf(Span span) const;
  /// Of an assembled text: the place in the text of its first file; empty where it is of another
  /// file or made of several pieces. Of others: the place itself.
  std::optional<Span> InFirstFile(Span span) const;

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
  /// Without what stands behind it.
  std::string_view text() const { return std::string_view(text_).substr(0, size_); }
  /// As it was read, with its byte order mark where it had one.
  std::string original_text() const {
    return (has_byte_order_mark_ ? "\xEF\xBB\xBF" : "") + std::string(text());
  }
  std::string_view Text(Span span) const {
    return std::string_view(text_).substr(span.begin, span.end - span.begin);
  }
  Position PositionOf(std::size_t offset) const;
  /// The line without its line end; 1-based, of all.
  std::string_view Line(int line) const;
  /// The line in which the place is.
  std::string_view LineAt(std::size_t offset) const { return Line(LineNumber(Origin(offset))); }
  int line_count() const { return static_cast<int>(line_begins_.size()); }

 private:
  int LineNumber(std::size_t offset) const;
  const Segment* SegmentAt(std::size_t offset) const;
  std::size_t Origin(std::size_t offset) const;
  const SourcePart* FileAt(std::size_t origin) const;

  std::string path_;
  std::vector<SourcePart> parts_;
  std::vector<SourcePart> files_;
  std::vector<Segment> segments_;
  std::shared_ptr<const OtherFiles> others_;
  std::string text_;
  std::size_t size_ = 0;  // of the text, without the files behind it
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
