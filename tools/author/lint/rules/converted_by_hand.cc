// Powers of ten that convert a unit, which converts by itself: `height / 100` of a height in cm,
// `weight / height ^ 2 * 10000` in kg/m2.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "dsl/check/constant_value.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/statements.h"
#include "tools/author/lint/cut_places.h"

namespace mgl {
namespace {

/// Units between which people convert by a power of ten.
constexpr std::string_view kConverted[] = {"m",      "cm",  "mm",   "kg",   "g",      "mg",
                                           "ug",     "L",   "dL",   "mL",   "mmol/L", "umol/L",
                                           "nmol/L", "g/L", "g/dL", "mg/L", "mg/dL",  "ug/L"};

/// 100, 0.01, 1000 and beyond. Ten times a limit is no conversion.
bool IsWholePowerOfTen(Rational number) {
  if (number < 0) number = -number;
  if (number == 0) return false;
  if (number < 1) number = 1 / number;
  int zeros = 0;
  for (; number >= 10 && zeros < 10; ++zeros) number /= 10;
  return number == 1 && zeros >= 1;
}

/// `x / 100`, `100 * x`: x, and what its number is multiplied with.
struct Scaled {
  const ast::Expr* operand = nullptr;
  Rational factor;
};

class HandConversions {
 public:
  HandConversions(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void LookAt(const ast::Expr& expr, const ast::Expr& chain) {
    if (const Scaled scaled = ScaledBy(expr); scaled.operand != nullptr) {
      LookAtFact(expr, chain, scaled);
    }
    const bool goes_on = expr.kind == ast::ExprKind::kMultiply ||
                         expr.kind == ast::ExprKind::kDivide || expr.kind == ast::ExprKind::kPower;
    for (const ast::ExprPtr& child : expr.children) {
      if (child) LookAt(*child, goes_on ? chain : *child);
    }
  }

  /// All of a definition in a unit, times what converts its formula into that unit.
  void LookAtDefine(const ast::Define& define, const ExprType& type) {
    if (!define.as || IsUnity(type.unit)) return;
    const ExprType& raw = TypeOf(*define.as);
    const Rational factor = FactorOf(*define.as);
    const bool is_told = std::ranges::any_of(found_, [&](const Diagnostic& finding) {
      return finding.kind == DiagnosticKind::kConvertedByHand &&
             finding.span.begin >= define.as->span.begin && finding.span.end <= define.as->span.end;
    });
    if (is_told || raw.kind != ExprType::Kind::kNumber || factor == 1) return;
    const std::optional<Conversion> into = FindConversion(raw.unit, type.unit, nullptr);
    if (!into || into->offset != 0 || into->factor != factor) return;
    const Rational written = factor < 1 ? Rational(1 / factor) : factor;
    Report(
        *define.as,
        fmt::format("units convert by themselves: the formula is in {} already, and is {} by {} "
                    "once more",
                    type.unit->code, factor < 1 ? "divided" : "multiplied", FormatDecimal(written)),
        "write the formula without that factor");
  }

 private:
  const ExprType& TypeOf(const ast::Expr& expr) const {
    return input_.compiled.text.checked.types[expr.id];
  }
  std::string_view Text(const ast::Expr& expr) const {
    return input_.compiled.text.source.Text(expr.span);
  }

  Scaled ScaledBy(const ast::Expr& expr) const {
    const bool is_product = expr.kind == ast::ExprKind::kMultiply;
    if (!is_product && expr.kind != ast::ExprKind::kDivide) return {};
    for (const std::size_t by : {std::size_t{1}, std::size_t{0}}) {
      if (by == 0 && !is_product) continue;
      const ast::Expr& number = *expr.children[by];
      const ExprType& type = TypeOf(number);
      if (type.kind != ExprType::Kind::kNumber || !IsUnity(type.unit)) continue;
      const auto value = ConstantValue(number, input_.names(), input_.compiled.text.checked);
      if (!value || !IsWholePowerOfTen(*value)) continue;
      return {expr.children[1 - by].get(), is_product ? *value : Rational(1 / *value)};
    }
    return {};
  }

  /// What whole powers of ten make of a product and of its first operands.
  Rational FactorOf(const ast::Expr& expr) const {
    const Scaled scaled = ScaledBy(expr);
    if (scaled.operand != nullptr) return scaled.factor * FactorOf(*scaled.operand);
    const bool goes_on =
        expr.kind == ast::ExprKind::kMultiply || expr.kind == ast::ExprKind::kDivide;
    return goes_on ? FactorOf(*expr.children[0]) : Rational(1);
  }

  void LookAtFact(const ast::Expr& expr, const ast::Expr& chain, const Scaled& scaled) {
    const std::optional<std::uint32_t> fact = FactOf(input_, *scaled.operand);
    const ExprType& whole = TypeOf(chain);
    // 100 times one length by another is a percentage.
    if (!fact || whole.unit->dimension == Dimension{}) return;
    const Fact& of = input_.compiled.guideline.facts[*fact];
    // Ten times a value, but also a tenth of one in mm, is mostly no conversion.
    if (scaled.factor == 10 || scaled.factor == Rational(1, 10)) return;
    const auto* const meant = std::ranges::find_if(kConverted, [&](std::string_view code) {
      const Result<Unit> unit = ParseUnit(code);
      if (!unit || unit->dimension != of.unit.dimension) return false;
      const auto into = FindConversion(of.unit, *unit, nullptr);
      return into && into->offset == 0 && into->factor == scaled.factor;
    });
    if (meant == std::end(kConverted)) return;
    Report(expr,
           fmt::format("units convert by themselves: `{}` is not `{}` in {}, but {} of it",
                       Text(expr), of.name, *meant,
                       scaled.factor < 1
                           ? fmt::format("one part in {}", FormatDecimal(1 / scaled.factor))
                           : fmt::format("{} times", FormatDecimal(scaled.factor))),
           fmt::format("write `{0}` alone; where a plain number is meant, `({0} in {1})`", of.name,
                       *meant));
  }

  void Report(const ast::Expr& place, std::string message, std::string help) {
    found_.push_back(
        {DiagnosticKind::kConvertedByHand, place.span, std::move(message), std::move(help), {}});
  }

  const LintInput& input_;
  Diagnostics& found_;
};

}  // namespace

void LintConvertedByHand(const LintInput& input, Diagnostics& found) {
  HandConversions conversions(input, found);
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    ForEachExpression(declaration, [&](const ast::Expr& expr) { conversions.LookAt(expr, expr); });
  }
  const std::vector<const ast::Define*>& defines = input.names().defines;
  for (std::size_t i = 0; i < defines.size(); ++i) {
    conversions.LookAtDefine(*defines[i], input.compiled.text.checked.define_types[i]);
  }
}

}  // namespace mgl
