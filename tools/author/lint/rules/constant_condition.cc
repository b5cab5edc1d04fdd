// Definitions that are yes for nobody, or no for nobody; conditions of contraindications, cautions,
// rechecks and doses that nobody meets.
#include <fmt/format.h>

#include "dsl/resolve/statements.h"
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

 private:
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
    const bool has_conditions = std::holds_alternative<ast::Contraindication>(declaration) ||
                                std::holds_alternative<ast::Recheck>(declaration) ||
                                std::holds_alternative<ast::Medication>(declaration);
    if (!has_conditions) continue;
    ForEachExpression(declaration, [&](const ast::Expr& expr) { check.LookAtCondition(expr); });
  }
}

}  // namespace mgl
