// How wide lines may be on standard output.
#pragma once

#include <cstddef>

namespace mgl {

/// In characters.
struct WidthLimits {
  std::size_t least = 40;
  std::size_t most = 400;
  std::size_t otherwise = 80;  // where neither says
};

/// $COLUMNS, else that of the terminal, within the limits, else `otherwise`.
std::size_t TerminalWidth(const WidthLimits& limits);

}  // namespace mgl
