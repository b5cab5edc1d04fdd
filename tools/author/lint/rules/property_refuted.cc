// `must always` and `must never` against every patient.
#include <fmt/format.h>

#include "dsl/resolve/statements.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintPropertyRefuted(const LintInput& input, Diagnostics& found) {
  const Guideline& guideline = input.compiled.guideline;
  for (std::size_t i = 0; i < guideline.properties.size(); ++i) {
    const Property& property = guideline.properties[i];
    const ast::Property& written = *input.names().properties[i];
    const std::vector<Goal> goals = {
        {property.condition, property.always ? Truth::kNo : Truth::kYes},
        {guideline.scope, Truth::kYes}};
    const Span place = PlaceOf(written);
    const PatientSearch search =
        input.proofs.Find(goals, input.proofs.everybody(), place,
                          fmt::format("a patient breaks \"{}\"", property.title));
    if (!search.found) continue;
    const std::string words = input.proofs.ForWhom(goals, *search.found);
    Diagnostic finding{DiagnosticKind::kPropertyRefuted,
                       place,
                       fmt::format("\"{}\" does not hold {}", property.title, words),
                       "change the rules that decide this patient, or what the property says",
                       {}};
    finding.example = input.proofs.AsExample(*search.found, "breaks: " + property.title, {});
    found.push_back(std::move(finding));
  }
}

}  // namespace mgl
