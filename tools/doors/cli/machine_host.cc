#include "tools/doors/cli/machine_host.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <thread>
#include <utility>

#include "dsl/assemble/named_files.h"
#include "tools/doors/cli/terminal_width.h"
#include "tools/files/atomic_file.h"
#include "tools/files/file_identity.h"
#include "tools/files/files_of_guideline.h"
#include "tools/files/find_guidelines.h"
#include "tools/files/find_level_file.h"
#include "tools/files/git_revision.h"
#include "tools/files/open_file.h"
#include "tools/files/poll_files.h"
#include "tools/files/read_source_file.h"

namespace mgl {
namespace {

/// https://no-color.org: any non-empty value of NO_COLOR means no colour.
bool UseColor(const OutputOptions& options, int descriptor) {
  if (options.color == "always") return true;
  if (options.color == "never") return false;
  const char* const no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  return isatty(descriptor) == 1;
}

HostStreams StandardStreams(const OutputOptions& options) {
  return {.in = std::cin,
          .out = std::cout,
          .err = std::cerr,
          .out_is_colored = UseColor(options, STDOUT_FILENO),
          .err_is_colored = UseColor(options, STDERR_FILENO),
          .out_is_terminal = isatty(STDOUT_FILENO) == 1,
          .is_quiet = options.quiet,
          .echoes_in = isatty(STDIN_FILENO) == 0,
          .width = TerminalWidth()};
}

}  // namespace

MachineHost::MachineHost(const OutputOptions& options, bool row_by_row)
    : Host(StandardStreams(options)),
      row_by_row_(row_by_row),
      shows_progress_(!options.quiet && isatty(STDERR_FILENO) == 1) {}

Result<SourceFile> MachineHost::ReadGuideline(const std::string& path) {
  return ReadGuidelineFiles(path);
}

Result<SourceFile> MachineHost::ReadRevision(const std::string& revision_and_path) {
  Result<SourceFile> source = ReadGitRevision(revision_and_path);
  if (!source) return source;
  // What it uses is what was beside it then.
  const std::string revision = revision_and_path.substr(0, revision_and_path.find(':') + 1);
  return WithOtherFiles(std::move(*source), [&](const std::string& path) -> OtherFile {
    const Result<SourceFile> other =
        ReadGitRevision(path.starts_with(revision) ? path : revision + path);
    if (!other) return {{}, other.error()};
    return {other->original_text(), std::nullopt};
  });
}

Result<std::unique_ptr<ByteSource>> MachineHost::Open(const std::string& path) {
  return OpenFile(path);
}

Result<std::unique_ptr<OutputFile>> MachineHost::Create(const std::string& path) {
  Result<std::unique_ptr<AtomicFile>> file = AtomicFile::Open(path);
  if (!file) return file.error();
  return std::unique_ptr<OutputFile>(std::move(*file));
}

std::optional<Error> MachineHost::CommitAll(std::span<OutputFile* const> files) {
  std::vector<AtomicFile*> all;
  for (OutputFile* const file : files) all.push_back(static_cast<AtomicFile*>(file));  // Create()'s
  return AtomicFile::CommitAll(all);
}

std::optional<Error> MachineHost::FindOverwrite(const std::vector<NamedFile>& inputs,
                                                const std::vector<NamedFile>& outputs) {
  return mgl::FindOverwrite(inputs, outputs);
}

bool MachineHost::CanBeFile(const std::string& path) {
  std::error_code ignored;
  return !std::filesystem::exists(path, ignored) || std::filesystem::is_regular_file(path, ignored);
}

bool MachineHost::Exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
}

GuidelinePaths MachineHost::FindGuidelines(const std::string& name) {
  return mgl::FindGuidelines(name);
}

std::string MachineHost::PathFrom(const std::string& path, const std::string& from) {
  return mgl::PathFrom(path, from);
}

std::unique_ptr<FileWatch> MachineHost::Watch(const std::vector<std::string>& names,
                                              const std::vector<std::string>& others) {
  return PollFiles([names, others, of_guidelines = std::make_shared<FilesOfGuidelines>()] {
    std::vector<std::string> files = others;
    for (const std::string& name : names) {
      for (const std::string& path : mgl::FindGuidelines(name).paths) {
        const std::vector<std::string>& its = of_guidelines->Of(path);
        files.insert(files.end(), its.begin(), its.end());
        if (const auto level_file = mgl::FindLevelFile(path)) files.push_back(*level_file);
      }
    }
    return files;
  });
}

std::optional<std::string> MachineHost::FindLevelFile(const std::string& linted) {
  return mgl::FindLevelFile(linted);
}

Result<std::string> MachineHost::ReadLevelFile(const std::string& path) {
  return mgl::ReadLevelFile(path);
}

Day MachineHost::Today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return *DayFromDate(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

double MachineHost::Seconds() {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

unsigned MachineHost::Processors() { return std::max(1U, std::thread::hardware_concurrency()); }

void MachineHost::ShowProgress(std::uint64_t rows, bool is_done) {
  if (!shows_progress_) return;
  if (is_done) {
    if (has_shown_progress_) std::fprintf(stderr, "\r%-60s\r", "");
    return;
  }
  const auto now = Clock::now();
  const bool is_short = now - start_ < std::chrono::seconds(1);
  if (is_short || now - shown_at_ < std::chrono::milliseconds(250)) return;
  shown_at_ = now;
  const std::string line =
      fmt::format("{} rows, {:.0f} rows per second", rows, static_cast<double>(rows) / Seconds());
  std::fprintf(stderr, "\r%-60s", line.c_str());
  has_shown_progress_ = true;
}

}  // namespace mgl
