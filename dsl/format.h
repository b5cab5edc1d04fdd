// The one layout of .mgl text.
#pragma once

#include <string>

#include "dsl/text/source.h"

namespace mgl {

/// The text in the one layout: comments stay, meaning is unchanged, formatting twice equals once.
/// Requires a text that parses without errors.
std::string Format(const SourceFile& source);

}  // namespace mgl
