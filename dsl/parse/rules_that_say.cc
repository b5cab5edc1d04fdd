// Looking through the lines `then` of a text.
#include "dsl/parse/rules_that_say.h"

#include <algorithm>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "engine/text/plain_text.h"

namespace mgl {

std::string RuleThatSays(std::string_view text, std::string_view words) {
  const std::string_view name = WordAt(words, 0);
  const bool is_alone = name.size() == words.size();
  const DeclaredName medication = NamedBy(text, words, {"medication", "diet"});
  for (std::size_t line = 0; line < text.size();
       line = std::min(text.find('\n', line), text.size()) + 1) {
    const std::string_view rest = Trimmed(LineRest(text, line));
    if (!rest.starts_with("then ")) continue;
    const std::string_view action = Trimmed(rest.substr(5));
    const std::string_view target = Trimmed(action.substr(WordAt(action, 0).size()));
    const bool is_target = is_alone && !medication.name.empty() &&
                           (action.starts_with("give ") || action.starts_with("consider ") ||
                            action.starts_with("advise ")) &&
                           target == medication.name;
    // `prescribe amox` means the action that names it.
    const std::string_view said = Trimmed(words.substr(name.size()));
    const bool is_said = !is_alone && (action == words || (target == said && !said.empty()));
    if (!is_target && !is_said) continue;
    const DeclaredName rule = DeclarationAt(text, line);
    if (rule.keyword == "rule") return std::string(rule.name);
  }
  return "";
}

}  // namespace mgl
