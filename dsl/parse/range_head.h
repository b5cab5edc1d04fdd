// The first line of a range that does not say of what it is, or says too much.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `range NAME "…" of hb 130 to 170 g/L`, `range NAME "…" hb`, `range NAME "Normal potassium"`.
std::optional<Diagnostic> RangeHead(const Place& place);

}  // namespace mgl
