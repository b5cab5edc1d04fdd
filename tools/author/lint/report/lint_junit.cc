#include <fmt/format.h>

#include <map>
#include <string>

#include "tools/author/lint/report/lint_report.h"
#include "tools/words/junit_document.h"

namespace mgl {
namespace {

JunitCase CaseOf(const Diagnostic& finding, const SourceFile& source, bool is_failure) {
  const Position place = source.PositionOf(finding.span.begin);
  const DiagnosticKindInfo& info = Info(finding.kind);
  JunitCase test{
      .name = fmt::format("{} {} at {}:{}", info.code, KindName(info), place.line, place.column),
      .class_name = source.PathAt(finding.span.begin),
      .file = source.PathAt(finding.span.begin),
      .line = place.line};
  if (is_failure) test.outcome = JunitCase::Outcome::kFailed;
  test.message = finding.message;
  test.text = RenderText(finding, source, false);
  return test;
}

}  // namespace

std::string LintJunit(const LintReport& report) {
  JunitDocument document("mgl lint");
  for (const UnusableFile& file : report.unusable) {
    document.Add(UnusableSuite(file.path, file.error.message));
  }
  for (const FileFindings& file : report.files) {
    const std::string& path = file.source->path();
    const bool is_file = file.source->parts().empty();
    JunitSuite suite{is_file ? path : "together", path};
    for (const Diagnostic& finding : *file.diagnostics) {
      if (!report.IsShown(finding)) continue;
      suite.cases.push_back(CaseOf(finding, *file.source, report.IsFailure(finding)));
    }
    std::map<std::string, int> seen;  // two findings at one place have two names
    for (JunitCase& test : suite.cases) {
      const int before = seen[test.name]++;
      if (before > 0) test.name += fmt::format(" ({})", before + 1);
    }
    if (suite.cases.empty()) {
      suite.cases.push_back({.name = "no findings", .class_name = path, .file = path});
    }
    document.Add(suite);
  }
  return document.Text();
}

}  // namespace mgl
