// All that `mgl lint` finds in one file: the compiler's errors, then the findings that need no
// proof.
#pragma once

#include "dsl/diagnostic.h"

namespace mgl {

/// Sorted by place. Findings that the file accepts (`accept CODE because "…"`) are left out; errors
/// cannot be accepted. With errors in the text there are no findings beside them.
Diagnostics Lint(const SourceFile& source);

}  // namespace mgl
