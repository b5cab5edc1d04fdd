// Lines to which upstream may add, replaced where they could be added to.
#include <fmt/format.h>

#include "dsl/assemble/assemble.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintReplacedSafeguard(const LintInput& input, Diagnostics& found) {
  const CompiledText& text = input.compiled.text;
  if (!text.assembly) return;
  for (const LocalChange& change : text.assembly->changes) {
    if (change.file != 0) continue;
    for (const std::string& keyword : change.replaced) {
      found.push_back(
          {DiagnosticKind::kReplacedSafeguard,
           change.place,
           fmt::format("this takes the place of upstream's `{}` of `{}`, and of what it adds there "
                       "later",
                       keyword, change.key),
           fmt::format(
               "write `also {} …` for what is added here; accept this where upstream's must "
               "go",
               keyword),
           {}});
    }
  }
}

}  // namespace mgl
