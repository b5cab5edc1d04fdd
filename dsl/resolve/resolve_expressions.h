// Names inside expressions, and who uses whom through them. Part of resolve.h's phase.
#pragma once

#include <set>
#include <vector>

#include "dsl/ast/ast.h"
#include "dsl/resolve/dependency_graph.h"
#include "dsl/resolve/resolve_names.h"

namespace mgl {

/// Numbers for all declarations that expressions can use or belong to: facts, thresholds, ranges,
/// defines, ambiguities, tables, scores, in this order.
class DependencyNodes {
 public:
  explicit DependencyNodes(const Resolution& resolution);

  /// Only for the kinds above.
  std::uint32_t NodeOf(Symbol symbol) const;
  Symbol SymbolOf(std::uint32_t node) const;
  std::size_t size() const { return size_; }

  static bool HasNode(SymbolKind kind);

 private:
  std::vector<std::pair<SymbolKind, std::uint32_t>> first_;  // each kind with its first node
  std::size_t size_ = 0;
};

class ExpressionResolver {
 public:
  ExpressionResolver(NameFinder& finder, const DependencyNodes& nodes, DependencyGraph& graph,
                     Resolution& resolution, Diagnostics& diagnostics)
      : finder_(finder),
        nodes_(nodes),
        graph_(graph),
        resolution_(resolution),
        diagnostics_(diagnostics) {}

  /// Fills Resolution::expression_symbols. With an owner, its uses are added to the graph.
  void Resolve(const ast::Expr* expr, NamePlace place = NamePlace::kExpression, Symbol owner = {});

 private:
  void ResolveName(const ast::Expr& expr, NamePlace place);
  void AddAlternatives(const ast::Expr& expr, std::vector<const ast::Expr*>& parts);
  void FindBareChoices(const ast::Expr& expr);
  void ResolveRange(const ast::Expr& expr);
  void ResolveChildren(const ast::Expr& expr);
  bool IsUnitWithoutNumber(const ast::Expr& expr);
  void ResolveComparison(const ast::Expr& expr);
  void SayRangeForm(const ast::Expr& expr, const ast::Expr& operand, const ast::Expr& other,
                    bool is_mirrored);
  bool IsChoiceOperand(const ast::Expr& expr, const ast::Expr& other, bool is_ordering) const;
  void Store(const ast::Expr& expr, Symbol symbol);

  NameFinder& finder_;
  const DependencyNodes& nodes_;
  DependencyGraph& graph_;
  Resolution& resolution_;
  Diagnostics& diagnostics_;
  NamePlace place_ = NamePlace::kExpression;
  Symbol owner_;
  std::set<const ast::Expr*> inner_alternatives_;  // `a or b` of `a or b or c`
};

}  // namespace mgl
