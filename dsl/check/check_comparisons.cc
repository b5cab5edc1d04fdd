// Comparisons of numbers and dates, and what is wrong when the two sides are of different kinds.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/ast/calendar_duration.h"
#include "dsl/check/check_expressions.h"
#include "dsl/check/habits_of_quotients.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/parse/declared_names.h"
#include "dsl/resolve/resolve_names.h"
#include "dsl/resolve/wording.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using Kind = ast::ExprKind;
using TypeKind = ExprType::Kind;

/// `nyha_3` of `3`, where one choice is called or labelled so; else empty.
std::string NumberedChoice(const std::vector<ast::Choice>& choices, const std::string& number) {
  if (number.size() < 3 || !IsDigit(number[1])) return {};
  const std::string digits = number.substr(1, number.size() - 2);
  const auto is_it = [&](const ast::Choice& choice) {
    return choice.name.text.ends_with(fmt::format("_{}", digits)) ||
           (choice.label && choice.label->text == digits);
  };
  const auto found = std::ranges::find_if(choices, is_it);
  return std::ranges::count_if(choices, is_it) == 1 ? found->name.text : std::string();
}

}  // namespace

ExprType ExpressionChecker::CheckComparison(const ast::Expr& expr) {
  const ast::Expr* left = Child(expr, 0);
  const ast::Expr* right = Child(expr, 1);
  const ast::Expr* const around = std::exchange(compared_, &expr);
  ExprType left_type = Check(left);
  compared_ = nullptr;
  ExprType right_type = Check(right);
  compared_ = around;
  if (left == nullptr || right == nullptr) return TruthType();
  const bool left_is_choice = IsLeftToChecker(*left);
  const bool right_is_choice = IsLeftToChecker(*right);
  const bool is_constant =
      (IsConstant(*left) && IsConstant(*right)) || (left_is_choice && right_is_choice);
  if (is_constant) {
    context_.Report(DiagnosticKind::kConstantComparison, expr.span,
                    "both sides of this comparison are constants",
                    "compare a fact or a define with a constant");
    return TruthType();
  }
  if (left_is_choice) left_type = ChoiceOperand(*left, *right, right_type, expr.comparison);
  if (right_is_choice) right_type = ChoiceOperand(*right, *left, left_type, expr.comparison);
  if (left_type.kind == TypeKind::kError || right_type.kind == TypeKind::kError) {
    return TruthType();
  }
  if (left_type.kind == TypeKind::kText || right_type.kind == TypeKind::kText) {
    const bool is_left = left_type.kind == TypeKind::kText;
    ReportText(is_left ? *left : *right, is_left ? left_type : right_type);
  } else if (left_type.kind != right_type.kind || left_type.kind == TypeKind::kTruth) {
    ReportMixed(expr, left_type, right_type);
  } else if (left_type.kind == TypeKind::kNumber) {
    if (!ReportWrittenByHabit(expr)) CompareNumbers(*left, *right);
  } else if (left_type.kind == TypeKind::kChoice) {
    CompareChoices(expr, left_type, right_type);
  }
  return TruthType();
}

/// `today - DATE` is `time since DATE`, which counts months and years too.
static std::string HelpForDays(const ast::Expr& days) {
  const bool is_since = days.kind == Kind::kSubtract && days.children[0] && days.children[1] &&
                        days.children[0]->kind == Kind::kToday &&
                        days.children[1]->kind == Kind::kName;
  if (!is_since) return "compare `time since DATE` itself, or dates: `DATE + 3 months < today`";
  const std::string& name = days.children[1]->name.text;
  return fmt::format("write `time since {0}` for `today - {0}`", name);
}

