// How wide lines may be on standard output.
#pragma once

#include <cstddef>

namespace mgl {

/// $COLUMNS, else that of the terminal, in characters; 0 where neither says it.
std::size_t TerminalWidth();

}  // namespace mgl
