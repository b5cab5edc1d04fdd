// The operators on columns of numbers: a loop over rows each. Rows that doubles do not decide (an
// interval with an end that is no double, a divisor that may be zero, a half that may be rounded up
// or down) become `open`: exact_value.cc decides them one by one.
#pragma once

#include "engine/batch/case_columns.h"
#include "engine/batch/value_columns.h"
#include "engine/graph.h"

namespace mgl {

/// Bits of rows that are left open are set, the others are left alone.
using OpenRows = std::array<Word, kBlockWords>;

/// `out` may be one of the operands. kAdd, kSubtract, kMultiply, kDivide, kMinimum, kMaximum.
void CombineRows(NodeKind kind, const NumberColumn& a, const NumberColumn& b, std::size_t words,
                 NumberColumn& out, OpenRows& open);

/// kNegate, kAbsolute, kFloor, kCeiling, kRound (`decimals` counts for the last alone).
void TransformRows(NodeKind kind, const NumberColumn& a, int decimals, std::size_t words,
                   NumberColumn& out, OpenRows& open);

/// Integer powers; `out` is not `a`.
void PowerRows(const NumberColumn& a, int exponent, std::size_t words, NumberColumn& out,
               OpenRows& open);

/// kSquareRoot, kLogarithm, kExponential of `a`, kRealPower of `a` and `b`.
void RoundedFunctionRows(NodeKind kind, const NumberColumn& a, const NumberColumn& b,
                         std::size_t words, NumberColumn& out, OpenRows& open);

/// Numbers of a fact, and which of them are known.
void FixedPointRows(const FixedPoint* numbers, const Word* known, std::size_t words,
                    NumberColumn& out, OpenRows& open);

/// kLess, kLessEqual, kEqual.
void CompareRows(NodeKind kind, const NumberColumn& a, const NumberColumn& b, std::size_t words,
                 Word* yes, Word* no, OpenRows& open);

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
