#include "tools/io/repeated_ids.h"

#include <string>

namespace mgl {

std::uint64_t RepeatedIds::HashOf(std::string_view id) {
  std::string padded(id);
  padded.append(16, '\0');
  return HashOfPadded(std::string_view(padded).substr(0, id.size()));
}

}  // namespace mgl
