// Lines of flat JSON objects to cells.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/batch/case_columns.h"
#include "tools/io/json/object_keys.h"

namespace mgl {

/// Rows of a text, and their cells column by column.
struct ObjectRows {
  /// As CellGrid has them: the offset before it, and its end.
  using Cell = std::array<std::uint32_t, 2>;
  static constexpr std::size_t kColumnStride = kBlockCases + 8;  // not all in one cache set

  std::string_view text;     // whole lines as LineReader::TakePlainLines() gives them; 64 bytes
                             // behind them can be read
  std::uint32_t at = 0;      // where the next row is looked for
  std::uint32_t line = 0;    // which line of the text that is, from 0
  std::uint64_t number = 0;  // of rows so far, of all texts of a file

  std::uint32_t count = 0;  // of rows at hand
  std::array<std::uint32_t, kBlockCases> begins;
  std::array<std::uint32_t, kBlockCases> lines;
  /// Rows that hold more than keys with texts without escapes, plain numbers, true, false and null,
  /// or are not valid. Their cells mean nothing.
  std::array<Word, kBlockWords> others;
  std::vector<Cell> cells;
  /// Keys that no row had before, with the row. Those of other rows are not among them.
  struct SeenKey {
    std::uint64_t row = 0;  // its number
    std::string key;
  };
  std::vector<SeenKey> seen_keys;

  void AddColumns(std::size_t columns);
  void SeeKeys(ObjectKeys& keys);
};

/// Finds the next rows of the text, at most kBlockCases; false where there are no more.
bool ScanObjects(ObjectRows& rows, ObjectKeys& keys);

}  // namespace mgl
