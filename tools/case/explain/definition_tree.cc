// What names stand for: defines, ambiguities, tables, scores. Each is opened once in a case.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/ast/ast.h"
#include "engine/meaning/lines.h"
#include "engine/meaning/result_cell.h"
#include "engine/model/node_family.h"
#include "tools/case/explain/condition_tree.h"
#include "tools/words/fact_words.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

using Kind = Condition::Kind;

constexpr int kMaxDepth = 12;

Kind KindOf(const Definition& definition, const std::vector<ResultColumn>& results) {
  for (const ResultColumn& result : results) {
    if (&result != &definition) continue;
    if (result.kind == ResultColumn::Kind::kTable) return Kind::kTable;
    return result.kind == ResultColumn::Kind::kScore ? Kind::kScore : Kind::kResult;
  }
  return Kind::kDefine;
}

/// False where the compiler knew what comes out, whatever the case is.
bool IsOfLines(const Guideline& guideline, const Definition& definition) {
  return FamilyOf(guideline.graph.node(definition.node).kind) == NodeFamily::kLines;
}

/// A line's condition holds, or it may.
std::string CountsNote(bool is_only) { return is_only ? "counts" : "may count"; }

}  // namespace

std::string_view WhyNoValue(const Guideline& guideline, NodeId node, bool is_table,
                            const Decision& decision) {
  if (FamilyOf(guideline.graph.node(node).kind) != NodeFamily::kLines) return "";
  const auto operands = guideline.graph.Operands(node);
  for (std::size_t i = 0; i < LineCount(operands); ++i) {
    const Line line = LineAt(operands, i);
    const Truth when = line.when ? decision.nodes[Index(*line.when)].truth : Truth::kUnknown;
    if (when == Truth::kNo) continue;
    const bool gives_none = guideline.graph.node(line.value).kind == NodeKind::kMissing;
    if (!gives_none || (line.when && when != Truth::kYes)) return "";
    if (line.when)
      return is_table ? "the row that holds gives none" : "the line that holds gives none";
  }
  return is_table ? "no row holds" : "no line holds";
}

const Definition& ConditionTree::DefinitionOf(const Symbol& symbol) const {
  if (symbol.kind == SymbolKind::kTable) return *tables_[symbol.index];
  if (symbol.kind == SymbolKind::kItem) return *items_[symbol.index];
  return symbol.kind == SymbolKind::kScore ? *scores_[symbol.index] : *defines_[symbol.index];
}

Condition ConditionTree::OfSymbol(const Symbol& symbol, bool decides, int depth) {
  Condition condition;
  condition.decides = decides;
  const bool opens = decides && depth < kMaxDepth;
  if (symbol.kind == SymbolKind::kAmbiguity) {
    const Ambiguity& ambiguity = guideline_.ambiguities[symbol.index];
    condition.kind = Kind::kAmbiguity;
    condition.text = ambiguity.name;
    condition.title = ambiguity.title;
    condition.source = ambiguity.provenance;
    SetValue(ambiguity, ambiguity.node, condition);
    if (!opens) return condition;
    if (opened_.emplace(symbol.kind, symbol.index).second) {
      OpenAmbiguity(symbol.index, condition, depth);
    } else {
      condition.note = kExplainedAbove;
    }
    return condition;
  }
  const Definition& definition = DefinitionOf(symbol);
  condition.kind =
      symbol.kind == SymbolKind::kItem ? Kind::kItem : KindOf(definition, guideline_.results);
  condition.text = definition.name;
  condition.title = definition.title;
  condition.source = definition.provenance;
  SetValue(definition, definition.node, condition);
  const bool has_lines =
      symbol.kind == SymbolKind::kTable ||
      (symbol.kind == SymbolKind::kDefine && !compiled_.text.names.defines[symbol.index]->as);
  if (has_lines && !condition.is_truth && !decision_->nodes[Index(definition.node)].known) {
    condition.why_no_value =
        WhyNoValue(guideline_, definition.node, symbol.kind == SymbolKind::kTable, *decision_);
  }
  if (results_.contains(definition.name)) {
    condition.note = kExplainedUnderResults;
  } else if (opens && opened_.emplace(symbol.kind, symbol.index).second) {
    OpenDefinition(symbol, definition, condition, depth);
  } else if (opens) {
    condition.note = kExplainedAbove;
  }
  return condition;
}

