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

/// The line of a threshold that has this number, or null.
const ast::ThresholdLine* LineWith(const LintInput& input, const ast::Quantity* number) {
  for (const ast::Threshold* threshold : input.names().thresholds) {
    for (const ast::ThresholdLine& line : threshold->lines) {
      if (&line.bound == number) return &line;
    }
  }
  return nullptr;
}

/// A cut at the end of what is plausible: `all` or `no` plausible values are on its side; else
/// empty.
std::string_view SharedBy(const Fact& fact, ast::Direction direction, const Rational& value) {
  const Bound& low = fact.plausible->low;
  const Bound& high = fact.plausible->high;
  const bool is_low = !low.infinite && value == low.value;
  const bool is_high = !high.infinite && value == high.value;
  switch (direction) {
    case ast::Direction::kBelow:
      return is_low ? "no" : is_high && !high.closed ? "all" : "";
    case ast::Direction::kAtMost:
      return is_high ? "all" : is_low && !low.closed ? "no" : "";
    case ast::Direction::kAbove:
      return is_high ? "no" : is_low && !low.closed ? "all" : "";
    case ast::Direction::kAtLeast:
      return is_low ? "all" : is_high && !high.closed ? "no" : "";
  }
  return "";
}

/// `above 180 mmol/L`, where 180 mmol/L is the greatest that is plausible.
void ReportAtEnd(const LintInput& input, const PlacedCut& cut, Diagnostics& found) {
  const ast::ThresholdLine* const line = LineWith(input, cut.number);
  const Fact& fact = input.compiled.guideline.facts[cut.fact];
  const std::string_view shared = line == nullptr ? "" : SharedBy(fact, line->direction, cut.value);
  if (shared.empty()) return;
  found.push_back(
      {DiagnosticKind::kCutOutsidePlausible,
       line->span,
       fmt::format("{} of the plausible values of `{}` {} {}", shared == "no" ? "none" : "all",
                   fact.name, shared == "no" ? "is" : "are",
                   Quoted(TextAsWritten(input.compiled.text.source, line->span))),
       "correct the bound, or what is plausible",
       {{input.names().facts[cut.fact]->plausible->span, "what is plausible"}}});
}

}  // namespace

void LintCutOutsidePlausible(const LintInput& input, Diagnostics& found) {
  for (const PlacedCut& cut : CutsOf(input)) {
    const auto& [index, number, value] = cut;
    const Fact& fact = input.compiled.guideline.facts[index];
    if (!fact.plausible) continue;
    if (IsPlausible(fact, value)) {
      ReportAtEnd(input, cut, found);
      continue;
    }
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
