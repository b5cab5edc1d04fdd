// `surely X`: where X is unknown it counts as no, and nobody is asked. Each place is listed.
#include <fmt/format.h>

#include "dsl/resolve/statements.h"
#include "tools/author/lint/rules.h"
#include "tools/words/expression_text.h"

namespace mgl {

void LintUnknownAsNo(const LintInput& input, Diagnostics& found) {
  const auto look = [&](const ast::Expr& part) {
    if (part.kind != ast::ExprKind::kSurely) return;
    const std::string words = ExpressionText(input.compiled.text.source, *part.children.front());
    found.push_back({DiagnosticKind::kUnknownAsNo,
                     part.span,
                     fmt::format("where `{}` is unknown, this is no, and nobody is asked", words),
                     "without `surely` it stays unknown",
                     {}});
  };
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    ForEachExpression(declaration, [&](const ast::Expr& expr) { ForEachPart(expr, look); });
  }
}

}  // namespace mgl
