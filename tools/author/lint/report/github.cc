// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
#include <fmt/format.h>

#include "tools/author/lint/report/lint_report.h"

namespace mgl {
namespace {

/// What a command cannot hold as it is; in a property also what separates properties.
std::string Escaped(std::string_view text, std::string_view escaped) {
  std::string safe;
  for (const char c : text) {
    if (escaped.find(c) == std::string_view::npos) {
      safe += c;
    } else {
      safe += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return safe;
}

std::string AsData(std::string_view text) { return Escaped(text, "%\r\n"); }
std::string AsProperty(std::string_view text) { return Escaped(text, "%\r\n:,"); }

std::string_view CommandOf(Level level) {
  return level == Level::kInfo ? "notice" : LevelName(level);
}

std::string Annotation(const Diagnostic& finding, const SourceFile& source) {
  const Position begin = source.PositionOf(finding.span.begin);
  const Position end = source.PositionOf(source.OriginOf(finding.span).end);
  const DiagnosticKindInfo& info = Info(finding.kind);
  std::string place = fmt::format("line={},endLine={},col={}", begin.line, end.line, begin.column);
  if (begin.line == end.line) place += fmt::format(",endColumn={}", end.column);
  std::string text = finding.message;
  if (!finding.help.empty()) text += "\n" + finding.help;
  return fmt::format("::{} file={},{},title={}::{}\n", CommandOf(LevelOf(finding)),
                     AsProperty(source.PathAt(finding.span.begin)), place,
                     AsProperty(fmt::format("{} {}", info.code, info.title)), AsData(text));
}

}  // namespace

std::string GithubAnnotations(const LintReport& report) {
  std::string text;
  for (const UnusableFile& file : report.unusable) {
    text += fmt::format("::error file={},title=the file cannot be used::{}\n",
                        AsProperty(file.path), AsData(file.error.message));
  }
  for (const FileFindings& file : report.files) {
    for (const Diagnostic& finding : *file.diagnostics) {
      if (report.IsShown(finding)) text += Annotation(finding, *file.source);
    }
  }
  return text;
}

}  // namespace mgl
