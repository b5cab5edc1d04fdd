// One fact taken as a plain number at several places of formulas, at one of them with another
// factor by far: (creatinine in umol/L) / 0.9 beside (creatinine in umol/L) / 88.4 / 0.7.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "dsl/check/constant_value.h"
#include "dsl/resolve/statements.h"
#include "dsl/resolve/wording.h"
#include "tools/author/lint/cut_places.h"
#include "tools/author/lint/lint_index.h"
#include "tools/author/lint/said_unit.h"
#include "tools/author/lint/size_fact.h"

namespace mgl {
namespace {

/// `(creatinine in umol/L) / 88.4`: what the fact's number is multiplied with, in its own unit.
struct Use {
  const ast::Expr* place = nullptr;
  const ast::DeclarationBase* declaration = nullptr;
  const ast::Expr* whole = nullptr;  // the formula
  Rational factor;                   // with the conversion of its unit
  std::vector<Rational> by;          // what is written: 1/88.4
  std::string written;               // `(creatinine in umol/L)`
};

using UsesByFact = std::map<std::uint32_t, std::vector<Use>>;

class UseCollector {
 public:
  UseCollector(const LintInput& input, UsesByFact& uses) : input_(input), uses_(uses) {}

  void Collect(const ast::DeclarationBase& declaration, const ast::Expr& expr) {
    declaration_ = &declaration;
    whole_ = &expr;
    Walk(expr, {});
  }

 private:
  std::optional<Rational> ConstantOf(const ast::Expr& expr) const {
    const std::optional<Rational> value =
        ConstantValue(expr, input_.names(), input_.compiled.text.checked);
    return value && *value != 0 ? value : std::nullopt;
  }

  using Factors = std::vector<Rational>;

  void Walk(const ast::Expr& expr, const Factors& factors) {
    if (expr.kind == ast::ExprKind::kInUnit) return Add(expr, factors);
    if (expr.kind == ast::ExprKind::kMultiply || expr.kind == ast::ExprKind::kDivide) {
      const std::optional<Rational> first = ConstantOf(*expr.children[0]);
      const std::optional<Rational> second = ConstantOf(*expr.children[1]);
      const bool is_product = expr.kind == ast::ExprKind::kMultiply;
      Factors of_first = factors;
      if (second) of_first.push_back(is_product ? *second : Rational(1 / *second));
      Walk(*expr.children[0], of_first);
      // Below a division bar a factor stands for its reciprocal: looked at by itself.
      Factors of_second;
      if (is_product && first) {
        of_second = factors;
        of_second.push_back(*first);
      }
      Walk(*expr.children[1], of_second);
      return;
    }
    const bool keeps = expr.kind == ast::ExprKind::kAdd || expr.kind == ast::ExprKind::kSubtract ||
                       expr.kind == ast::ExprKind::kNegate;
    for (const ast::ExprPtr& child : expr.children) Walk(*child, keeps ? factors : Factors{});
  }

