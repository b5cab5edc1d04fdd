// `mgl lint` once over all files: reads, mends, finds, keeps back what is known, and reports.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/author/lint/baseline.h"
#include "tools/author/lint/lint.h"
#include "tools/author/lint/report/lint_report.h"
#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"
#include "tools/commands/lint_settings.h"
#include "tools/commands/lint_times.h"

namespace mgl {

/// The files that the names stand for, each once; what cannot be used is handed to `unusable`.
std::vector<std::string> LintedFiles(const std::vector<std::string>& names, Host& host,
                                     const std::function<void(const UnusableFile&)>& unusable);

class LintRun {
 public:
  LintRun(const LintArguments& arguments, LintSettings& settings, Host& host);

  /// The exit code.
  int Run();

 private:
  void Add(const std::string& path);
  /// What is found where all files apply together.
  std::optional<LockFile> FindLock(const CompiledText& text, const std::string& path);
  void AddTogether();
  void AddFindings(const CompiledText& text, std::string path);
  /// Replaces the file and the source where something can be mended; false where that failed.
  bool Fix(const std::string& path, SourceFile& source, const LintOptions& options);
  void AddUnusable(const UnusableFile& file);

  std::optional<Error> ReadBaseline();
  std::optional<Error> WriteBaseline();
  void KeepBack();
  std::string NameInBaseline(std::size_t file) const;

  void CountFindings();
  void Print();
  void PrintText();
  std::string Summary() const;

  const LintArguments& arguments_;
  LintSettings& settings_;
  Host& host_;
  LintTimes times_;
  std::deque<SourceFile> sources_;       // stable addresses: the findings point to them
  std::deque<Diagnostics> diagnostics_;  // likewise
  std::vector<std::shared_ptr<const CompiledGuideline>> guidelines_;
  LintReport report_;
  std::vector<std::string> paths_;  // of the report's files
  Baseline baseline_;
  std::map<Level, std::size_t> counts_;
};

}  // namespace mgl