void ConditionTree::SetValue(const Definition& definition, NodeId node,
                             Condition& condition) const {
  const Value& value = decision_->nodes[Index(node)];
  condition.is_truth = definition.type == FactType::kTruth;
  condition.truth = value.truth;
  if (condition.is_truth) return;
  const ShownDefinition shown(compiled_.guideline, definition, decision_->nodes, node);
  condition.value = ValueInWords(shown.definition(), shown.value());
}

void ConditionTree::OpenDefinition(const Symbol& symbol, const Definition& definition,
                                   Condition& condition, int depth) {
  if (symbol.kind == SymbolKind::kTable) {
    OpenTable(*compiled_.text.names.tables[symbol.index], definition, condition, depth);
  } else if (symbol.kind == SymbolKind::kItem) {
    OpenItem(*compiled_.text.names.items[symbol.index], definition.node, condition, depth);
  } else if (symbol.kind == SymbolKind::kScore) {
    OpenScore(*compiled_.text.names.scores[symbol.index], definition, condition, depth);
  } else {
    OpenDefine(*compiled_.text.names.defines[symbol.index], definition, condition, depth);
  }
}

void ConditionTree::OpenDefine(const ast::Define& define, const Definition& definition,
                               Condition& condition, int depth) {
  if (!define.as) return OpenLines(define, definition, condition, depth);
  condition.definition = Words(define.as->span);
  TakeBody(Open(*define.as, condition.decides, depth), condition);
}

void ConditionTree::TakeBody(Condition body, Condition& into) {
  switch (body.kind) {
    case Kind::kAll:
    case Kind::kAny:
    case Kind::kNot:
    case Kind::kOperator:
    case Kind::kComparison:
    case Kind::kFact:
    case Kind::kThreshold:
    case Kind::kValue:
      into.cut = std::move(body.cut);
      into.values = std::move(body.values);
      into.conditions = std::move(body.conditions);
      break;
    default:
      into.conditions.push_back(std::move(body));
      break;
  }
}

/// The lines up to the one that counts: why the earlier ones do not, and why it does.
void ConditionTree::OpenLines(const ast::Define& define, const Definition& definition,
                              Condition& condition, int depth) {
  const std::vector<std::size_t> candidates = Candidates(definition.node);
  const std::size_t end = candidates.empty() ? define.lines.size() : candidates.back() + 1;
  // One line alone has another behind it that nobody wrote, without a value.
  const auto is_written = [&](std::size_t line) { return line < define.lines.size(); };
  const bool none = std::ranges::none_of(candidates, is_written);
  if (none && IsOfLines(guideline_, definition)) condition.definition = "no line holds";
  for (std::size_t i = 0; i < end && i < define.lines.size(); ++i) {
    const ast::ValueLine& line = define.lines[i];
    const bool may_count = std::ranges::find(candidates, i) != candidates.end();
    Condition& shown = condition.conditions.emplace_back();
    shown.kind = Kind::kLine;
    shown.text = Words(line.span);
    shown.truth = line.when ? ValueOf(*line.when).truth
                            : (candidates.size() == 1 ? Truth::kYes : Truth::kUnknown);
    shown.decides = may_count;
    if (may_count) shown.note = CountsNote(candidates.size() == 1);
    if (line.when) TakeBody(Open(*line.when, true, depth + 1), shown);
    if (may_count) AddMentions(*line.value, shown, depth + 1);
  }
}

