// Rules as order sets and programs write them: all in one line.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `rule x: if a then give b else give c`, `if a then give b`, `rule x: a -> give b`, `rule x: give
/// b if a`.
std::optional<Diagnostic> RuleInOneLine(const Place& place);

}  // namespace mgl
