// https://no-color.org: any non-empty value of NO_COLOR means no colour.
#include "tools/doors/cli/output_options.h"

#include <unistd.h>

#include <cstdlib>

namespace mgl {

bool UseColor(const OutputOptions& options, int file_descriptor) {
  if (options.color == "always") return true;
  if (options.color == "never") return false;
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  return isatty(file_descriptor) == 1;
}

}  // namespace mgl
