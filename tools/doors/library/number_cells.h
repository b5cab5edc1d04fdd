// Numbers of columns as FixedPoint, 64 rows at a time, and as texts.
#pragma once

#include <string>

#include "engine/batch/case_columns.h"
#include "tools/doors/library/arrow_input.h"

namespace mgl {

/// Of rows [first, first + count) of a column of integers, floats, doubles or decimals, count <=
/// 64: sets numbers[i] of those rows that FixedPoint holds (below 10^9 in size, as cells of CSV)
/// and returns them; the others and those of nulls mean nothing.
Word ReadNumbers(const ArrowColumn& column, FloatMeaning meaning, std::size_t first,
                 std::size_t count, FixedPoint* numbers);

/// The number of a row as CSV would show it: exactly, or (floats) the shortest decimal.
std::string NumberText(const ArrowColumn& column, std::size_t row);

}  // namespace mgl
