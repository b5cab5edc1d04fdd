// Commas in numbers where the language parts things by commas: in the cells of a row, in `max(…)`.
#pragma once

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/text/source.h"

namespace mgl {

/// `max(k, 3,5 mmol/L)`, where 3 lacks its unit, and `row 3,5 to 4,5 mmol/L gives a`, which has
/// more cells than its table: that a number has no comma.
void MendCommas(const SourceFile& source, Diagnostics& diagnostics);

}  // namespace mgl