/// `systolic / diastolic >= 140/90`, `gestation > 41 + 3`.
bool ExpressionChecker::ReportWrittenByHabit(const ast::Expr& expr) {
  const ast::Expr& left = *expr.children[0];
  const ast::Expr& right = *expr.children[1];
  if (const QuotientSaid said = DividedPressures(expr); !said.help.empty()) {
    const bool are_pressures = std::ranges::all_of(left.children, [&](const ast::ExprPtr& one) {
      return Stored(*one).kind == TypeKind::kNumber && IsPressure(Stored(*one).unit->code);
    });
    if (!are_pressures) return false;
    context_.Report(DiagnosticKind::kDimensionMismatch, expr.span, said.message, said.help);
    return true;
  }
  const std::string age = CountsDays(Stored(left)) ? AgePulledApart(right) : std::string();
  if (age.empty()) return false;
  context_.Report(DiagnosticKind::kDimensionMismatch, right.span,
                  "weeks and days are written without blanks", fmt::format("write `{}`", age));
  return true;
}

void ExpressionChecker::CompareNumbers(const ast::Expr& a, const ast::Expr& b) {
  ReadAsAge(a, Stored(b));
  ReadAsAge(b, Stored(a));
  if (!FitPair(a, b) || !AreOfOneKind({&a, &b}) || !RequireExact(a, Stored(a)) ||
      !RequireExact(b, Stored(b)))
    return;
  CheckCalendar(a, b, CalendarUse::kComparison);
  CheckCalendar(b, a, CalendarUse::kComparison);
}

/// `side` may be a number of days between dates, `other` what it is compared or computed with.
void ExpressionChecker::CheckCalendar(const ast::Expr& side, const ast::Expr& other,
                                      CalendarUse use) {
  const ExprType& days = Stored(side);
  if (!days.day_count || !IsCalendarUnit(Stored(other).unit)) return;
  const bool is_since = days.time_since && use == CalendarUse::kComparison;
  if (is_since && other.kind == Kind::kQuantity) {
    CheckCalendarBound(side, other.quantity);
    return;
  }
  Diagnostic diagnostic{DiagnosticKind::kCalendarDuration, other.span, "", "", {}};
  if (is_since) {
    diagnostic.message =
        fmt::format("{} is in `{}`; against `time since` months and years must be a number",
                    ExpressionInWords(other), Stored(other).unit->code);
    diagnostic.help = "write the number, for example `3 months`, or compare days or weeks";
  } else {
    diagnostic.message =
        fmt::format("{} is in `{}`, which have no fixed number of days; {} is a number of days",
                    ExpressionInWords(other), Stored(other).unit->code, ExpressionInWords(side));
    diagnostic.help = HelpForDays(side);
  }
  context_.Report(std::move(diagnostic));
}

bool ExpressionChecker::CheckCalendarBound(const ast::Expr& days, const ast::Quantity& bound) {
  if (!bound.unit || !IsCalendarUnit(*bound.unit)) return true;
  if (!Stored(days).time_since) {
    context_.Report(DiagnosticKind::kCalendarDuration, bound.span,
                    fmt::format("{} is a number of days; `{}` have no fixed number of days",
                                ExpressionInWords(days), bound.unit->code),
                    HelpForDays(days));
    return false;
  }
  if (ToCalendarDuration(bound)) return true;
  context_.Report(DiagnosticKind::kCalendarDuration, bound.span,
                  fmt::format("`{}` is not a whole number of months", QuantityText(bound)),
                  "write whole months or years, or compare days or weeks");
  return false;
}

