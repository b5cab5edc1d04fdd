// The operators on columns of numbers: a loop over rows each. Rows that doubles do not decide (an
// interval with an end that is no double, a divisor that may be zero, a half that may be rounded up
// or down) become `open`: exact_value.cc decides them one by one.
#pragma once

#include "engine/batch/case_columns.h"
#include "engine/batch/value_columns.h"
#include "engine/model/node_family.h"

namespace mgl {

/// Bits of rows that are left open are set, the others are left alone.
using OpenRows = std::array<Word, kBlockWords>;

/// `out` may be one of the operands.
enum class Combination : std::uint8_t { kSum, kDifference, kProduct, kQuotient, kLeast, kMost };
void CombineRows(Combination kind, const NumberColumn& a, const NumberColumn& b, std::size_t words,
                 NumberColumn& out, OpenRows& open);

/// `decimals` counts for kRound alone.
enum class Transformation : std::uint8_t { kNegate, kAbsolute, kFloor, kCeiling, kRound };
void TransformRows(Transformation kind, const NumberColumn& a, int decimals, std::size_t words,
                   NumberColumn& out, OpenRows& open);

/// For what has no kernel: all known rows are open.
void LeaveOpenRows(const NumberColumn& a, std::size_t words, NumberColumn& out, OpenRows& open);

/// Integer powers; `out` is not `a`.
void PowerRows(const NumberColumn& a, int exponent, std::size_t words, NumberColumn& out,
               OpenRows& open);

/// Of `a`; kPower of `a` and `b`.
enum class RoundedFunction : std::uint8_t { kSquareRoot, kLogarithm, kExponential, kPower };
void RoundedFunctionRows(RoundedFunction kind, const NumberColumn& a, const NumberColumn& b,
                         std::size_t words, NumberColumn& out, OpenRows& open);

/// Numbers of a fact, and which of them are known.
void FixedPointRows(const FixedPoint* numbers, const Word* known, std::size_t words,
                    NumberColumn& out, OpenRows& open);

void CompareRows(ComparisonKind kind, const NumberColumn& a, const NumberColumn& b,
                 std::size_t words, Word* yes, Word* no, OpenRows& open);

/// 64 rows of which the candidates become those of `low` and `high`; where there was one before,
/// the hull of both.
struct IncludedRows {
  Word differ;  // from the one before
  Word apart;   // surely another number
};
IncludedRows IncludeRows(Word candidates, Word before, const double* low, const double* high,
                         double* out_low, double* out_high);
/// Copies those of 64 rows.
void SelectRows(Word rows, const double* from, double* to);

/// Every row is this number; nothing else of it changes from block to block.
void FillRows(double low, double high, bool exact, bool canonical, NumberColumn& out);

}  // namespace mgl
