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
    if (!number && !list.Is(SyntaxKind::kName) && !list.Is(SyntaxKind::kText)) {
      list.Skip();
      continue;
    }
    ExprPtr listed = builder.NewExpr(number ? ExprKind::kQuantity : ExprKind::kName, list.span());
    if (number) {
      listed->quantity = builder.TakeQuantity(list);
    } else {
      listed->name = builder.TakeChoice(list);
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

/// `2026-01-01 to 2026-02-01`, `before 2026-01-01`: comparisons with the same date.
ExprPtr TakeDates(NodeBuilder& builder, NodeReader& parts, ExprPtr left, Span whole) {
  const Span dates = parts.Rest();
  const ast::Comparison side = IsSide(parts) ? TakeSide(parts) : ast::Comparison::kEqual;
  ExprPtr first = builder.TakeSideOperand(parts);
  if (!parts.IsWord("to")) {
    ExprPtr single = builder.NewExpr(ExprKind::kCompare, whole);
    single->comparison = side;
    single->children.push_back(std::move(left));
    single->children.push_back(std::move(first));
    return single;
  }
  const std::uint32_t joint = parts.span().begin;
  parts.TakeWord("to");
  const bool is_open = TakeOpenEnd(parts);
  ExprPtr last = builder.TakeSideOperand(parts);
  if (left->kind != ExprKind::kName) {
    Fail(DiagnosticKind::kUnexpectedText, dates, "an interval of dates belongs to a name",
         "give what stands before `is` a name with `define`");
  }
  if (last->date.day < first->date.day) {
    Fail(DiagnosticKind::kReversedBounds, dates, "the last day lies before the first",
         "write the earlier date first");
  }
  ExprPtr subject = builder.NewExpr(ExprKind::kName, left->span);
  subject->operator_span = left->operator_span;
  subject->name = left->name;
  const auto compare = [&](ExprPtr name, ExprPtr date, ast::Comparison comparison, Span place) {
    ExprPtr expr = builder.NewExpr(ExprKind::kCompare, place);
    expr->operator_span = dates;
    expr->comparison = comparison;
    expr->children.push_back(std::move(name));
    expr->children.push_back(std::move(date));
    return expr;
  };
  const Span low_side{dates.begin, first->span.end};
  ExprPtr low =
      compare(std::move(left), std::move(first),
              side == ast::Comparison::kGreater ? side : ast::Comparison::kGreaterEqual, low_side);
  ExprPtr high =
      compare(std::move(subject), std::move(last),
              is_open ? ast::Comparison::kLess : ast::Comparison::kLessEqual, {joint, dates.end});
  ExprPtr both = builder.NewExpr(ExprKind::kAnd, whole);
  both->children.push_back(std::move(low));
  both->children.push_back(std::move(high));
  return both;
}

ExprKind KindOfWord(std::string_view word) {
  if (word == "known") return ExprKind::kIsKnown;
  if (word == "missing") return ExprKind::kIsMissing;
  if (word == "suspect") return ExprKind::kIsSuspect;
  if (word == "yes") return ExprKind::kIsYes;
  return word == "no" ? ExprKind::kIsNo : ExprKind::kIsRange;
}

}  // namespace

bool IsDated(NodeReader parts) {
  if (IsSide(parts)) TakeSide(parts);
  return parts.Is(SyntaxKind::kDate) || parts.IsWord("today");
}

ExprPtr NodeBuilder::TakeSideOperand(NodeReader& parts) {
  ExprPtr operand = NewExpr(ExprKind::kToday, parts.span());
  operand->operator_span = parts.span();
  if (parts.Is(SyntaxKind::kDate)) {
    operand->kind = ExprKind::kDate;
    operand->date = TakeDate(parts);
  } else if (parts.Is(SyntaxKind::kQuantity)) {
    operand->kind = ExprKind::kQuantity;
    operand->quantity = TakeQuantity(parts);
    operand->quantity.sum = SumOfAge(parts.source().Text(operand->span));
  } else if (parts.Is(SyntaxKind::kName)) {
    operand->kind = ExprKind::kName;
    operand->name = TakeName(parts);
  }
  return operand;
}

ExprPtr NodeBuilder::TakeComparison(NodeReader& parts, ExprPtr left, Span whole) {
  NodeReader behind = parts;
  NodeReader dates = parts.Is(SyntaxKind::kSpan) ? behind.Enter() : parts;
  if (IsDated(dates)) return TakeDates(*this, dates, std::move(left), whole);
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
    case SyntaxKind::kName:
    case SyntaxKind::kText:
      expr->name = TakeChoice(parts);
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