void ExpressionChecker::ReportMixed(const ast::Expr& expr, const ExprType& left,
                                    const ExprType& right) {
  if (left.kind == TypeKind::kTruth || right.kind == TypeKind::kTruth) {
    ReportTruthComparison(expr, left, right);
    return;
  }
  const ast::Expr& a = *expr.children[0];
  const ast::Expr& b = *expr.children[1];
  Diagnostic diagnostic{DiagnosticKind::kTypeMismatch, b.span, "", "", {}};
  diagnostic.message = fmt::format("{} is {}; {} is {}", ExpressionInWords(a), Words(left),
                                   ExpressionInWords(b), Words(right));
  const bool has_date = left.kind == TypeKind::kDate || right.kind == TypeKind::kDate;
  const ExprType& other = left.kind == TypeKind::kDate ? right : left;
  const ast::Expr& date = left.kind == TypeKind::kDate ? a : b;
  const std::string name = date.kind == Kind::kName ? date.name.text : "DATE";
  if (has_date && other.kind == TypeKind::kNumber && IsDuration(other.unit)) {
    diagnostic.help = fmt::format("compare `time since {}` with a duration", name);
  } else if (has_date) {
    diagnostic.help = "compare a date with a date, for example `2026-03-01` or `today`";
  } else {
    const ExprType& choice = left.kind == TypeKind::kChoice ? left : right;
    const ast::Expr& subject = left.kind == TypeKind::kChoice ? a : b;
    const std::string subject_name = subject.kind == Kind::kName ? subject.name.text : "X";
    const std::string numbered = NumberedChoice(choice.choices->choices, ExpressionInWords(b));
    diagnostic.help = fmt::format("ask for a choice, for example `{} is {}`", subject_name,
                                  FirstChoice(*choice.choices));
    const bool is_sided =
        expr.comparison != ast::Comparison::kEqual && expr.comparison != ast::Comparison::kNotEqual;
    const bool compares = !is_sided || choice.choices->ordered;
    if (!numbered.empty() && compares && &subject == &a && subject.kind == Kind::kName) {
      const std::string_view sign = expr.comparison == ast::Comparison::kEqual ? "is"
                                    : expr.comparison == ast::Comparison::kNotEqual
                                        ? "is not"
                                        : ComparisonText(expr.comparison);
      diagnostic.help = fmt::format("write `{} {} {}`", subject_name, sign, numbered);
    }
  }
  if (in_cell_) diagnostic.help = HelpForCell(left);
  context_.Report(std::move(diagnostic));
}

void ExpressionChecker::ReportTruthComparison(const ast::Expr& expr, const ExprType& left,
                                              const ExprType& right) {
  const ast::Expr& a = *expr.children[0];
  const ast::Expr& b = *expr.children[1];
  const bool both = left.kind == TypeKind::kTruth && right.kind == TypeKind::kTruth;
  const ast::Expr& truth = left.kind == TypeKind::kTruth ? a : b;
  const std::string_view sign = ComparisonText(expr.comparison);
  const std::string words = ExpressionInWords(truth);
  const std::string name = truth.kind == Kind::kName ? truth.name.text : "X";
  Diagnostic diagnostic{DiagnosticKind::kTruthComparison, expr.span, "", "", {}};
  const bool is_equality =
      expr.comparison == ast::Comparison::kEqual || expr.comparison == ast::Comparison::kNotEqual;
  if (both && is_equality && (b.kind == Kind::kYes || b.kind == Kind::kNo)) {
    diagnostic.message = fmt::format("`{}` does not compare yes and no", sign);
    const bool is_yes = (b.kind == Kind::kYes) == (expr.comparison == ast::Comparison::kEqual);
    diagnostic.help = fmt::format("write `{} is {}`", name, is_yes ? "yes" : "no");
  } else if (both) {
    diagnostic.message = fmt::format("{} and {} are yes or no and do not compare with `{}`", words,
                                     ExpressionInWords(b), sign);
    if (words == "this" || ExpressionInWords(b) == "this") {
      diagnostic.message = fmt::format("yes/no values do not compare with `{}`", sign);
    }
    diagnostic.help = "join conditions by `and`, `or`, `not` or `implies`";
  } else {
    const ast::Expr& other = &truth == &a ? b : a;
    const ExprType& other_type = &truth == &a ? right : left;
    const bool is_threshold = SymbolOf(truth).kind == SymbolKind::kThreshold;
    diagnostic.span = truth.span;
    diagnostic.message = is_threshold ? fmt::format("{} is a threshold: yes or no by itself", words)
                                      : fmt::format("{} is yes or no; {} is {}", words,
                                                    ExpressionInWords(other), Words(other_type));
    diagnostic.help = fmt::format("write the condition itself: `{}`", name);
    const bool is_number = !is_threshold && other.kind == Kind::kQuantity &&
                           other.quantity.number.value != 0 && other.quantity.number.value != 1;
    if (is_number) {  // `fever > 38.5`
      diagnostic.help = fmt::format(
          "write the condition itself, `{}`, where its yes is meant; a number is compared with a "
          "fact of its own: declare `fact NAME \"Title\" in UNIT`, and write `NAME {} {}`",
          name, sign, QuantityText(other.quantity));
    }
    const bool is_time = !is_threshold && other.kind == Kind::kQuantity && other.quantity.unit &&
                         &truth == &a && other_type.kind == TypeKind::kNumber &&
                         other_type.unit->dimension == Dimension::Of(BaseDimension::kTime);
    if (is_time) {  // `fever > 5 days`
      const std::string& unit = other.quantity.unit->code;
      diagnostic.help = fmt::format(
          "how long it has lasted is a fact of its own: declare `fact {0}_{1} \"How long: {0}\" in "
          "{1}`, and write `{0}_{1} {2} {3}`",
          name, unit, sign, QuantityText(other.quantity));
    }
    if (truth.kind != Kind::kName) diagnostic.help = "put the conditions together with `and`";
    if (in_cell_) diagnostic.help = HelpForCell(left);
  }
  if (truth.kind == Kind::kName && !both) {
    const Symbol symbol = SymbolOf(truth);
    const ast::DeclarationBase* declaration = DeclarationOf(context_.resolution, symbol);
    if (declaration != nullptr) {
      diagnostic.labels.push_back(
          DeclaredHere(*declaration, KindWithArticle(context_.resolution, symbol)));
    }
  }
  context_.Report(std::move(diagnostic));
}

