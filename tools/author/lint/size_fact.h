// The number by which a dose by body size is worked out.
#pragma once

#include <string>

#include "tools/author/lint/rules.h"

namespace mgl {

/// A fact in a unit of what the dose is per, or empty.
std::string SizeFact(const LintInput& input, const Unit& dose);

}  // namespace mgl
