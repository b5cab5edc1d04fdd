// Facts with one choice: a value that says nothing but that it is there.
#include <fmt/format.h>

#include "tools/author/lint/rules.h"

namespace mgl {

void LintSingleChoice(const LintInput& input, Diagnostics& found) {
  for (const ast::Fact* fact : input.names().facts) {
    if (fact->type != ast::FactType::kChoice || fact->choices.size() != 1) continue;
    found.push_back({DiagnosticKind::kSingleChoice,
                     fact->name.span,
                     fmt::format("`{}` has one choice, so only a missing value differs from it",
                                 fact->name.text),
                     "write `is yes/no`, or the other choices too",
                     {}});
  }
}

}  // namespace mgl
