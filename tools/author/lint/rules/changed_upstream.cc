// What is changed or withdrawn here and says something else upstream since: a person decides.
#include <fmt/format.h>

#include "dsl/assemble/assemble.h"
#include "engine/text/shell_word.h"
#include "tools/author/adapt/adapt_status.h"
#include "tools/author/lint/lint.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintChangedUpstream(const LintInput& input, Diagnostics& found) {
  const CompiledText& text = input.compiled.text;
  const bool is_local = text.assembly && !text.assembly->adapts.empty();
  if (input.lock == nullptr || !input.lock->text || !is_local) return;
  const Result<Lock> lock = ReadLock(*input.lock->text, input.lock->path, text.source.path());
  // Told by LintNotPinned.
  if (!lock || WhyOfAnother(*lock, LockOf(text), text.source.path())) return;
  const AdaptStatus status = StatusOf(*lock, text);
  for (const LocalChange& change : text.assembly->changes) {
    for (const AdaptStatus::ToDecide& decide : status.to_decide) {
      if (change.file != 0 || change.key != decide.key || decide.now.empty()) continue;
      const bool is_withdrawn = decide.is_withdrawn;
      found.push_back({DiagnosticKind::kChangedUpstream,
                       change.place,
                       fmt::format("`{}` is {} here, and upstream has changed it since", decide.key,
                                   is_withdrawn ? "withdrawn" : "changed"),
                       fmt::format("`mgl adapt status {0}` shows both; decide, then `mgl adapt "
                                   "update {0}`",
                                   ShellWord(text.source.path())),
                       {}});
    }
  }
}

}  // namespace mgl
