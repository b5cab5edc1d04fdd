// Definitions and thresholds that are yes for nobody, or no for nobody.
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
}

}  // namespace mgl
