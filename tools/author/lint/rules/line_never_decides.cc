// Lines, rows and points, of ranges and thresholds too, that hold for nobody, or only where one
// before them holds.
#include <fmt/format.h>

#include "tools/author/lint/decided_lines.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

bool HasOneCondition(const DecidedLine& line) {
  return line.conditions.size() == 1 && (line.conditions.front()->kind == ast::ExprKind::kCompare ||
                                         line.conditions.front()->kind == ast::ExprKind::kIsSpan);
}

void FindUndeciding(const LintInput& input, const DecidedLines& table, Diagnostics& found) {
  const TruthSet not_yes = TruthSet(Truth::kNo) | Truth::kUnknown;
  const std::string& name = table.declaration->name.text;
  std::vector<Goal> goals;  // none of the lines so far holds
  for (const DecidedLine& line : table.lines) {
    const auto is_nobody = [&](const std::vector<Goal>& of) {
      return input.proofs.IsNobody(of, line.span, fmt::format("this line of `{}` decides", name));
    };
    goals.push_back({line.when, Truth::kYes});
    // A bound that nobody reaches is told where it stands.
    const bool is_told = IsToldWithin(found, DiagnosticKind::kCutOutsidePlausible, line.span);
    if (is_told) {
      goals.back().wanted = not_yes;
      continue;
    }
    if (is_nobody({{line.when, Truth::kYes}})) {
      found.push_back({DiagnosticKind::kLineNeverDecides,
                       line.span,
                       fmt::format("this line of `{}` holds for no patient", name),
                       HasOneCondition(line)
                           ? "nobody has such a value: change its bound, or remove the line"
                           : "its conditions exclude each other: change one of them, or remove "
                             "the line",
                       {}});
    } else if (table.first_wins && is_nobody(goals)) {
      found.push_back({DiagnosticKind::kLineNeverDecides,
                       line.span,
                       fmt::format("this line of `{}` decides for no patient: lines before it hold "
                                   "wherever it does",
                                   name),
                       "the first line that holds counts: put this one before them, or remove it",
                       {}});
    }
    goals.back().wanted = not_yes;
  }
}

}  // namespace

void LintLineNeverDecides(const LintInput& input, Diagnostics& found) {
  for (const DecidedLines& table : FindDecidedLines(input)) FindUndeciding(input, table, found);
  for (const DecidedLines& cut : FindCutLines(input)) FindUndeciding(input, cut, found);
  for (const ast::Score* score : input.names().scores) {
    for (const ast::ScoreItem& item : score->items) {
      FindUndeciding(input, LinesOfItem(input, *score, item), found);
    }
  }
}

}  // namespace mgl
