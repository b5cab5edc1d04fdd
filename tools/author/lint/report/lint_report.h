// What was found in files, and the forms in which others read it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/diagnostic/diagnostic_json.h"
#include "engine/value/result.h"

namespace mgl {

struct UnusableFile {
  std::string path;
  Error error;
};

struct LintReport {
  std::vector<FileFindings> files;
  std::vector<UnusableFile> unusable{};
  std::optional<Level> fails_from = Level::kError;  // findings less grave are no failure
  bool shows_infos = false;
  int exit_code = 0;

  bool IsShown(const Diagnostic& finding) const {
    return shows_infos || LevelOf(finding) != Level::kInfo;
  }
  bool IsFailure(const Diagnostic& finding) const {
    return fails_from && LevelOf(finding) <= *fails_from;
  }
};

/// A line a finding: `FILE:LINE:COLUMN: LEVEL CODE: MESSAGE`.
std::string ConciseText(const LintReport& report);

/// Commands that GitHub's workflows show beside the lines of a change: `::error file=…::…`.
std::string GithubAnnotations(const LintReport& report);

/// A suite a file, a case a finding; a file without any has one that passed. What is no failure
/// passed too, and says what it is.
std::string LintJunit(const LintReport& report);

/// SARIF 2.1.0, with all levels, the fingerprints, and the fixes that need no question.
std::string Sarif(const LintReport& report);

/// The path as a URI: `file:///…` where it is absolute, else relative. What is no letter, digit or
/// one of `-._~/` is escaped.
std::string FileUri(std::string_view path);

}  // namespace mgl
