// `DATE is known` in a rule or recheck: where the date is missing the answer is no, not unknown.
#include <fmt/format.h>

#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

class DateKnownFinder {
 public:
  DateKnownFinder(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  /// `holds`: the part makes the condition yes where it is yes; `not` turns that round.
  void Search(const ast::Expr* expr, bool holds) {
    if (expr == nullptr) return;
    const bool asks_known = (expr->kind == ast::ExprKind::kIsKnown && holds) ||
                            (expr->kind == ast::ExprKind::kIsMissing && !holds);
    if (asks_known) Report(*expr);
    for (std::size_t i = 0; i < expr->children.size(); ++i) {
      const bool turns = expr->kind == ast::ExprKind::kNot ||
                         (expr->kind == ast::ExprKind::kImplies && i == 0) ||
                         expr->kind == ast::ExprKind::kIsNo;
      Search(expr->children[i].get(), turns ? !holds : holds);
    }
  }

 private:
  void Report(const ast::Expr& expr) {
    const ast::Expr& subject = *expr.children.front();
    if (subject.kind != ast::ExprKind::kName) return;
    const Symbol symbol = input_.names().expression_symbols.at(subject.id);
    if (symbol.kind != SymbolKind::kFact) return;
    const ast::Fact& fact = *input_.names().facts[symbol.index];
    if (fact.type != ast::FactType::kDate) return;
    found_.push_back(
        {DiagnosticKind::kDateKnownCondition,
         expr.span,
         fmt::format("where `{}` is missing this is no, and nobody is asked for the date",
                     fact.name.text),
         "ask a yes/no fact instead (does the patient take it?), so that a missing "
         "date stays unknown",
         {{fact.name.span, fmt::format("`{}` is a date", fact.name.text)}}});
  }

  const LintInput& input_;
  Diagnostics& found_;
};

}  // namespace

void LintDateKnownCondition(const LintInput& input, Diagnostics& found) {
  DateKnownFinder finder(input, found);
  for (const ast::Rule* rule : input.names().rules) {
    finder.Search(rule->when.get(), true);
    finder.Search(rule->unless.get(), false);
  }
  for (const ast::Recheck* recheck : input.names().rechecks) {
    finder.Search(recheck->when.get(), true);
  }
}

}  // namespace mgl
