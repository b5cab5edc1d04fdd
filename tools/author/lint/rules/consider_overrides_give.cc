// A rule with `consider` that overrides one with `give`.
#include <fmt/format.h>

#include <algorithm>

#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

const ast::Action* FindAction(const ast::Rule& rule, ast::ActionVerb verb) {
  const auto action = std::ranges::find(rule.actions, verb, &ast::Action::verb);
  return action == rule.actions.end() ? nullptr : &*action;
}

}  // namespace

void LintConsiderOverridesGive(const LintInput& input, Diagnostics& found) {
  for (const ast::Rule* rule : input.names().rules) {
    if (FindAction(*rule, ast::ActionVerb::kConsider) == nullptr) continue;
    for (const ast::Name& name : rule->overrides) {
      const Symbol symbol = input.names().Find(name.text);
      if (symbol.kind != SymbolKind::kRule) continue;
      const ast::Action* give =
          FindAction(*input.names().rules[symbol.index], ast::ActionVerb::kGive);
      if (give == nullptr) continue;
      found.push_back({DiagnosticKind::kConsiderOverridesGive,
                       name.span,
                       fmt::format("`{}` only considers, and overrides `{}`, which gives",
                                   rule->name.text, name.text),
                       "check which of the two goes first, or accept this finding with the reason",
                       {{give->span, "this is no longer given"}}});
    }
  }
}

}  // namespace mgl
