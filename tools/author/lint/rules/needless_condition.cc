// A part of `and` or `or` without which the condition is the same for every patient, with whatever
// is missing of them.
#include <fmt/format.h>

#include "dsl/resolve/statements.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

class PartCheck {
 public:
  PartCheck(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void LookAt(const ast::Expr& joined) {
    const bool is_and = joined.kind == ast::ExprKind::kAnd;
    if (!is_and && joined.kind != ast::ExprKind::kOr) return;
    std::vector<NodeId> nodes;
    for (const ast::ExprPtr& child : joined.children) {
      const std::optional<NodeId> node = input_.compiled.expression_nodes[child->id];
      if (!node) return;
      nodes.push_back(*node);
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (IsNamed(*joined.children[i])) continue;
      if (!ChangesNothing(nodes, i, is_and, joined.children[i]->span)) continue;
      found_.push_back({DiagnosticKind::kNeedlessCondition,
                        joined.children[i]->span,
                        is_and
                            ? "this condition takes nobody out: whoever meets the others meets it"
                            : "this condition takes nobody in: whoever meets it meets another",
                        "remove it, or write the bound that was meant",
                        {}});
      return;  // without it the others may be needed
    }
  }

 private:
  /// Names are often said for the reader.
  static bool IsNamed(const ast::Expr& part) {
    if (part.kind == ast::ExprKind::kNot) return IsNamed(*part.children[0]);
    return part.kind == ast::ExprKind::kName;
  }

  /// With the others at most what they must be for it to count, it is never less.
  bool ChangesNothing(const std::vector<NodeId>& nodes, std::size_t part, bool is_and, Span place) {
    const Truth strong = is_and ? Truth::kYes : Truth::kNo;
    const Truth weak = Not(strong);
    const TruthSet not_weak = TruthSet(strong) | Truth::kUnknown;
    std::vector<Goal> goals;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (i != part) goals.push_back({nodes[i], strong});
    }
    // Where the others never count the part is not to blame.
    const std::string question = "this condition changes anything";
    if (input_.proofs.IsNobody(goals, place, question)) return false;
    const auto is_nobody = [&](TruthSet wanted) {
      goals.push_back({nodes[part], wanted});
      const bool nobody = input_.proofs.IsNobody(goals, place, question);
      goals.pop_back();
      return nobody;
    };
    if (!is_nobody(TruthSet(weak) | Truth::kUnknown)) return false;
    for (Goal& goal : goals) goal.wanted = not_weak;
    return is_nobody(weak);
  }

  const LintInput& input_;
  Diagnostics& found_;
};

}  // namespace

void LintNeedlessCondition(const LintInput& input, Diagnostics& found) {
  PartCheck check(input, found);
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    ForEachExpression(declaration, [&](const ast::Expr& expr) {
      ForEachPart(expr, [&](const ast::Expr& part) { check.LookAt(part); });
    });
  }
}

}  // namespace mgl