void ConditionTree::OpenAmbiguity(std::uint32_t index, Condition& condition, int depth) {
  const Ambiguity& ambiguity = guideline_.ambiguities[index];
  const std::optional<std::uint32_t>& in_use = (*readings_)[index];
  if (!in_use) {
    condition.definition =
        condition.is_truth ? "where all readings agree" : "what the readings say";
  }
  for (std::uint32_t i = 0; i < ambiguity.readings.size(); ++i) {
    const Reading& reading = ambiguity.readings[i];
    const ast::Expr& as = *compiled_.text.names.ambiguities[index]->readings[i].as;
    const bool counts = !in_use || *in_use == i;
    Condition& shown = condition.conditions.emplace_back();
    shown.kind = Kind::kReading;
    shown.text = reading.name;
    if (!SaysTheSame(reading.title, reading.name)) shown.title = reading.title;
    shown.definition = Words(as.span);
    shown.source = reading.provenance;
    SetValue(ambiguity, reading.node, shown);
    shown.decides = counts;
    const bool adopted = ambiguity.adopted == i;
    if (adopted) shown.note = "adopted: " + ambiguity.because;
    if (in_use && counts && !adopted) shown.note = "chosen for this run";
    if (adopted && in_use != ambiguity.adopted) shown.note = "adopted, not used in this run";
    if (!counts) continue;
    TakeBody(Open(as, true, depth + 1), shown);
  }
}

Condition ConditionTree::OfResult(const ResultColumn& column) {
  const Symbol symbol = compiled_.text.names.Find(column.name);
  opened_.emplace(symbol.kind, symbol.index);
  Condition condition = OfSymbol(symbol, true, kMaxDepth);
  condition.note.clear();
  OpenDefinition(symbol, column, condition, 0);
  return condition;
}

/// Its inputs, then the row that counts or those that may.
void ConditionTree::OpenTable(const ast::Table& table, const Definition& definition,
                              Condition& condition, int depth) {
  std::vector<ast::Name> inputs = table.inputs;
  if (table.across) inputs.push_back(*table.across);
  for (const ast::Name& input : inputs) {
    const Symbol symbol = compiled_.text.names.Find(input.text);
    if (symbol.kind == SymbolKind::kFact) {
      AddFact(symbol.index, condition);
    } else if (symbol.kind != SymbolKind::kThreshold) {
      condition.conditions.push_back(OfSymbol(symbol, true, depth + 1));
    }
  }
  std::vector<std::size_t> candidates = Candidates(definition.node);
  const bool is_only = candidates.size() == 1;
  const std::size_t columns = std::max<std::size_t>(1, table.columns.size());
  // One row alone has another beside it that nobody wrote: the table is missing.
  std::erase_if(candidates, [&](std::size_t line) { return line >= table.rows.size() * columns; });
  for (const std::size_t line : candidates) {
    condition.conditions.push_back(
        OfRow(table, line / columns, line % columns, is_only, depth + 1));
  }
  condition.definition = fmt::format("{} of {} {}", candidates.size(), table.rows.size() * columns,
                                     table.columns.empty() ? "rows may count" : "cells may count");
  if (is_only) condition.definition.clear();
  if (candidates.empty()) {
    condition.definition = IsOfLines(guideline_, definition) ? "no row holds" : "";
  }
}

