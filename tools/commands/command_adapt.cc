// `mgl adapt`: what a local version was written for, and what happened there since.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <utility>

#include "dsl/assemble/assemble.h"
#include "dsl/compile.h"
#include "engine/text/shell_word.h"
#include "tools/author/adapt/adapt_status.h"
#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"

namespace mgl {
namespace {

constexpr const char* kAdapt = "adapt";

/// The local version, as far as it can be read: another version of upstream is no reason to stop.
struct LocalVersion {
  CompileResult compiled;
  std::string path;
  std::string lock_path;
};

bool IsOtherVersion(const Diagnostic& found) { return found.kind == DiagnosticKind::kOtherVersion; }

int CannotUse(const LocalVersion& local, Host& host) {
  Diagnostics errors;
  for (const Diagnostic& found : local.compiled.text->diagnostics) {
    if (LevelOf(found) == Level::kError && !IsOtherVersion(found)) errors.push_back(found);
  }
  PrintDiagnostics(errors, local.compiled.text->source, host);
  return ReportError(host, kAdapt, {fmt::format("{} has errors", local.path), "mend them first"});
}

bool HasOtherErrors(const LocalVersion& local) {
  for (const Diagnostic& found : local.compiled.text->diagnostics) {
    if (LevelOf(found) == Level::kError && !IsOtherVersion(found)) return true;
  }
  return false;
}

bool IsOfOtherVersion(const LocalVersion& local) {
  return std::ranges::any_of(local.compiled.text->diagnostics, IsOtherVersion);
}

/// What to do where the version that is named is not upstream's and no lock says what it was.
Error WithoutLock(const LocalVersion& local) {
  const std::string version = LockOf(*local.compiled.text).version;
  std::string help = fmt::format("`mgl adapt pin {}` writes it", ShellWord(local.path));
  if (IsOfOtherVersion(local) && !version.empty()) {
    help = fmt::format(
        "nobody knows what the version that is named said; if {0} is what was read, write `at "
        "version {0}`, and {1}",
        version, help);
  }
  return {fmt::format("there is no lock `{}`", local.lock_path), std::move(help)};
}

Result<Lock> ReadLockOf(const LocalVersion& local, Host& host) {
  if (!host.Exists(local.lock_path)) return WithoutLock(local);
  const Result<std::string> text = ReadWhole(local.lock_path, kMostLockBytes, host);
  if (!text) return text.error();
  return ReadLock(*text, local.lock_path, local.path);
}

/// A version that is not there cannot be named.
std::optional<Error> WhyWithoutVersion(const Lock& now) {
  if (!now.version.empty()) return std::nullopt;
  return Error{fmt::format("`{}` has no `version`; nothing was written", now.adapts),
               "a local version names the version that was read: write `version 1.0.0` under "
               "`guideline` there"};
}

int Pin(const LocalVersion& local, Host& host) {
  if (HasOtherErrors(local)) return CannotUse(local, host);
  const Lock now = LockOf(*local.compiled.text);
  if (const auto error = WhyWithoutVersion(now)) return ReportError(host, kAdapt, *error);
  const bool has_lock = host.Exists(local.lock_path);
  if (has_lock) {
    const Result<Lock> before = ReadLockOf(local, host);
    if (!before) return ReportError(host, kAdapt, before.error());
    const auto other = WhyOfAnother(*before, now, local.path);
    if (other && !before->is_old) return ReportError(host, kAdapt, *other);
    if (before->content_hash != now.content_hash || !HasSameUsed(*before, now)) {
      return ReportError(host, kAdapt,
                         {before->content_hash != now.content_hash
                              ? "upstream has changed since it was pinned"
                              : "what is used of other files has changed since it was pinned",
                          fmt::format("look at `mgl adapt status {0}`, then `mgl adapt update {0}`",
                                      ShellWord(local.path))});
    }
  } else if (IsOfOtherVersion(local)) {
    PrintDiagnostics(local.compiled.text->diagnostics, local.compiled.text->source, host);
    return ReportError(host, kAdapt, WithoutLock(local));
  }
  if (const auto error = WriteWhole(local.lock_path, LockText(now), host)) {
    return ReportError(host, kAdapt, *error);
  }
  if (!host.is_quiet()) {
    host.err << fmt::format("mgl adapt: {}: {} {} pinned\n", local.lock_path, now.adapts,
                            now.version);
  }
  return kExitDone;
}

int ShowStatus(const LocalVersion& local, const std::string& format, Host& host) {
  if (local.compiled.text->assembly->upstream.empty()) return CannotUse(local, host);
  const Result<Lock> lock = ReadLockOf(local, host);
  if (!lock) return ReportError(host, kAdapt, lock.error());
  const auto other = WhyOfAnother(*lock, LockOf(*local.compiled.text), local.path);
  if (other && !lock->is_old) return ReportError(host, kAdapt, *other);
  const AdaptStatus status = StatusOf(*lock, *local.compiled.text);
  if (format == "json") {
    host.out << AdaptStatusJson(status, local.path).dump(2) << '\n';
  } else {
    host.out << AdaptStatusText(status, local.path);
  }
  if (other) host.err << ErrorText(kAdapt, *other);
  return status.HasChanged() ? kExitFindings : kExitDone;
}

/// What an update takes as decided, line by line; empty where nothing is.
std::string TakenAsDecided(const AdaptStatus& status) {
  std::string text;
  for (const AdaptStatus::ToDecide& decide : status.to_decide) {
    text += fmt::format("  {} stays {} as it is here\n", decide.key,
                        decide.is_withdrawn ? "withdrawn" : "changed");
  }
  const auto add_all = [&](const std::vector<std::string>& keys, std::string_view what) {
    for (const std::string& key : keys) text += fmt::format("  {} is {}\n", key, what);
  };
  for (const AdaptStatus::Differs& differs : status.changed) {
    text += fmt::format("  {} is as upstream has it now\n", differs.key);
  }
  add_all(status.added, "new, as upstream has it");
  add_all(status.gone, "gone, as upstream has it");
  for (const AdaptStatus::Used& used : status.used) {
    if (!used.has_changed()) continue;
    text += fmt::format("  what is used of {} is as it is there now\n", used.path);
  }
  return text;
}

/// The lock, and the version in the file itself: both or none.
std::optional<Error> WriteUpdate(const LocalVersion& local, const Lock& now, Host& host) {
  const CompiledText& text = *local.compiled.text;
  const Span version = text.assembly->adapts_version;
  std::string own(text.source.TextOfFile(0));
  const bool is_named = own.substr(version.begin, version.end - version.begin) == now.version;
  std::vector<std::pair<std::string, std::string>> files{{local.lock_path, LockText(now)}};
  if (!is_named) {
    own.replace(version.begin, version.end - version.begin, now.version);
    files.emplace_back(local.path, std::move(own));
  }
  std::vector<std::unique_ptr<OutputFile>> outputs;
  std::vector<OutputFile*> all;
  for (const auto& [path, content] : files) {
    Result<std::unique_ptr<OutputFile>> file = host.Create(path);
    if (!file) return file.error();
    if (const auto error = (*file)->Write(content)) return error;
    all.push_back(file->get());
    outputs.push_back(std::move(*file));
  }
  return host.CommitAll(all);
}

int Update(const LocalVersion& local, Host& host) {
  if (HasOtherErrors(local)) return CannotUse(local, host);
  const Lock now = LockOf(*local.compiled.text);
  if (const auto error = WhyWithoutVersion(now)) return ReportError(host, kAdapt, *error);
  std::string decided = "  there was no lock: what upstream said before is not known\n";
  if (host.Exists(local.lock_path)) {
    const Result<Lock> before = ReadLockOf(local, host);
    if (!before) return ReportError(host, kAdapt, before.error());
    const auto other = WhyOfAnother(*before, now, local.path);
    decided = other
                  ? fmt::format("  {}: what upstream said then was not looked at\n", other->message)
                  : TakenAsDecided(StatusOf(*before, *local.compiled.text));
  }
  if (const auto error = WriteUpdate(local, now, host)) return ReportError(host, kAdapt, *error);
  if (!host.is_quiet()) {
    host.err << fmt::format("mgl adapt: {}: {} {}\n", local.path, now.adapts, now.version)
             << decided;
  }
  return kExitDone;
}

}  // namespace

int AdaptCommand(const AdaptArguments& arguments, Host& host) {
  if (arguments.guideline == "-") {
    return ReportError(
        host, kAdapt,
        {"standard input has no lock beside it", "name the file of the local version"});
  }
  Result<SourceFile> source = host.ReadGuideline(arguments.guideline);
  if (!source) return ReportError(host, kAdapt, source.error());
  const LocalVersion local{Compile(std::move(*source)), arguments.guideline,
                           LockPath(arguments.guideline)};
  const CompiledText& text = *local.compiled.text;
  const bool is_local = text.assembly && !text.assembly->adapts.empty();
  if (!is_local && local.compiled.guideline == nullptr) return CannotUse(local, host);
  if (!is_local) {
    return ReportError(host, kAdapt,
                       {fmt::format("{} adapts no other guideline", arguments.guideline),
                        "a local version has a line `adapts \"FILE\" at version VERSION`"});
  }
  if (arguments.action == "pin") return Pin(local, host);
  if (arguments.action == "status") return ShowStatus(local, arguments.format, host);
  return Update(local, host);
}

}  // namespace mgl
