// Records of CSV without their quotes and carriage returns, and where their fields end then.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tools/io/cases/text_lines.h"
#include "tools/io/csv/field_index.h"

namespace mgl {

/// Goes once through whole records, as FieldIndex goes through plain lines. Offsets count in
/// text(), where one character, whatever it is, stands between each two fields.
class UnquotedRecords {
 public:
  /// `text` ends with a line feed; 64 bytes behind it can be read.
  void Start(std::string_view text, char delimiter, std::size_t columns, const CsvQuoting& quoting);

  /// Finds the next records, at most `most_rows`; false where there are no more.
  bool Next(std::size_t most_rows);

  /// 64 bytes behind it can be read.
  const char* text() const { return unquoted_.data(); }
  const std::vector<FieldRow>& rows() const { return rows_; }
  const std::uint32_t* ends() const { return ends_.data() + 1; }
  /// Whether all records at hand have as many fields as the header.
  bool is_regular() const { return is_regular_; }

 private:
  void AddField(std::string_view field);

  std::string_view text_;
  char delimiter_ = ',';
  std::size_t columns_ = 1;
  CsvQuoting quoting_;
  bool in_quotes_ = false;    // at position_
  std::size_t position_ = 0;  // up to where separators are known
  std::size_t field_ = 0;     // the begin of the field that is next
  std::uint32_t line_ = 0;    // of the text, where it stands
  std::uint32_t record_line_ = 0;
  std::vector<std::uint32_t> separators_;
  std::uint32_t separator_count_ = 0;
  std::uint32_t used_separators_ = 0;
  std::vector<char> unquoted_;
  std::size_t size_ = 0;  // of the text that is unquoted
  std::vector<std::uint32_t> ends_;
  std::vector<FieldRow> rows_;
  bool is_regular_ = false;
};

}  // namespace mgl
