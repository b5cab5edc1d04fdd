// Texts are cut out of the source, so that numbers and units stay as their author wrote them.
#include "tools/words/expression_text.h"

#include <fmt/format.h>

#include "dsl/ast/ast.h"
#include "dsl/resolve/statements.h"

namespace mgl {
namespace {

using Kind = ast::ExprKind;

/// The subject of a table's cell has the place of its whole cell.
bool IsCellTest(const ast::Expr& expr) {
  if (expr.children.empty()) return false;
  const ast::Expr& subject = *expr.children.front();
  return subject.kind == Kind::kName && subject.span == expr.span;
}

bool IsCell(const ast::Expr& expr) {
  return IsCellTest(expr) || (expr.kind == Kind::kNot && IsCellTest(*expr.children.front()));
}

std::string CellText(const SourceFile& source, const ast::Expr& test) {
  const std::string cell = PlaceText(source, {test.operator_span.begin, test.span.end});
  const bool has_sign = cell.find_first_of("<>=!") == 0 || cell.starts_with("≤") ||
                        cell.starts_with("≥") || cell.starts_with("≠");
  return fmt::format("{} {}{}", test.children.front()->name.text, has_sign ? "" : "is ", cell);
}

}  // namespace

std::string PlaceText(const SourceFile& source, Span span) {
  std::string result;
  bool in_comment = false;
  bool in_quotes = false;
  bool is_escaped = false;
  for (const char c : source.Text(span)) {
    if (c == '"' && !in_comment && !is_escaped) in_quotes = !in_quotes;
    is_escaped = c == '\\' && in_quotes && !is_escaped;
    if (c == '#' && !in_quotes) in_comment = true;
    if (c == '\n') in_comment = false;
    if (!in_comment) result += c;
  }
  return WithSingleBlanks(result);
}

std::string ExpressionText(const SourceFile& source, const ast::Expr& expr) {
  if (IsCellTest(expr)) return CellText(source, expr);
  if (IsCell(expr)) return "not " + CellText(source, *expr.children.front());
  if (expr.kind != Kind::kOr || !IsCell(*expr.children.front())) {
    return PlaceText(source, expr.span);
  }
  std::string text;
  for (const ast::ExprPtr& child : expr.children) {
    text += (text.empty() ? "" : " or ") + ExpressionText(source, *child);
  }
  return text;
}

std::string OperatorText(const ast::Expr& expr) {
  if (expr.kind == Kind::kIsNo) return std::string(JoiningWords(Kind::kNot));
  if (expr.kind == Kind::kFirstKnown) return "first known of";
  if (expr.kind != Kind::kCount) return std::string(JoiningWords(expr.kind));
  const std::string_view bound = expr.count_bound == ast::CountBound::kAtLeast  ? "at least"
                                 : expr.count_bound == ast::CountBound::kAtMost ? "at most"
                                                                                : "exactly";
  return fmt::format("{} {} of", bound, expr.count);
}

std::vector<std::string> NodeTexts(const CompiledGuideline& compiled) {
  std::vector<std::string> texts(compiled.guideline.graph.size());
  const auto add = [&](const ast::Expr& expr) {
    const std::optional<NodeId> node = compiled.expression_nodes[expr.id];
    const bool is_name = expr.kind == Kind::kName || expr.kind == Kind::kIsYes;
    if (!node || is_name || !texts[Index(*node)].empty()) return;
    texts[Index(*node)] = ExpressionText(compiled.text.source, expr);
  };
  for (const ast::Declaration& declaration : compiled.text.file->declarations) {
    ForEachExpression(declaration, [&](const ast::Expr& expr) { ForEachPart(expr, add); });
  }
  return texts;
}

}  // namespace mgl
