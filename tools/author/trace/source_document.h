// The text of the document that a guideline encodes, line by line.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/result.h"
#include "tools/io/bytes/byte_source.h"

namespace mgl {

class SourceDocument {
 public:
  static constexpr std::size_t kMaxBytes = 16U << 20;
  static constexpr std::size_t kMaxLines = 1'000'000;

  /// Reads UTF-8. A byte order mark is skipped. Errors: bytes that cannot be read, another
  /// encoding, a text that is too long.
  static Result<SourceDocument> Read(ByteSource& bytes);

  /// That of the bytes: a path, or `standard input`.
  const std::string& name() const { return name_; }
  int line_count() const { return static_cast<int>(lines_.size()); }
  /// Without its line end (LF or CR LF); 1-based.
  std::string_view Line(int line) const;
  /// Whether a line from `first` to `last` has more than white space (that of Unicode too).
  bool HasText(int first, int last) const;
  /// The lines that equal `title`, ignoring case, blanks and colons at the end. At most two: the
  /// first, and the next if there is one.
  std::vector<int> FindTitle(std::string_view title) const;

 private:
  struct LineSpan {
    std::size_t begin;
    std::size_t size;
  };

  SourceDocument(std::string name, std::string text);

  std::string name_;
  std::string text_;
  std::vector<LineSpan> lines_;
  std::vector<int> text_lines_up_to_;  // by line, 0 for none: how many lines have a text
  std::map<std::string, std::vector<int>, std::less<>> titles_;  // by TitleKey; not of blank lines
};

/// Equal for titles that differ in case, blanks and colons at the end only.
std::string TitleKey(std::string_view title);

}  // namespace mgl
