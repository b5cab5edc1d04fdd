#include "tools/author/lint/decided_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "tools/author/lint/lint_index.h"

namespace mgl {
namespace {

/// By its name, among what is part of the answer and what is not.
const Definition* DefinitionOf(const Guideline& guideline, const std::string& name,
                               bool& is_result) {
  const auto result = std::ranges::find(guideline.results, name, &ResultColumn::name);
  is_result = result != guideline.results.end();
  if (is_result) return &*result;
  const auto found = std::ranges::find(guideline.definitions, name, &Definition::name);
  return found != guideline.definitions.end() ? &*found : nullptr;
}

/// The node with the lines: what is rounded or put into a unit comes from them.
std::optional<NodeId> LinesNode(const Graph& graph, NodeId node) {
  while (graph.node(node).kind != NodeKind::kFirstLine &&
         graph.node(node).kind != NodeKind::kOnlyLine) {
    const auto operands = graph.Operands(node);
    if (FamilyOf(graph.node(node).kind) != NodeFamily::kArithmetic || operands.empty()) {
      return std::nullopt;
    }
    node = operands[0];
  }
  return node;
}

class Finder {
 public:
  explicit Finder(const LintInput& input) : input_(input) {}

  struct Written {
    Span span;
    std::vector<const ast::Expr*> conditions;
    const ast::Expr* cell = nullptr;
    std::size_t column = 0;
  };

  void Add(const ast::DeclarationBase& declaration, const std::vector<Written>& written) {
    DecidedLines found;
    found.declaration = &declaration;
    const Guideline& guideline = input_.compiled.guideline;
    found.definition = DefinitionOf(guideline, declaration.name.text, found.is_result);
    if (found.definition == nullptr) return;
    const std::optional<NodeId> node = LinesNode(guideline.graph, found.definition->node);
    if (!node) return;
    found.first_wins = guideline.graph.node(*node).kind == NodeKind::kFirstLine;
    const auto operands = guideline.graph.Operands(*node);
    found.has_otherwise = operands.size() % 2 == 1;
    for (std::size_t i = 0; 2 * i + 1 < operands.size(); ++i) {
      if (i >= written.size()) break;
      const NodeId value = operands[2 * i + 1];
      found.lines.push_back({operands[2 * i], value, written[i].span, written[i].conditions,
                             fmt::format("{}", Index(value)), written[i].cell, written[i].column});
    }
    lines_.push_back(std::move(found));
  }

  std::vector<DecidedLines> Take() { return std::move(lines_); }

