// Cells of at most eight characters, 64 of one column at a time, read with the widest instructions
// that the machine has.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "engine/batch/case_columns.h"

namespace mgl {

inline constexpr std::size_t kShortCell = 8;  // characters

/// 64 cells of one column.
struct CellWord {
  std::array<std::uint64_t, kWordBits> bytes;  // the first eight characters, in memory order; what
                                               // follows a shorter cell means nothing
  std::array<std::uint64_t, kWordBits> sizes;
};

/// Which of 64 cells hold a value, and which are to be read by other means: longer, or of another
/// form. Empty cells are neither.
struct CellMasks {
  Word known = 0;
  Word other = 0;
};

/// Digits, perhaps with decimals behind a point. Writes 64 numbers, those that are not known as 0.
CellMasks ReadShortNumbers(const CellWord& cells, FixedPoint* numbers);

/// yes, y, true, 1, no, n, false and 0 in upper or lower case; `yes` gets those that are yes.
CellMasks ReadShortTruths(const CellWord& cells, Word& yes);

/// Which of `words`, of one to eight characters, a cell is; the first that it is. Cells that are
/// none of them, and long ones, are other.
CellMasks ReadShortWords(const CellWord& cells, std::span<const std::uint64_t> words,
                         std::uint8_t* which);

}  // namespace mgl
