// Examples that expect nothing: they pass whatever is decided.
#include "tools/author/lint/rules.h"

namespace mgl {

void LintExampleWithoutExpect(const LintInput& input, Diagnostics& found) {
  for (const ast::Example* example : input.names().examples) {
    if (!example->expectations.empty()) continue;
    found.push_back({DiagnosticKind::kExampleWithoutExpect,
                     example->title ? example->title->span : example->keyword,
                     "this example expects nothing, so it cannot fail",
                     "write `expect` and what must come out",
                     {}});
  }
}

}  // namespace mgl
