// Messages about numbers and dates that people write in another way.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// A decimal comma, or a decimal point without digits on both sides.
std::optional<Diagnostic> WrongNumber(const Place& place);

/// `5.2` of `5,2`; empty where it may be thousands, or no number.
std::string NumberMeant(std::string_view digits);

}  // namespace mgl
