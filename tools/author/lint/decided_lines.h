// Results, tables and defines that have lines, with the nodes that decide which line holds.
#pragma once

#include <string>
#include <vector>

#include "tools/author/lint/rules.h"

namespace mgl {

struct DecidedLine {
  NodeId when{};
  NodeId value{};  // of results, tables and defines
  Span span;
  std::vector<const ast::Expr*> conditions;  // all of them hold where the line does
  std::string says;                          // equal for lines of one list that say the same
  const ast::Expr* cell = nullptr;           // of a grid: the value; `span` is that of its row
  std::size_t column = 0;                    // of a grid
};

struct DecidedLines {
  const ast::DeclarationBase* declaration = nullptr;
  const Definition* definition = nullptr;
  bool first_wins = false;     // else one at most may hold
  bool has_otherwise = false;  // it is not among the lines
  bool is_result = false;
  std::vector<DecidedLine> lines;
};

/// In the order of the text. A grid has one line for each of its values, in the order of its rows.
const std::vector<DecidedLines>& DecidedLinesOf(const LintInput& input);

/// The lines of an item of a score: the first that holds counts, and none is no points.
DecidedLines LinesOfItem(const LintInput& input, const ast::Score& score,
                         const ast::ScoreItem& item);

/// The lines of each range and threshold that have a condition, as far as they are in one kind of
/// unit: the first whose condition holds counts.
std::vector<DecidedLines> FindCutLines(const LintInput& input);

/// Which of some lines may hold for one patient, on the day of the proofs and as far as is quickly
/// seen: where two do not, a question about one need not speak of the other.
class LinesThatMeet {
 public:
  LinesThatMeet(Proofs& proofs, const std::vector<NodeId>& lines);
  /// Lines before this one that may hold where it does, in order.
  const std::vector<std::size_t>& Before(std::size_t line) const { return before_[line]; }

 private:
  std::vector<std::vector<std::size_t>> before_;
};

/// Found once for each list of lines.
const LinesThatMeet& MeetingLines(const LintInput& input, const DecidedLines& lines);

/// Rules that give or consider the medication, or one of its options.
std::vector<const Rule*> RulesThatGive(const Guideline& guideline, std::size_t medication);

}  // namespace mgl
