// Value lines, tables and scores to nodes: each becomes conditions and values in turn.
#include <algorithm>
#include <utility>

#include "dsl/lower/lower_expressions.h"

namespace mgl {
namespace {

ValueType ValueTypeOf(const ExprType& type) {
  switch (type.kind) {
    case ExprType::Kind::kTruth:
      return ValueType::kTruth;
    case ExprType::Kind::kNumber:
      return ValueType::kNumber;
    case ExprType::Kind::kDate:
      return ValueType::kDate;
    case ExprType::Kind::kChoice:
    case ExprType::Kind::kText:
      return ValueType::kChoice;
    case ExprType::Kind::kError:
      break;
  }
  std::abort();
}

void AddText(const ast::ExprPtr& value, std::vector<std::string>& texts) {
  if (value->kind != ast::ExprKind::kText) return;
  const std::string& text = value->name.text;
  if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
}

}  // namespace

/// Lines without `otherwise` claim to be complete. One line alone is no such claim: where its
/// condition is unknown, the value may be missing.
NodeId ExpressionLowering::Lines(NodeKind kind, ValueType type, std::vector<NodeId> operands) {
  if (operands.size() == 2)
    operands.push_back(guideline_.graph.Add(NodeKind::kMissing, type, 0, {}));
  return guideline_.graph.Add(kind, type, 0, operands);
}

std::vector<std::string> TextsOf(const ast::Define& define) {
  std::vector<std::string> texts;
  for (const ast::ValueLine& line : define.lines) AddText(line.value, texts);
  return texts;
}

std::vector<std::string> TextsOf(const ast::Table& table) {
  std::vector<std::string> texts;
  for (const ast::TableRow& row : table.rows) {
    for (const ast::ExprPtr& value : row.values) AddText(value, texts);
  }
  return texts;
}

NodeId ExpressionLowering::LowerValue(const ast::Expr& value, const ast::ChoiceOwner& owner,
                                      const ExprType& type, const std::vector<std::string>& texts) {
  const auto choice = [&](std::uint32_t index) {
    return guideline_.graph.Add(NodeKind::kChoice, ValueType::kChoice, index, {});
  };
  if (value.kind == ast::ExprKind::kMissingValue) {
    return guideline_.graph.Add(NodeKind::kMissing, ValueTypeOf(type), 0, {});
  }
  if (value.kind == ast::ExprKind::kText) {
    const auto found = std::find(texts.begin(), texts.end(), value.name.text);
    return choice(static_cast<std::uint32_t>(found - texts.begin()));
  }
  if (type.kind == ExprType::Kind::kChoice && value.kind == ast::ExprKind::kName) {
    // The owner's own choices come before declarations of the same name.
    const std::uint32_t index = ChoiceIndex(*type.choices, value.name);
    const bool is_own = type.choices == &owner;
    const bool is_declared = resolution_.expression_symbols[value.id].kind != SymbolKind::kNone;
    if (index < type.choices->choices.size() && (is_own || !is_declared)) return choice(index);
  }
  if (type.kind == ExprType::Kind::kNumber) return LowerIn(value, type.unit, type.substance);
  return LowerHere(value);
}

NodeId ExpressionLowering::LowerLines(const ast::Define& define, const ExprType& type) {
  const std::vector<std::string> texts = TextsOf(define);
  std::vector<NodeId> operands;
  for (const ast::ValueLine& line : define.lines) {
    if (line.when) operands.push_back(LowerHere(*line.when));
    operands.push_back(LowerValue(*line.value, define, type, texts));
  }
  return Lines(NodeKind::kFirstLine, ValueTypeOf(type), std::move(operands));
}

NodeId ExpressionLowering::LowerTable(const ast::Table& table, const ExprType& type) {
  const std::vector<std::string> texts = TextsOf(table);
  std::vector<NodeId> columns;
  for (const ast::ExprPtr& column : table.columns) {
    columns.push_back(column ? LowerHere(*column) : Constant(true));
  }
  std::vector<NodeId> rows;  // the conditions so far
  std::vector<NodeId> operands;
  for (const ast::TableRow& row : table.rows) {
    std::vector<NodeId> cells;
    for (const ast::ExprPtr& cell : row.cells) {
      if (cell) cells.push_back(LowerHere(*cell));
    }
    const bool is_rest = row.otherwise && columns.empty();
    const NodeId condition = row.otherwise ? Not(Or(rows)) : And(std::move(cells));
    rows.push_back(condition);
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      if (!columns.empty()) {
        operands.push_back(And({condition, columns[i]}));
      } else if (!is_rest) {
        operands.push_back(condition);
      }
      operands.push_back(LowerValue(*row.values[i], table, type, texts));
    }
  }
  const NodeKind kind = table.first_row_wins ? NodeKind::kFirstLine : NodeKind::kOnlyLine;
  return Lines(kind, ValueTypeOf(type), std::move(operands));
}