/// A text is shown and does nothing else.
void ExpressionChecker::ReportText(const ast::Expr& expr, const ExprType& type) {
  Diagnostic diagnostic{DiagnosticKind::kTypeMismatch, expr.span, "", "", {}};
  diagnostic.message =
      fmt::format("{} is a text, which is shown and nothing else", ExpressionInWords(expr));
  diagnostic.help = "to ask for it elsewhere, make choices of the texts: `is one of (…)`";
  const ast::DeclarationBase* declaration = DeclarationOf(context_.resolution, SymbolOf(expr));
  if (declaration != nullptr) diagnostic.labels.push_back(DeclaredHere(*declaration, Words(type)));
  context_.Report(std::move(diagnostic));
}

ExprType ExpressionChecker::CheckIsSpan(const ast::Expr& expr) {
  const ast::Expr* child = Child(expr, 0);
  const ExprType type = Check(child);
  if (type.kind == TypeKind::kError || !expr.interval) return TruthType();
  if (type.kind == TypeKind::kText) {
    ReportText(*child, type);
    return TruthType();
  }
  if (type.kind != TypeKind::kNumber) {
    context_.Report(
        DiagnosticKind::kTypeMismatch, expr.interval->span,
        fmt::format("{} is {}; bounds are of numbers", ExpressionInWords(*child), Words(type)),
        type.kind == TypeKind::kDate
            ? "compare dates with `<` and `>`, for example `DATE >= 2026-03-01`"
        : in_cell_ ? HelpForCell(type)
                   : "compare it with what it can be");
    return TruthType();
  }
  if (IsConstant(*child)) {
    context_.Report(DiagnosticKind::kConstantComparison, expr.span,
                    "both sides of this comparison are constants",
                    "compare a fact or a define with a constant");
    return TruthType();
  }
  if (!quantities_.FitSpan(AsMeasured(*child, type), *expr.interval)) return TruthType();
  if (!RequireExact(*child, type)) return TruthType();
  if (!type.day_count) return TruthType();
  for (const auto* bound : {&expr.interval->low, &expr.interval->high}) {
    if (*bound && !CheckCalendarBound(*child, **bound)) break;
  }
  return TruthType();
}

}  // namespace mgl
