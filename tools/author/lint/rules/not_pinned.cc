// A local version whose upstream may have changed without anybody looking.
#include <fmt/format.h>

#include "dsl/assemble/assemble.h"
#include "tools/author/adapt/lock.h"
#include "tools/author/lint/lint.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintNotPinned(const LintInput& input, Diagnostics& found) {
  const CompiledText& text = input.compiled.text;
  const bool is_looked_at =
      input.lock != nullptr && text.assembly && !text.assembly->adapts.empty();
  if (!is_looked_at) return;
  const std::uint32_t begin = text.source.files().front().begin;
  const Span version = text.assembly->adapts_version;
  const auto add = [&](std::string message, std::string help) {
    found.push_back({DiagnosticKind::kNotPinned,
                     {version.begin + begin, version.end + begin},
                     std::move(message),
                     std::move(help),
                     {}});
  };
  const std::string& path = text.source.path();
  if (!input.lock->text) {
    return add(
        fmt::format("there is no lock `{}`: upstream can change without a word", input.lock->path),
        fmt::format("write it with `mgl adapt pin {}`", path));
  }
  const Result<Lock> lock = ReadLock(*input.lock->text, input.lock->path);
  if (!lock) return add(lock.error().message, lock.error().help);
  if (lock->content_hash == LockOf(text).content_hash) return;
  add("upstream has changed since it was pinned",
      fmt::format("look at `mgl adapt status {0}`, then `mgl adapt update {0}`", path));
}

}  // namespace mgl
