// `use`, `adapts`, `change` and `withdraw` as people write them.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

std::optional<Diagnostic> ChangeByHabit(const Place& place);

/// `withdraw give_iv because "…"`, `change rle give_iv`, `change source "…"`: no kind that can be
/// changed stands behind the first word.
Diagnostic WithoutKind(const Place& place);

}  // namespace mgl
