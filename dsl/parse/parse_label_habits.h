// Choices that are compared by what people call them.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `proteinuria >= "1+"`, `rhesus = Rh-`, `threshold heavy "…" proteinuria at least 2+`.
std::optional<Diagnostic> ComparedLabel(const Place& place);

}  // namespace mgl
