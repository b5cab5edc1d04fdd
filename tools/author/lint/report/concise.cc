#include <fmt/format.h>

#include <algorithm>

#include "tools/author/lint/report/lint_report.h"

namespace mgl {

std::string ConciseText(const LintReport& report) {
  std::string text;
  for (const FileFindings& file : report.files) {
    for (const Diagnostic& finding : *file.diagnostics) {
      if (!report.IsShown(finding)) continue;
      const Position place = file.source->PositionOf(finding.span.begin);
      std::string message = finding.message;
      std::ranges::replace(message, '\n', ' ');
      text +=
          fmt::format("{}:{}:{}: {} {}: {}\n", file.source->PathAt(finding.span.begin), place.line,
                      place.column, LevelName(LevelOf(finding)), Info(finding.kind).code, message);
    }
  }
  return text;
}

}  // namespace mgl
