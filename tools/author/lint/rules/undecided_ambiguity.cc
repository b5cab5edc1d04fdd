// Ambiguities of which no reading is adopted.
#include <fmt/format.h>

#include "tools/author/lint/rules.h"

namespace mgl {

void LintUndecidedAmbiguity(const LintInput& input, Diagnostics& found) {
  for (const ast::Ambiguity* ambiguity : input.names().ambiguities) {
    if (ambiguity->adopted) continue;
    std::vector<Label> labels;
    for (const ast::Reading& reading : ambiguity->readings) {
      labels.push_back({reading.name.span, "a reading"});
    }
    found.push_back({DiagnosticKind::kUndecidedAmbiguity, ambiguity->name.span,
                     fmt::format("`{}` adopts no reading: it is unknown wherever they differ",
                                 ambiguity->name.text),
                     "write `adopt READING because \"…\"`, or accept this finding with the reason",
                     std::move(labels)});
  }
}

}  // namespace mgl
