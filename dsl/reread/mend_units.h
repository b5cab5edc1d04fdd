// Blanks inside a unit, which make a division of it.
#pragma once

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/text/source.h"

namespace mgl {

/// `1.2 mg / dL`, where `dL` is no name: that the unit is `mg/dL`.
void MendPartedUnits(const SourceFile& source, Diagnostics& diagnostics);

}  // namespace mgl
