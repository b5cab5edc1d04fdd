// Time since dates, completed years, parts of dates.
#include <fmt/format.h>

#include "dsl/check/check_expressions.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/fact_help.h"

namespace mgl {
namespace {

using Kind = ast::ExprKind;
using TypeKind = ExprType::Kind;

}  // namespace

ExprType ExpressionChecker::CheckNumberOfDates(const ast::Expr& expr) {
  if (expr.kind == Kind::kTimeSince) return CheckTimeSince(expr);
  return expr.kind == Kind::kCompleted ? CheckCompleted(expr) : CheckPartOfDate(expr);
}

ExprType ExpressionChecker::CheckTimeSince(const ast::Expr& expr) {
  const ast::Expr* child = Child(expr, 0);
  const ExprType type = Check(child);
  ExprType days;
  days.kind = TypeKind::kNumber;
  days.unit = quantities_.Days();
  days.time_since = true;
  days.day_count = true;
  if (type.kind == TypeKind::kDate || type.kind == TypeKind::kError) {
    return WithDegree(expr, 1, std::move(days));
  }
  const std::string dated = HelpForDatedFact(context_.resolution, SymbolOf(*child));
  context_.Report(
      DiagnosticKind::kTypeMismatch, child->span,
      fmt::format("{} is {}; `time since` takes a date", ExpressionInWords(*child), Words(type)),
      !dated.empty() ? dated
      : SymbolOf(*child).kind == SymbolKind::kFact
          ? fmt::format("for the day it was measured, write `time since date of {}`",
                        child->name.text)
          : "name a date fact");
  return WithDegree(expr, 1, std::move(days));
}

/// `what` says what takes dates.
bool ExpressionChecker::CheckAreDates(const ast::Expr& expr, std::string_view what,
                                      const std::string& help) {
  bool are_dates = true;
  for (const ast::ExprPtr& child : expr.children) {
    const ExprType type = Check(child.get());
    if (type.kind == TypeKind::kDate || type.kind == TypeKind::kError) continue;
    are_dates = false;
    context_.Report(DiagnosticKind::kTypeMismatch, child->span,
                    fmt::format("{} is {}; {}", ExpressionInWords(*child), Words(type), what),
                    help);
  }
  return are_dates;
}

ExprType ExpressionChecker::CheckCompleted(const ast::Expr& expr) {
  const bool are_dates = CheckAreDates(expr, "`completed` counts from a date to a date",
                                       "name a date, as in `completed years since birth_date`");
  const Measured unit = quantities_.AsMeasured(*expr.quantity.unit);
  if (!are_dates || unit.type.kind == TypeKind::kError) return {};
  ExprType type;
  type.kind = TypeKind::kNumber;
  type.unit = unit.type.unit;
  return WithDegree(expr, 1, std::move(type));
}

ExprType ExpressionChecker::CheckPartOfDate(const ast::Expr& expr) {
  const std::string_view part = expr.kind == Kind::kYearOf ? "year" : "month";
  const bool is_date =
      CheckAreDates(expr, fmt::format("`{} of` takes a date", part), "name a date");
  return is_date ? WithDegree(expr, 1, PlainNumberType()) : ExprType();
}

}  // namespace mgl