 private:
  const LintInput& input_;
  std::vector<DecidedLines> lines_;
};

}  // namespace

DecidedLines LinesOfItem(const LintInput& input, const ast::Score& score,
                         const ast::ScoreItem& item) {
  DecidedLines lines;
  lines.declaration = &score;
  lines.first_wins = true;
  lines.has_otherwise = true;
  lines.is_result = true;
  for (const ast::PointsLine& line : item.lines) {
    if (!line.when) break;
    const std::optional<NodeId> when = input.compiled.expression_nodes[line.when->id];
    if (!when) continue;
    lines.lines.push_back({*when, {}, line.span, {line.when.get()}, line.points.value.get_str()});
  }
  return lines;
}

namespace {

/// Of a range or threshold; lines of another kind of unit are a list of their own.
void AddCutLines(const LintInput& input, const ast::DeclarationBase& declaration,
                 const auto& written, const std::vector<CutLine>& lowered,
                 std::vector<DecidedLines>& found) {
  for (std::size_t first = 0; first < lowered.size(); ++first) {
    const Dimension& kind = lowered[first].kind;
    const auto is_of_kind = [&](const CutLine& line) { return line.kind == kind; };
    const bool is_done = std::any_of(
        lowered.begin(), lowered.begin() + static_cast<std::ptrdiff_t>(first), is_of_kind);
    if (is_done) continue;
    DecidedLines lines;
    lines.declaration = &declaration;
    lines.first_wins = true;
    for (std::size_t i = first; i < lowered.size(); ++i) {
      if (!is_of_kind(lowered[i])) continue;
      lines.has_otherwise |= !written[i].when;
      if (!written[i].when) continue;
      const std::optional<NodeId> when = input.compiled.expression_nodes[written[i].when->id];
      if (!when) continue;
      const Span span{written[i].span.begin, written[i].when->span.end};
      lines.lines.push_back({*when, {}, span, {written[i].when.get()}, lowered[i].text});
    }
    if (!lines.lines.empty()) found.push_back(std::move(lines));
  }
}

}  // namespace

std::vector<DecidedLines> FindCutLines(const LintInput& input) {
  const Guideline& guideline = input.compiled.guideline;
  const Resolution& names = input.names();
  std::vector<DecidedLines> found;
  for (std::size_t i = 0; i < names.ranges.size(); ++i) {
    const ast::Range& range = *names.ranges[i];
    AddCutLines(input, range, range.lines, guideline.ranges[i].lines, found);
  }
  for (std::size_t i = 0; i < names.thresholds.size(); ++i) {
    const ast::Threshold& threshold = *names.thresholds[i];
    AddCutLines(input, threshold, threshold.lines, guideline.thresholds[i].lines, found);
  }
  return found;
}

namespace {

std::vector<DecidedLines> FindDecidedLines(const LintInput& input) {
  Finder finder(input);
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    std::vector<Finder::Written> lines;
    if (const auto* define = std::get_if<ast::Define>(&declaration)) {
      if (define->lines.empty()) continue;
      for (const ast::ValueLine& line : define->lines) {
        lines.push_back({line.span, {}});
        if (line.when) lines.back().conditions.push_back(line.when.get());
      }
      finder.Add(*define, lines);
    } else if (const auto* table = std::get_if<ast::Table>(&declaration)) {
      for (const ast::TableRow& row : table->rows) {
        for (std::size_t i = 0; i < row.values.size(); ++i) {
          lines.push_back({row.span, {}});
          for (const ast::ExprPtr& cell : row.cells) {
            if (cell) lines.back().conditions.push_back(cell.get());
          }
          const bool has_column = table->across && i < table->columns.size();
          if (!has_column) continue;
          lines.back().conditions.push_back(table->columns[i].get());
          lines.back().cell = row.values[i].get();
          lines.back().column = i;
        }
      }
      finder.Add(*table, lines);
    }
  }
  return finder.Take();
}

}  // namespace

const std::vector<DecidedLines>& DecidedLinesOf(const LintInput& input) {
  if (!input.index.decided_lines) input.index.decided_lines = FindDecidedLines(input);
  return *input.index.decided_lines;
}

LinesThatMeet::LinesThatMeet(Proofs& proofs, const std::vector<NodeId>& lines)
    : before_(lines.size()) {
  struct Reach {
    std::optional<PatientSet> patients;  // of whom the line may be yes; empty: nobody
    std::vector<VariableId> variables;   // on which it hangs
  };
  PatientFinder& finder = proofs.finder();
  std::vector<Reach> reach;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::vector<Goal> goals = {{lines[i], Truth::kYes}};
    reach.push_back({finder.Narrowed(goals, proofs.everybody()), finder.VariablesOf(goals)});
    const Reach& own = reach[i];
    if (!own.patients) continue;
    for (std::size_t k = 0; k < i; ++k) {
      const Reach& other = reach[k];
      const bool may_meet =
          other.patients && std::ranges::all_of(own.variables, [&](VariableId id) {
            return own.patients->Shares(*other.patients, finder.values().Of(id));
          });
      if (may_meet) before_[i].push_back(k);
    }
  }
}

const LinesThatMeet& MeetingLines(const LintInput& input, const DecidedLines& lines) {
  std::vector<NodeId> nodes;
  for (const DecidedLine& line : lines.lines) nodes.push_back(line.when);
  const auto known = input.index.meeting.find(nodes);
  if (known != input.index.meeting.end()) return known->second;
  LinesThatMeet meeting(input.proofs, nodes);
  return input.index.meeting.emplace(std::move(nodes), std::move(meeting)).first->second;
}

std::vector<const Rule*> RulesThatGive(const Guideline& guideline, std::size_t medication) {
  std::vector<const Rule*> rules;
  for (const Rule& rule : guideline.rules) {
    const bool gives_it = std::ranges::any_of(rule.actions, [&](const Action& action) {
      const std::optional<Treatment> given = TreatmentGiven(action);
      return given && given->medication == medication;
    });
    if (gives_it) rules.push_back(&rule);
  }
  return rules;
}

}  // namespace mgl
