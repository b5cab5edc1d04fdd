#include "tools/author/lint/meaning_key.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/ast/ast.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

using ast::ExprKind;

bool IsCommutative(ExprKind kind) {
  return MayBeReordered(kind) || kind == ExprKind::kAdd || kind == ExprKind::kMultiply;
}

std::string DimensionKey(const Dimension& dimension) {
  std::string key;
  for (const int exponent : dimension.exponent) key += fmt::format("{},", exponent);
  for (const auto& [code, exponent] : dimension.arbitrary) {
    key += fmt::format("{}^{},", code, exponent);
  }
  return key;
}

std::string SpanKey(const ast::QuantitySpan& span) {
  return fmt::format("{}{}..{}{}", span.low_closed ? '[' : '(',
                     span.low ? MeaningKey(*span.low) : "", span.high ? MeaningKey(*span.high) : "",
                     span.high_closed ? ']' : ')');
}

/// What the node itself says, without its children: all that a kind may have.
std::string OwnKey(const ast::Expr& expr, ast::Comparison comparison) {
  std::string key = fmt::format("{} {} {} {} {}", static_cast<int>(expr.kind), expr.name.text,
                                static_cast<int>(comparison), static_cast<int>(expr.side),
                                static_cast<int>(expr.count_bound));
  key += fmt::format(" {} {}", expr.count, expr.date.day);
  if (expr.kind == ExprKind::kInUnit || expr.kind == ExprKind::kCompleted) {
    return key + ":" + (expr.quantity.unit ? expr.quantity.unit->code : "");
  }
  if (expr.kind == ExprKind::kQuantity) return key + ":" + MeaningKey(expr.quantity);
  return expr.interval ? key + ":" + SpanKey(*expr.interval) : key;
}

}  // namespace

std::string MeaningKey(const ast::Quantity& quantity) {
  Rational value = quantity.number.value;
  if (!quantity.unit) return value.get_str();
  std::string unit_key = quantity.unit->code;
  const Result<Unit> unit = ParseUnit(quantity.unit->code);
  if (unit && !unit->logarithmic) {
    value = value * unit->factor + unit->offset;
    unit_key = DimensionKey(unit->dimension);
  }
  const std::string substance = quantity.unit->substance ? quantity.unit->substance->text : "";
  return fmt::format("{} {} {}", value.get_str(), unit_key, substance);
}

std::string MeaningKey(const ast::Expr* expr) {
  if (expr == nullptr) return "-";
  std::vector<std::string> parts;
  for (const ast::ExprPtr& child : expr->children) parts.push_back(MeaningKey(child.get()));
  ast::Comparison comparison = expr->comparison;
  if (expr->kind == ExprKind::kCompare && parts.size() == 2 && parts[1] < parts[0]) {
    std::swap(parts[0], parts[1]);
    comparison = Mirrored(comparison);
  }
  if (IsCommutative(expr->kind)) std::ranges::sort(parts);
  return fmt::format("{}({})", OwnKey(*expr, comparison), fmt::join(parts, ";"));
}

std::string ActionsKey(const ast::Rule& rule) {
  std::vector<std::string> actions;
  for (const ast::Action& action : rule.actions) {
    actions.push_back(fmt::format("{} {} \"{}\"", static_cast<int>(action.verb),
                                  action.target ? action.target->text : "",
                                  action.text ? action.text->text : ""));
  }
  std::ranges::sort(actions);
  return fmt::format("{}", fmt::join(actions, ";"));
}

}  // namespace mgl
