// A fact compared with a number that has no name, in one place or two.
#include <fmt/format.h>

#include "tools/author/lint/cut_places.h"

namespace mgl {

void LintMagicNumber(const LintInput& input, Diagnostics& found) {
  for (const CutGroup& group : CutGroupsOf(input)) {
    if (group.threshold != nullptr || group.places.size() > kFewPlaces) continue;
    if (group.places.size() > 1) {
      found.push_back(RepeatedCut(input, group, DiagnosticKind::kMagicNumber));
      continue;
    }
    const ast::Expr& place = *group.places.front();
    found.push_back({DiagnosticKind::kMagicNumber,
                     place.span,
                     fmt::format("`{}` cuts `{}` at a number without a name",
                                 input.compiled.text.source.Text(place.span),
                                 input.names().facts[group.fact]->name.text),
                     fmt::format("write `{}` and use its name", AsDeclaration(input, place)),
                     {}});
  }
}

}  // namespace mgl
