// The list of readings beside the adopted one.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintReadingNotAdopted(const LintInput& input, Diagnostics& found) {
  for (const ast::Ambiguity* ambiguity : input.names().ambiguities) {
    if (!ambiguity->adopted) continue;
    const std::string& adopted = ambiguity->adopted->text;
    std::vector<std::string> others;
    for (const ast::Reading& reading : ambiguity->readings) {
      if (reading.name.text != adopted) others.push_back(reading.name.text);
    }
    found.push_back({DiagnosticKind::kReadingNotAdopted,
                     ambiguity->adopted->span,
                     fmt::format("`{}` is read as `{}`; it can be read as {} too",
                                 ambiguity->name.text, adopted, JoinedNames(others)),
                     fmt::format("`mgl run --reading {}={}` decides by another reading",
                                 ambiguity->name.text, others.front()),
                     {}});
  }
}

}  // namespace mgl
