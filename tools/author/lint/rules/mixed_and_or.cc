// `a or b and c`: `and` binds before `or`, which not every reader knows. The edits write the
// parentheses that are meant so; whether they are is for the author to say, so `--fix` leaves them.
#include <fmt/format.h>

#include "dsl/resolve/statements.h"
#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool HasParentheses(std::string_view text, Span span) {
  const std::size_t before = text.substr(0, span.begin).find_last_not_of(kBlanks);
  const std::size_t after = text.find_first_not_of(kBlanks, span.end);
  const auto is_at = [&](std::size_t at, char sign) {
    return at != std::string_view::npos && text[at] == sign;
  };
  return (is_at(before, '(') && is_at(after, ')')) || text[span.begin] == '(';
}

}  // namespace

void LintMixedAndOr(const LintInput& input, Diagnostics& found) {
  const SourceFile& source = input.compiled.text.source;
  const auto look = [&](const ast::Expr& expr) {
    // Lines that are joined have no `or` between them.
    const bool is_written = source.Text(expr.operator_span) == "or";
    if (expr.kind != ast::ExprKind::kOr || !is_written) return;
    for (const ast::ExprPtr& child : expr.children) {
      if (child->kind != ast::ExprKind::kAnd) continue;
      const Span span = child->span;
      if (HasParentheses(source.text(), span)) continue;
      const std::string text = TextAsWritten(source, span);
      found.push_back({DiagnosticKind::kMixedAndOr,
                       span,
                       "`and` binds before `or`, which readers may not know",
                       fmt::format("write `({})`, or put what is meant in parentheses", text),
                       {},
                       {},
                       {{{span.begin, span.begin}, "("}, {{span.end, span.end}, ")"}},
                       true});
    }
  };
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    ForEachExpression(declaration, [&](const ast::Expr& expr) { ForEachPart(expr, look); });
  }
}

}  // namespace mgl
