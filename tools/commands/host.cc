#include "tools/commands/host.h"

#include <algorithm>

namespace mgl {

std::size_t Host::Width(std::size_t least, std::size_t otherwise) const {
  constexpr std::size_t kMost = 400;
  return streams_.width == 0 ? otherwise : std::clamp(streams_.width, least, kMost);
}

}  // namespace mgl
