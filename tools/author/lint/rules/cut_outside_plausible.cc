// Numbers that no plausible value of a fact reaches: they decide nothing, and are often a slip of a
// digit or of a unit.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/cut_places.h"

namespace mgl {
namespace {

/// The number as written would be plausible in one of these.
constexpr std::string_view kMoreUnits[] = {
    "g/dL", "g/L", "mg/dL", "mg/L", "ug/dL", "ug/L", "ng/mL",    "mmol/L", "umol/L", "nmol/L", "kg",
    "g",    "cm",  "m",     "kPa",  "mmHg",  "%",    "mmol/mol", "years",  "months", "days"};

bool IsPlausible(const Fact& fact, const Rational& value) {
  const Bound& low = fact.plausible->low;
  const Bound& high = fact.plausible->high;
  return (low.infinite || value >= low.value) && (high.infinite || value <= high.value);
}

/// `10 g/dL`, where `10 g/L` was written and haemoglobin has no such value; or empty.
std::string InAnotherUnit(const Fact& fact, const ast::Quantity& number) {
  if (!number.unit) return "";
  const Substance* substance = fact.substance ? &*fact.substance : nullptr;
  for (const std::string_view code : kMoreUnits) {
    const auto unit = ParseUnit(code);
    const auto conversion = unit ? FindConversion(*unit, fact.unit, substance) : std::nullopt;
    if (!conversion || code == number.unit->code) continue;
    if (!IsPlausible(fact, conversion->Apply(number.number.value))) continue;
    return fmt::format("{} {}", FormatShown(number.number.value), code);
  }
  return "";
}

}  // namespace

void LintCutOutsidePlausible(const LintInput& input, Diagnostics& found) {
  ForEachCut(input, [&](std::uint32_t index, const ast::Quantity& number, const Rational& value) {
    const Fact& fact = input.compiled.guideline.facts[index];
    if (!fact.plausible) return;
    if (IsPlausible(fact, value)) return;
    const std::string meant = InAnotherUnit(fact, number);
    found.push_back({DiagnosticKind::kCutOutsidePlausible,
                     number.span,
                     fmt::format("no plausible value of `{}` reaches {}", fact.name,
                                 Quoted(QuantityText(number))),
                     meant.empty() ? "correct the bound or its unit, or what is plausible"
                                   : fmt::format("`{}` would be plausible: correct the unit, the "
                                                 "bound, or what is plausible",
                                                 meant),
                     {{input.names().facts[index]->plausible->span, "what is plausible"}}});
  });
}

}  // namespace mgl
