// Where a fixed-point column is cut so that the answer is that of exact arithmetic.
#pragma once

#include <optional>

#include "engine/batch/case_columns.h"
#include "engine/model/guideline.h"

namespace mgl {

/// `x < value` (or `x <= value` where `inclusive`) of a reported number x.
struct NumberCut {
  Rational value;
  bool inclusive = false;
  bool operator==(const NumberCut&) const = default;
};

/// The cut of the number as reported that says the same as `cut` of the fact's effective value, to
/// which its recorded precision has been applied.
NumberCut BeforeRecordedPrecision(const Fact& fact, NumberCut cut);

/// The least FixedPoint for which the cut does not hold: `x < FirstBeyond(cut)` says the same of
/// every fixed-point x. Clamped to what FixedPoint holds.
FixedPoint FirstBeyond(const NumberCut& cut);

}  // namespace mgl