/// Values are lines, of which one counts where its reading is in use; where none is, all may.
NodeId ExpressionLowering::LowerAmbiguity(std::uint32_t ambiguity) {
  const ValueType type = ValueTypeOf(checked_.ambiguity_types[ambiguity]);
  const std::size_t count = resolution_.ambiguities[ambiguity]->readings.size();
  std::vector<NodeId> readings;
  for (std::uint32_t i = 0; i < count; ++i) readings.push_back(ReadingNode(ambiguity, i));
  if (type == ValueType::kTruth) return Truth(NodeKind::kReading, std::move(readings), ambiguity);
  std::vector<NodeId> operands;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<NodeId> is_this;
    for (std::size_t other = 0; other < count; ++other) is_this.push_back(Constant(other == i));
    operands.push_back(Truth(NodeKind::kReading, std::move(is_this), ambiguity));
    operands.push_back(readings[i]);
  }
  return Lines(NodeKind::kOnlyLine, type, std::move(operands));
}

/// The points of the choice.
NodeId ExpressionLowering::LowerPointsOf(const ast::Expr& of) {
  std::vector<NodeId> operands;
  const NodeId subject = LowerHere(of);
  const ast::ChoiceOwner& owner = *Type(of).choices;
  for (const ast::Choice& choice : owner.choices) {
    operands.push_back(IsChoice(subject, owner, choice.name));
    operands.push_back(guideline_.graph.AddNumber(choice.points->value));
  }
  return Lines(NodeKind::kFirstLine, ValueType::kNumber, std::move(operands));
}

NodeId ExpressionLowering::LowerItem(const ast::ScoreItem& item) {
  if (item.from) return LowerHere(*item.from);
  if (item.of) return LowerPointsOf(*item.of);
  std::vector<NodeId> operands;
  bool has_otherwise = false;
  for (const ast::PointsLine& line : item.lines) {
    has_otherwise = !line.when;
    if (line.when) operands.push_back(LowerHere(*line.when));
    operands.push_back(guideline_.graph.AddNumber(line.points.value));
  }
  if (!has_otherwise) operands.push_back(guideline_.graph.AddNumber(0));
  return Number(NodeKind::kFirstLine, std::move(operands));
}

std::vector<NodeId> ExpressionLowering::ItemNodes(const ast::Score& score) {
  std::vector<NodeId> items;
  for (const ast::ScoreItem& item : score.items) {
    const bool has_name = !item.name.text.empty();
    items.push_back(has_name ? DefinitionNode(resolution_.Find(item.name.text)) : LowerItem(item));
  }
  return items;
}

NodeId ExpressionLowering::LowerScore(const ast::Score& score) {
  std::vector<NodeId> items = ItemNodes(score);
  NodeId node = items.size() == 1 ? items[0] : Number(NodeKind::kSum, std::move(items));
  if (score.at_least) {
    const NodeId bound = guideline_.graph.AddNumber(score.at_least->value);
    node = Number(NodeKind::kMaximum, {node, bound});
  }
  if (score.at_most) {
    const NodeId bound = guideline_.graph.AddNumber(score.at_most->value);
    node = Number(NodeKind::kMinimum, {node, bound});
  }
  return node;
}

}  // namespace mgl
