#include "tools/commands/lint_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <utility>

#include "dsl/assemble/assemble.h"
#include "dsl/compile.h"
#include "engine/text/plain_text.h"
#include "tools/author/adapt/lock.h"
#include "tools/author/lint/fingerprint.h"
#include "tools/author/lint/mend.h"

namespace mgl {
namespace {

constexpr const char* kLint = "lint";

std::optional<Level> LeastFailure(const std::string& fail_on) {
  for (const Level level : {Level::kError, Level::kWarning, Level::kInfo}) {
    if (LevelName(level) == fail_on) return level;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> LintedFiles(const std::vector<std::string>& names, Host& host,
                                     const std::function<void(const UnusableFile&)>& unusable) {
  std::vector<std::string> paths;
  std::set<std::string> seen;
  for (const std::string& name : names) {
    const GuidelinePaths found = host.FindGuidelines(name);
    for (const UnusablePath& path : found.unusable) unusable({path.path, path.error});
    for (const std::string& path : found.paths) {
      if (seen.insert(path).second) paths.push_back(path);
    }
  }
  return paths;
}

LintRun::LintRun(const LintArguments& arguments, LintSettings& settings, Host& host)
    : arguments_(arguments), settings_(settings), host_(host), times_(host) {
  report_.fails_from = LeastFailure(arguments.fail_on);
  report_.shows_infos = arguments.show_infos || report_.fails_from == Level::kInfo;
}

int LintRun::Run() {
  const bool has_baseline = !arguments_.baseline.empty();
  if (has_baseline && !arguments_.write_baseline) {
    if (const auto error = ReadBaseline()) return ReportError(host_, kLint, *error);
  }
  const auto add_unusable = [&](const UnusableFile& file) { AddUnusable(file); };
  const std::vector<std::string> paths = LintedFiles(arguments_.files, host_, add_unusable);
  for (const std::string& path : paths) Add(path);
  if (arguments_.together) AddTogether();
  if (arguments_.write_baseline) {
    if (const auto error = WriteBaseline()) return ReportError(host_, kLint, *error);
  }
  if (has_baseline) KeepBack();
  CountFindings();
  Print();
  if (arguments_.timing) host_.err << times_.Text();
  return report_.exit_code;
}

void LintRun::AddUnusable(const UnusableFile& file) {
  ReportError(host_, kLint, file.error);
  report_.unusable.push_back(file);
}

bool LintRun::Fix(const std::string& path, SourceFile& source, const LintOptions& options) {
  if (path == "-") {
    AddUnusable({path,
                 {"--fix writes files, and standard input is none",
                  "give the path of a file, or use --diff"}});
    return false;
  }
  Mended mended = Mend(source, options);
  if (mended.places == 0) return true;
  if (const auto error = WriteWhole(path, mended.text, host_)) {
    AddUnusable({path, *error});
    return false;
  }
  host_.err << fmt::format("mgl lint: {}: {} fixed\n", path, Counted(mended.places, "place"));
  // It may name other files now that it did not before.
  Result<SourceFile> again = host_.ReadGuideline(path);
  if (again) source = std::move(*again);
  return true;
}

void LintRun::Add(const std::string& path) {
  times_.Skip();
  Result<SourceFile> source = host_.ReadGuideline(path);
  times_.ReadDone();
  if (!source) return AddUnusable({path, source.error()});
  const Result<LintOptions> options = settings_.For(path);
  if (!options) return AddUnusable({path, options.error()});
  if (arguments_.fix && !Fix(path, *source, *options)) return;
  times_.Skip();
  const CompileResult compiled = Compile(std::move(*source));
  sources_.push_back(compiled.text->source);
  times_.CompileDone();
  LintOptions with_lock = *options;
  with_lock.lock = FindLock(*compiled.text, path);
  diagnostics_.push_back(
      Lint(compiled, with_lock, [&](DiagnosticKind kind) { times_.RuleDone(kind); }));
  AddFindings(*compiled.text, path);
  if (compiled.guideline) guidelines_.push_back(compiled.guideline);
}

std::optional<LockFile> LintRun::FindLock(const CompiledText& text, const std::string& path) {
  if (!text.assembly || text.assembly->adapts.empty() || path == "-") return std::nullopt;
  LockFile lock{LockPath(path), std::nullopt, std::nullopt};
  if (!host_.Exists(lock.path)) return lock;
  Result<std::string> read = ReadWhole(lock.path, kMostLockBytes, host_);
  if (read) {
    lock.text = std::move(*read);
  } else {
    lock.unread = read.error();
  }
  return lock;
}

void LintRun::AddTogether() {
  const auto cannot = [&](std::string why, std::string help) {
    AddUnusable(
        {paths_.empty() ? "--together" : paths_.front(), {std::move(why), std::move(help)}});
  };
  if (paths_.size() < 2) {
    return cannot("--together looks at several guidelines, and there is one",
                  "name the others too, or their folder");
  }
  if (guidelines_.size() < paths_.size()) {
    if (!host_.is_quiet()) {
      host_.err << "mgl lint: not looked at together: not all files are free of errors\n";
    }
    return;
  }
  const Result<LintOptions> options = settings_.For(paths_.front());
  if (!options) return AddUnusable({paths_.front(), options.error()});
  times_.Skip();
  const Result<JoinedGuidelines> joined = JoinGuidelines(guidelines_);
  times_.CompileDone();
  if (!joined) return cannot(joined.error().message, joined.error().help);
  sources_.push_back(joined->compiled->text.source);
  diagnostics_.push_back(
      LintTogether(*joined, *options, [&](DiagnosticKind kind) { times_.RuleDone(kind); }));
  AddFindings(joined->compiled->text, std::string(paths_.front()));
}

/// Of the last text. Fingerprints are made where somebody reads them.
void LintRun::AddFindings(const CompiledText& text, std::string path) {
  FileFindings file{&sources_.back(), &diagnostics_.back()};
  const bool has_readers =
      !arguments_.baseline.empty() || arguments_.format == "json" || arguments_.format == "sarif";
  if (has_readers) file.fingerprints = Fingerprints(text, diagnostics_.back());
  report_.files.push_back(std::move(file));
  paths_.push_back(std::move(path));
}

std::optional<Error> LintRun::ReadBaseline() {
  if (!host_.Exists(arguments_.baseline) && arguments_.baseline != "-") {
    return Error{fmt::format("there is no baseline `{}`", arguments_.baseline),
                 "--write-baseline writes it, with all that is found now"};
  }
  const Result<std::string> text = ReadWhole(arguments_.baseline, kMostBaselineBytes, host_);
  if (!text) return text.error();
  Result<Baseline> baseline = Baseline::Read(*text, arguments_.baseline);
  if (!baseline) return baseline.error();
  baseline_ = std::move(*baseline);
  return std::nullopt;
}

std::optional<Error> LintRun::WriteBaseline() {
  if (!report_.unusable.empty()) {
    return Error{
        fmt::format("{} was not written: not all files could be used", arguments_.baseline),
        "leave those out, or mend what is said of them"};
  }
  std::size_t count = 0;
  for (std::size_t i = 0; i < report_.files.size(); ++i) {
    const FileFindings& file = report_.files[i];
    for (std::size_t j = 0; j < file.diagnostics->size(); ++j) {
      const Diagnostic& finding = (*file.diagnostics)[j];
      if (IsLanguageError(Info(finding.kind))) continue;
      baseline_.Add({NameInBaseline(i), std::string(Info(finding.kind).code), file.fingerprints[j],
                     finding.message});
      ++count;
    }
  }
  if (const auto error = WriteWhole(arguments_.baseline, baseline_.Text(), host_)) return error;
  if (!host_.is_quiet()) {
    host_.err << fmt::format("mgl lint: {}: {} written\n", arguments_.baseline,
                             Counted(count, "finding"));
  }
  return std::nullopt;
}

/// Of several guidelines together: all their names.
std::string LintRun::NameInBaseline(std::size_t file) const {
  const std::vector<SourcePart>& parts = report_.files[file].source->parts();
  if (parts.empty()) return host_.PathFrom(paths_[file], arguments_.baseline);
  std::string names;
  for (const SourcePart& part : parts) {
    names += (names.empty() ? "" : " + ") + host_.PathFrom(part.path, arguments_.baseline);
  }
  return names;
}

void LintRun::KeepBack() {
  std::size_t kept_back = 0;
  for (std::size_t i = 0; i < report_.files.size(); ++i) {
    kept_back +=
        baseline_.KeepBack(NameInBaseline(i), diagnostics_[i], report_.files[i].fingerprints);
  }
  if (arguments_.write_baseline || host_.is_quiet()) return;
  const std::size_t gone = baseline_.Gone().size();
  host_.err << fmt::format("mgl lint: {}: {} kept back, {} in it found no more{}\n",
                           arguments_.baseline, Counted(kept_back, "finding"), gone,
                           gone > 0 ? " (--write-baseline removes them)" : "");
}

void LintRun::CountFindings() {
  bool has_failures = false;
  for (const FileFindings& file : report_.files) {
    for (const Diagnostic& finding : *file.diagnostics) {
      ++counts_[LevelOf(finding)];
      has_failures = has_failures || report_.IsFailure(finding);
    }
  }
  report_.exit_code = !report_.unusable.empty() ? kExitUnusable
                      : has_failures            ? kExitFindings
                                                : kExitDone;
}

void LintRun::Print() {
  const std::string& format = arguments_.format;
  if (format == "json") host_.out << RenderJson(report_.files) << '\n';
  if (format == "sarif") host_.out << Sarif(report_);
  if (format == "junit") host_.out << LintJunit(report_);
  if (format == "github") host_.out << GithubAnnotations(report_);
  if (format == "concise") host_.out << ConciseText(report_);
  if (format == "text") PrintText();
}

/// Errors and warnings of a file in full, then its infos in a line each.
void LintRun::PrintText() {
  const bool color = host_.out_is_colored();
  for (const FileFindings& file : report_.files) {
    for (const Diagnostic& finding : *file.diagnostics) {
      if (LevelOf(finding) == Level::kInfo) continue;
      host_.out << RenderText(finding, *file.source, color) << '\n';
    }
    for (const Diagnostic& finding : *file.diagnostics) {
      if (LevelOf(finding) != Level::kInfo || !report_.shows_infos) continue;
      host_.out << RenderLine(finding, *file.source, color);
    }
  }
  if (!host_.is_quiet()) host_.out << Summary();
}

std::string LintRun::Summary() const {
  const auto count = [&](Level level) {
    const auto found = counts_.find(level);
    return found == counts_.end() ? 0 : found->second;
  };
  const std::size_t infos = count(Level::kInfo);
  const auto is_file = [](const SourceFile& source) { return source.parts().empty(); };
  const auto files = static_cast<std::size_t>(std::ranges::count_if(sources_, is_file));
  return fmt::format("{} checked: {}, {}, {}{}\n", Counted(files, "file"),
                     Counted(count(Level::kError), "error"),
                     Counted(count(Level::kWarning), "warning"), Counted(infos, "info"),
                     infos > 0 && !report_.shows_infos ? " (--info shows them)" : "");
}

}  // namespace mgl
