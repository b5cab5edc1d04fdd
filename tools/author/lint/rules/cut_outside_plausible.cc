// Numbers that no plausible value of a fact reaches: they decide nothing, and are often a slip of a
// digit or of a unit.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "dsl/resolve/accepted.h"
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

/// Units in which laboratories and people write numbers, one of those that are the same.
constexpr std::string_view kUnitsToTry[] = {
    "g/L",    "g/dL",   "mg/dL",  "mg/L",   "ug/dL",   "ug/L",   "ng/dL",  "ng/L",   "mol/L",
    "mmol/L", "umol/L", "nmol/L", "pmol/L", "10*12/L", "10*9/L", "10*6/L", "10*3/L", "kg",
    "g",      "mg",     "ug",     "m",      "cm",      "mm",     "a",      "mo",     "wk",
    "d",      "h",      "min",    "s",      "kPa",     "mm[Hg]", "Cel",    "[degF]", "L",
    "mL",     "mL/min", "mL/s",   "mg/g",   "mg/mmol", "g/mol",  "%"};

/// The one unit, in place of that which was written, in which all of the numbers are plausible:
/// empty where there are several, or none. One of the same kind goes before others.
std::string UnitThatFits(const Fact& fact, const std::vector<const PlacedCut*>& cuts) {
  const Result<Unit> written = ParseUnit(cuts.front()->number->unit->code);
  if (!written) return "";
  const Substance* const substance = fact.substance ? &*fact.substance : nullptr;
  const bool may_be_points = std::ranges::all_of(cuts, [&](const PlacedCut* cut) {
    return !WithOtherPoint(fact, *cut->number, cut->value).empty();
  });
  for (const bool same_kind : {true, false}) {
    if (!same_kind && may_be_points) break;
    std::vector<std::string> fitting;
    std::vector<Rational> factors;
    const auto try_unit = [&](const Unit& unit) {
      if ((unit.dimension == written->dimension) != same_kind) return;
      const auto into = FindConversion(unit, fact.unit, substance);
      const auto known = FindConversion(*written, fact.unit, substance);
      if (!into || (known && known->Apply(7) == into->Apply(7))) return;
      for (const PlacedCut* const cut : cuts) {
        if (!IsPlausible(fact, into->Apply(cut->number->number.value))) return;
      }
      if (std::ranges::find(factors, into->Apply(7)) != factors.end()) return;
      factors.push_back(into->Apply(7));
      fitting.push_back(unit.code);
    };
    try_unit(fact.unit);
    for (const std::string_view code : kUnitsToTry) {
      if (const Result<Unit> unit = ParseUnit(code)) try_unit(*unit);
    }
    if (!fitting.empty()) return fitting.size() == 1 ? fitting.front() : "";
  }
  return "";
}

/// Bounds that are told together: at the first, with what to do about them.
void ReportTogether(const LintInput& input, const std::vector<const PlacedCut*>& cuts,
                    const std::string& help, Diagnostics& found) {
  const PlacedCut& first = *cuts.front();
  std::vector<std::string> numbers;
  std::vector<Label> labels = {
      {input.names().facts[first.fact]->plausible->span, "what is plausible"}};
  for (const PlacedCut* const cut : cuts) {
    const std::string number = QuantityText(*cut->number);
    const bool is_new = std::ranges::find(numbers, number) == numbers.end();
    if (is_new) numbers.push_back(number);
    if (cut != &first) labels.push_back({cut->number->span, is_new ? "nor this" : "likewise here"});
  }
  found.push_back(
      {DiagnosticKind::kCutOutsidePlausible, first.number->span,
       fmt::format("no plausible value of `{}` reaches {}",
                   input.compiled.guideline.facts[first.fact].name, JoinedNames(numbers, "or")),
       help, std::move(labels)});
}

/// Several numbers in one unit that is a slip: all that lie outside would be plausible in another.
/// The rest is told number by number.
void ReportOutside(const LintInput& input, const std::vector<const PlacedCut*>& cuts,
                   Diagnostics& found) {
  const Fact& fact = input.compiled.guideline.facts[cuts.front()->fact];
  std::vector<std::vector<const PlacedCut*>> by_number;
  for (const PlacedCut* const cut : cuts) {
    const auto known = std::ranges::find_if(by_number, [&](const auto& others) {
      return others.front()->number->number.value == cut->number->number.value;
    });
    if (known != by_number.end()) {
      known->push_back(cut);
    } else {
      by_number.push_back({cut});
    }
  }
  const bool may_be_unit = by_number.size() > 1 && cuts.front()->number->unit;
  const std::string unit = may_be_unit ? UnitThatFits(fact, cuts) : "";
  if (!unit.empty()) {
    std::vector<std::string> meant;
    for (const auto& of_number : by_number) {
      const Rational& number = of_number.front()->number->number.value;
      meant.push_back(fmt::format("{} {}", FormatShown(number), unit));
    }
    const std::string help = fmt::format(
        "see which unit the source has: {} would be plausible. Correct the unit of each, or what "
        "is plausible",
        JoinedNames(meant, "and"));
    return ReportTogether(input, cuts, help, found);
  }
  for (const auto& of_number : by_number) {
    const PlacedCut& first = *of_number.front();
    const std::string meant = InUnitOfFact(fact, *first.number);
    ReportTogether(input, of_number, HelpForBound(fact, *first.number, first.value, meant), found);
  }
}

/// Where the declaration around the place begins that an `accept` of these findings names.
std::optional<std::uint32_t> AcceptedAt(const LintInput& input, Span place) {
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    const auto* const accept = std::get_if<ast::Accept>(&declaration);
    const Diagnostic finding{DiagnosticKind::kCutOutsidePlausible, place, "", "", {}};
    if (accept == nullptr || !accept->of || !Accepts(*accept, input.compiled.text, finding))
      continue;
    return AcceptedBy(input.names(), *accept->of)->span.begin;
  }
  return std::nullopt;
}

}  // namespace

void LintCutOutsidePlausible(const LintInput& input, Diagnostics& found) {
  // By fact, unit and the declaration in which such findings are accepted: others are told.
  using Key = std::tuple<std::uint32_t, std::string, std::optional<std::uint32_t>>;
  std::map<Key, std::vector<const PlacedCut*>> outside;
  for (const PlacedCut& cut : CutsOf(input)) {
    const Fact& fact = input.compiled.guideline.facts[cut.fact];
    if (!fact.plausible) continue;
    if (IsPlausible(fact, cut.value)) {
      ReportAtEnd(input, cut, found);
    } else {
      const std::string unit = cut.number->unit ? cut.number->unit->code : "";
      outside[{cut.fact, unit, AcceptedAt(input, cut.number->span)}].push_back(&cut);
    }
  }
  for (const auto& [key, cuts] : outside) ReportOutside(input, cuts, found);
}

}  // namespace mgl