Condition ConditionTree::OfRow(const ast::Table& table, std::size_t row_index, std::size_t column,
                               bool is_only, int depth) {
  const ast::TableRow& row = table.rows[row_index];
  Condition shown;
  shown.kind = Kind::kRow;
  shown.text = Words(row.span);
  shown.truth = Truth::kYes;
  std::vector<std::pair<std::string, const ast::Expr*>> cells;  // with their inputs
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (row.cells[i]) cells.emplace_back(table.inputs[i].text, row.cells[i].get());
  }
  if (!table.columns.empty() && table.columns[column]) {
    cells.emplace_back(table.across->text, table.columns[column].get());
  }
  for (const auto& [input, cell] : cells) {
    shown.truth = And(shown.truth, ValueOf(*cell).truth);
    if (cell->kind == ast::ExprKind::kIsRange && !shown.cut) AddMention(*cell, shown, depth + 1);
    if (ValueOf(*cell).known || cells.size() == 1) continue;
    Condition& condition = shown.conditions.emplace_back();
    condition.truth = ValueOf(*cell).truth;
    condition.text = input + " " + Words(cell->span);
  }
  if (row.otherwise && !is_only) shown.truth = Truth::kUnknown;
  shown.note = CountsNote(is_only);
  if (!table.columns.empty()) {
    const ast::ExprPtr& of = table.columns[column];
    shown.definition = fmt::format("column {} gives {}", of ? Words(of->span) : "any",
                                   Words(row.values[column]->span));
  }
  return shown;
}

void ConditionTree::OpenScore(const ast::Score& score, const Definition& definition,
                              Condition& condition, int depth) {
  // Below the bounds of the sum.
  NodeId node = definition.node;
  if (score.at_most) node = guideline_.graph.Operands(node)[0];
  if (score.at_least) node = guideline_.graph.Operands(node)[0];
  for (std::size_t i = 0; i < score.items.size(); ++i) {
    const NodeId item = score.items.size() == 1 ? node : guideline_.graph.Operands(node)[i];
    condition.conditions.push_back(OfItem(score.items[i], item, depth + 1));
  }
  if (score.at_least) condition.definition += "at least " + Words(score.at_least->span);
  if (score.at_least && score.at_most) condition.definition += ", ";
  if (score.at_most) condition.definition += "at most " + Words(score.at_most->span);
}

Condition ConditionTree::OfItem(const ast::ScoreItem& item, NodeId node, int depth) {
  Condition shown;
  shown.kind = Kind::kItem;
  shown.text = item.title->text;
  shown.is_truth = false;
  const Value& value = decision_->nodes[Index(node)];
  shown.value = value.known ? NumberInWords(value.number) : "missing";
  OpenItem(item, node, shown, depth);
  return shown;
}

void ConditionTree::OpenItem(const ast::ScoreItem& item, NodeId node, Condition& shown, int depth) {
  const ast::ExprPtr& from = item.from ? item.from : item.of;
  if (from) {
    shown.conditions.push_back(Open(*from, true, depth + 1));
    return;
  }
  const std::vector<std::size_t> candidates = Candidates(node);
  const std::size_t end = candidates.empty() ? item.lines.size() : candidates.back() + 1;
  for (std::size_t i = 0; i < end && i < item.lines.size(); ++i) {
    const ast::PointsLine& line = item.lines[i];
    if (!line.when) continue;
    Condition& condition = shown.conditions.emplace_back(Open(*line.when, true, depth + 1));
    condition.note =
        fmt::format("{} {}", Words(line.points.span), line.points.value == 1 ? "point" : "points") +
        (condition.note.empty() ? "" : "; " + condition.note);
  }
}

/// The lines that are not surely excluded, by their index.
std::vector<std::size_t> ConditionTree::Candidates(NodeId node) const {
  std::vector<std::size_t> candidates;
  const Node& at = guideline_.graph.node(node);
  if (at.kind != NodeKind::kFirstLine && at.kind != NodeKind::kOnlyLine) return candidates;
  const auto operands = guideline_.graph.Operands(node);
  std::size_t next = 0;
  ForEachCandidate(at.kind, operands, decision_->nodes, [&](const Line& line) {
    while (next < LineCount(operands)) {
      const Line at_next = LineAt(operands, next++);
      if (at_next.when == line.when && at_next.value == line.value) break;
    }
    candidates.push_back(next - 1);
  });
  return candidates;
}

}  // namespace mgl
