// Dates that are counted from the day of the decision: they are as far away tomorrow as today.
#include <fmt/format.h>

#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// `today + 3 months`: nothing but the day and lengths of time.
bool IsFromToday(const ast::Expr& expr) {
  const bool is_sum = expr.kind == ast::ExprKind::kAdd || expr.kind == ast::ExprKind::kSubtract;
  if (!is_sum) return false;
  const ast::Expr& first = *expr.children[0];
  const ast::Expr& second = *expr.children[1];
  const auto is_day = [](const ast::Expr& part) {
    return part.kind == ast::ExprKind::kToday || IsFromToday(part);
  };
  const auto is_length = [](const ast::Expr& part) {
    return part.kind == ast::ExprKind::kQuantity;
  };
  return (is_day(first) && is_length(second)) || (is_length(first) && is_day(second));
}

/// Such a date, under a name or several.
const ast::Expr* MovingDate(const LintInput& input, const ast::Expr& value) {
  constexpr int kMostNames = 20;
  const ast::Expr* of = &value;
  for (int i = 0; i < kMostNames && of->kind == ast::ExprKind::kName; ++i) {
    const Symbol symbol = input.names().expression_symbols.at(of->id);
    if (symbol.kind != SymbolKind::kDefine) return nullptr;
    const ast::Define& define = *input.names().defines[symbol.index];
    // A result tells itself.
    if (!define.as || define.is_result) return nullptr;
    of = define.as.get();
  }
  return IsFromToday(*of) ? of : nullptr;
}

void LookAtDate(const LintInput& input, const ast::ExprPtr& value, const std::string& name,
                Diagnostics& found) {
  const ast::Expr* const moving = value ? MovingDate(input, *value) : nullptr;
  if (moving == nullptr) return;
  found.push_back(
      {DiagnosticKind::kDateFromToday, value->span,
       fmt::format("`{}` is counted from the day of the decision, so it is as far away "
                   "on every day",
                   name),
       "count from a date that stays, such as the last test (`date of FACT + …`); where "
       "a visit is meant that is agreed on today, accept the finding",
       moving == value.get() ? std::vector<Label>{}
                             : std::vector<Label>{{moving->span, "this moves with the day"}}});
}

/// Rechecks that count from a define which is such a date, or today itself.
void LookAtAnchors(const LintInput& input, const ast::Recheck& recheck, Diagnostics& found) {
  for (const ast::ExprPtr& anchor : recheck.anchors) {
    if (anchor->kind != ast::ExprKind::kName) continue;
    const Symbol symbol = input.names().expression_symbols.at(anchor->id);
    if (symbol.kind != SymbolKind::kDefine) continue;
    const ast::Define& define = *input.names().defines[symbol.index];
    const bool is_moving =
        define.as && (define.as->kind == ast::ExprKind::kToday || IsFromToday(*define.as));
    if (!is_moving) continue;
    found.push_back({DiagnosticKind::kDateFromToday,
                     anchor->span,
                     fmt::format("`{}` counts from `{}`, which is another date on every day: it is "
                                 "never due",
                                 recheck.name.text, define.name.text),
                     "count from a date that stays, such as that of the last test",
                     {{define.as->span, "this moves with the day"}}});
  }
}

}  // namespace

void LintDateFromToday(const LintInput& input, Diagnostics& found) {
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    if (const auto* define = std::get_if<ast::Define>(&declaration)) {
      if (!define->is_result) continue;
      LookAtDate(input, define->as, define->name.text, found);
      for (const ast::ValueLine& line : define->lines) {
        LookAtDate(input, line.value, define->name.text, found);
      }
    } else if (const auto* recheck = std::get_if<ast::Recheck>(&declaration)) {
      LookAtAnchors(input, *recheck, found);
    }
  }
}

}  // namespace mgl
