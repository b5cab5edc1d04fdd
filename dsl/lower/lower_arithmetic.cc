// Numbers and dates that are computed; part of lower_expressions.h.
#include <algorithm>

#include "dsl/ast/calendar_duration.h"
#include "dsl/check/check_expressions.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/lower/lower_expressions.h"
#include "engine/meaning/arithmetic.h"
#include "engine/meaning/lines.h"
#include "engine/model/node_family.h"
#include "engine/value/whole_number.h"

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
  const Result<SumUnits> units =
      UnitsOfSum({Type(left).unit, IsConstant(left)}, {Type(right).unit, IsConstant(right)},
                 expr.kind == ast::ExprKind::kSubtract);
  const Substance* substance = Type(left).substance;
  return Number(kind,
                {LowerIn(left, units->left, substance), LowerIn(right, units->right, substance)});
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
  const std::uint32_t payload = IsWholeNumber(days) ? kWholeDays : 0;
  return Date(NodeKind::kAddDays, {LowerHere(date), days}, payload);
}

/// Whether a number is whole whatever is known of the patient. Operands have smaller ids.
bool ExpressionLowering::IsWholeNumber(NodeId node) {
  while (whole_.size() <= Index(node)) {
    const auto id = static_cast<NodeId>(whole_.size());
    whole_.push_back(IsSurelyWhole(guideline_.graph.node(id), guideline_.graph.Operands(id)));
  }
  return whole_[Index(node)];
}

bool ExpressionLowering::IsSurelyWhole(const Node& node, std::span<const NodeId> operands) const {
  if (node.type != ValueType::kNumber) return false;
  const auto is_whole = [this](NodeId operand) { return whole_[Index(operand)]; };
  switch (FamilyOf(node.kind)) {
    case NodeFamily::kLeaf:
      return IsWholeLeaf(node);
    case NodeFamily::kFirstKnown:
      return std::ranges::all_of(operands, is_whole);
    case NodeFamily::kLines:
      for (std::size_t i = 0; i < LineCount(operands); ++i) {
        if (!is_whole(LineAt(operands, i).value)) return false;
      }
      return true;
    case NodeFamily::kArithmetic:
      break;
    case NodeFamily::kTruthOperator:
    case NodeFamily::kKnown:
    case NodeFamily::kComparison:
    case NodeFamily::kCut:
    case NodeFamily::kChoice:
      return false;  // no numbers
  }
  switch (TraitsOf(AsArithmetic(node.kind)).whole) {
    case Wholeness::kNotSurely:
      return false;
    case Wholeness::kAlways:
      return true;
    case Wholeness::kOfDecimals:
      return node.payload == 0 || is_whole(operands[0]);
    case Wholeness::kOfWhole:
      return std::ranges::all_of(operands, is_whole);
  }
  std::abort();
}

/// A constant, or a fact that is recorded in whole numbers.
bool ExpressionLowering::IsWholeLeaf(const Node& node) const {
  if (node.kind == NodeKind::kMissing) return true;
  if (node.kind == NodeKind::kNumber) {
    return guideline_.graph.number(node.payload).get_den() == 1;
  }
  const Fact& fact = guideline_.facts[node.payload];
  const auto is_whole_step = [](const std::optional<Rational>& step) {
    return step && step->get_den() == 1;
  };
  const bool has_whole_default =
      !fact.default_value || fact.default_value->number.low.value.get_den() == 1;
  // The last step counts: it is `step`.
  return has_whole_default && is_whole_step(fact.step ? fact.step : fact.whole_step);
}

/// Whole months of the calendar, the years of which 12 make one, or whole weeks of 7 days.
NodeId ExpressionLowering::LowerCompleted(const ast::Expr& expr) {
  const NodeId from = LowerHere(*expr.children[0]);
  const NodeId to =
      expr.children.size() > 1 ? LowerHere(*expr.children[1]) : Date(NodeKind::kToday, {});
  const std::string& unit = Type(expr).unit->ucum;
  const NodeId count =
      Number(unit == "wk" ? NodeKind::kDaysBetween : NodeKind::kMonthsBetween, {from, to});
  if (unit == "mo") return count;
  const NodeId each = guideline_.graph.AddNumber(unit == "wk" ? 7 : 12);
  return Number(NodeKind::kFloor, {Number(NodeKind::kDivide, {count, each})});
}

/// Of two dates of which one may be missing: `max(a, b)` where both are known, else the known one.
NodeId ExpressionLowering::LowerDatesOf(const ast::Expr& expr) {
  const NodeKind kind =
      expr.name.text.starts_with("latest") ? NodeKind::kMaximum : NodeKind::kMinimum;
  std::vector<NodeId> dates;
  for (const auto& child : expr.children) dates.push_back(LowerHere(*child));
  if (!expr.name.text.ends_with("known")) {
    return guideline_.graph.Add(kind, ValueType::kDate, 0, dates);
  }
  NodeId so_far = dates.front();
  for (std::size_t i = 1; i < dates.size(); ++i) {
    const NodeId both = Date(kind, {so_far, dates[i]});
    so_far = Date(NodeKind::kFirstKnown, {both, so_far, dates[i]});
  }
  return so_far;
}

NodeId ExpressionLowering::LowerCall(const ast::Expr& expr) {
  if (IsOfDates(expr.name.text)) return LowerDatesOf(expr);
  const ast::Expr& first = *expr.children[0];
  const Function* const function = FindFunction(expr.name.text);
  if (function == nullptr || function->arguments == Function::Arguments::kTwoOrMore) {
    const bool is_number = Type(first).kind == ExprType::Kind::kNumber;
    std::vector<NodeId> operands;
    for (const auto& child : expr.children) {
      operands.push_back(is_number ? LowerIn(*child, Type(expr).unit, Type(first).substance)
                                   : LowerHere(*child));
    }
    const NodeKind kind = function == nullptr ? NodeKind::kFirstKnown : function->node;
    const ValueType type = guideline_.graph.node(operands[0]).type;
    return guideline_.graph.Add(kind, type, 0, operands);
  }
  const NodeId operand = LowerHere(first);
  if (function->arguments == Function::Arguments::kOne) return Number(function->node, {operand});
  const auto decimals = ToInt64(expr.children[1]->quantity.number.value);
  return Number(function->node, {operand}, static_cast<std::uint32_t>(*decimals));
}

}  // namespace mgl
