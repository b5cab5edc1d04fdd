// A change that says what upstream says.
#include <fmt/format.h>

#include "dsl/assemble/assemble.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintIdleChange(const LintInput& input, Diagnostics& found) {
  const CompiledText& text = input.compiled.text;
  if (!text.assembly) return;
  for (const LocalChange& change : text.assembly->changes) {
    if (change.file != 0 || !change.changes_nothing) continue;
    found.push_back(
        {DiagnosticKind::kIdleChange,
         change.place,
         change.key.empty()
             ? "this changes nothing: each example of upstream states it already"
             : fmt::format("this changes nothing: upstream says the same of `{}`", change.key),
         "remove it, or write what differs",
         {}});
  }
}

}  // namespace mgl
