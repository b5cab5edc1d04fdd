// `mgl lint`: what is wrong in a text, all of it, each with its place and what to do.
#include <fmt/format.h>
#include <unistd.h>

#include <deque>
#include <iostream>
#include <map>
#include <memory>
#include <vector>

#include "dsl/diagnostic/diagnostic_json.h"
#include "tools/author/lint/level_file.h"
#include "tools/author/lint/lint.h"
#include "tools/author/lint/rules.h"
#include "tools/doors/cli/commands.h"
#include "tools/doors/cli/guideline_file.h"

namespace mgl {
namespace {

struct LintArguments {
  std::vector<std::string> files;
  std::string format = "text";
  std::string explain;
  bool list_rules = false;
  bool show_infos = false;
  std::string as_of;
  std::string level_file;
  bool no_level_file = false;
  std::vector<std::string> levels;
};

int Unusable(const Error& error) { return ReportError("lint", error); }

int Explain(const std::string& code_or_name) {
  const DiagnosticKindInfo* info = FindFinding(code_or_name);
  if (info == nullptr) {
    return Unusable({fmt::format("there is no finding `{}`", code_or_name),
                     "`mgl lint --rules` lists them, with codes and names"});
  }
  const std::string name = KindName(*info);
  const std::string_view page = RulePage(name);
  std::cout << fmt::format("{} {} ({}): {}\n\n", info->code, name, LevelName(info->level),
                           info->title);
  // The page says more than the registry; its first line is the name again.
  std::cout << (page.empty() ? fmt::format("{}\n", info->explanation)
                             : std::string(page.substr(page.find("\n\n") + 2)));
  return kExitDone;
}

int ListRules() {
  std::size_t width = 0;
  for (const DiagnosticKindInfo& info : AllDiagnosticKinds()) {
    width = std::max(width, KindName(info).size());
  }
  for (const DiagnosticKindInfo& info : AllDiagnosticKinds()) {
    std::cout << fmt::format("{}  {:<{}}  {:<7}  {}\n", info.code, KindName(info), width,
                             LevelName(info.level), info.title);
  }
  return kExitDone;
}

/// What the options say for every file, and how each file's level file is read once.
class LintSettings {
 public:
  static Result<LintSettings> Read(const LintArguments& arguments) {
    LintSettings settings;
    settings.use_level_files_ = !arguments.no_level_file;
    settings.level_file_ = arguments.level_file;
    for (const std::string& text : arguments.levels) {
      const Result<LevelSetting> setting = ReadLevelOption(text);
      if (!setting) return setting.error();
      settings.levels_.insert_or_assign(setting->kind, setting->level);
    }
    if (!arguments.as_of.empty()) {
      const Result<Day> day = ReadAsOf(arguments.as_of);
      if (!day) return day.error();
      settings.as_of_ = *day;
    }
    return settings;
  }

  Result<LintOptions> For(const std::string& path) {
    LintOptions options{as_of_, levels_};
    const std::optional<std::string> file = LevelFileOf(path);
    if (!file) return options;
    const auto [entry, is_new] = read_.try_emplace(*file, LintLevels{});
    if (is_new) entry->second = ReadLevelFile(*file);
    if (!entry->second) return entry->second.error();
    options.levels.insert(entry->second->begin(), entry->second->end());  // options go first
    return options;
  }

 private:
  std::optional<std::string> LevelFileOf(const std::string& path) const {
    if (!use_level_files_) return std::nullopt;
    return level_file_.empty() ? FindLevelFile(path) : level_file_;
  }

  std::optional<Day> as_of_;
  LintLevels levels_;
  bool use_level_files_ = true;
  std::string level_file_;
  std::map<std::string, Result<LintLevels>> read_;
};

std::string Counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

struct LintRun {
  std::deque<SourceFile> sources;       // stable addresses: the findings point to them
  std::deque<Diagnostics> diagnostics;  // likewise
  std::vector<FileFindings> findings;
  std::map<Level, std::size_t> counts;
  int exit_code = kExitDone;

