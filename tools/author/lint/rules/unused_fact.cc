// Facts that nothing uses. What an example gives decides nothing.
#include <fmt/format.h>

#include <algorithm>

#include "tools/author/lint/lint_index.h"

namespace mgl {

void LintUnusedFact(const LintInput& input, Diagnostics& found) {
  UnitBook units;
  const bool waits_for_size =
      std::ranges::any_of(input.names().medications, [&units](const ast::Medication* medication) {
        return std::ranges::any_of(medication->doses, [&units](const ast::Dose& dose) {
          const ast::Quantity& amount = dose.amount.high ? *dose.amount.high : *dose.amount.low;
          return !dose.by && amount.unit && IsPerBodySize(*units.Read(amount.unit->code));
        });
      });
  const UsedSymbols& used = SymbolsUsed(input);
  for (std::uint32_t i = 0; i < input.names().facts.size(); ++i) {
    if (used.contains({SymbolKind::kFact, i})) continue;
    // A dose that could be worked out by it is a finding of its own.
    if (waits_for_size && IsBodySize(input.compiled.text.checked.fact_units[i])) continue;
    const ast::Fact& fact = *input.names().facts[i];
    found.push_back({DiagnosticKind::kUnusedFact,
                     fact.name.span,
                     fmt::format("nothing uses the fact `{}`", fact.name.text),
                     "use it in a condition, or remove it",
                     {}});
  }
}

}  // namespace mgl
