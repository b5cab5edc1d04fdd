// One fact taken as a plain number at several places of formulas, at one of them with another
// factor by far: (creatinine in umol/L) / 0.9 beside (creatinine in umol/L) / 88.4 / 0.7.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "dsl/check/constant_value.h"
#include "dsl/resolve/statements.h"
#include "tools/author/lint/cut_places.h"

namespace mgl {
namespace {

/// `(creatinine in umol/L) / 88.4`: what the fact's number is multiplied with, in its own unit.
struct Use {
  const ast::Expr* place = nullptr;
  const ast::DeclarationBase* declaration = nullptr;
  const ast::Expr* whole = nullptr;  // the formula
  Rational factor;
};

using UsesByFact = std::map<std::uint32_t, std::vector<Use>>;

class UseCollector {
 public:
  UseCollector(const LintInput& input, UsesByFact& uses) : input_(input), uses_(uses) {}

  void Collect(const ast::DeclarationBase& declaration, const ast::Expr& expr) {
    declaration_ = &declaration;
    whole_ = &expr;
    Walk(expr, 1);
  }

 private:
  std::optional<Rational> ConstantOf(const ast::Expr& expr) const {
    const std::optional<Rational> value =
        ConstantValue(expr, input_.names(), input_.compiled.text.checked);
    return value && *value != 0 ? value : std::nullopt;
  }

  void Walk(const ast::Expr& expr, const Rational& factor) {
    if (expr.kind == ast::ExprKind::kInUnit) return Add(expr, factor);
    if (expr.kind == ast::ExprKind::kMultiply || expr.kind == ast::ExprKind::kDivide) {
      const std::optional<Rational> first = ConstantOf(*expr.children[0]);
      const std::optional<Rational> second = ConstantOf(*expr.children[1]);
      const bool is_product = expr.kind == ast::ExprKind::kMultiply;
      const Rational by = !second ? Rational(1) : is_product ? *second : Rational(1 / *second);
      Walk(*expr.children[0], factor * by);
      // Below a division bar a factor stands for its reciprocal: looked at by itself.
      Walk(*expr.children[1], is_product && first ? Rational(factor * *first) : Rational(1));
      return;
    }
    const bool keeps = expr.kind == ast::ExprKind::kAdd || expr.kind == ast::ExprKind::kSubtract ||
                       expr.kind == ast::ExprKind::kNegate;
    for (const ast::ExprPtr& child : expr.children) Walk(*child, keeps ? factor : Rational(1));
  }

  void Add(const ast::Expr& place, const Rational& factor) {
    const std::optional<std::uint32_t> fact = FactOf(input_, *place.children[0]);
    if (!fact || !place.quantity.unit) return;
    const Fact& of = input_.compiled.guideline.facts[*fact];
    const Result<Unit> unit = ParseUnit(place.quantity.unit->code);
    if (!unit) return;
    const Substance* const substance = of.substance ? &*of.substance : nullptr;
    const std::optional<Conversion> into = FindConversion(of.unit, *unit, substance);
    if (!into || into->offset != 0) return;
    uses_[*fact].push_back({&place, declaration_, whole_, abs(factor * into->factor)});
  }

  const LintInput& input_;
  UsesByFact& uses_;
  const ast::DeclarationBase* declaration_ = nullptr;
  const ast::Expr* whole_ = nullptr;
};

/// How many times the larger is the smaller.
Rational Times(const Rational& a, const Rational& b) {
  return a > b ? Rational(a / b) : Rational(b / a);
}

/// The factors between a mass and an amount of what the fact measures, those above 1.
std::vector<Rational> FactorsOfKind(const Fact& fact) {
  std::vector<Rational> factors;
  if (!fact.substance) return factors;
  for (const std::string_view code : {"mmol/L", "umol/L", "mg/dL", "mg/L", "g/L", "g/dL"}) {
    const Result<Unit> unit = ParseUnit(code);
    if (!unit || unit->dimension == fact.unit.dimension) continue;
    const auto conversion = FindConversion(fact.unit, *unit, &*fact.substance);
    if (conversion && conversion->offset == 0) factors.push_back(Times(conversion->factor, 1));
  }
  return factors;
}

/// Of three or more formulas of one declaration, each with one use, that which is far from all
/// others, which agree.
const Use* OddOneOut(const std::vector<const Use*>& uses) {
  std::set<const ast::Expr*> formulas;
  for (const Use* const use : uses) formulas.insert(use->whole);
  if (uses.size() < 3 || formulas.size() < uses.size()) return nullptr;
  for (const Use* const odd : uses) {
    const bool is_odd = std::ranges::all_of(uses, [&](const Use* a) {
      return a == odd ||
             (Times(a->factor, odd->factor) >= 10 && std::ranges::all_of(uses, [&](const Use* b) {
                return b == odd || Times(a->factor, b->factor) <= 3;
              }));
    });
    if (is_odd) return odd;
  }
  return nullptr;
}

/// Whether they differ as a mass and an amount do. Within one declaration other factors may come
/// to it.
bool DifferByKind(const Use& a, const Use& b, const std::vector<Rational>& factors) {
  const Rational times = Times(a.factor, b.factor);
  return std::ranges::any_of(factors, [&](const Rational& factor) {
    const bool is_it = factor >= 2 && Times(times, factor) <= Rational(103, 100);
    const bool is_near = factor >= 10 && Times(times, factor) <= Rational(16, 10);
    return is_it || (a.declaration == b.declaration && is_near);
  });
}

void Report(const Fact& fact, const Use& lacking, const Use& other, Diagnostics& found) {
  found.push_back(
      {DiagnosticKind::kMissingFactor,
       lacking.place->span,
       fmt::format("`{}` counts {} times here what it counts elsewhere", fact.name,
                   FormatDecimal(Times(lacking.factor, other.factor), 2)),
       "see whether the factor of its unit is missing here, or another unit is meant behind `in`",
       {{other.place->span, "there it has another factor or unit"}}});
}

void LookAtUses(const Fact& fact, const std::vector<Use>& uses, Diagnostics& found) {
  std::map<const ast::DeclarationBase*, std::vector<const Use*>> by_declaration;
  for (const Use& use : uses) {
    if (use.factor != 0) by_declaration[use.declaration].push_back(&use);
  }
  for (const auto& [declaration, own] : by_declaration) {
    const Use* const odd = OddOneOut(own);
    if (odd == nullptr) continue;
    return Report(fact, *odd, *(own.front() == odd ? own.back() : own.front()), found);
  }
  const std::vector<Rational> factors = FactorsOfKind(fact);
  for (const Use& a : uses) {
    for (const Use& b : uses) {
      if (a.factor == 0 || b.factor == 0 || a.factor <= b.factor) continue;
      if (DifferByKind(a, b, factors)) return Report(fact, a, b, found);
    }
  }
}

}  // namespace

void LintMissingFactor(const LintInput& input, Diagnostics& found) {
  UsesByFact uses;
  UseCollector collector(input, uses);
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    const auto* const base =
        std::visit([](const auto& of) -> const ast::DeclarationBase* { return &of; }, declaration);
    ForEachExpression(declaration, [&](const ast::Expr& expr) { collector.Collect(*base, expr); });
  }
  constexpr std::size_t kMostUses = 200;
  for (const auto& [fact, of] : uses) {
    if (of.size() <= kMostUses) LookAtUses(input.compiled.guideline.facts[fact], of, found);
  }
}

}  // namespace mgl
