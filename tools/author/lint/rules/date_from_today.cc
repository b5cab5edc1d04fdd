// Dates that are counted from the day of the decision: they are as far away tomorrow as today.
#include <fmt/format.h>

#include <algorithm>

#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

constexpr int kMostDatesNamed = 20;  // that are looked into, one behind the other

const ast::Define* DefineOf(const LintInput& input, const ast::Expr& name) {
  if (name.kind != ast::ExprKind::kName) return nullptr;
  const Symbol symbol = input.names().expression_symbols.at(name.id);
  return symbol.kind == SymbolKind::kDefine ? input.names().defines[symbol.index] : nullptr;
}

/// `3 months`, or a name that stands for one of several such lengths. What is measured is none: an
/// age of weeks grows with the day, so `today + 280 days - weeks` stays.
bool IsLength(const LintInput& input, const ast::Expr& expr, int depth) {
  if (expr.kind == ast::ExprKind::kQuantity) return true;
  if (expr.kind == ast::ExprKind::kInUnit) return IsLength(input, *expr.children[0], depth);
  if (expr.kind != ast::ExprKind::kName || depth == kMostDatesNamed) return false;
  const auto is_length = [&](const ast::ExprPtr& value) {
    return value->kind == ast::ExprKind::kMissingValue || IsLength(input, *value, depth + 1);
  };
  if (const ast::Define* const define = DefineOf(input, expr)) {
    if (define->as) return is_length(define->as);
    return std::ranges::all_of(define->lines, is_length, &ast::ValueLine::value);
  }
  const Symbol symbol = input.names().expression_symbols.at(expr.id);
  if (symbol.kind != SymbolKind::kTable) return false;
  const ast::Table& table = *input.names().tables[symbol.index];
  return std::ranges::all_of(table.rows, [&](const ast::TableRow& row) {
    return std::ranges::all_of(row.values, is_length);
  });
}

/// Dates that are as far from the day of the decision on every day: `today + 3 months`, also under
/// a name, or one of the lines of a name. Where they stand; null: none.
class MovingDates {
 public:
  /// `with_today`: today itself is one, too. `with_results`: also under the name of a result.
  MovingDates(const LintInput& input, bool with_today, bool with_results)
      : input_(input), with_today_(with_today), with_results_(with_results) {}

  const ast::Expr* In(const ast::Expr& value, int depth = 0) const {
    if (depth == kMostDatesNamed) return nullptr;
    if (IsSum(value, depth) || (with_today_ && value.kind == ast::ExprKind::kToday)) return &value;
    if (value.kind == ast::ExprKind::kFirstKnown) return InSome(value.children, depth);
    const ast::Define* const define = DefineOf(input_, value);
    if (define == nullptr || (define->is_result && !with_results_)) return nullptr;
    if (define->as) return In(*define->as, depth + 1);
    for (const ast::ValueLine& line : define->lines) {
      if (const ast::Expr* const moving = In(*line.value, depth + 1)) return moving;
    }
    return nullptr;
  }

 private:
  const ast::Expr* InSome(const std::vector<ast::ExprPtr>& values, int depth) const {
    for (const ast::ExprPtr& value : values) {
      if (const ast::Expr* const moving = In(*value, depth)) return moving;
    }
    return nullptr;
  }

  bool IsSum(const ast::Expr& expr, int depth) const {
    if (expr.kind == ast::ExprKind::kAdd) {
      return IsDayAndLength(*expr.children[0], *expr.children[1], depth) ||
             IsDayAndLength(*expr.children[1], *expr.children[0], depth);
    }
    return expr.kind == ast::ExprKind::kSubtract &&
           IsDayAndLength(*expr.children[0], *expr.children[1], depth);
  }

  bool IsDayAndLength(const ast::Expr& day, const ast::Expr& length, int depth) const {
    return IsLength(input_, length, 0) && IsDay(day, depth);
  }

  /// Today, also under a name, or a sum of it.
  bool IsDay(const ast::Expr& expr, int depth) const {
    if (depth == kMostDatesNamed) return false;
    if (expr.kind == ast::ExprKind::kToday || IsSum(expr, depth)) return true;
    const ast::Define* const define = DefineOf(input_, expr);
    return define != nullptr && define->as && IsDay(*define->as, depth + 1);
  }

  const LintInput& input_;
  bool with_today_;
  bool with_results_;
};

void LookAtDate(const LintInput& input, const ast::ExprPtr& value, const std::string& name,
                Diagnostics& found) {
  // A result tells itself.
  const MovingDates dates(input, false, false);
  const ast::Expr* const moving = value ? dates.In(*value) : nullptr;
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

/// Rechecks that count from such a date, or from today itself, under a name.
void LookAtAnchors(const LintInput& input, const ast::Recheck& recheck, Diagnostics& found) {
  const MovingDates dates(input, true, true);
  for (const ast::ExprPtr& anchor : recheck.anchors) {
    const ast::Expr* const moving = dates.In(*anchor);
    if (moving == nullptr || moving == anchor.get()) continue;
    found.push_back({DiagnosticKind::kDateFromToday,
                     anchor->span,
                     fmt::format("`{}` counts from `{}`, which is another date on every day: it is "
                                 "never due",
                                 recheck.name.text, anchor->name.text),
                     "count from a date that stays, such as that of the last test",
                     {{moving->span, "this moves with the day"}}});
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
    } else if (const auto* table = std::get_if<ast::Table>(&declaration)) {
      for (const ast::TableRow& row : table->rows) {
        for (const ast::ExprPtr& value : row.values) {
          LookAtDate(input, value, table->name.text, found);
        }
      }
    } else if (const auto* recheck = std::get_if<ast::Recheck>(&declaration)) {
      LookAtAnchors(input, *recheck, found);
    }
  }
}

}  // namespace mgl
