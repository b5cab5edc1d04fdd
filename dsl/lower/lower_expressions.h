// Expressions to graph nodes. Used by lower.cc only.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "dsl/ast/ast.h"
#include "dsl/check/check.h"
#include "engine/model/guideline.h"

namespace mgl {

/// Lowers expressions of one file into one guideline's graph. Facts, thresholds, ranges and
/// ambiguities keep the indexes of the resolution. Requires a file without errors.
class ExpressionLowering {
 public:
  ExpressionLowering(const Resolution& resolution, const Checked& checked, Guideline& guideline)
      : expression_nodes(checked.types.size()),
        resolution_(resolution),
        checked_(checked),
        guideline_(guideline) {}

  /// Which values facts have: after all steps, or before the suspect step (in `suspect when`).
  enum class FactValues { kEffective, kBeforeSuspect };

  NodeId Lower(const ast::Expr& expr, FactValues values = FactValues::kEffective);
  /// Lowers the definitions that `roots` use, each after those it uses, so that chains of
  /// definitions do not recurse.
  void LowerDefinitionsOf(const std::vector<const ast::Expr*>& roots, FactValues values);
  NodeId FactNode(std::uint32_t fact);
  NodeId ThresholdNode(std::uint32_t threshold);
  /// What Resolution::definition_order names.
  void LowerInOrder(const Symbol& symbol);
  /// The node of a definition: a define, ambiguity, table or score.
  NodeId DefinitionNode(const Symbol& symbol);
  NodeId ReadingNode(std::uint32_t ambiguity, std::uint32_t reading);
  NodeId Constant(bool value);
  NodeId Not(NodeId operand);
  /// The operand itself where there is one; constants of the other sort are left out.
  NodeId And(std::vector<NodeId> operands);
  NodeId Or(std::vector<NodeId> operands);

  /// Rules stand for their outcomes in properties; lower.cc fills this before it lowers properties.
  std::vector<NodeId> rule_outcomes;

  /// By Expr::id: the node of each expression that was lowered over effective values.
  std::vector<std::optional<NodeId>> expression_nodes;

 private:
  NodeId Truth(NodeKind kind, std::vector<NodeId> operands, std::uint32_t payload = 0);
  NodeId Number(NodeKind kind, std::vector<NodeId> operands, std::uint32_t payload = 0);
  NodeId Date(NodeKind kind, std::vector<NodeId> operands, std::uint32_t payload = 0);
  NodeId LowerAll(NodeKind kind, const ast::Expr& expr, std::uint32_t payload = 0);
  NodeId LowerHere(const ast::Expr& expr);  // with the fact values of the expression around it
  NodeId LowerUnrecorded(const ast::Expr& expr);
  NodeId LowerIsSuspect(const ast::Expr& expr);
  NodeId LowerComputed(const ast::Expr& expr);
  NodeId LowerCount(const ast::Expr& expr);
  NodeId LowerIsChoice(const ast::Expr& expr);
  NodeId LowerName(const Symbol& symbol);
  NodeId LowerAmbiguity(std::uint32_t ambiguity);
  NodeId LowerDefine(const ast::Define& define, const ExprType& type);
  // lower_lines.cc
  NodeId Lines(NodeKind kind, ValueType type, std::vector<NodeId> operands);
  NodeId LowerLines(const ast::Define& define, const ExprType& type);
  NodeId LowerTable(const ast::Table& table, const ExprType& type);
  NodeId LowerScore(const ast::Score& score);
  NodeId LowerItem(const ast::ScoreItem& item);
  NodeId LowerPointsOf(const ast::Expr& of);
  std::vector<NodeId> ItemNodes(const ast::Score& score);
  NodeId LowerValue(const ast::Expr& value, const ast::ChoiceOwner& owner, const ExprType& type,
                    const std::vector<std::string>& texts);
  NodeId LowerRange(const ast::Expr& expr);
  const std::vector<NodeId>& RangeOperands(std::uint32_t range);
  void AddConditions(const auto& cut, std::vector<NodeId>& operands);
  NodeId LowerComparison(const ast::Expr& expr);
  NodeId LowerChoiceComparison(const ast::Expr& expr);
  NodeId LowerSpan(const ast::Expr& expr);
  NodeId LowerOneOf(const ast::Expr& expr);
  NodeId LowerArithmetic(const ast::Expr& expr);
  NodeId LowerDateArithmetic(const ast::Expr& expr);
  NodeId LowerCompleted(const ast::Expr& expr);
  NodeId LowerDatesOf(const ast::Expr& expr);
  bool IsWholeNumber(NodeId node);
  bool IsSurelyWhole(const Node& node, std::span<const NodeId> operands) const;
  bool IsWholeLeaf(const Node& node) const;
  NodeId LowerCall(const ast::Expr& expr);
  NodeId LowerIn(const ast::Expr& expr, const Unit& unit, const Substance* substance);
  NodeId Literal(const ast::Quantity& quantity, const Unit& unit, const Substance* substance);
  /// Of an expression that is a number with a unit, or without one.
  NodeId Literal(const ast::Expr& expr, const Unit& unit, const Substance* substance);
  NodeId Compare(ast::Comparison comparison, NodeId left, NodeId right);
  std::optional<NodeId> CalendarComparison(const ast::Expr& since, ast::Comparison comparison,
                                           const ast::Quantity& bound);
  NodeId IsChoice(NodeId operand, const ast::ChoiceOwner& owner, const ast::Name& choice);
  NodeId ChoiceNode(const ast::ChoiceOwner& owner, const ast::Name& choice);
  const ExprType& Type(const ast::Expr& expr) const { return checked_.types[expr.id]; }

  const Resolution& resolution_;
  const Checked& checked_;
  Guideline& guideline_;
  FactValues values_ = FactValues::kEffective;
  UnitBook units_;
  std::map<std::tuple<FactValues, SymbolKind, std::uint32_t>, NodeId> definitions_;
  std::map<std::pair<FactValues, std::uint32_t>, std::vector<NodeId>> range_operands_;
  std::vector<bool> whole_;  // by node, as far as IsWholeNumber was asked
};

/// The texts that lines or rows give, each once, in order: a text value is an index into them.
std::vector<std::string> TextsOf(const ast::Define& define);
std::vector<std::string> TextsOf(const ast::Table& table);

}  // namespace mgl
