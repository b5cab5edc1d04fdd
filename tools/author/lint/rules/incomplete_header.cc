// One list of what the `guideline` declaration does not say.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "tools/author/lint/rules.h"

namespace mgl {

void LintIncompleteHeader(const LintInput& input, Diagnostics& found) {
  const ast::Guideline& guideline = *input.names().guideline;
  std::vector<std::string> absent;
  const auto need = [&](bool is_there, std::string_view line) {
    if (!is_there) absent.emplace_back(line);
  };
  need(guideline.language.has_value(), "`language`");
  need(guideline.version.has_value(), "`version`");
  need(guideline.status.has_value(), "`status`");
  need(guideline.intended_use.has_value(), "`intended use`");
  need(!guideline.authors.empty() || !guideline.encoders.empty(), "`author` or `encoder`");
  need(!guideline.reviewers.empty(), "`reviewer`");
  need(guideline.review_by.has_value(), "`review by`");
  need(guideline.licence.has_value(), "`licence`");
  need(guideline.grading.has_value(), "`grading`");
  if (guideline.status && guideline.status->text == "active") {
    need(!guideline.approvals.empty(), "`approved by`");
  }
  need(input.names().source != nullptr, "a `source`");
  if (absent.empty()) return;
  found.push_back({DiagnosticKind::kIncompleteHeader,
                   guideline.name.span,
                   fmt::format("the guideline does not say: {}", fmt::join(absent, ", ")),
                   "write what is known; accept this finding where nothing is",
                   {}});
}

}  // namespace mgl
