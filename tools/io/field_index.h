// Where the fields of plain CSV lines end.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace mgl {

/// One line that is not empty. Its fields end at Ends()[first_end], …; the last at its line feed.
struct FieldRow {
  std::uint32_t begin = 0;  // in the text
  std::uint32_t first_end = 0;
  std::uint32_t fields = 0;
  std::uint32_t line = 0;  // of the text, from 0
};

/// Goes once through a text of whole lines, some of them at a time.
class FieldIndex {
 public:
  /// `text` ends with a line feed; 64 bytes behind it can be read.
  void Start(std::string_view text, char delimiter);

  /// Finds the next lines, at most `most_rows` (at least 128); false where there are no more.
  bool Next(std::size_t most_rows);

  const std::vector<FieldRow>& rows() const { return rows_; }
  const std::uint32_t* ends() const { return ends_.data(); }

 private:
  void AddRow(std::uint32_t last_end, std::uint32_t line_feed);

  std::string_view text_;
  char delimiter_ = ',';
  std::size_t position_ = 0;     // up to where separators are known
  std::uint32_t row_begin_ = 0;  // of the first line that is not in rows
  std::uint32_t line_ = 0;
  std::vector<std::uint32_t> ends_;
  std::uint32_t end_count_ = 0;
  std::uint32_t row_first_end_ = 0;
  std::vector<FieldRow> rows_;
};

}  // namespace mgl
