// A guideline without `applies when`.
#include "tools/lint/rules.h"

namespace mgl {

void FindMissingScope(const ast::File& file, Diagnostics& found) {
  for (const ast::Declaration& declaration : file.declarations) {
    const auto* guideline = std::get_if<ast::Guideline>(&declaration);
    if (guideline == nullptr || guideline->applies_when != nullptr) continue;
    found.push_back({DiagnosticKind::kMissingScope,
                     guideline->name.span,
                     "the guideline does not say to whom it applies, so it decides every patient",
                     "write `applies when …`, or accept this finding with the reason",
                     {}});
  }
}

}  // namespace mgl
