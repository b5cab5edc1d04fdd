// `mgl lint`: what is wrong in a text, all of it, each with its place and what to do.
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <ostream>
#include <utility>
#include <vector>

#include "dsl/compile.h"
#include "dsl/diagnostic/diagnostic_json.h"
#include "engine/text/plain_text.h"
#include "tools/author/lint/level_file.h"
#include "tools/author/lint/lint.h"
#include "tools/author/lint/mend.h"
#include "tools/author/lint/rules.h"
#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"

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

/// What the options say for every file, and how each file's level file is read once.
class LintSettings {
 public:
  static Result<LintSettings> Read(const LintArguments& arguments, Host& host) {
    LintSettings settings(host);
    settings.use_level_files_ = !arguments.no_level_file;
    settings.level_file_ = arguments.level_file;
    for (const std::string& text : arguments.levels) {
      const Result<LevelSetting> setting = ReadLevelOption(text);
      if (!setting) return setting.error();
      settings.levels_.insert_or_assign(setting->kind, setting->level);
    }
    const Result<Day> day = ReadAsOf(host, arguments.as_of);
    if (!day) return day.error();
    settings.as_of_ = *day;
    return settings;
  }

  Result<LintOptions> For(const std::string& path) {
    LintOptions options{as_of_, levels_};
    const std::optional<std::string> file = LevelFileOf(path);
    if (!file) return options;
    const auto [entry, is_new] = read_.try_emplace(*file, LintLevels{});
    if (is_new) entry->second = ReadLevelsOf(*file);
    if (!entry->second) return entry->second.error();
    options.levels.insert(entry->second->begin(), entry->second->end());  // options go first
    return options;
  }

 private:
  explicit LintSettings(Host& host) : host_(&host) {}

  std::optional<std::string> LevelFileOf(const std::string& path) const {
    if (!use_level_files_) return std::nullopt;
    return level_file_.empty() ? host_->FindLevelFile(path) : level_file_;
  }

  Result<LintLevels> ReadLevelsOf(const std::string& level_file) const {
    const Result<std::string> text = host_->ReadLevelFile(level_file);
    if (!text) return text.error();
    return ReadLevels(*text, level_file);
  }

  Host* host_;
  Day as_of_ = 0;
  LintLevels levels_;
  bool use_level_files_ = true;
  std::string level_file_;
  std::map<std::string, Result<LintLevels>> read_;
};

struct LintRun {
  std::deque<SourceFile> sources;       // stable addresses: the findings point to them
  std::deque<Diagnostics> diagnostics;  // likewise
  std::vector<FileFindings> findings;
  std::map<Level, std::size_t> counts;
  int exit_code = kExitDone;
  bool fixes = false;

  /// Replaces the file and the source where something can be mended; false where that failed.
  bool Fix(const std::string& path, SourceFile& source, const LintOptions& options, Host& host) {
    if (path == "-") {
      exit_code = Unusable(host, {"--fix writes files, and standard input is none",
                                  "give the path of a file, or use --diff"});
      return false;
    }
    Mended mended = Mend(source, options);
    if (mended.places == 0) return true;
    if (const auto error = WriteWhole(path, mended.text, host)) {
      exit_code = Unusable(host, *error);
      return false;
    }
    host.err << fmt::format("mgl lint: {}: {} fixed\n", path, Counted(mended.places, "place"));
    source = SourceFile(source.path(), std::move(mended.text));
    return true;
  }

  void Add(const std::string& path, LintSettings& settings, Host& host) {
    Result<SourceFile> source = host.ReadGuideline(path);
    if (!source) {
      exit_code = Unusable(host, source.error());
      return;
    }
    const Result<LintOptions> lint_options = settings.For(path);
    if (!lint_options) {
      exit_code = Unusable(host, lint_options.error());
      return;
    }
    if (fixes && !Fix(path, *source, *lint_options, host)) return;
    sources.push_back(std::move(*source));
    diagnostics.push_back(Lint(Compile(sources.back()), *lint_options));
    findings.push_back({&sources.back(), &diagnostics.back(), {}});
    for (const Diagnostic& diagnostic : diagnostics.back()) ++counts[LevelOf(diagnostic)];
  }
};

/// What --fix would change.
int ShowDifferences(const std::vector<std::string>& paths, LintSettings& settings, Host& host) {
  int exit_code = kExitDone;
  for (const std::string& path : paths) {
    const Result<SourceFile> source = host.ReadGuideline(path);
    if (!source) {
      exit_code = Unusable(host, source.error());
      continue;
    }
    const Result<LintOptions> options = settings.For(path);
    if (!options) {
      exit_code = Unusable(host, options.error());
      continue;
    }
    const Mended mended = Mend(*source, *options);
    const std::string diff = UnifiedDiff(path, source->original_text(), mended.text);
    host.out << diff;
    if (!diff.empty()) exit_code = std::max(exit_code, kExitFindings);
  }
  return exit_code;
}

/// Errors and warnings in full, then the infos in a line each.
void PrintFindings(const FileFindings& file, bool show_infos, Host& host) {
  const bool color = host.out_is_colored();
  for (const Diagnostic& diagnostic : *file.diagnostics) {
    if (LevelOf(diagnostic) == Level::kInfo) continue;
    host.out << RenderText(diagnostic, *file.source, color) << '\n';
  }
  if (!show_infos) return;
  for (const Diagnostic& diagnostic : *file.diagnostics) {
    if (LevelOf(diagnostic) != Level::kInfo) continue;
    host.out << RenderLine(diagnostic, *file.source, color);
  }
}

std::string Summary(LintRun& run, bool show_infos) {
  const std::size_t infos = run.counts[Level::kInfo];
  return fmt::format("{} checked: {}, {}, {}{}\n", Counted(run.sources.size(), "file"),
                     Counted(run.counts[Level::kError], "error"),
                     Counted(run.counts[Level::kWarning], "warning"), Counted(infos, "info"),
                     infos > 0 && !show_infos ? " (--info shows them)" : "");
}

}  // namespace

int LintCommand(const LintArguments& arguments, Host& host) {
  if (arguments.list_rules) return ListRules(host);
  if (!arguments.explain.empty()) return Explain(arguments.explain, host);
  Result<LintSettings> settings = LintSettings::Read(arguments, host);
  if (!settings) return Unusable(host, settings.error());
  if (arguments.diff) return ShowDifferences(arguments.files, *settings, host);
  LintRun run;
  run.fixes = arguments.fix;
  for (const std::string& path : arguments.files) run.Add(path, *settings, host);
  if (arguments.format == "json") {
    host.out << RenderJson(run.findings) << '\n';
  } else {
    for (const FileFindings& file : run.findings) {
      PrintFindings(file, arguments.show_infos, host);
    }
    if (!host.is_quiet()) host.out << Summary(run, arguments.show_infos);
  }
  if (run.exit_code == kExitUnusable) return run.exit_code;
  return run.counts[Level::kError] > 0 ? kExitFindings : kExitDone;
}

}  // namespace mgl
