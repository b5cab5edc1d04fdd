// Codes that stand under two facts with the same unit: one result would be the value of both.
#include <fmt/format.h>

#include <map>
#include <tuple>

#include "engine/text/plain_text.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintSharedCode(const LintInput& input, Diagnostics& found) {
  struct First {
    const ast::Fact* fact;
    Span span;
  };
  std::map<std::tuple<std::string, std::string, std::string>, First> first;
  for (std::size_t i = 0; i < input.names().facts.size(); ++i) {
    const ast::Fact& fact = *input.names().facts[i];
    for (const ast::FactCode& code : fact.codes) {
      const std::string system = LowerCase(std::string_view(code.system.text));
      const std::string unit = code.unit   ? code.unit->code
                               : fact.unit ? fact.unit->code
                                           : std::string();
      const auto [entry, is_new] =
          first.try_emplace({system, code.code.text, unit}, First{&fact, code.span});
      if (is_new || entry->second.fact == &fact) continue;
      found.push_back({DiagnosticKind::kSharedCode,
                       code.span,
                       fmt::format("the code `{}` is also that of `{}`", code.code.text,
                                   entry->second.fact->name.text),
                       "correct one of the codes, or use one fact for both",
                       {{entry->second.span, "it stands here"}}});
    }
  }
}

}  // namespace mgl
