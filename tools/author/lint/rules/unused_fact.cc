// Facts that nothing uses. What an example gives decides nothing.
#include <fmt/format.h>

#include "dsl/resolve/statements.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintUnusedFact(const LintInput& input, Diagnostics& found) {
  const UsedSymbols used = CollectUses(*input.compiled.text.file, input.names());
  for (std::uint32_t i = 0; i < input.names().facts.size(); ++i) {
    if (used.contains({SymbolKind::kFact, i})) continue;
    const ast::Fact& fact = *input.names().facts[i];
    found.push_back({DiagnosticKind::kUnusedFact,
                     fact.name.span,
                     fmt::format("nothing uses the fact `{}`", fact.name.text),
                     "use it in a condition, or remove it",
                     {}});
  }
}

}  // namespace mgl
