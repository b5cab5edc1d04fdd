// Building what stands after `is`: a value, an interval, a choice, a list, a side of a range.
#include <string_view>
#include <utility>

#include "dsl/parse/parse_build.h"

namespace mgl {
namespace {

using ast::ExprKind;
using ast::ExprPtr;

/// `(a, b)` of `is one of (a, b)`: choices and numbers.
void AddListed(NodeBuilder& builder, NodeReader list, ast::Expr& one_of) {
  while (!list.done()) {
    const bool number = list.Is(SyntaxKind::kQuantity);
    if (!number && !list.Is(SyntaxKind::kName)) {
      list.Skip();
      continue;
    }
    ExprPtr listed = builder.NewExpr(number ? ExprKind::kQuantity : ExprKind::kName, list.span());
    if (number) {
      listed->quantity = builder.TakeQuantity(list);
    } else {
      listed->name = builder.TakeName(list);
    }
    one_of.children.push_back(std::move(listed));
  }
}

/// `1.2 to 1.8 mg/dL` is an interval; `5 mg` and what has one bound are comparisons with a number.
void SetSpan(NodeBuilder& builder, NodeReader& parts, ast::Expr& expr) {
  NodeReader copy = parts;
  NodeReader inside = copy.Enter();
  const bool single = inside.Take(SyntaxKind::kQuantity) && inside.done();
  ast::QuantitySpan interval = builder.TakeSpan(parts);
  if (!single && interval.low && interval.high) {
    expr.kind = ExprKind::kIsSpan;
    expr.interval = std::make_unique<ast::QuantitySpan>(std::move(interval));
    return;
  }
  expr.kind = ExprKind::kCompare;
  if (!single && interval.low) {
    expr.comparison =
        interval.low_closed ? ast::Comparison::kGreaterEqual : ast::Comparison::kGreater;
  } else if (!single) {
    expr.comparison = interval.high_closed ? ast::Comparison::kLessEqual : ast::Comparison::kLess;
  }
  ast::Quantity& bound = interval.low ? *interval.low : *interval.high;
  expr.children.push_back(builder.NewExpr(ExprKind::kQuantity, bound.span));
  expr.children.back()->quantity = std::move(bound);
}

ExprKind KindOfWord(std::string_view word) {
  if (word == "known") return ExprKind::kIsKnown;
  if (word == "missing") return ExprKind::kIsMissing;
  if (word == "yes") return ExprKind::kIsYes;
  return word == "no" ? ExprKind::kIsNo : ExprKind::kIsRange;
}

}  // namespace

ExprPtr NodeBuilder::TakeComparison(NodeReader& parts, ExprPtr left, Span whole) {
  ExprPtr expr = NewExpr(ExprKind::kIsChoice, whole);
  expr->children.push_back(std::move(left));
  switch (parts.node().kind) {
    case SyntaxKind::kChoiceList:
      expr->kind = ExprKind::kIsOneOf;
      AddListed(*this, parts.Enter(), *expr);
      break;
    case SyntaxKind::kSpan:
      SetSpan(*this, parts, *expr);
      break;
    case SyntaxKind::kDate:
      expr->kind = ExprKind::kCompare;
      expr->children.push_back(NewExpr(ExprKind::kDate, parts.span()));
      expr->children.back()->date = TakeDate(parts);
      break;
    case SyntaxKind::kName:
      expr->name = TakeName(parts);
      break;
    default:
      expr->kind = KindOfWord(parts.text());
      if (parts.IsWord("below")) expr->side = ast::Side::kBelow;
      if (parts.IsWord("above")) expr->side = ast::Side::kAbove;
      parts.Skip();
      if (expr->kind == ExprKind::kIsRange) expr->name = TakeName(parts);
      break;
  }
  return expr;
}

}  // namespace mgl
