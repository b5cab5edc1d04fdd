// How lines are written, where nothing better can be said of one.
#pragma once

#include <string>
#include <string_view>

#include "dsl/diagnostic/diagnostic.h"

namespace mgl {

/// For the line of a message, which was to be `shown`: what such a line looks like, in general.
/// Empty where it is of no known kind.
std::string FormOfLine(std::string_view text, const Diagnostic& diagnostic, std::string_view shown);

}  // namespace mgl
