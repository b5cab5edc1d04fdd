// A local version whose upstream may have changed without anybody looking.
#include <fmt/format.h>

#include "dsl/assemble/assemble.h"
#include "engine/text/shell_word.h"
#include "tools/author/adapt/adapt_status.h"
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
  const std::string path = ShellWord(text.source.path());
  if (input.lock->unread) return add(input.lock->unread->message, input.lock->unread->help);
  if (!input.lock->text) {
    return add(
        fmt::format("there is no lock `{}`: upstream can change without a word", input.lock->path),
        fmt::format("write it with `mgl adapt pin {}`", path));
  }
  const Result<Lock> lock = ReadLock(*input.lock->text, input.lock->path, text.source.path());
  if (!lock) return add(lock.error().message, lock.error().help);
  const Lock now = LockOf(text);
  if (const auto other = WhyOfAnother(*lock, now, text.source.path())) {
    return add(other->message, other->help);
  }
  const bool has_moved = lock->content_hash != now.content_hash;
  if (!has_moved && HasSameUsed(*lock, now)) return;
  const AdaptStatus status = StatusOf(*lock, text);
  const std::string look =
      fmt::format("look at `mgl adapt status {0}`, then `mgl adapt update {0}`", path);
  if (has_moved) {
    return add(status.upstream_status == "retired"
                   ? "upstream has changed since it was pinned, and is retired now"
                   : "upstream has changed since it was pinned",
               look);
  }
  for (const AdaptStatus::Used& used : status.used) {
    if (!used.has_changed()) continue;
    add(fmt::format("what is used of `{}` has changed since it was pinned", used.path), look);
  }
}

}  // namespace mgl
