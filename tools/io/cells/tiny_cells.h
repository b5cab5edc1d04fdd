// Cells of at most four characters, which most numbers and yes/no cells have: twice as many in a
// vector as of short_cells.h.
#pragma once

#include <array>
#include <cstdint>

#include "tools/io/cells/short_cells.h"

namespace mgl {

inline constexpr std::size_t kTinyCell = 4;  // characters

/// 64 cells of one column.
struct TinyCells {
  std::array<std::uint32_t, kWordBits> bytes;  // the first four characters, as in CellWord
  std::array<std::uint32_t, kWordBits> sizes;
};

/// As ReadShortNumbers(); longer cells are other. On machines without wide instructions all are.
CellMasks ReadTinyNumbers(const TinyCells& cells, FixedPoint* numbers);

/// yes and no in upper or lower case; the others are other. `yes` gets those that are yes.
CellMasks ReadTinyTruths(const TinyCells& cells, Word& yes);

}  // namespace mgl
