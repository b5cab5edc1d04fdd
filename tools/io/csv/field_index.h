// Where the fields of plain CSV lines end.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tools/io/cells/cell_grid.h"

namespace mgl {

/// Goes once through a text of whole lines, some of them at a time.
class FieldIndex {
 public:
  /// `text` ends with a line feed; 64 bytes behind it can be read. Most lines have `columns`
  /// fields.
  void Start(std::string_view text, char delimiter, std::size_t columns);

  /// Finds the next lines, at most `most_rows`; false where there are no more.
  bool Next(std::size_t most_rows);

  const std::vector<FieldRow>& rows() const { return rows_; }
  /// Offsets in the text; ends()[-1] can be read. One behind an offset is to be computed in 32
  /// bits.
  const std::uint32_t* ends() const { return ends_.data() + 1; }
  /// Whether all lines at hand have `columns` fields.
  bool is_regular() const { return is_regular_; }

 private:
  void DropRows();
  void IndexMore(std::size_t most_rows);
  bool TakeRegular(std::size_t most_rows);
  void TakeAny(std::size_t most_rows);

  std::string_view text_;
  char delimiter_ = ',';
  std::size_t columns_ = 1;
  std::size_t position_ = 0;         // up to where separators are known
  std::uint32_t line_ = 0;           // the first that is not in rows
  std::vector<std::uint32_t> ends_;  // behind the offset of what precedes the first row
  std::uint32_t end_count_ = 0;      // known ends
  std::uint32_t feed_count_ = 0;     // line feeds among them
  std::uint32_t used_ends_ = 0;      // of the rows at hand
  std::vector<FieldRow> rows_;
  bool is_regular_ = false;
};

}  // namespace mgl
