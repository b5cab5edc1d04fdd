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
std::vector<DecidedLines> FindDecidedLines(const LintInput& input);

/// The lines of an item of a score: the first that holds counts, and none is no points.
DecidedLines LinesOfItem(const LintInput& input, const ast::Score& score,
                         const ast::ScoreItem& item);

/// The lines of each range and threshold that have a condition, as far as they are in one kind of
/// unit: the first whose condition holds counts.
std::vector<DecidedLines> FindCutLines(const LintInput& input);

/// Rules that give or consider the medication, or one of its options.
std::vector<const Rule*> RulesThatGive(const Guideline& guideline, std::size_t medication);

}  // namespace mgl
