// Messages about numbers and dates that people write in another way.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// A decimal comma, or a decimal point without digits on both sides.
std::optional<Diagnostic> WrongNumber(const Place& place);

}  // namespace mgl
