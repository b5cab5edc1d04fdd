// Loops over columns and planes with the widest instructions that the machine has.
#pragma once

#include <cstddef>
#include <span>

#include "engine/batch/case_columns.h"
#include "engine/model/graph.h"

namespace mgl {

/// Sets bit i of `below` where numbers[i] < limit, of `words` words.
void BelowPlane(const FixedPoint* numbers, FixedPoint limit, std::size_t words, Word* below);

/// Sets bit i of `inside` where low <= numbers[i] < high, and that of the planes from below[0],
/// below[step], ... where numbers[i] < limits[0], limits[1], ... In one pass for up to 8 limits.
void CutNumbers(const double* numbers, double low, double high, std::span<const double> limits,
                std::size_t words, Word* inside, Word* below, std::size_t step);

/// Of the nodes' planes, the i-th from of[i * kBlockWords]: those that are in all planes of the one
/// kind, and those that are in any of the other. Whole blocks.
void AllAndAny(std::span<const NodeId> nodes, const Plane* all_of, const Plane* any_of, Word* all,
               Word* any);

/// Where something surely holds, and where it may.
struct SureAndMaybe {
  const Word* surely;
  const Word* maybe;
};

/// Splits a plane: what surely is in `by`, and what surely is not. Whole blocks.
void SplitPlane(const Word* plane, SureAndMaybe by, Word* inside, Word* outside);
/// Likewise, by what is in `by` and not in `except`.
void SplitPlane(const Word* plane, SureAndMaybe by, SureAndMaybe except, Word* inside,
                Word* outside);

/// The validity of truths in scope: where one of `yes` and `no` is set, and `out` is not; and a
/// copy of `yes`. Whole blocks, aligned to 64 bytes; `past_cache` for so many that no cache holds
/// them.
void CopyTruths(const Word* yes, const Word* no, const Word* out, bool past_cache, Word* values,
                Word* valid);

/// How many bits of `words` words are set.
std::uint64_t CountBits(const Word* plane, std::size_t words);
/// How many are set in both. Whole blocks.
std::uint64_t CountBoth(const Word* a, const Word* b);

/// Of a matrix of 64 by 64 bits: bit j of rows[i] becomes bit i of rows[j].
void TransposeBits(Word* rows);

}  // namespace mgl
