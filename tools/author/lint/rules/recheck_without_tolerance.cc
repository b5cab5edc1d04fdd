// A repeated recheck without `within`.
#include <fmt/format.h>

#include "tools/author/lint/rules.h"

namespace mgl {

void LintRecheckWithoutTolerance(const LintInput& input, Diagnostics& found) {
  for (const ast::Recheck* recheck : input.names().rechecks) {
    if (!recheck->every || recheck->within) continue;
    found.push_back(
        {DiagnosticKind::kRecheckWithoutTolerance,
         recheck->name.span,
         fmt::format("`{}` has no tolerance: it is due on one day and overdue on the next",
                     recheck->name.text),
         "write `within 2 weeks` (or what the source says), or accept this finding with the reason",
         {}});
  }
}

}  // namespace mgl
