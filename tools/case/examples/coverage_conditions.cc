// The leaves of all conditions: what is yes or no without `and`, `or`, `not` and their like.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "dsl/ast/ast.h"
#include "dsl/resolve/statements.h"
#include "tools/case/examples/coverage.h"

namespace mgl {
namespace {

class ConditionFinder {
 public:
  explicit ConditionFinder(const CompiledGuideline& compiled) : compiled_(compiled) {}

  void Add(const ast::Expr& expr) {
    if (compiled_.text.checked.types[expr.id].kind != ExprType::Kind::kTruth) return;
    switch (FamilyOf(expr.kind)) {
      case ast::ExprFamily::kLiteral:
        return;
      case ast::ExprFamily::kName:
        return AddName(expr);
      case ast::ExprFamily::kTest:
        if (expr.kind != ast::ExprKind::kIsYes && expr.kind != ast::ExprKind::kIsNo) break;
        [[fallthrough]];
      case ast::ExprFamily::kJoined:
      case ast::ExprFamily::kFirstKnown:
        for (const ast::ExprPtr& child : expr.children) Add(*child);
        return;
      case ast::ExprFamily::kCalendar:
      case ast::ExprFamily::kComputed:
      case ast::ExprFamily::kLineValue:
        break;
    }
    AddLeaf(expr, expr.span, LeafText(expr));
  }

  std::vector<CoveredCondition> found;

 private:
  /// Facts and thresholds; other names have conditions of their own.
  void AddName(const ast::Expr& expr) {
    const Symbol& symbol = compiled_.text.names.expression_symbols[expr.id];
    if (symbol.kind == SymbolKind::kFact) AddLeaf(expr, expr.span, expr.name.text);
    if (symbol.kind != SymbolKind::kThreshold) return;
    const ast::Threshold& threshold = *compiled_.text.names.thresholds[symbol.index];
    AddLeaf(expr, threshold.name.span, threshold.name.text);
  }

  void AddLeaf(const ast::Expr& expr, Span place, std::string text) {
    const std::optional<NodeId> node = compiled_.expression_nodes[expr.id];
    if (!node || !seen_.insert(*node).second) return;
    found.push_back({std::move(text), place, *node});
  }

  /// In a table the subject stands in the first line only.
  std::string LeafText(const ast::Expr& expr) const {
    std::string text = TextAsWritten(compiled_.text.source, expr.span);
    if (expr.children.empty() || expr.children[0]->kind != ast::ExprKind::kName) return text;
    const ast::Expr& subject = *expr.children[0];
    const bool is_cell = compiled_.text.source.Text(subject.span) != subject.name.text;
    return is_cell ? subject.name.text + " " + text : text;
  }

  const CompiledGuideline& compiled_;
  std::set<NodeId> seen_;
};

bool IsLookedAt(const ast::Declaration& declaration) {
  return !std::holds_alternative<ast::Property>(declaration) &&
         !std::holds_alternative<ast::Fact>(declaration);
}

}  // namespace

std::vector<CoveredCondition> ConditionsOf(const CompiledGuideline& compiled) {
  ConditionFinder finder(compiled);
  for (const ast::Declaration& declaration : compiled.text.file->declarations) {
    if (!IsLookedAt(declaration)) continue;
    ForEachExpression(declaration, [&](const ast::Expr& expr) { finder.Add(expr); });
  }
  std::ranges::stable_sort(finder.found, {},
                           [](const CoveredCondition& item) { return item.place.begin; });
  return std::move(finder.found);
}

}  // namespace mgl
