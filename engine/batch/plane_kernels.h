// Loops over columns and planes with the widest instructions that the machine has.
#pragma once

#include <cstddef>

#include "engine/batch/case_columns.h"

namespace mgl {

/// Sets bit i of `below` where numbers[i] < limit, of `words` words.
void BelowPlane(const FixedPoint* numbers, FixedPoint limit, std::size_t words, Word* below);
void BelowPlane(const double* numbers, double limit, std::size_t words, Word* below);

/// Sets bit i of `inside` where low <= numbers[i] < limit.
void InsidePlane(const double* numbers, double low, double limit, std::size_t words, Word* inside);

/// How many bits of `words` words are set.
std::uint64_t CountBits(const Word* plane, std::size_t words);

/// Of a matrix of 64 by 64 bits: bit j of rows[i] becomes bit i of rows[j].
void TransposeBits(Word* rows);

}  // namespace mgl
