// Medications that a rule gives, of which nobody learns how much.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintMedicationWithoutDose(const LintInput& input, Diagnostics& found) {
  std::set<const ast::Medication*> seen;
  for (const ast::Rule* rule : input.names().rules) {
    for (const ast::Action& action : rule->actions) {
      const bool is_given =
          action.verb == ast::ActionVerb::kGive || action.verb == ast::ActionVerb::kConsider;
      if (!is_given || !action.target) continue;
      const Symbol symbol = input.names().Find(action.target->text);
      if (symbol.kind != SymbolKind::kMedication) continue;
      const ast::Medication& medication = *input.names().medications[symbol.index];
      // `option a "A 500 mg twice per day"` says it where the options differ.
      const bool in_titles = medication.options.size() > 1 &&
                             std::ranges::all_of(medication.options, [](const ast::Option& option) {
                               return option.title && option.title->text.find_first_of(
                                                          "0123456789") != std::string::npos;
                             });
      if (!medication.doses.empty() || in_titles || !seen.insert(&medication).second) continue;
      found.push_back({DiagnosticKind::kMedicationWithoutDose,
                       medication.name.span,
                       fmt::format("`{}` is given by {} and has no dose", medication.name.text,
                                   Quoted(rule->name.text)),
                       fmt::format("write under it how much and how often, such as `dose 500 mg "
                                   "every 8 hours`"),
                       {}});
    }
  }
}

}  // namespace mgl
