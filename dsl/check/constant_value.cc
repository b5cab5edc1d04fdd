#include "dsl/check/constant_value.h"

#include "dsl/ast/ast.h"
#include "dsl/check/unit_algebra.h"

namespace mgl {
namespace {

using Kind = ast::ExprKind;

class ConstantFolding {
 public:
  ConstantFolding(const Resolution& resolution, const Checked& checked)
      : resolution_(resolution), checked_(checked) {}

  std::optional<Rational> ValueOf(const ast::Expr& expr) {
    // Defines that use each other twice would double the work at each step.
    if (++steps_ > kMostSteps || TypeOf(expr).kind != ExprType::Kind::kNumber) return std::nullopt;
    if (expr.kind == Kind::kQuantity) return NumberOf(expr.quantity, TypeOf(expr));
    if (expr.kind == Kind::kName) return ValueOfName(expr);
    for (const Kind kind :
         {Kind::kNegate, Kind::kAdd, Kind::kSubtract, Kind::kMultiply, Kind::kDivide}) {
      if (expr.kind == kind) return ValueOfArithmetic(expr);
    }
    return std::nullopt;
  }

 private:
  static constexpr int kMostSteps = 200;  // it is the depth of the recursion too

  const ExprType& TypeOf(const ast::Expr& expr) const { return checked_.types[expr.id]; }

  std::optional<Rational> ValueOfName(const ast::Expr& expr) {
    const Symbol& symbol = resolution_.expression_symbols[expr.id];
    if (symbol.kind != SymbolKind::kDefine) return std::nullopt;
    const ast::Expr* as = resolution_.defines[symbol.index]->as.get();
    return as == nullptr ? std::nullopt : In(*as, TypeOf(expr).unit);
  }

  /// A sum is in the unit of its left operand.
  std::optional<Rational> ValueOfArithmetic(const ast::Expr& expr) {
    if (!expr.children[0]) return std::nullopt;
    const std::optional<Rational> left = ValueOf(*expr.children[0]);
    if (!left || expr.kind == Kind::kNegate) return left ? std::optional(Rational(-*left)) : left;
    if (!expr.children[1]) return std::nullopt;
    const ast::Expr& second = *expr.children[1];
    const bool is_sum = expr.kind == Kind::kAdd || expr.kind == Kind::kSubtract;
    const std::optional<Rational> right =
        is_sum ? In(second, TypeOf(*expr.children[0]).unit) : ValueOf(second);
    if (!right || (expr.kind == Kind::kDivide && *right == 0)) return std::nullopt;
    if (expr.kind == Kind::kAdd) return *left + *right;
    if (expr.kind == Kind::kSubtract) return *left - *right;
    return expr.kind == Kind::kMultiply ? Rational(*left * *right) : Rational(*left / *right);
  }

  std::optional<Rational> In(const ast::Expr& expr, const Unit& unit) {
    const std::optional<Rational> value = ValueOf(expr);
    const std::optional<Conversion> conversion = FindConversion(TypeOf(expr).unit, unit);
    return value && conversion ? std::optional(conversion->Apply(*value)) : std::nullopt;
  }

  const Resolution& resolution_;
  const Checked& checked_;
  int steps_ = 0;
};

}  // namespace

const Rational& NumberOf(const ast::Quantity& quantity, const ExprType& type) {
  return quantity.sum && IsUnity(type.unit) ? *quantity.sum : quantity.number.value;
}

std::optional<Rational> ConstantValue(const ast::Expr& expr, const Resolution& resolution,
                                      const Checked& checked) {
  return ConstantFolding(resolution, checked).ValueOf(expr);
}

std::optional<Rational> ValueIn(const ast::Quantity& quantity, const Unit& unit,
                                const Substance* substance) {
  if (!quantity.unit || quantity.unit->code == unit.code) return quantity.number.value;
  const Result<Unit> own = ParseUnit(quantity.unit->code);
  if (!own) return std::nullopt;
  const auto conversion = FindConversion(*own, unit, substance);
  if (!conversion) return std::nullopt;
  return conversion->Apply(quantity.number.value);
}

}  // namespace mgl
