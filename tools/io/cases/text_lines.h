// Lines of a file as they are read, before their cells are.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mgl {

struct CsvLayout;
class FileKeys;

/// What of CSV stands in a text besides fields and separators, and is no part of the fields.
struct CsvQuoting {
  bool is_plain = true;             // nothing
  bool has_doubled_quotes = false;  // in quotes
  bool has_inner_feeds = false;     // likewise: a record may have several lines
};

/// Where an element of a JSON array begins; both count from 1, columns are characters.
struct RowStart {
  std::uint64_t line = 0;
  std::uint64_t column = 0;
};

/// Whole lines of one file, not empty ones (or records of CSV) each a row, that
/// CaseReader::NextLines() took.
struct TextLines {
  static constexpr std::size_t kPadding = 64;

  std::string file;  // its name
  // One of both, what the file is: CSV, or objects of JSON.
  std::shared_ptr<const CsvLayout> csv;
  std::shared_ptr<FileKeys> ndjson;
  CsvQuoting quoting;
  std::string padded;  // the lines, and kPadding bytes that may be read and mean nothing
  std::uint64_t first_line = 0;
  std::uint64_t rows_before = 0;  // of the cohort
  std::vector<RowStart> starts;   // by row, where rows are elements; else empty

  /// The line of the file on which the i-th row stands.
  std::uint64_t LineOfRow(std::size_t i) const;
  bool has_elements() const { return !starts.empty(); }

  std::string_view text() const {
    return std::string_view(padded).substr(0, padded.size() - kPadding);
  }
  void SetText(std::string_view text) {
    padded.assign(text);
    padded.append(kPadding, '\0');
    starts.clear();
  }
};

}  // namespace mgl
