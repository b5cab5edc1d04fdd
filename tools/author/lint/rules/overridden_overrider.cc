// A rule that overrides another and is overridden itself: where its own overrider holds, the rule
// that it held back comes back.
#include <fmt/format.h>

#include <algorithm>

#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

const ast::Name* FindName(const std::vector<ast::Name>& names, std::string_view text) {
  const auto name = std::ranges::find(names, text, &ast::Name::text);
  return name == names.end() ? nullptr : &*name;
}

}  // namespace

void LintOverriddenOverrider(const LintInput& input, Diagnostics& found) {
  for (const ast::Rule* first : input.names().rules) {
    for (const ast::Name& middle : first->overrides) {
      const Symbol symbol = input.names().Find(middle.text);
      if (symbol.kind != SymbolKind::kRule) continue;
      const std::vector<ast::Name>& held_back = input.names().rules[symbol.index]->overrides;
      const auto last = std::ranges::find_if(held_back, [&](const ast::Name& name) {
        return FindName(first->overrides, name.text) == nullptr;
      });
      if (last == held_back.end()) continue;
      found.push_back(
          {DiagnosticKind::kOverriddenOverrider,
           middle.span,
           fmt::format("where `{0}` overrides `{1}`, `{1}` no longer overrides `{2}`",
                       first->name.text, middle.text, last->text),
           fmt::format("let `{}` override `{}` too, or accept this finding with the reason",
                       first->name.text, last->text),
           {{last->span, fmt::format("`{}` overrides `{}` here", middle.text, last->text)}}});
    }
  }
}

}  // namespace mgl
