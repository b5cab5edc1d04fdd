// Expressions as texts that are equal where they say the same.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/comparison.h"
#include "engine/unit.h"
#include "tools/lint/statements.h"

namespace mgl {
namespace {

using ast::ExprKind;

bool IsCommutative(ExprKind kind) {
  return kind == ExprKind::kAnd || kind == ExprKind::kOr || kind == ExprKind::kCount ||
         kind == ExprKind::kAnyKnown || kind == ExprKind::kAdd || kind == ExprKind::kMultiply;
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

/// What the node itself says, without its children.
std::string OwnKey(const ast::Expr& expr, ast::Comparison comparison) {
  std::string key = fmt::format("{}", static_cast<int>(expr.kind));
  switch (expr.kind) {
    case ExprKind::kName:
    case ExprKind::kIsChoice:
    case ExprKind::kDateOf:
    case ExprKind::kCall:
    case ExprKind::kText:
      return key + ":" + expr.name.text;
    case ExprKind::kIsRange:
      return key + fmt::format(":{} {}", static_cast<int>(expr.side), expr.name.text);
    case ExprKind::kQuantity:
      return key + ":" + MeaningKey(expr.quantity);
    case ExprKind::kInUnit:
      return key + ":" + (expr.quantity.unit ? expr.quantity.unit->code : "");
    case ExprKind::kDate:
      return key + fmt::format(":{}", expr.date.day);
    case ExprKind::kIsSpan:
      return key + ":" + SpanKey(*expr.interval);
    case ExprKind::kCompare:
      return key + fmt::format(":{}", static_cast<int>(comparison));
    case ExprKind::kCount:
      return key + fmt::format(":{} {}", static_cast<int>(expr.count_bound), expr.count);
    default:
      return key;
  }
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

}  // namespace mgl
