// Sums of conditions, written as the lines of a score.
#include "dsl/check/counted_truths.h"

#include <fmt/format.h>

#include <vector>

#include "dsl/ast/ast.h"
#include "dsl/resolve/wording.h"

namespace mgl {
namespace {

using Kind = ast::ExprKind;

/// A name, a number, a comparison of both, what joins them; empty where it is something else.
std::string TextOf(const ast::Expr& expr) {
  if (expr.kind == Kind::kName) return expr.name.text;
  if (expr.kind == Kind::kQuantity) return QuantityText(expr.quantity);
  if (expr.kind == Kind::kIsChoice && !expr.children.empty() && expr.children[0]) {
    return fmt::format("{} is {}", TextOf(*expr.children[0]), expr.name.text);
  }
  const bool is_joint = expr.kind == Kind::kAnd || expr.kind == Kind::kOr;
  if (expr.kind == Kind::kNot && expr.children[0]) {
    const std::string text = TextOf(*expr.children[0]);
    return text.empty() ? "" : fmt::format("not {}", text);
  }
  if (expr.kind != Kind::kCompare && !is_joint) return "";
  const std::string_view sign =
      is_joint ? (expr.kind == Kind::kAnd ? "and" : "or") : ComparisonText(expr.comparison);
  std::string joined;
  for (const ast::ExprPtr& child : expr.children) {
    const std::string text = child ? TextOf(*child) : "";
    if (text.empty()) return "";
    joined += joined.empty() ? text : fmt::format(" {} {}", sign, text);
  }
  return joined;
}

/// The lines for all parts of a sum; false where one cannot be said.
bool AppendItems(const ast::Expr& expr, std::vector<std::string>& items) {
  if (expr.kind == Kind::kAdd) {
    return expr.children[0] && expr.children[1] && AppendItems(*expr.children[0], items) &&
           AppendItems(*expr.children[1], items);
  }
  const ast::Expr* condition = &expr;
  std::string points = "1";
  if (expr.kind == Kind::kMultiply && expr.children[0] && expr.children[1]) {
    const bool is_first = expr.children[0]->kind == Kind::kQuantity;
    const ast::Expr& number = *expr.children[is_first ? 0 : 1];
    condition = expr.children[is_first ? 1 : 0].get();
    if (number.kind != Kind::kQuantity || number.quantity.unit) return false;
    points = QuantityText(number.quantity);
  }
  const std::string text = TextOf(*condition);
  if (text.empty() || condition->kind == Kind::kQuantity) return false;
  items.push_back(fmt::format("`item \"{0}\" points {1} when {0}`", text, points));
  return true;
}

bool Holds(const ast::Expr& whole, const ast::Expr& part) {
  return whole.span.begin <= part.span.begin && part.span.end <= whole.span.end;
}

}  // namespace

std::string AsScore(const Resolution& resolution, const ast::Expr& part, std::uint32_t& begin) {
  for (const ast::Define* define : resolution.defines) {
    if (!define->as || !Holds(*define->as, part)) continue;
    const bool is_sum = define->as->kind == Kind::kAdd || define->as->kind == Kind::kMultiply;
    std::vector<std::string> items;
    if (!is_sum || !AppendItems(*define->as, items)) return "";
    begin = define->span.begin;
    std::string title;
    if (define->title) title = fmt::format(" \"{}\"", define->title->text);
    return fmt::format("a sum of conditions is a score: write `score {}{}`, and below it {}",
                       define->name.text, title, fmt::join(items, ", "));
  }
  return "";
}

}  // namespace mgl
