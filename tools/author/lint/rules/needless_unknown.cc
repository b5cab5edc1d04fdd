#include "tools/author/lint/rules.h"

namespace mgl {

void LintNeedlessUnknown(const LintInput& input, Diagnostics& found) {
  static_cast<void>(input);
  static_cast<void>(found);
}

}  // namespace mgl
