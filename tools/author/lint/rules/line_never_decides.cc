// Lines, rows and points, of ranges and thresholds too, that hold for nobody, or only where one
// before them holds.
#include <fmt/format.h>

#include <algorithm>

#include "tools/author/lint/decided_lines.h"
#include "tools/author/lint/excluded_bounds.h"
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
    std::vector<Answer> answers;
    for (const DecidedLine& line : table_.lines) answers.push_back(Of(line, answers.size()));
    for (std::size_t i = 0; i < table_.lines.size(); ++i) {
      if (table_.lines[i].cell == nullptr) Tell(table_.lines[i], answers[i]);
    }
    TellOfGrid(answers);
  }

 private:
  enum class Answer : std::uint8_t { kDecides, kNobody, kNobodyInScope, kHidden };

  Answer Of(const DecidedLine& line, std::size_t i) {
    // A bound that nobody reaches is told where it stands.
    if (IsToldWithin(found_, DiagnosticKind::kCutOutsidePlausible, line.span)) {
      return Answer::kDecides;
    }
    std::vector<Goal> alone = {{line.when, Truth::kYes}};
    // What is part of the answer is shown for those to whom the guideline applies.
    if (table_.is_result) alone.push_back({input_.compiled.guideline.scope, Truth::kYes});
    if (IsNobody(alone, line)) {
      alone.resize(1);
      return table_.is_result && !IsNobody(alone, line) ? Answer::kNobodyInScope : Answer::kNobody;
    }
    if (!table_.first_wins || !IsNobody(WithNoneBefore(alone, i), line)) return Answer::kDecides;
    // Nor what a line hides that everybody meets by such a bound.
    const bool is_told = std::any_of(
        table_.lines.begin(), table_.lines.begin() + static_cast<std::ptrdiff_t>(i),
        [&](const DecidedLine& before) {
          return IsToldWithin(found_, DiagnosticKind::kCutOutsidePlausible, before.span);
        });
    return is_told ? Answer::kDecides : Answer::kHidden;
  }

  void Tell(const DecidedLine& line, Answer answer) {
    switch (answer) {
      case Answer::kDecides:
        return;
      case Answer::kNobody:
        return Report(line, "holds for no patient", HelpForNobody(line));
      case Answer::kNobodyInScope:
        return ReportOutOfScope(line);
      case Answer::kHidden:
        return Report(line, "decides for no patient: lines before it hold wherever it does",
                      "the first line that holds counts: put this one before them, or remove it");
    }
  }

  std::string HelpForNobody(const DecidedLine& line) const {
    if (HasOneCondition(line)) {
      return "nobody has such a value: change its bound, or remove the line";
    }
    if (line.conditions.size() == 1) {
      const auto bounds = FindExcludedBounds(input_, *line.conditions.front());
      if (bounds) return bounds->why + ": " + bounds->help;
    }
    return "its conditions exclude each other: change one of them, or remove the line";
  }

  /// A row or a column all of whose cells decide nothing can go; of others each cell has a value.
  void TellOfGrid(const std::vector<Answer>& answers) {
    const auto decide_nothing = [&](const auto& is_of) {
      for (std::size_t i = 0; i < answers.size(); ++i) {
        if (is_of(table_.lines[i]) && answers[i] == Answer::kDecides) return false;
      }
      return true;
    };
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const DecidedLine& line = table_.lines[i];
      if (line.cell == nullptr || answers[i] == Answer::kDecides) continue;
      const auto in_row = [&](const DecidedLine& other) {
        return other.span.begin == line.span.begin;
      };
      const auto in_column = [&](const DecidedLine& other) { return other.column == line.column; };
      if (decide_nothing(in_row)) {
        if (line.column == 0) TellOfRow(line, answers[i]);
      } else if (decide_nothing(in_column)) {
        if (in_row(table_.lines.front())) TellOfColumn(line);
      } else {
        cells.push_back(i);
      }
    }
    if (!cells.empty()) TellOfCells(cells, answers[cells.front()]);
  }

  void TellOfRow(const DecidedLine& line, Answer answer) {
    if (answer == Answer::kNobodyInScope) return ReportOutOfScope(line);
    const bool is_hidden = answer == Answer::kHidden;
    Report(line,
           is_hidden ? "decides for no patient: rows before it hold wherever it does"
                     : "holds for no patient, in whatever column",
           is_hidden ? "the first row that holds counts: put this one before them, or remove it"
                     : "change a bound of the row, or remove the row");
  }

  void TellOfColumn(const DecidedLine& line) {
    found_.push_back({DiagnosticKind::kLineNeverDecides,
                      line.conditions.back()->span,
                      fmt::format("this column of `{}` holds for no patient, in whatever row",
                                  table_.declaration->name.text),
                      "change its bound; a column is removed together with its value in each row",
                      {}});
  }

  void TellOfCells(const std::vector<std::size_t>& cells, Answer answer) {
    const DecidedLine& first = table_.lines[cells.front()];
    std::string message =
        fmt::format("this cell of `{}` decides for no patient: ", table_.declaration->name.text);
    if (answer == Answer::kHidden) {
      message += "rows before it hold wherever it does";
    } else {
      message += fmt::format("nobody{} is in its row and its column at once",
                             answer == Answer::kNobodyInScope ? " in scope" : "");
    }
    std::vector<Label> labels = {{first.conditions.back()->span, "its column"}};
    constexpr std::size_t kMostLabels = 4;
    for (std::size_t i = 1; i < cells.size() && i < kMostLabels; ++i) {
      labels.push_back({table_.lines[cells[i]].cell->span, "likewise this cell"});
    }
    if (cells.size() > kMostLabels) {
      message += fmt::format(", and so of {} others", cells.size() - 1);
    }
    found_.push_back({DiagnosticKind::kLineNeverDecides, first.cell->span, std::move(message),
                      "see whether a bound of the row or of the column is a slip; if not, a grid "
                      "still needs its value in each cell: accept the finding, and say why nobody "
                      "is there",
                      std::move(labels)});
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
  for (const DecidedLines& table : DecidedLinesOf(input)) LineCheck(input, table, found).Check();
  for (const DecidedLines& cut : FindCutLines(input)) LineCheck(input, cut, found).Check();
  for (const ast::Score* score : input.names().scores) {
    for (const ast::ScoreItem& item : score->items) {
      LineCheck(input, LinesOfItem(input, *score, item), found).Check();
    }
  }
}

}  // namespace mgl
