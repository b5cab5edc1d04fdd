// The conditions of lines are looked up by their expressions, not by the layout of the graph.
#include "tools/case/examples/coverage_lines.h"

#include <algorithm>

#include "dsl/ast/ast.h"

namespace mgl {
namespace {

class LineFinder {
 public:
  explicit LineFinder(const CompiledGuideline& compiled) : compiled_(compiled) {}

  void Add(const ast::Define& define) {
    CoveredLines group{define.name.text, true, {}};
    for (const ast::ValueLine& line : define.lines) {
      AddLine(group, line.span, TextAsWritten(compiled_.text.source, line.span), line.when);
    }
    Keep(std::move(group));
  }

  void Add(const ast::Score& score) {
    for (const ast::ScoreItem& item : score.items) {
      CoveredLines group{score.name.text + ", " + item.title->text, true, {}};
      for (const ast::PointsLine& line : item.lines) {
        AddLine(group, line.span, TextAsWritten(compiled_.text.source, line.span), line.when);
      }
      if (item.of) AddChoices(group, *item.of);
      Keep(std::move(group));
    }
  }

  void Add(const ast::Table& table) {
    CoveredLines group{table.name.text, table.first_row_wins, {}};
    for (const ast::TableRow& row : table.rows) AddRow(group, table, row);
    Keep(std::move(group));
  }

  void Add(const ast::DeclarationBase&) {}

  std::vector<CoveredLines> found;

 private:
  void Keep(CoveredLines lines) {
    if (!lines.lines.empty()) found.push_back(std::move(lines));
  }

  std::optional<NodeId> NodeOf(const ast::ExprPtr& expr) const {
    return expr ? compiled_.expression_nodes[expr->id] : std::nullopt;
  }

  void AddLine(CoveredLines& lines, Span place, std::string text, const ast::ExprPtr& when) {
    CoveredLine& line = lines.lines.emplace_back();
    line.text = std::move(text);
    line.place = place;
    line.otherwise = !when;
    if (const auto node = NodeOf(when)) line.row.push_back(*node);
  }

  void AddChoices(CoveredLines& lines, const ast::Expr& of) {
    const std::vector<ast::Choice>& choices = compiled_.text.checked.types[of.id].choices->choices;
    for (std::uint32_t i = 0; i < choices.size(); ++i) {
      CoveredLine& line = lines.lines.emplace_back();
      line.text = of.name.text + " is " + choices[i].name.text;
      line.place = choices[i].name.span;
      line.choice = compiled_.expression_nodes[of.id];
      line.choice_index = i;
    }
  }

  void AddRow(CoveredLines& lines, const ast::Table& table, const ast::TableRow& row) {
    CoveredLine line;
    line.text = TextAsWritten(compiled_.text.source, row.span);
    line.place = row.span;
    line.otherwise = row.otherwise;
    for (const ast::ExprPtr& cell : row.cells) {
      if (const auto node = NodeOf(cell)) line.row.push_back(*node);
    }
    if (table.columns.empty()) {
      lines.lines.push_back(std::move(line));
      return;
    }
    const std::size_t gives = line.text.rfind(" gives ");
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      CoveredLine cell = line;
      const ast::ExprPtr& column = table.columns[i];
      cell.text = line.text.substr(0, gives) + " across " +
                  (column ? TextAsWritten(compiled_.text.source, column->span) : "any") +
                  " gives " + TextAsWritten(compiled_.text.source, row.values[i]->span);
      cell.place = row.values[i]->span;
      if (const auto node = NodeOf(column)) cell.column.push_back(*node);
      lines.lines.push_back(std::move(cell));
    }
  }

  const CompiledGuideline& compiled_;
};

Truth AllOf(const std::vector<NodeId>& nodes, const Decision& decision) {
  Truth all = Truth::kYes;
  for (const NodeId node : nodes) all = And(all, decision.nodes[Index(node)].truth);
  return all;
}

Truth RowTruth(const CoveredLine& line, const Decision& decision) {
  if (!line.choice) return AllOf(line.row, decision);
  const Value& value = decision.nodes[Index(*line.choice)];
  if (!value.known) return Truth::kUnknown;
  if (!value.choices.Has(line.choice_index)) return Truth::kNo;
  return value.choices.size() == 1 ? Truth::kYes : Truth::kUnknown;
}

}  // namespace

void CoveredLines::Count(const Decision& decision) {
  Truth some_row = Truth::kNo;
  for (CoveredLine& line : lines) {
    const Truth row = line.otherwise ? Not(some_row) : RowTruth(line, decision);
    if (!line.otherwise) some_row = Or(some_row, row);
    const Truth holds = And(row, AllOf(line.column, decision));
    if (holds == Truth::kYes) ++line.counted;
    if (first_wins && holds != Truth::kNo) return;
  }
}

std::vector<CoveredLines> LinesOf(const CompiledGuideline& compiled) {
  LineFinder finder(compiled);
  for (const ast::Declaration& declaration : compiled.text.file->declarations) {
    std::visit([&](const auto& item) { finder.Add(item); }, declaration);
  }
  return std::move(finder.found);
}

}  // namespace mgl
