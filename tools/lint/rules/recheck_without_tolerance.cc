// A repeated recheck without `within`.
#include <fmt/format.h>

#include "tools/lint/rules.h"

namespace mgl {

void FindRechecksWithoutTolerance(const ast::File& file, Diagnostics& found) {
  for (const ast::Declaration& declaration : file.declarations) {
    const auto* recheck = std::get_if<ast::Recheck>(&declaration);
    if (recheck == nullptr || !recheck->every || recheck->within) continue;
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
