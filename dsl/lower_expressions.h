// Expressions to graph nodes. Used by lower.cc only.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "dsl/check.h"
#include "engine/guideline.h"

namespace mgl {

/// Lowers expressions of one file into one guideline's graph. Facts, thresholds, ranges and
/// ambiguities keep the indexes of the resolution. Requires a file without errors.
class ExpressionLowering {
 public:
  ExpressionLowering(const Resolution& resolution, const Checked& checked, Guideline& guideline)
      : resolution_(resolution), checked_(checked), guideline_(guideline) {}

  /// Which values facts have: after all steps, or before the suspect step (in `suspect when`).
  enum class FactValues { kEffective, kBeforeSuspect };

  NodeId Lower(const ast::Expr& expr, FactValues values = FactValues::kEffective);
  /// Lowers the definitions that `roots` use, each after those it uses, so that chains of
  /// definitions do not recurse.
  void LowerDefinitionsOf(const std::vector<const ast::Expr*>& roots, FactValues values);
  NodeId FactNode(std::uint32_t fact);
  NodeId DefineNode(std::uint32_t define);
  NodeId AmbiguityNode(std::uint32_t ambiguity);
  NodeId ReadingNode(std::uint32_t ambiguity, std::uint32_t reading);
  NodeId Constant(bool value);
  NodeId Not(NodeId operand);
  /// The operand itself where there is one; constants of the other sort are left out.
  NodeId And(std::vector<NodeId> operands);
  NodeId Or(std::vector<NodeId> operands);

  /// Rules stand for their outcomes in properties; lower.cc fills this before it lowers properties.
  std::vector<NodeId> rule_outcomes;

 private:
  NodeId Truth(NodeKind kind, std::vector<NodeId> operands, std::uint32_t payload = 0);
  NodeId Number(NodeKind kind, std::vector<NodeId> operands, std::uint32_t payload = 0);
  NodeId Date(NodeKind kind, std::vector<NodeId> operands, std::uint32_t payload = 0);
  NodeId LowerAll(NodeKind kind, const ast::Expr& expr, std::uint32_t payload = 0);
  NodeId LowerHere(const ast::Expr& expr);  // with the fact values of the expression around it
  NodeId LowerName(const Symbol& symbol);
  NodeId LowerRange(const ast::Expr& expr);
  const std::vector<NodeId>& RangeConditions(std::uint32_t range);
  NodeId LowerComparison(const ast::Expr& expr);
  NodeId LowerChoiceComparison(const ast::Expr& expr);
  NodeId LowerSpan(const ast::Expr& expr);
  NodeId LowerOneOf(const ast::Expr& expr);
  NodeId LowerArithmetic(const ast::Expr& expr);
  NodeId LowerDateArithmetic(const ast::Expr& expr);
  NodeId LowerCall(const ast::Expr& expr);
  NodeId LowerIn(const ast::Expr& expr, const Unit& unit, const Substance* substance);
  NodeId Literal(const ast::Quantity& quantity, const Unit& unit, const Substance* substance);
  NodeId Compare(ast::Comparison comparison, NodeId left, NodeId right);
  std::optional<NodeId> CalendarComparison(const ast::Expr& since, ast::Comparison comparison,
                                           const ast::Quantity& bound);
  NodeId IsChoice(NodeId operand, std::uint32_t fact, const ast::Name& choice);
  const ExprType& Type(const ast::Expr& expr) const { return checked_.types[expr.id]; }

  const Resolution& resolution_;
  const Checked& checked_;
  Guideline& guideline_;
  FactValues values_ = FactValues::kEffective;
  std::map<std::pair<FactValues, std::uint32_t>, NodeId> defines_;
  std::map<std::pair<FactValues, std::uint32_t>, NodeId> ambiguities_;
  std::map<std::pair<FactValues, std::uint32_t>, std::vector<NodeId>> range_conditions_;
};

}  // namespace mgl
