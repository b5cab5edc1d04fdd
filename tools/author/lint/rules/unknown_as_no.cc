// `surely X`: where X is unknown it counts as no, and nobody is asked. Each place is listed.
#include <fmt/format.h>

#include "tools/author/lint/lint_index.h"
#include "tools/author/lint/rules.h"
#include "tools/words/expression_text.h"

namespace mgl {

void LintUnknownAsNo(const LintInput& input, Diagnostics& found) {
  for (const PlacedPart& placed : PlacedParts(input)) {
    if (placed.kind != ast::ExprKind::kSurely) continue;
    const ast::Expr& unknown = *placed.part->children.front();
    const std::string words = ExpressionText(input.compiled.text.source, unknown);
    found.push_back({DiagnosticKind::kUnknownAsNo,
                     placed.part->span,
                     fmt::format("where `{}` is unknown, this is no, and nobody is asked", words),
                     "without `surely` it stays unknown",
                     {}});
  }
}

}  // namespace mgl
