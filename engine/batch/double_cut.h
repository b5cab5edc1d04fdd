// Where a column of doubles is cut so that the answer is that of exact arithmetic.
#pragma once

#include "engine/batch/case_columns.h"
#include "engine/batch/fixed_cut.h"

namespace mgl {

/// The least double of which the cut does not hold: `x < FirstDoubleBeyond(cut)` says the same of
/// every finite double x below 1e15 in size. Infinite where the cut lies beyond those.
double FirstDoubleBeyond(const NumberCut& cut, FloatMeaning meaning);

}  // namespace mgl
