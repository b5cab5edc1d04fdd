// `a or b and c`: `and` binds before `or`; `not a or b`: `not` reaches no further than `a`. Not
// every reader knows. The edits write the parentheses that are meant so; whether they are is for
// the author to say, so `--fix` leaves them.
#include <fmt/format.h>

#include <utility>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/lint_index.h"
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

Diagnostic Found(Span span, std::string message, std::string help) {
  return {DiagnosticKind::kMixedAndOr,
          span,
          std::move(message),
          std::move(help),
          {},
          {},
          {{{span.begin, span.begin}, "("}, {{span.end, span.end}, ")"}},
          true};
}

/// `not a or b`, where the others are not negated: `not (a or b)` may be what is meant.
bool MayNegateAll(std::string_view text, const ast::Expr& all) {
  const ast::Expr& first = *all.children.front();
  if (first.kind != ast::ExprKind::kNot || HasParentheses(text, first.span)) return false;
  if (text[first.children.front()->span.begin] == '(') return false;
  for (std::size_t i = 1; i < all.children.size(); ++i) {
    if (all.children[i]->kind == ast::ExprKind::kNot) return false;
  }
  return true;
}

}  // namespace

void LintMixedAndOr(const LintInput& input, Diagnostics& found) {
  const SourceFile& source = input.compiled.text.source;
  const auto look = [&](const ast::Expr& expr) {
    // Lines that are joined have no `or` between them.
    const bool is_written = source.Text(expr.operator_span) == "or";
    if (!is_written) return;
    if (MayNegateAll(source.text(), expr)) {
      const ast::Expr& first = *expr.children.front();
      const Span behind{first.children.front()->span.begin, expr.span.end};
      found.push_back(
          Found(first.span, "`not` reaches up to the `or`, which readers may not know",
                fmt::format("write `({})`, or `not ({})` where that is meant",
                            TextAsWritten(source, first.span), TextAsWritten(source, behind))));
    }
    for (const ast::ExprPtr& child : expr.children) {
      if (child->kind != ast::ExprKind::kAnd) continue;
      if (HasParentheses(source.text(), child->span)) continue;
      found.push_back(Found(child->span, "`and` binds before `or`, which readers may not know",
                            fmt::format("write `({})`, or put what is meant in parentheses",
                                        TextAsWritten(source, child->span))));
    }
  };
  for (const PlacedPart& placed : PlacedParts(input)) {
    if (placed.kind == ast::ExprKind::kOr) look(*placed.part);
  }
}

}  // namespace mgl
