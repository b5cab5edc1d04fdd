#include "dsl/check/factor_unit.h"

#include <fmt/format.h>

#include <optional>
#include <string_view>

#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/wording.h"

namespace mgl {
namespace {

using Kind = ast::ExprKind;

/// Units of what formulas multiply with: volumes of distribution, amounts by body size.
constexpr std::string_view kOfFactors[] = {"L/kg",    "mL/kg", "mg/kg", "mmol/kg", "ug/kg",
                                           "g/kg",    "L/m2",  "mg/m2", "kcal/kg", "mL/kg/h",
                                           "mg/kg/h", "L",     "mL",    "mg",      "g"};

bool IsBareNumber(const ast::Expr& expr) {
  return expr.kind == Kind::kQuantity && !expr.quantity.unit && !expr.quantity.sum;
}

class FactorReader {
 public:
  explicit FactorReader(const CheckContext& context) : context_(context) {}

  /// The product of what has a unit; one factor without is left out. Nothing where it is no formula
  /// of that kind.
  std::optional<Unit> UnitOf(const ast::Expr& expr, bool is_factor) {
    if (IsBareNumber(expr) && is_factor) {
      if (factor_ != nullptr) return std::nullopt;
      factor_ = &expr;
      return *ParseUnit("1");
    }
    if (expr.kind == Kind::kName) return UnitOfName(expr);
    if (expr.kind == Kind::kQuantity && expr.quantity.unit) {
      const Result<Unit> unit = ParseUnit(expr.quantity.unit->code);
      return unit ? std::optional(*unit) : std::nullopt;
    }
    if (expr.children.size() != 2 || !expr.children[0] || !expr.children[1]) return std::nullopt;
    const ast::Expr& left = *expr.children[0];
    const ast::Expr& right = *expr.children[1];
    if (expr.kind == Kind::kAdd || expr.kind == Kind::kSubtract) return UnitOfSum(left, right);
    if (expr.kind != Kind::kMultiply) return std::nullopt;
    const std::optional<Unit> first = UnitOf(left, is_factor);
    const std::optional<Unit> second = UnitOf(right, is_factor);
    if (!first || !second || !IsLinear(*first) || !IsLinear(*second)) return std::nullopt;
    return MultiplyUnits(*first, *second);
  }

  const ast::Expr* factor() const { return factor_; }

  /// As it is written, numbers without a unit with theirs.
  std::string Write(const ast::Expr& expr, std::string_view unit_of_factor, bool is_inner) const {
    if (expr.kind == Kind::kName) return expr.name.text;
    if (expr.kind == Kind::kQuantity) {
      const std::string number = FormatDecimal(expr.quantity.number.value);
      const std::string_view unit = &expr == factor_ ? unit_of_factor
                                    : expr.quantity.unit
                                        ? std::string_view(expr.quantity.unit->code)
                                        : std::string_view();
      return fmt::format("{} {}", number, unit);
    }
    const ast::Expr& left = *expr.children[0];
    const ast::Expr& right = *expr.children[1];
    if (expr.kind == Kind::kMultiply) {
      return fmt::format("{} * {}", Write(left, unit_of_factor, true),
                         Write(right, unit_of_factor, true));
    }
    std::string text = fmt::format("{} {} {}", WriteTerm(left, right),
                                   expr.kind == Kind::kAdd ? "+" : "-", WriteTerm(right, left));
    return is_inner ? fmt::format("({})", text) : text;
  }

 private:
  std::optional<Unit> UnitOfName(const ast::Expr& expr) const {
    if (expr.id >= context_.checked.types.size()) return std::nullopt;
    const ExprType& type = context_.checked.types[expr.id];
    const bool fits = type.kind == ExprType::Kind::kNumber && !IsUnity(type.unit);
    return fits ? std::optional<Unit>(type.unit) : std::nullopt;
  }

  /// `15 - level`: the number is in the unit of what it stands beside.
  std::optional<Unit> UnitOfSum(const ast::Expr& left, const ast::Expr& right) const {
    const bool is_left_name = left.kind == Kind::kName;
    const ast::Expr& name = is_left_name ? left : right;
    const ast::Expr& other = is_left_name ? right : left;
    if (name.kind != Kind::kName) return std::nullopt;
    const std::optional<Unit> unit = UnitOfName(name);
    if (!unit || IsBareNumber(other)) return unit;
    const std::optional<Unit> second = other.kind == Kind::kName ? UnitOfName(other)
                                       : other.kind == Kind::kQuantity && other.quantity.unit
                                           ? FactorReader(context_).UnitOf(other, false)
                                           : std::nullopt;
    return second && second->code == unit->code ? unit : std::nullopt;
  }

  std::string WriteTerm(const ast::Expr& term, const ast::Expr& beside) const {
    if (!IsBareNumber(term)) return Write(term, "", true);
    const std::optional<Unit> unit = UnitOfName(beside);
    return fmt::format("{} {}", FormatDecimal(term.quantity.number.value), unit ? unit->code : "");
  }

  const CheckContext& context_;
  const ast::Expr* factor_ = nullptr;
};

}  // namespace

std::string WithUnitOfFactor(const CheckContext& context, const ast::Expr& formula,
                             const Unit& unit) {
  FactorReader reader(context);
  if (formula.kind != Kind::kMultiply || !IsLinear(unit)) return {};
  const std::optional<Unit> rest = reader.UnitOf(formula, true);
  if (!rest || reader.factor() == nullptr || IsUnity(*rest)) return {};
  const Unit lacking = DivideUnits(unit, *rest);
  for (const std::string_view code : kOfFactors) {
    const Result<Unit> usual = ParseUnit(code);
    const auto into = usual ? FindConversion(*usual, lacking, nullptr) : std::nullopt;
    if (!into || into->offset != 0 || into->factor != 1) continue;
    return reader.Write(formula, code, false);
  }
  return {};
}

std::string FactorWithoutUnit(const CheckContext& context, const ast::Expr& formula) {
  FactorReader reader(context);
  const bool is_read = formula.kind == Kind::kMultiply && reader.UnitOf(formula, true);
  return is_read && reader.factor() != nullptr
             ? FormatDecimal(reader.factor()->quantity.number.value)
             : std::string();
}

}  // namespace mgl
