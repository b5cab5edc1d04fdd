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

class LineCheck {
 public:
  LineCheck(const LintInput& input, const DecidedLines& table, Diagnostics& found)
      : input_(input), table_(table), found_(found), before_(MeetingLines(input, table)) {
    std::vector<Goal> goals;
    for (const DecidedLine& line : table.lines) goals.push_back({line.when, Truth::kYes});
    hangs_on_today_ = !goals.empty() && input.proofs.finder().HangsOnToday(goals);
  }

  void Check() {
    for (std::size_t i = 0; i < table_.lines.size(); ++i) {
      const DecidedLine& line = table_.lines[i];
      // A bound that nobody reaches is told where it stands.
      const bool is_told = IsToldWithin(found_, DiagnosticKind::kCutOutsidePlausible, line.span);
      if (!is_told) LookAt(line, i);
    }
  }

 private:
  void LookAt(const DecidedLine& line, std::size_t i) {
    std::vector<Goal> alone = {{line.when, Truth::kYes}};
    // What is part of the answer is shown for those to whom the guideline applies.
    if (table_.is_result) alone.push_back({input_.compiled.guideline.scope, Truth::kYes});
    if (IsNobody(alone, line)) {
      alone.resize(1);
      if (table_.is_result && !IsNobody(alone, line)) return ReportOutOfScope(line);
      Report(line, "holds for no patient",
             HasOneCondition(line)
                 ? "nobody has such a value: change its bound, or remove the line"
                 : "its conditions exclude each other: change one of them, or remove the line");
    } else if (table_.first_wins && IsNobody(WithNoneBefore(alone, i), line)) {
      Report(line, "decides for no patient: lines before it hold wherever it does",
             "the first line that holds counts: put this one before them, or remove it");
    }
  }

  /// And none of the lines before it holds.
  std::vector<Goal> WithNoneBefore(std::vector<Goal> goals, std::size_t i) const {
    const auto add = [&](std::size_t k) {
      goals.push_back({table_.lines[k].when, TruthSet(Truth::kNo) | Truth::kUnknown});
    };
    if (hangs_on_today_) {
      // On another day others may meet.
      for (std::size_t k = 0; k < i; ++k) add(k);
    } else {
      for (const std::size_t k : before_.Before(i)) add(k);
    }
    return goals;
  }

  bool IsNobody(const std::vector<Goal>& goals, const DecidedLine& line) {
    return input_.proofs.IsNobody(
        goals, line.span, fmt::format("this line of `{}` decides", table_.declaration->name.text));
  }

  void Report(const DecidedLine& line, std::string_view what, std::string help) {
    found_.push_back({DiagnosticKind::kLineNeverDecides,
                      line.span,
                      fmt::format("this line of `{}` {}", table_.declaration->name.text, what),
                      std::move(help),
                      {}});
  }

  void ReportOutOfScope(const DecidedLine& line) {
    Report(line, "holds for no patient in scope",
           "change its bound, or for whom the guideline applies");
    const ast::Guideline& header = *input_.names().guideline;
    if (header.applies_when) {
      found_.back().labels.push_back(
          {header.applies_when->span, "the guideline applies here only"});
    }
  }

  const LintInput& input_;
  const DecidedLines& table_;
  Diagnostics& found_;
  const LinesThatMeet& before_;
  bool hangs_on_today_ = false;
};

}  // namespace

void LintLineNeverDecides(const LintInput& input, Diagnostics& found) {
  for (const DecidedLines& table : FindDecidedLines(input)) LineCheck(input, table, found).Check();
  for (const DecidedLines& cut : FindCutLines(input)) LineCheck(input, cut, found).Check();
  for (const ast::Score* score : input.names().scores) {
    for (const ast::ScoreItem& item : score->items) {
      LineCheck(input, LinesOfItem(input, *score, item), found).Check();
    }
  }
}

}  // namespace mgl
