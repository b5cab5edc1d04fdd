// `mgl lint`: what is wrong in a text, all of it, each with its place and what to do.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <ostream>
#include <vector>

#include "tools/author/lint/mend.h"
#include "tools/author/lint/rules.h"
#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"
#include "tools/commands/lint_run.h"
#include "tools/commands/lint_settings.h"

namespace mgl {
namespace {

int Unusable(Host& host, const Error& error) { return ReportError(host, "lint", error); }

int Explain(const std::string& code_or_name, Host& host) {
  const DiagnosticKindInfo* info = FindFinding(code_or_name);
  if (info == nullptr) return Unusable(host, NoSuchFinding(code_or_name));
  const std::string name = KindName(*info);
  const std::string_view page = RulePage(name);
  host.out << fmt::format("{} {} ({}): {}\n\n", info->code, name, LevelName(info->level),
                          info->title);
  // The page says more than the registry; its first line is the name again.
  host.out << (page.empty() ? fmt::format("{}\n", info->explanation)
                            : std::string(page.substr(page.find("\n\n") + 2)));
  return kExitDone;
}

int ListRules(Host& host) {
  std::size_t width = 0;
  for (const DiagnosticKindInfo& info : AllDiagnosticKinds()) {
    width = std::max(width, KindName(info).size());
  }
  for (const DiagnosticKindInfo& info : AllDiagnosticKinds()) {
    host.out << fmt::format("{}  {:<{}}  {:<7}  {}\n", info.code, KindName(info), width,
                            LevelName(info.level), info.title);
  }
  return kExitDone;
}

/// What --fix would change.
int ShowDifferences(const std::vector<std::string>& names, LintSettings& settings, Host& host) {
  int exit_code = kExitDone;
  const auto report = [&](const UnusableFile& file) { exit_code = Unusable(host, file.error); };
  for (const std::string& path : LintedFiles(names, host, report)) {
    const Result<SourceFile> source = host.ReadGuideline(path);
    if (!source) {
      report({path, source.error()});
      continue;
    }
    const Result<LintOptions> options = settings.For(path);
    if (!options) {
      report({path, options.error()});
      continue;
    }
    const Mended mended = Mend(*source, *options);
    const std::string diff = UnifiedDiff(path, source->original_text(), mended.text);
    host.out << diff;
    if (!diff.empty()) exit_code = std::max(exit_code, kExitFindings);
  }
  return exit_code;
}

int LintOnce(const LintArguments& arguments, Host& host) {
  Result<LintSettings> settings = LintSettings::Read(arguments, host);
  if (!settings) return Unusable(host, settings.error());
  if (arguments.diff) return ShowDifferences(arguments.files, *settings, host);
  return LintRun(arguments, *settings, host).Run();
}

/// Again after each change; ends only where nobody reads it any more, or with the program.
int LintForever(const LintArguments& arguments, Host& host) {
  if (std::ranges::find(arguments.files, "-") != arguments.files.end()) {
    return Unusable(host, {"--watch waits for files to change, and standard input is none",
                           "give the path of a file or a folder"});
  }
  // The watch begins first: what changes while the files are read is a change.
  const std::unique_ptr<FileWatch> watch =
      host.Watch(arguments.files, {arguments.baseline, arguments.level_file});
  if (watch == nullptr)
    return Unusable(host, {"--watch: files do not change by themselves here", ""});
  int exit_code = kExitDone;
  while (host.out) {
    if (host.out_is_terminal()) host.out << "\033[2J\033[H";
    exit_code = LintOnce(arguments, host);
    if (!host.is_quiet()) host.err << "mgl lint: waiting for a change (Ctrl-C ends)\n";
    host.err.flush();
    if (!host.out.flush()) break;
    watch->WaitForChange();
  }
  return exit_code;
}

}  // namespace

int LintCommand(const LintArguments& arguments, Host& host) {
  if (arguments.list_rules) return ListRules(host);
  if (!arguments.explain.empty()) return Explain(arguments.explain, host);
  if (arguments.write_baseline) {
    if (arguments.baseline == "-") {
      return Unusable(host, {"--write-baseline writes a file, and standard output is none",
                             "write --baseline FILE"});
    }
    std::vector<NamedFile> inputs = {{"", arguments.level_file}};
    const auto ignored = [](const UnusableFile&) {};
    for (const std::string& path : LintedFiles(arguments.files, host, ignored)) {
      inputs.push_back({"", path});
    }
    const auto error = host.FindOverwrite(inputs, {{"--baseline", arguments.baseline}});
    if (error) return Unusable(host, *error);
  }
  return arguments.watch ? LintForever(arguments, host) : LintOnce(arguments, host);
}

}  // namespace mgl
