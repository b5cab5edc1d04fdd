// A guideline without `applies when`.
#include "tools/author/lint/rules.h"

namespace mgl {

void LintMissingScope(const LintInput& input, Diagnostics& found) {
  const ast::Guideline& guideline = *input.names().guideline;
  if (guideline.applies_when != nullptr) return;
  found.push_back({DiagnosticKind::kMissingScope,
                   guideline.name.span,
                   "the guideline does not say to whom it applies, so it decides every patient",
                   "write `applies when …`, or accept this finding with the reason",
                   {}});
}

}  // namespace mgl
