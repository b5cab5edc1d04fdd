// Numbers that no plausible value of a fact reaches: they decide nothing, and are often a slip of a
// digit or of a unit.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/cut_places.h"

namespace mgl {

void LintCutOutsidePlausible(const LintInput& input, Diagnostics& found) {
  ForEachCut(input, [&](std::uint32_t index, const ast::Quantity& number, const Rational& value) {
    const Fact& fact = input.compiled.guideline.facts[index];
    if (!fact.plausible) return;
    const Bound& low = fact.plausible->low;
    const Bound& high = fact.plausible->high;
    const bool is_inside =
        (low.infinite || value >= low.value) && (high.infinite || value <= high.value);
    if (is_inside) return;
    found.push_back({DiagnosticKind::kCutOutsidePlausible,
                     number.span,
                     fmt::format("no plausible value of `{}` reaches {}", fact.name,
                                 Quoted(QuantityText(number))),
                     "correct the bound or its unit, or what is plausible",
                     {{input.names().facts[index]->plausible->span, "what is plausible"}}});
  });
}

}  // namespace mgl
