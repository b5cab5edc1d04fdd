// Where cells stand in a text.
#pragma once

#include <cstddef>
#include <cstdint>

namespace mgl {

/// One line that is not empty: its fields end at ends[first_end] and the places after it, the last
/// at its line feed. It begins behind ends[first_end - 1]. See FieldIndex.
struct FieldRow {
  std::uint32_t first_end = 0;
  std::uint32_t fields = 0;
  std::uint32_t line = 0;  // of the text, from 0
};

/// Where in a text the cells of at most kBlockCases rows stand: each from behind the offset before
/// its end up to its end.
struct CellGrid {
  const char* text;           // kShortCell bytes behind it can be read
  const std::uint32_t* ends;  // of the first row's cells
  std::size_t rows;
  std::size_t row_stride;     // from a cell's end to that of the row below
  std::size_t column_stride;  // to that of the column beside
  // Where not null, rows begin anywhere, and cells that they have not are empty.
  const FieldRow* irregular = nullptr;
};

}  // namespace mgl
