// Definitions that are yes for nobody, or no for nobody; conditions of contraindications, cautions,
// rechecks and doses that nobody meets; comparisons of two values that are the same for everybody.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/model/node_family.h"
#include "tools/author/lint/cut_places.h"
#include "tools/author/lint/excluded_bounds.h"
#include "tools/author/lint/lint_index.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

class ConditionCheck {
 public:
  ConditionCheck(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void LookAt(NodeId node, const ast::Define& written) {
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
    // Of the rule that names it nothing else is told.
    std::erase_if(found_, [&](const Diagnostic& finding) {
      return never_yes && finding.kind == DiagnosticKind::kRuleNeverHolds &&
             finding.labels.size() == 1 &&
             input_.compiled.text.source.Text(finding.labels[0].span) == name;
    });
    const std::optional<ExcludedBounds> bounds = FindExcludedBounds(input_, *written.as);
    found_.push_back(
        {DiagnosticKind::kConstantCondition,
         written.name.span,
         fmt::format("`{}` is {} for no patient{}", name, never_yes ? "yes" : "no",
                     bounds ? ": " + bounds->why : ""),
         bounds ? bounds->help : "change its conditions, or write what is meant without it",
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
    const std::optional<ExcludedBounds> bounds = FindExcludedBounds(input_, condition);
    found_.push_back(
        {DiagnosticKind::kConstantCondition,
         condition.span,
         "no patient meets this condition" + (bounds ? ": " + bounds->why : std::string()),
         bounds ? bounds->help : "two parts of it exclude each other: change a bound, or remove it",
         {}});
  }

  /// A part of a condition that nobody meets, or everybody of whom it is known, since two bands of
  /// it overlap: without that it may list all that can be. `declaration`: where it stands.
  void LookAtJoined(const ast::Expr& part, Span declaration) {
    const std::optional<NodeId> node = input_.compiled.expression_nodes[part.id];
    if (!node || !HangTogether(part)) return;
    const bool is_or = part.kind == ast::ExprKind::kOr;
    if (is_or && !HasOverlap(part)) return;
    if (!IsNobody({{*node, is_or ? Truth::kNo : Truth::kYes}}, part.span)) return;
    if (IsTold(part, declaration)) return;
    if (const std::optional<ExcludedBounds> bounds = FindExcludedBounds(input_, part)) {
      found_.push_back({DiagnosticKind::kConstantCondition,
                        part.span,
                        "no patient meets this: " + bounds->why,
                        bounds->help,
                        {}});
      return;
    }
    found_.push_back({DiagnosticKind::kConstantCondition,
                      part.span,
                      is_or ? "whoever this is known of meets it" : "no patient meets this",
                      is_or ? "its parts leave nobody out: see whether a bound is a slip, or `and` "
                              "is meant"
                            : "its parts exclude each other: see whether a bound is a slip, or "
                              "`or` is meant",
                      {}});
  }

  /// Of what has two sides.
  void LookAtSides(const ast::Expr& expr, Span declaration) {
    if (expr.children.size() != 2) return;
    const std::optional<NodeId> left = input_.compiled.expression_nodes[expr.children[0]->id];
    const std::optional<NodeId> right = input_.compiled.expression_nodes[expr.children[1]->id];
    if (!left || !right || IsConstant(*left) || IsConstant(*right)) return;
    if (IsToldWithin(found_, DiagnosticKind::kRuleNeverHolds, declaration) ||
        IsToldWithin(found_, DiagnosticKind::kConstantCondition, expr.span)) {
      return;
    }
    if (*left == *right) return ReportSame(expr);
    if (expr.kind == ast::ExprKind::kCompare) LookAtComparison(expr);
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

  bool IsNobody(const std::vector<Goal>& goals, Span place) {
    return input_.proofs.IsNobody(goals, place, "some patient meets this, and another does not");
  }

  /// Whether two of its parts are bands of one number or date, and some value is in both.
  bool HasOverlap(const ast::Expr& joined) {
    const FactValues& values = input_.proofs.finder().values();
    std::vector<std::pair<NodeId, VariableId>> bands;
    for (const ast::ExprPtr& child : joined.children) {
      const std::optional<NodeId> node = input_.compiled.expression_nodes[child->id];
      if (!node) return false;
      const Dependence& on = values.DependenceOf(*node);
      if (on.on != Dependence::On::kOne || !values.Of(on.variable).IsInterval()) continue;
      for (const auto& [other, variable] : bands) {
        const bool is_one = variable == on.variable;
        if (is_one && !IsNobody({{other, Truth::kYes}, {*node, Truth::kYes}}, child->span)) {
          return true;
        }
      }
      bands.emplace_back(*node, on.variable);
    }
    return false;
  }

  /// Whether two of its parts ask for one fact: else each may be what it can be. Where that is not
  /// quickly seen, they may.
  bool HangTogether(const ast::Expr& joined) {
    std::vector<VariableId> before;
    int budget = kMostLookedAt;
    for (const ast::ExprPtr& child : joined.children) {
      const std::optional<NodeId> node = input_.compiled.expression_nodes[child->id];
      std::vector<VariableId> own;
      if (!node || !AddVariables(*node, budget, own)) return true;
      for (const VariableId id : own) {
        if (std::ranges::find(before, id) != before.end()) return true;
      }
      before.insert(before.end(), own.begin(), own.end());
    }
    return false;
  }

  static constexpr int kMostLookedAt = 50;
  bool AddVariables(NodeId node, int& budget, std::vector<VariableId>& variables) {
    const Dependence& on = input_.proofs.finder().values().DependenceOf(node);
    if (on.on == Dependence::On::kNothing) return true;
    if (on.on == Dependence::On::kOne) {
      variables.push_back(on.variable);
      return true;
    }
    const Graph& graph = input_.compiled.guideline.graph;
    if (--budget < 0 || FamilyOf(graph.node(node).kind) != NodeFamily::kTruthOperator) return false;
    return std::ranges::all_of(graph.Operands(node), [&](NodeId operand) {
      return AddVariables(operand, budget, variables);
    });
  }

  /// Whether another finding says it: of the rule, of the line, or of what this is a part of.
  bool IsTold(const ast::Expr& part, Span declaration) const {
    return IsToldWithin(found_, DiagnosticKind::kRuleNeverHolds, declaration) ||
           IsToldWithin(found_, DiagnosticKind::kCutOutsidePlausible, part.span) ||
           std::ranges::any_of(found_, [&](const Diagnostic& finding) {
             const bool says_it = finding.kind == DiagnosticKind::kConstantCondition ||
                                  finding.kind == DiagnosticKind::kLineNeverDecides ||
                                  finding.kind == DiagnosticKind::kNeedlessCondition;
             const bool holds_part =
                 finding.span.begin <= part.span.begin && part.span.end <= finding.span.end;
             const bool is_within =
                 part.span.begin <= finding.span.begin && finding.span.end <= part.span.end;
             return says_it && (holds_part || is_within);
           });
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

/// A comparison of two values, or a difference or quotient of them.
bool HasTwoSides(ast::ExprKind kind) {
  return kind == ast::ExprKind::kCompare || kind == ast::ExprKind::kSubtract ||
         kind == ast::ExprKind::kDivide;
}

}  // namespace

void LintConstantCondition(const LintInput& input, Diagnostics& found) {
  ConditionCheck check(input, found);
  const Graph& graph = input.compiled.guideline.graph;
  for (const ast::Define* define : input.names().defines) {
    if (!define->as) continue;
    const std::optional<NodeId> node = input.compiled.expression_nodes[define->as->id];
    if (node && graph.node(*node).type == ValueType::kTruth) check.LookAt(*node, *define);
  }
  for (const auto& [kind, part, whole, declaration] : PlacedParts(input)) {
    const bool is_condition =
        part == whole && (std::holds_alternative<ast::Contraindication>(*declaration) ||
                          std::holds_alternative<ast::Recheck>(*declaration) ||
                          std::holds_alternative<ast::Medication>(*declaration));
    if (is_condition) check.LookAtCondition(*part);
    if (HasTwoSides(kind)) check.LookAtSides(*part, ast::Base(*declaration).span);
    const bool joins =
        kind == ast::ExprKind::kAnd || kind == ast::ExprKind::kOr || kind == ast::ExprKind::kCount;
    // A whole condition is told of what it is the condition of.
    if (joins && part != whole) check.LookAtJoined(*part, ast::Base(*declaration).span);
  }
}

}  // namespace mgl
