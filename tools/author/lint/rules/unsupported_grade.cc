// A `strength` or `certainty` on a rule that no source supports. A grade without any grading is the
// checker's (L0417).
#include <fmt/format.h>

#include "tools/author/lint/rules.h"

namespace mgl {

void LintUnsupportedGrade(const LintInput& input, Diagnostics& found) {
  const ast::Guideline* guideline = input.names().guideline;
  const bool is_graded =
      guideline != nullptr && guideline->grading && guideline->grading->text != "none";
  if (!is_graded) return;
  for (const ast::Rule* rule : input.names().rules) {
    const ast::Provenance& provenance = rule->provenance;
    if (!provenance.citations.empty() || !provenance.places.empty()) continue;
    const std::optional<ast::Name>& grade = rule->strength ? rule->strength : rule->certainty;
    if (!grade) continue;
    found.push_back({DiagnosticKind::kUnsupportedGrade,
                     grade->span,
                     fmt::format("`{}` has the grade `{}`, and neither `cite` nor `from` says who "
                                 "gave it",
                                 rule->name.text, grade->text),
                     "cite where the grade stands, or remove it",
                     {}});
  }
}

}  // namespace mgl
