// `then order "Serum potassium"` where a fact is called so.
#include <fmt/format.h>

#include "engine/text/plain_text.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// The fact with this name or title, in whatever letters, or null.
const ast::Fact* FactCalled(const LintInput& input, std::string_view words) {
  std::string name(words);
  for (char& c : name) c = c == ' ' ? '_' : c;
  for (const ast::Fact* const fact : input.names().facts) {
    const bool is_titled = fact->title && EqualsIgnoringCase(fact->title->text, words);
    if (is_titled || EqualsIgnoringCase(fact->name.text, name)) return fact;
  }
  return nullptr;
}

}  // namespace

void LintOrderedInWords(const LintInput& input, Diagnostics& found) {
  for (const ast::Rule* const rule : input.names().rules) {
    for (const ast::Action& action : rule->actions) {
      if (action.verb != ast::ActionVerb::kOrder || !action.text) continue;
      const ast::Fact* const fact = FactCalled(input, Trimmed(action.text->text));
      if (fact == nullptr) continue;
      found.push_back(
          {DiagnosticKind::kOrderedInWords,
           action.text->span,
           fmt::format("the test that is ordered is the fact `{}`", fact->name.text),
           fmt::format("write `order {}`, so that its result belongs to the fact", fact->name.text),
           {{fact->name.span, "it is declared here"}}});
    }
  }
}

}  // namespace mgl
