// A sum of conditions, as programs count: `a + (b >= 2 mg) + c * 2`. It is a score here.
#pragma once

#include <string>

#include "dsl/resolve/resolve.h"

namespace mgl {

/// How to say the definition that holds `part` as a score; empty where it is none that can be said
/// so. `begin`: where that definition begins.
std::string AsScore(const Resolution& resolution, const ast::Expr& part, std::uint32_t& begin);

}  // namespace mgl
