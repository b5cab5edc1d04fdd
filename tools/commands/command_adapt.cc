// `mgl adapt`: what a local version was written for, and what happened there since.
#include <fmt/format.h>

#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <utility>

#include "dsl/assemble/assemble.h"
#include "dsl/compile.h"
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

Result<Lock> ReadLockOf(const LocalVersion& local, Host& host) {
  if (!host.Exists(local.lock_path)) {
    return Error{fmt::format("there is no lock `{}`", local.lock_path),
                 fmt::format("`mgl adapt pin {}` writes it", local.path)};
  }
  const Result<std::string> text = ReadWhole(local.lock_path, kMostLockBytes, host);
  if (!text) return text.error();
  return ReadLock(*text, local.lock_path);
}

int Pin(const LocalVersion& local, Host& host) {
  if (local.compiled.guideline == nullptr) {
    PrintDiagnostics(local.compiled.text->diagnostics, local.compiled.text->source, host);
    return ReportError(host, kAdapt, {fmt::format("{} has errors", local.path), "mend them first"});
  }
  const Lock now = LockOf(*local.compiled.text);
  if (host.Exists(local.lock_path)) {
    const Result<Lock> before = ReadLockOf(local, host);
    if (!before) return ReportError(host, kAdapt, before.error());
    if (before->content_hash != now.content_hash) {
      return ReportError(
          host, kAdapt,
          {"upstream has changed since it was pinned",
           fmt::format("look at `mgl adapt status {0}`, then `mgl adapt update {0}`", local.path)});
    }
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
  const AdaptStatus status = StatusOf(*lock, *local.compiled.text);
  if (format == "json") {
    host.out << AdaptStatusJson(status, local.path).dump(2) << '\n';
  } else {
    host.out << AdaptStatusText(status, local.path);
  }
  return status.has_moved ? kExitFindings : kExitDone;
}

/// The lock, and the version in the file itself: both or none.
int Update(LocalVersion local, Host& host) {
  if (HasOtherErrors(local)) return CannotUse(local, host);
  const CompiledText& text = *local.compiled.text;
  const Lock now = LockOf(text);
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
    if (!file) return ReportError(host, kAdapt, file.error());
    if (const auto error = (*file)->Write(content)) return ReportError(host, kAdapt, *error);
    all.push_back(file->get());
    outputs.push_back(std::move(*file));
  }
  if (const auto error = host.CommitAll(all)) return ReportError(host, kAdapt, *error);
  if (!host.is_quiet()) {
    host.err << fmt::format("mgl adapt: {}: {} {}\n", local.path, now.adapts, now.version);
  }
  return kExitDone;
}

}  // namespace

int AdaptCommand(const AdaptArguments& arguments, Host& host) {
  Result<SourceFile> source = host.ReadGuideline(arguments.guideline);
  if (!source) return ReportError(host, kAdapt, source.error());
  LocalVersion local{Compile(std::move(*source)), arguments.guideline,
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
  return Update(std::move(local), host);
}

}  // namespace mgl