  void Add(const ast::Expr& place, const Factors& factors) {
    const std::optional<std::uint32_t> fact = FactOf(input_, *place.children[0]);
    if (!fact || !place.quantity.unit) return;
    const Fact& of = input_.compiled.guideline.facts[*fact];
    const Result<Unit> unit = ParseUnit(place.quantity.unit->code);
    if (!unit) return;
    const Substance* const substance = of.substance ? &*of.substance : nullptr;
    const std::optional<Conversion> into = FindConversion(of.unit, *unit, substance);
    if (!into || into->offset != 0) return;
    Rational all = into->factor;
    for (const Rational& factor : factors) all *= factor;
    uses_[*fact].push_back(
        {&place, declaration_, whole_, abs(all), factors,
         fmt::format("({})", TextAsWritten(input_.compiled.text.source, place.span))});
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

/// The factor that `known` is written with and `lacking` is not, where that makes `lacking` count
/// about so many times more (or less): by how many may differ, since formulas weigh it by other
/// numbers too. Factors between a mass and an amount count, and those that `is_usual` says all
/// others have.
std::optional<Rational> FactorLeftOut(const Use& lacking, const Use& known,
                                      const std::vector<Rational>& of_kind, bool is_usual) {
  const bool is_one_unit = lacking.place->quantity.unit->code == known.place->quantity.unit->code;
  if (!is_one_unit || lacking.factor == 0 || known.factor == 0) return std::nullopt;
  const auto is_like = [](const Rational& factor) {
    return [&factor](const Rational& other) {
      return Times(abs(other), abs(factor)) <= Rational(101, 100);
    };
  };
  for (const Rational& factor : known.by) {
    const Rational size = Times(abs(factor), 1);
    if (size < 2 || std::ranges::any_of(lacking.by, is_like(factor))) continue;
    if (!std::ranges::any_of(of_kind, is_like(size)) && (!is_usual || size < 10)) continue;
    // What is divided by it counts more where that is left out.
    const bool counts_more = lacking.factor > known.factor;
    if (counts_more != (abs(factor) < 1)) continue;
    constexpr int kMostByOtherNumbers = 3;
    const Rational times = Times(lacking.factor, known.factor);
    if (Times(times, size) <= kMostByOtherNumbers) return factor;
  }
  return std::nullopt;
}

/// In formulas anywhere: all other uses are written with a factor, and this one is not.
void LookAtFactors(const Fact& fact, const std::vector<Use>& uses,
                   const std::vector<Rational>& of_kind, Diagnostics& found) {
  // Of a weight, formulas for quite different things are made.
  const bool is_concentration = fact.unit.dimension.ExponentOf(BaseDimension::kLength) == -3;
  const bool is_usual = is_concentration && uses.size() > 3;
  for (const Use& lacking : uses) {
    std::optional<Rational> left_out;
    const Use* known = nullptr;
    const auto has_it = [&](const Use& other) {
      if (&other == &lacking) return true;
      const auto factor = FactorLeftOut(lacking, other, of_kind, is_usual);
      if (!factor || (left_out && *left_out != *factor)) return false;
      left_out = factor;
      known = &other;
      return true;
    };
    if (!std::ranges::all_of(uses, has_it) || known == nullptr) continue;
    const bool is_divisor = abs(*left_out) < 1;
    const std::string factor = FormatDecimal(Times(abs(*left_out), 1), 6);
    found.push_back(
        {DiagnosticKind::kMissingFactor,
         lacking.place->span,
         fmt::format("`{}` is not {} {} here, as it is elsewhere", fact.name,
                     is_divisor ? "divided by" : "multiplied with", Quoted(factor)),
         fmt::format("see what the source has: where the factor was left out, write `{} {} {}`",
                     lacking.written, is_divisor ? "/" : "*", factor),
         {{known->place->span, "there it has the factor"}}});
    return;
  }
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
  LookAtFactors(fact, uses, factors, found);
}

/// A plain number whose title says its unit.
struct SaidNumber {
  const Fact* fact = nullptr;
  Unit unit;
};

std::optional<SaidNumber> ReadSaid(const LintInput& input, const ast::Expr& expr) {
  const std::optional<std::uint32_t> index = FactOf(input, expr);
  if (!index) return std::nullopt;
  const Fact& fact = input.compiled.guideline.facts[*index];
  if (fact.type != FactType::kNumber || fact.has_unit) return std::nullopt;
  std::optional<Unit> unit = UnitSaidIn(fact.title);
  if (!unit) return std::nullopt;
  return SaidNumber{&fact, *std::move(unit)};
}

std::string_view JoinedBy(ast::ExprKind kind) {
  if (kind == ast::ExprKind::kAdd) return "added";
  return kind == ast::ExprKind::kSubtract ? "subtracted" : "compared";
}

/// Numbers `in mL/min/kg` and `in mL/min` that are added or compared as they are.
void LookAtConverted(const LintInput& input, const ast::Expr& sum, Diagnostics& found) {
  const bool are_converted = std::ranges::all_of(sum.children, [](const ast::ExprPtr& side) {
    return side->kind == ast::ExprKind::kInUnit && side->quantity.unit;
  });
  if (!are_converted) return;
  for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
    const ast::Expr& per_size = *sum.children[i];
    const ast::Expr& whole = *sum.children[1 - i];
    const Result<Unit> unit = ParseUnit(per_size.quantity.unit->code);
    const Result<Unit> other = ParseUnit(whole.quantity.unit->code);
    if (!unit || !other) return;
    Dimension size = other->dimension;
    size.exponent[static_cast<std::size_t>(BaseDimension::kMass)] -= 1;
    if (unit->dimension != size || unit->dimension.IsPlainNumber()) continue;
    const std::string weight = SizeFact(input, *unit);
    const auto text = [&](const ast::Expr& expr) {
      return TextAsWritten(input.compiled.text.source, expr.span);
    };
    found.push_back(
        {DiagnosticKind::kMissingFactor,
         sum.span,
         fmt::format("`{}` is per mass and `{}` is not, and their numbers are {} as they are",
                     text(per_size), text(whole), JoinedBy(sum.kind)),
         fmt::format("write the one as `({}) * ({} in kg)`, or see which unit the source has",
                     text(per_size), weight.empty() ? "WEIGHT" : weight),
         {}});
    return;
  }
}

/// Plain numbers that are added or compared as they are, though their titles say that one is per
/// body weight and the other is not. Facts with units are looked at by the compiler.
void LookAtSum(const LintInput& input, const ast::Expr& sum, Diagnostics& found) {
  const std::optional<SaidNumber> first = ReadSaid(input, *sum.children[0]);
  const std::optional<SaidNumber> second = ReadSaid(input, *sum.children[1]);
  if (!first || !second) return;
  const auto into = FindConversion(first->unit, second->unit);
  if (into && into->factor == 1) return;
  found.push_back(
      {DiagnosticKind::kMissingFactor,
       sum.span,
       fmt::format("by their titles `{}` is in {} and `{}` in {}, and their numbers are {} as they "
                   "are",
                   first->fact->name, first->unit.code, second->fact->name, second->unit.code,
                   JoinedBy(sum.kind)),
       fmt::format("give both facts their units, `in {}` and `in {}`, so that each formula with "
                   "them is checked",
                   first->unit.code, second->unit.code),
       {}});
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
  for (const PlacedPart& placed : PlacedParts(input)) {
    const bool joins = placed.kind == ast::ExprKind::kAdd ||
                       placed.kind == ast::ExprKind::kSubtract ||
                       placed.kind == ast::ExprKind::kCompare;
    if (!joins || placed.part->children.size() != 2) continue;
    LookAtSum(input, *placed.part, found);
    LookAtConverted(input, *placed.part, found);
  }
  constexpr std::size_t kMostUses = 200;
  for (const auto& [fact, of] : uses) {
    if (of.size() <= kMostUses) LookAtUses(input.compiled.guideline.facts[fact], of, found);
  }
}

}  // namespace mgl
