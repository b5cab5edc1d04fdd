// The list of readings beside the adopted one, and for whom treatments hang on them.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/reading_patients.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintReadingNotAdopted(const LintInput& input, Diagnostics& found) {
  const Guideline& guideline = input.compiled.guideline;
  std::vector<std::uint32_t> rules;  // about a treatment
  for (std::uint32_t i = 0; i < guideline.rules.size(); ++i) {
    const auto is_of_treatment = [](const Action& action) {
      return TreatmentOf(action).has_value();
    };
    if (std::ranges::any_of(guideline.rules[i].actions, is_of_treatment)) rules.push_back(i);
  }
  for (std::uint32_t i = 0; i < input.names().ambiguities.size(); ++i) {
    const ast::Ambiguity* const ambiguity = input.names().ambiguities[i];
    if (!ambiguity->adopted) continue;
    const std::string& adopted = ambiguity->adopted->text;
    std::vector<std::string> others;
    for (const ast::Reading& reading : ambiguity->readings) {
      if (reading.name.text != adopted) others.push_back(reading.name.text);
    }
    Diagnostic finding{DiagnosticKind::kReadingNotAdopted,
                       ambiguity->adopted->span,
                       fmt::format("`{}` is read as `{}`; it can be read as {} too",
                                   ambiguity->name.text, adopted, JoinedNames(others)),
                       fmt::format("`mgl run --reading {}={}` decides by another reading",
                                   ambiguity->name.text, others.front()),
                       {}};
    for (const ReadingsPart& part :
         PatientsBetweenReadings(guideline, i, rules, finding.span, input)) {
      finding.message +=
          fmt::format("; by `{}` `{}` is {}", ambiguity->readings[part.reading].name.text,
                      guideline.rules[part.rule].name, PartInWords(part));
      finding.example += part.example;
    }
    found.push_back(std::move(finding));
  }
}

}  // namespace mgl
