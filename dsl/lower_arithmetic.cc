// Numbers and dates that are computed; part of lower_expressions.h.
#include "dsl/calendar_duration.h"
#include "dsl/lower_expressions.h"
#include "engine/whole_number.h"

namespace mgl {

NodeId ExpressionLowering::LowerArithmetic(const ast::Expr& expr) {
  const ast::Expr& left = *expr.children[0];
  if (expr.kind == ast::ExprKind::kNegate) return Number(NodeKind::kNegate, {LowerHere(left)});
  const ast::Expr& right = *expr.children[1];
  if (expr.kind == ast::ExprKind::kPower) {
    const bool negative = right.kind == ast::ExprKind::kNegate;
    const ast::Expr& exponent = negative ? *right.children[0] : right;
    const bool is_whole = exponent.kind == ast::ExprKind::kQuantity && !exponent.quantity.unit &&
                          exponent.quantity.number.value.get_den() == 1;
    if (!is_whole) return Number(NodeKind::kRealPower, {LowerHere(left), LowerHere(right)});
    const auto size = static_cast<int>(*ToInt64(exponent.quantity.number.value));
    return Number(NodeKind::kPower, {LowerHere(left)},
                  static_cast<std::uint32_t>(negative ? -size : size));
  }
  if (Type(left).kind == ExprType::Kind::kDate || Type(right).kind == ExprType::Kind::kDate) {
    return LowerDateArithmetic(expr);
  }
  if (expr.kind == ast::ExprKind::kMultiply || expr.kind == ast::ExprKind::kDivide) {
    const NodeKind kind =
        expr.kind == ast::ExprKind::kMultiply ? NodeKind::kMultiply : NodeKind::kDivide;
    return Number(kind, {LowerHere(left), LowerHere(right)});
  }
  const NodeKind kind = expr.kind == ast::ExprKind::kAdd ? NodeKind::kAdd : NodeKind::kSubtract;
  return Number(kind, {LowerHere(left), LowerIn(right, Type(left).unit, Type(left).substance)});
}

NodeId ExpressionLowering::LowerDateArithmetic(const ast::Expr& expr) {
  const bool swapped = Type(*expr.children[0]).kind != ExprType::Kind::kDate;
  const ast::Expr& date = *expr.children[swapped ? 1 : 0];
  const ast::Expr& other = *expr.children[swapped ? 0 : 1];
  const bool subtract = expr.kind == ast::ExprKind::kSubtract;
  if (Type(other).kind == ExprType::Kind::kDate) {
    return Number(NodeKind::kDaysBetween, {LowerHere(other), LowerHere(date)});
  }
  if (other.kind == ast::ExprKind::kQuantity && other.quantity.unit &&
      IsCalendarUnit(*other.quantity.unit)) {
    const int months = ToCalendarDuration(other.quantity)->months;
    return Date(NodeKind::kAddMonths, {LowerHere(date)},
                static_cast<std::uint32_t>(subtract ? -months : months));
  }
  NodeId days = LowerIn(other, *units_.Read("d"), nullptr);
  if (subtract) days = Number(NodeKind::kNegate, {days});
  return Date(NodeKind::kAddDays, {LowerHere(date), days});
}

NodeId ExpressionLowering::LowerCall(const ast::Expr& expr) {
  const ast::Expr& first = *expr.children[0];
  const bool is_number = Type(first).kind == ExprType::Kind::kNumber;
  if (expr.kind == ast::ExprKind::kFirstKnown || expr.name.text == "min" ||
      expr.name.text == "max") {
    std::vector<NodeId> operands;
    for (const auto& child : expr.children) {
      operands.push_back(is_number ? LowerIn(*child, Type(first).unit, Type(first).substance)
                                   : LowerHere(*child));
    }
    const NodeKind kind = expr.kind == ast::ExprKind::kFirstKnown ? NodeKind::kFirstKnown
                          : expr.name.text == "min"               ? NodeKind::kMinimum
                                                                  : NodeKind::kMaximum;
    const ValueType type = guideline_.graph.node(operands[0]).type;
    return guideline_.graph.Add(kind, type, 0, operands);
  }
  const NodeId operand = LowerHere(first);
  if (expr.name.text == "sqrt") return Number(NodeKind::kSquareRoot, {operand});
  if (expr.name.text == "ln") return Number(NodeKind::kLogarithm, {operand});
  if (expr.name.text == "exp") return Number(NodeKind::kExponential, {operand});
  if (expr.name.text == "abs") return Number(NodeKind::kAbsolute, {operand});
  if (expr.name.text == "floor") return Number(NodeKind::kFloor, {operand});
  if (expr.name.text == "ceiling") return Number(NodeKind::kCeiling, {operand});
  const auto decimals = ToInt64(expr.children[1]->quantity.number.value);
  return Number(NodeKind::kRound, {operand}, static_cast<std::uint32_t>(*decimals));
}

}  // namespace mgl
