// Comparisons of numbers, dates and choices; what stands in a span, what is one of several.
#include "dsl/lower/lower_expressions.h"

#include <utility>

#include "dsl/ast/calendar_duration.h"
#include "dsl/check/unit_algebra.h"

namespace mgl {
NodeId ExpressionLowering::ChoiceNode(const ast::ChoiceOwner& owner, const ast::Name& choice) {
  return guideline_.graph.Add(NodeKind::kChoice, ValueType::kChoice, ChoiceIndex(owner, choice),
                              {});
}

NodeId ExpressionLowering::LowerOneOf(const ast::Expr& expr) {
  const ast::Expr& value = *expr.children[0];
  const NodeId operand = LowerHere(value);
  if (Type(value).kind == ExprType::Kind::kChoice) {
    std::vector<NodeId> operands{operand};
    for (std::size_t i = 1; i < expr.children.size(); ++i) {
      operands.push_back(ChoiceNode(*Type(value).choices, expr.children[i]->name));
    }
    return Truth(NodeKind::kIsOneOf, std::move(operands));
  }
  std::vector<NodeId> alternatives;
  for (std::size_t i = 1; i < expr.children.size(); ++i) {
    const ast::Quantity& item = expr.children[i]->quantity;
    alternatives.push_back(Compare(ast::Comparison::kEqual, operand,
                                   Literal(item, Type(value).unit, Type(value).substance)));
  }
  return Or(std::move(alternatives));
}

NodeId ExpressionLowering::Literal(const ast::Quantity& quantity, const Unit& unit,
                                   const Substance* substance) {
  Rational value = quantity.number.value;
  if (quantity.unit) {
    value = FindConversion(*units_.Read(quantity.unit->code), unit, substance)->Apply(value);
  }
  return guideline_.graph.AddNumber(value);
}

NodeId ExpressionLowering::Literal(const ast::Expr& expr, const Unit& unit,
                                   const Substance* substance) {
  const Rational& value = NumberOf(expr.quantity, Type(expr));
  const bool is_sum = expr.quantity.sum && IsUnity(Type(expr).unit);
  if (!expr.quantity.unit || is_sum) return guideline_.graph.AddNumber(value);
  return guideline_.graph.AddNumber(FindConversion(Type(expr).unit, unit, substance)->Apply(value));
}

NodeId ExpressionLowering::LowerIn(const ast::Expr& expr, const Unit& unit,
                                   const Substance* substance) {
  if (expr.kind == ast::ExprKind::kQuantity) return Literal(expr, unit, substance);
  const NodeId node = LowerHere(expr);
  const Conversion conversion = *FindConversion(Type(expr).unit, unit, substance);
  NodeId result = node;
  if (conversion.factor != 1) {
    result = Number(NodeKind::kMultiply, {result, guideline_.graph.AddNumber(conversion.factor)});
  }
  if (conversion.offset != 0) {
    result = Number(NodeKind::kAdd, {result, guideline_.graph.AddNumber(conversion.offset)});
  }
  return result;
}

NodeId ExpressionLowering::Compare(ast::Comparison comparison, NodeId left, NodeId right) {
  switch (comparison) {
    case ast::Comparison::kLess:
      return Truth(NodeKind::kLess, {left, right});
    case ast::Comparison::kLessEqual:
      return Truth(NodeKind::kLessEqual, {left, right});
    case ast::Comparison::kGreater:
      return Truth(NodeKind::kLess, {right, left});
    case ast::Comparison::kGreaterEqual:
      return Truth(NodeKind::kLessEqual, {right, left});
    case ast::Comparison::kEqual:
      return Truth(NodeKind::kEqual, {left, right});
    case ast::Comparison::kNotEqual:
      return Not(Truth(NodeKind::kEqual, {left, right}));
  }
  std::abort();
}

/// `time since D > 3 months` is `D + 3 months < today`: months have no fixed number of days.
std::optional<NodeId> ExpressionLowering::CalendarComparison(const ast::Expr& since,
                                                             ast::Comparison comparison,
                                                             const ast::Quantity& bound) {
  if (!Type(since).time_since || !bound.unit || !IsCalendarUnit(*bound.unit)) return std::nullopt;
  const auto months = static_cast<std::uint32_t>(ToCalendarDuration(bound)->months);
  const NodeId shifted = Date(NodeKind::kAddMonths, {LowerHere(*since.children[0])}, months);
  return Compare(comparison, Date(NodeKind::kToday, {}), shifted);
}

NodeId ExpressionLowering::LowerComparison(const ast::Expr& expr) {
  const ast::Expr& left = *expr.children[0];
  const ast::Expr& right = *expr.children[1];
  if (Type(left).kind == ExprType::Kind::kChoice) return LowerChoiceComparison(expr);
  if (Type(left).kind != ExprType::Kind::kNumber) {
    const NodeId right_node = LowerHere(right);
    return Compare(expr.comparison, LowerHere(left), right_node);
  }
  if (const auto node = CalendarComparison(left, expr.comparison, right.quantity)) return *node;
  if (const auto node = CalendarComparison(right, Mirrored(expr.comparison), left.quantity)) {
    return *node;
  }
  // The constant is converted, whichever side it stands on.
  const ExprType& type = Type(left.kind == ast::ExprKind::kQuantity ? right : left);
  const Substance* substance = type.substance != nullptr ? type.substance : Type(left).substance;
  const NodeId right_node = LowerIn(right, type.unit, substance);
  return Compare(expr.comparison, LowerIn(left, type.unit, substance), right_node);
}

NodeId ExpressionLowering::LowerChoiceComparison(const ast::Expr& expr) {
  const auto lower_side = [&](const ast::Expr& side) {
    const bool is_choice_name = side.kind == ast::ExprKind::kName &&
                                resolution_.expression_symbols[side.id].kind == SymbolKind::kNone;
    if (!is_choice_name) return LowerHere(side);
    return ChoiceNode(*Type(side).choices, side.name);
  };
  const NodeId left = lower_side(*expr.children[0]);
  const NodeId right = lower_side(*expr.children[1]);
  switch (expr.comparison) {
    case ast::Comparison::kEqual:
      return Truth(NodeKind::kSameChoice, {left, right});
    case ast::Comparison::kNotEqual:
      return Not(Truth(NodeKind::kSameChoice, {left, right}));
    case ast::Comparison::kLess:
      return Truth(NodeKind::kChoiceLess, {left, right});
    case ast::Comparison::kGreater:
      return Truth(NodeKind::kChoiceLess, {right, left});
    case ast::Comparison::kLessEqual:
      return Not(Truth(NodeKind::kChoiceLess, {right, left}));
    case ast::Comparison::kGreaterEqual:
      return Not(Truth(NodeKind::kChoiceLess, {left, right}));
  }
  std::abort();
}

NodeId ExpressionLowering::LowerSpan(const ast::Expr& expr) {
  const ast::Expr& value = *expr.children[0];
  const ast::QuantitySpan& span = *expr.interval;
  const auto bound = [&](ast::Comparison comparison, const ast::Quantity& quantity) {
    if (const auto node = CalendarComparison(value, comparison, quantity)) return *node;
    const NodeId bound_node = Literal(quantity, Type(value).unit, Type(value).substance);
    return Compare(comparison, LowerHere(value), bound_node);
  };
  std::vector<NodeId> sides;
  if (span.low) {
    sides.push_back(bound(
        span.low_closed ? ast::Comparison::kGreaterEqual : ast::Comparison::kGreater, *span.low));
  }
  if (span.high) {
    sides.push_back(
        bound(span.high_closed ? ast::Comparison::kLessEqual : ast::Comparison::kLess, *span.high));
  }
  return And(std::move(sides));
}

}  // namespace mgl
