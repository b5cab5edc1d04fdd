// What the columns of a CSV file are, and a record of it as a case.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/io/cases/case_reader.h"
#include "tools/io/cells/column_roles.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

struct CsvLayout : ColumnRoles {
  std::string file;
  char delimiter = ',';
  std::size_t columns = 0;
  std::size_t named_columns = 0;    // up to the last one with a name
  bool has_end_separators = false;  // the last column is that behind the separator at a row's end

  /// Whether a row of so many cells is to be warned of, if it is a case.
  bool IsShort(std::size_t cells) const { return cells < named_columns; }
  /// Whether a row of so many cells may be a case. A line of text below a table is one cell.
  bool MayBeCase(std::size_t cells) const {
    return cells <= columns && (cells > 1 || named_columns <= 1);
  }
};

/// Makes `row`, whose place is set, the case or the reject that the fields of a record are.
/// `row_number` is its id where it has none.
void ReadCsvRecord(const CsvLayout& layout, const std::vector<std::string_view>& fields,
                   std::uint64_t row_number, FactReader& facts, InputRow& row);

}  // namespace mgl
