// Numbers that no plausible value of a fact reaches: they decide nothing, and are often a slip of a
// digit or of a unit.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/cut_places.h"

namespace mgl {
namespace {

bool IsPlausible(const Fact& fact, const Rational& value) {
  const Bound& low = fact.plausible->low;
  const Bound& high = fact.plausible->high;
  return (low.infinite || value >= low.value) && (high.infinite || value <= high.value);
}

/// `6.5 mmol/L`, where `65 mmol/L` was written: one that a lost or misplaced decimal point
/// explains.
std::string WithOtherPoint(const Fact& fact, const ast::Quantity& number, const Rational& value) {
  if (number.unit && number.unit->code != fact.unit.code) return "";
  for (const Rational& shift : {Rational(1, 10), Rational(10), Rational(1, 100), Rational(100)}) {
    if (!IsPlausible(fact, value * shift)) continue;
    const std::string digits = FormatShown(number.number.value * shift);
    return number.unit ? fmt::format("{} {}", digits, number.unit->code) : digits;
  }
  return "";
}

std::string HelpForBound(const Fact& fact, const ast::Quantity& number, const Rational& value,
                         const std::string& in_unit_of_fact) {
  if (!in_unit_of_fact.empty()) {
    return fmt::format("`{}` would be plausible: correct the unit, the bound, or what is plausible",
                       in_unit_of_fact);
  }
  const std::string moved = WithOtherPoint(fact, number, value);
  if (moved.empty()) return "correct the bound or its unit, or what is plausible";
  return fmt::format(
      "see what the source has: is a decimal point missing or misplaced, and `{}` meant? Else "
      "correct the bound, its unit, or what is plausible",
      moved);
}

/// `10 g/dL`, where `10 g/L` was written and haemoglobin is in g/dL; or empty.
std::string InUnitOfFact(const Fact& fact, const ast::Quantity& number) {
  if (!number.unit || number.unit->code == fact.unit.code) return "";
  if (!IsPlausible(fact, number.number.value)) return "";
  return fmt::format("{} {}", FormatShown(number.number.value), fact.unit.code);
}

}  // namespace

void LintCutOutsidePlausible(const LintInput& input, Diagnostics& found) {
  for (const auto& [index, number, value] : CutsOf(input)) {
    const Fact& fact = input.compiled.guideline.facts[index];
    if (!fact.plausible || IsPlausible(fact, value)) continue;
    const std::string meant = InUnitOfFact(fact, *number);
    found.push_back({DiagnosticKind::kCutOutsidePlausible,
                     number->span,
                     fmt::format("no plausible value of `{}` reaches {}", fact.name,
                                 Quoted(QuantityText(*number))),
                     HelpForBound(fact, *number, value, meant),
                     {{input.names().facts[index]->plausible->span, "what is plausible"}}});
  }
}

}  // namespace mgl
