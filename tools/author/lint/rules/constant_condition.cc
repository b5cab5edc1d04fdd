// Definitions that are yes for nobody, or no for nobody; conditions of contraindications, cautions,
// rechecks and doses that nobody meets; comparisons of two values that are the same for everybody.
#include <fmt/format.h>

#include "dsl/resolve/statements.h"
#include "tools/author/lint/cut_places.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

class ConditionCheck {
 public:
  ConditionCheck(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void LookAt(NodeId node, const ast::DeclarationBase& written) {
    const Dependence& on = input_.proofs.finder().values().DependenceOf(node);
    if (on.on == Dependence::On::kNothing) return;  // said so on purpose
    // A bound that nobody reaches is told where it stands.
    if (IsToldWithin(found_, DiagnosticKind::kCutOutsidePlausible, written.span)) return;
    const std::string& name = written.name.text;
    const auto is_nobody = [&](Truth truth) {
      return input_.proofs.IsNobody({{node, truth}}, written.name.span,
                                    fmt::format("`{}` can be yes and no", name));
    };
    const bool never_yes = is_nobody(Truth::kYes);
    if (!never_yes && !is_nobody(Truth::kNo)) return;
    found_.push_back({DiagnosticKind::kConstantCondition,
                      written.name.span,
                      fmt::format("`{}` is {} for no patient", name, never_yes ? "yes" : "no"),
                      "change its conditions, or write what is meant without it",
                      {}});
  }

  /// Of what is not given, measured again or done: a condition that nobody meets.
  void LookAtCondition(const ast::Expr& condition) {
    const std::optional<NodeId> node = input_.compiled.expression_nodes[condition.id];
    const Graph& graph = input_.compiled.guideline.graph;
    if (!node || graph.node(*node).type != ValueType::kTruth) return;
    const Dependence& on = input_.proofs.finder().values().DependenceOf(*node);
    if (on.on == Dependence::On::kNothing || condition.kind == ast::ExprKind::kName) return;
    if (IsToldWithin(found_, DiagnosticKind::kCutOutsidePlausible, condition.span)) return;
    if (!input_.proofs.IsNobody({{*node, Truth::kYes}}, condition.span,
                                "some patient meets this condition")) {
      return;
    }
    found_.push_back({DiagnosticKind::kConstantCondition,
                      condition.span,
                      "no patient meets this condition",
                      "two parts of it exclude each other: change a bound, or remove it",
                      {}});
  }

  /// A comparison of two values, or a difference or quotient of them.
  void LookAtSides(const ast::Expr& expr, Span declaration) {
    const bool compares = expr.kind == ast::ExprKind::kCompare;
    const bool computes =
        expr.kind == ast::ExprKind::kSubtract || expr.kind == ast::ExprKind::kDivide;
    if ((!compares && !computes) || expr.children.size() != 2) return;
    const std::optional<NodeId> left = input_.compiled.expression_nodes[expr.children[0]->id];
    const std::optional<NodeId> right = input_.compiled.expression_nodes[expr.children[1]->id];
    if (!left || !right || IsConstant(*left) || IsConstant(*right)) return;
    if (IsToldWithin(found_, DiagnosticKind::kRuleNeverHolds, declaration) ||
        IsToldWithin(found_, DiagnosticKind::kConstantCondition, expr.span)) {
      return;
    }
    if (*left == *right) return ReportSame(expr);
    if (compares) LookAtComparison(expr);
  }

 private:
  bool IsConstant(NodeId node) {
    return input_.proofs.finder().values().DependenceOf(node).on == Dependence::On::kNothing;
  }

  void ReportSame(const ast::Expr& expr) {
    found_.push_back({DiagnosticKind::kConstantCondition,
                      expr.span,
                      "both sides are the same, so this is the same for every patient",
                      "write the other value that was meant",
                      {}});
  }

  /// What is plausible of two facts, and how they are recorded, may settle it.
  void LookAtComparison(const ast::Expr& comparison) {
    const std::optional<NodeId> node = input_.compiled.expression_nodes[comparison.id];
    if (!node) return;
    const auto is_nobody = [&](Truth truth) {
      return input_.proofs.IsNobody({{*node, truth}}, comparison.span,
                                    "this comparison can be yes and no");
    };
    const bool never_yes = is_nobody(Truth::kYes);
    if (!never_yes && !is_nobody(Truth::kNo)) return;
    std::vector<Label> labels;
    for (const ast::ExprPtr& side : comparison.children) {
      const std::optional<std::uint32_t> fact = FactOf(input_, *side);
      const ast::Fact* const written = fact ? input_.names().facts[*fact] : nullptr;
      if (written != nullptr && written->plausible)
        labels.push_back({written->plausible->span, "what is plausible"});
    }
    found_.push_back({DiagnosticKind::kConstantCondition, comparison.span,
                      fmt::format("this comparison is {} for no patient", never_yes ? "yes" : "no"),
                      "see whether another value is meant, or correct what is plausible",
                      std::move(labels)});
  }

  const LintInput& input_;
  Diagnostics& found_;
};

}  // namespace

void LintConstantCondition(const LintInput& input, Diagnostics& found) {
  ConditionCheck check(input, found);
  const Graph& graph = input.compiled.guideline.graph;
  for (const ast::Define* define : input.names().defines) {
    if (!define->as) continue;
    const std::optional<NodeId> node = input.compiled.expression_nodes[define->as->id];
    if (node && graph.node(*node).type == ValueType::kTruth) check.LookAt(*node, *define);
  }
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    ForEachExpression(declaration, [&](const ast::Expr& expr) {
      ForEachPart(expr, [&](const ast::Expr& part) {
        check.LookAtSides(part, ast::Base(declaration).span);
      });
    });
    const bool has_conditions = std::holds_alternative<ast::Contraindication>(declaration) ||
                                std::holds_alternative<ast::Recheck>(declaration) ||
                                std::holds_alternative<ast::Medication>(declaration);
    if (!has_conditions) continue;
    ForEachExpression(declaration, [&](const ast::Expr& expr) { check.LookAtCondition(expr); });
  }
}

}  // namespace mgl
