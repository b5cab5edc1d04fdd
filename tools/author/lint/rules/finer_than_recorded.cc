// Numbers between two that a fact in whole units can have: below 3 months, of an age in whole
// years.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/cut_places.h"

namespace mgl {

void LintFinerThanRecorded(const LintInput& input, Diagnostics& found) {
  ForEachCut(input, [&](std::uint32_t index, const ast::Quantity& number, const Rational& value) {
    const Fact& fact = input.compiled.guideline.facts[index];
    if (!fact.whole_step || Rational(value / *fact.whole_step).get_den() == 1) return;
    const std::string_view counted = number.unit ? std::string_view(number.unit->code) : "";
    std::string help =
        "compare with a whole number, or count finer: a fact of its own, or `completed months "
        "since DATE`";
    const auto unit = ParseUnit(counted);
    if (IsCalendarUnit(fact.unit) && unit && unit->factor < fact.unit.factor) {
      const ast::Fact& declared = *input.names().facts[index];
      help = fmt::format(
          "count it in {0}: `fact {1} \"{2}\" in whole {0}`; other bounds may stay in {3}", counted,
          declared.name.text, declared.title ? declared.title->text : "…", fact.unit.code);
    }
    found.push_back({DiagnosticKind::kFinerThanRecorded,
                     number.span,
                     fmt::format("`{}` is counted in whole {}: {} lies between two of them",
                                 fact.name, fact.unit.code, Quoted(QuantityText(number))),
                     std::move(help),
                     {}});
  });
}

}  // namespace mgl
