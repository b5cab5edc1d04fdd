// Every expression that stands directly in a declaration, in the order of the text: one list for
// the phases that walk them.
#pragma once

#include "dsl/ast/ast.h"
#include "dsl/resolve/resolve.h"

namespace mgl {

/// Calls `visit(const ast::Expr&)` for each; null ones are left out.
template <typename Visit>
void VisitExpression(const ast::ExprPtr& expr, const Visit& visit) {
  if (expr) visit(*expr);
}

template <typename Visit>
void VisitExpressionsOf(const ast::Define& define, const Visit& visit) {
  VisitExpression(define.as, visit);
  for (const ast::ValueLine& line : define.lines) {
    VisitExpression(line.value, visit);
    VisitExpression(line.when, visit);
  }
}

template <typename Visit>
void VisitExpressionsOf(const ast::Ambiguity& ambiguity, const Visit& visit) {
  for (const ast::Reading& reading : ambiguity.readings) VisitExpression(reading.as, visit);
}

template <typename Visit>
void VisitExpressionsOf(const ast::Table& table, const Visit& visit) {
  for (const ast::ExprPtr& column : table.columns) VisitExpression(column, visit);
  for (const ast::TableRow& row : table.rows) {
    for (const ast::ExprPtr& cell : row.cells) VisitExpression(cell, visit);
    for (const ast::ExprPtr& value : row.values) VisitExpression(value, visit);
  }
}

template <typename Visit>
void VisitExpressionsOf(const ast::ScoreItem& item, const Visit& visit) {
  for (const ast::PointsLine& line : item.lines) VisitExpression(line.when, visit);
  VisitExpression(item.from, visit);
  VisitExpression(item.of, visit);
}

template <typename Visit>
void VisitExpressionsOf(const ast::Score& score, const Visit& visit) {
  for (const ast::ScoreItem& item : score.items) VisitExpressionsOf(item, visit);
}

template <typename Visit>
void VisitExpressionsOfCut(const auto& cut, const Visit& visit) {
  VisitExpression(cut.of, visit);
  for (const auto& line : cut.lines) VisitExpression(line.when, visit);
}

template <typename Visit>
void VisitExpressionsOf(const ast::Range& range, const Visit& visit) {
  VisitExpressionsOfCut(range, visit);
}

template <typename Visit>
void VisitExpressionsOf(const ast::Threshold& threshold, const Visit& visit) {
  VisitExpressionsOfCut(threshold, visit);
}

/// Those of the declaration that the symbol stands for, where it has a value or is a range; others
/// have none.
template <typename Visit>
void VisitExpressionsOf(const Resolution& resolution, const Symbol& symbol, const Visit& visit) {
  switch (symbol.kind) {
    case SymbolKind::kDefine:
      return VisitExpressionsOf(*resolution.defines[symbol.index], visit);
    case SymbolKind::kAmbiguity:
      return VisitExpressionsOf(*resolution.ambiguities[symbol.index], visit);
    case SymbolKind::kTable:
      return VisitExpressionsOf(*resolution.tables[symbol.index], visit);
    case SymbolKind::kScore:
      return VisitExpressionsOf(*resolution.scores[symbol.index], visit);
    case SymbolKind::kItem:
      return VisitExpressionsOf(*resolution.items[symbol.index], visit);
    case SymbolKind::kThreshold:
      return VisitExpressionsOf(*resolution.thresholds[symbol.index], visit);
    case SymbolKind::kRange:
      return VisitExpressionsOf(*resolution.ranges[symbol.index], visit);
    default:
      return;
  }
}

}  // namespace mgl
