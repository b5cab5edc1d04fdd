// Lines of a CSV file as they are read, before their cells are.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tools/io/case_reader.h"
#include "tools/io/fact_reader.h"

namespace mgl {

inline constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

/// Which column of a file holds what; kNoColumn where none does.
struct CsvLayout {
  struct FactColumns {
    std::size_t value = kNoColumn;
    std::size_t unit = kNoColumn;
    std::size_t date = kNoColumn;
  };
  std::string file;
  char delimiter = ',';
  std::size_t columns = 0;
  std::size_t id = kNoColumn;
  std::vector<FactColumns> facts;  // in the guideline's order
};

/// Whole lines of one file that CsvReader::TakePlainLines() took.
struct CsvLines {
  static constexpr std::size_t kPadding = 64;

  std::shared_ptr<const CsvLayout> layout;
  std::string padded;  // the lines, and kPadding bytes that may be read and mean nothing
  std::uint64_t first_line = 0;
  std::uint64_t rows_before = 0;  // of the cohort
  std::uint64_t rows = 0;         // lines that are not empty

  /// The line of the file on which the i-th record of the lines stands.
  std::uint64_t LineOfRecord(std::size_t i) const;

  std::string_view text() const {
    return std::string_view(padded).substr(0, padded.size() - kPadding);
  }
};

/// Makes `row`, whose place is set, the case or the reject that the fields of a record are.
/// `row_number` is its id where it has none.
void ReadCsvRecord(const CsvLayout& layout, const std::vector<std::string_view>& fields,
                   std::uint64_t row_number, FactReader& facts, InputRow& row);

}  // namespace mgl
