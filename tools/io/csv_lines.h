// What the columns of a CSV file are, and a record of it as a case.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/io/case_reader.h"
#include "tools/io/column_layout.h"
#include "tools/io/fact_reader.h"

namespace mgl {

struct CsvLayout : ColumnLayout {
  std::string file;
  char delimiter = ',';
  std::size_t columns = 0;
};

/// Makes `row`, whose place is set, the case or the reject that the fields of a record are.
/// `row_number` is its id where it has none.
void ReadCsvRecord(const CsvLayout& layout, const std::vector<std::string_view>& fields,
                   std::uint64_t row_number, FactReader& facts, InputRow& row);

}  // namespace mgl
