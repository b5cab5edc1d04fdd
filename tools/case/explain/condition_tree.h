// From the author's expressions to trees of conditions, each with its truth in one case and the
// patient's values. What a name stands for is opened where it is first met.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/model/decision.h"
#include "tools/case/explain/explanation.h"

namespace mgl {

/// Why what has lines or rows has no value that could be known; empty: something that it needs is
/// missing.
std::string_view WhyNoValue(const Guideline& guideline, NodeId node, bool is_table,
                            const Decision& decision);

/// For one guideline, which must outlive it. Begin() starts a case; what was opened before is
/// closed again.
class ConditionTree {
 public:
  /// `results`: those that have a place of their own, to which conditions refer; else all.
  ConditionTree(const CompiledGuideline& compiled, std::set<std::string> results);
  explicit ConditionTree(const CompiledGuideline& compiled);

  /// `readings`: the reading in use of each ambiguity; nullopt: the agreement. All three must
  /// outlive the calls of Of, Roots and OfResult.
  void Begin(const Case& reported, const Decision& decision,
             const std::vector<std::optional<std::uint32_t>>& readings);

  /// What was opened is opened again where it is met.
  void CloseAll() { opened_.clear(); }

  /// A condition. One that does not decide is not opened.
  Condition Of(const ast::Expr& expr, bool decides = true);

  /// The conditions of several lines (`when`): the operands of the `kind` that joins them, or the
  /// one there is; none for a null expression. Each decides where it makes the whole what it is, if
  /// the whole `decides`.
  std::vector<Condition> Roots(const ast::ExprPtr& expr, ast::ExprKind kind, bool decides = true);

  /// A result, table or score: the lines, rows or items that give its value.
  Condition OfResult(const ResultColumn& column);

 private:
  // condition_tree.cc: expressions
  Condition Open(const ast::Expr& expr, bool decides, int depth);
  void OpenOperands(const ast::Expr& expr, Condition& condition, int depth);
  Condition OfName(const ast::Expr& expr, bool decides, int depth);
  void AddMentions(const ast::Expr& expr, Condition& condition, int depth);
  void AddMention(const ast::Expr& expr, Condition& condition, int depth);
  void AddCut(const std::vector<CutLine>& lines, NodeId node, Condition& condition) const;
  std::string WhenOf(NodeId node, const CutLine& line, Truth applies) const;
  void AddThreshold(std::uint32_t threshold, NodeId node, Condition& condition, int depth);
  void AddFact(std::uint32_t fact, Condition& condition) const;
  /// A number as written has no node of its own: it is known.
  const Value& ValueOf(const ast::Expr& expr) const;
  std::string Words(Span span) const;

  // definition_tree.cc: what names stand for
  /// What `into` stands for is `body`: its parts become those of `into`, unless it is a name too.
  static void TakeBody(Condition body, Condition& into);
  Condition OfSymbol(const Symbol& symbol, bool decides, int depth);
  void OpenDefinition(const Symbol& symbol, const Definition& definition, Condition& condition,
                      int depth);
  void OpenDefine(const ast::Define& define, const Definition& definition, Condition& condition,
                  int depth);
  void OpenLines(const ast::Define& define, const Definition& definition, Condition& condition,
                 int depth);
  void SetValue(const Definition& definition, NodeId node, Condition& condition) const;
  void OpenAmbiguity(std::uint32_t ambiguity, Condition& condition, int depth);
  void OpenTable(const ast::Table& table, const Definition& definition, Condition& condition,
                 int depth);
  Condition OfRow(const ast::Table& table, std::size_t row, std::size_t column, bool is_only,
                  int depth);
  void OpenScore(const ast::Score& score, const Definition& definition, Condition& condition,
                 int depth);
  void OpenItem(const ast::ScoreItem& item, NodeId node, Condition& shown, int depth);
  Condition OfItem(const ast::ScoreItem& item, NodeId node, int depth);
  std::vector<std::size_t> Candidates(NodeId node) const;
  const Definition& DefinitionOf(const Symbol& symbol) const;

  const CompiledGuideline& compiled_;
  const Guideline& guideline_;  // of compiled_
  const std::set<std::string> results_;
  std::vector<const Definition*> defines_;  // by index of the text
  std::vector<const Definition*> tables_;
  std::vector<const Definition*> scores_;
  std::vector<const Definition*> items_;
  const Case* reported_ = nullptr;
  const Decision* decision_ = nullptr;
  const std::vector<std::optional<std::uint32_t>>* readings_ = nullptr;
  std::set<std::pair<SymbolKind, std::uint32_t>> opened_;
};

}  // namespace mgl