  void Add(const std::string& path, LintSettings& settings) {
    Result<SourceFile> source = ReadSourceFile(path);
    if (!source) {
      exit_code = Unusable(source.error());
      return;
    }
    const Result<LintOptions> lint_options = settings.For(path);
    if (!lint_options) {
      exit_code = Unusable(lint_options.error());
      return;
    }
    sources.push_back(std::move(*source));
    diagnostics.push_back(Lint(sources.back(), *lint_options));
    findings.push_back({&sources.back(), &diagnostics.back(), {}});
    for (const Diagnostic& diagnostic : diagnostics.back()) ++counts[LevelOf(diagnostic)];
  }
};

/// Errors and warnings in full, then the infos in a line each.
void PrintFindings(const FileFindings& file, bool show_infos, bool color) {
  for (const Diagnostic& diagnostic : *file.diagnostics) {
    if (LevelOf(diagnostic) == Level::kInfo) continue;
    std::cout << RenderText(diagnostic, *file.source, color) << '\n';
  }
  if (!show_infos) return;
  for (const Diagnostic& diagnostic : *file.diagnostics) {
    if (LevelOf(diagnostic) != Level::kInfo) continue;
    std::cout << RenderLine(diagnostic, *file.source, color);
  }
}

std::string Summary(LintRun& run, bool show_infos) {
  const std::size_t infos = run.counts[Level::kInfo];
  return fmt::format("{} checked: {}, {}, {}{}\n", Counted(run.sources.size(), "file"),
                     Counted(run.counts[Level::kError], "error"),
                     Counted(run.counts[Level::kWarning], "warning"), Counted(infos, "info"),
                     infos > 0 && !show_infos ? " (--info shows them)" : "");
}

int LintFiles(const LintArguments& arguments, const OutputOptions& options) {
  Result<LintSettings> settings = LintSettings::Read(arguments);
  if (!settings) return Unusable(settings.error());
  LintRun run;
  for (const std::string& path : arguments.files) run.Add(path, *settings);
  if (arguments.format == "json") {
    std::cout << RenderJson(run.findings) << '\n';
  } else {
    const bool color = UseColor(options, STDOUT_FILENO);
    for (const FileFindings& file : run.findings) {
      PrintFindings(file, arguments.show_infos, color);
    }
    if (!options.quiet) std::cout << Summary(run, arguments.show_infos);
  }
  if (run.exit_code == kExitUnusable) return run.exit_code;
  return run.counts[Level::kError] > 0 ? kExitFindings : kExitDone;
}

void AddOptions(CLI::App& lint, LintArguments& arguments) {
  lint.add_option("FILE", arguments.files, "Guideline files (`-`: standard input)");
  lint.add_option("--format", arguments.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  lint.add_flag("--info", arguments.show_infos,
                "Show the findings of level info too, in a line each (JSON always holds them)");
  lint.add_option("--level", arguments.levels,
                  "The level of a finding, by code or name: L0501=off, missing-source=error")
      ->allow_extra_args(false);
  auto* level_file = lint.add_option("--config", arguments.level_file,
                                     "Levels from this file (default: the nearest mgl.yaml)");
  lint.add_flag("--no-config", arguments.no_level_file, "Read no mgl.yaml")->excludes(level_file);
  lint.add_option("--as-of", arguments.as_of,
                  "The day on which dates have passed or not (default: today)");
  lint.add_option("--explain", arguments.explain, "Explain the finding with this code or name");
  lint.add_flag("--rules", arguments.list_rules, "List all findings: code, name, level, title");
}

constexpr const char* kFooter =
    "Levels: error, warning, info, off. Errors and warnings are shown in full; infos, which list\n"
    "what a guideline leaves open and what it could say, are counted, and shown with --info.\n"
    "A file accepts a finding with its reason: accept L0501 because \"…\". A project sets levels "
    "in\n"
    "mgl.yaml, beside the guideline or in a folder above it, up to the one with .git:\n"
    "  lint: {levels: {L0501: off, missing-source: error}}\n"
    "Errors of the language (codes below L0500) keep their level.\n"
    "Exit code: 0 no error, 1 an error in a text, 2 a file or an option could not be used.\n"
    "Example:\n  mgl lint guidelines/magnesium_cramps/magnesium_cramps.mgl\n"
    "  mgl lint --explain missing-source";

}  // namespace

void AddLintCommand(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto arguments = std::make_shared<LintArguments>();
  CLI::App* lint = app.add_subcommand("lint", "Check guideline files: all mistakes in one run");
  AddOptions(*lint, *arguments);
  lint->footer(kFooter);
  lint->callback([arguments, &options, &exit_code] {
    if (arguments->list_rules) {
      exit_code = ListRules();
    } else if (!arguments->explain.empty()) {
      exit_code = Explain(arguments->explain);
    } else if (arguments->files.empty()) {
      throw CLI::RequiredError("FILE");
    } else {
      exit_code = LintFiles(*arguments, options);
    }
  });
}

}  // namespace mgl
