// How long something has lasted, and when it was last, as prose says it in a condition.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `temp > 38 Cel for 5 days`, `fever over 5 days`, `fever within the last 5 days`.
std::optional<Diagnostic> LastingByProse(const Place& place);

}  // namespace mgl
