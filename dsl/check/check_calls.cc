// Functions, and `first known of`.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/check_expressions.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/wording.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"

namespace mgl {
namespace {

using Kind = ast::ExprKind;
using TypeKind = ExprType::Kind;

constexpr int kMostDecimals = 9;

const std::vector<Function>& Functions() {
  static const std::vector<Function> functions = {
#define MGL_FUNCTION(word, node, arguments, result) \
  {#word, NodeKind::node, Function::Arguments::arguments, Function::Result::result},
#include "dsl/text/words.def"
  };
  return functions;
}

bool HasRightCount(const Function& function, std::size_t count) {
  switch (function.arguments) {
    case Function::Arguments::kOne:
      return count == 1;
    case Function::Arguments::kTwoOrMore:
      return count >= 2;
    case Function::Arguments::kAndDecimals:
      return count == 2;
  }
  return false;
}

std::string Usage(const Function& function) {
  switch (function.arguments) {
    case Function::Arguments::kOne:
      return fmt::format("write one number: `{}(x)`", function.name);
    case Function::Arguments::kTwoOrMore:
      return fmt::format("write two or more numbers: `{}(x, y)`", function.name);
    case Function::Arguments::kAndDecimals:
      return fmt::format("write a number and how many decimals: `{}(x, 1)`", function.name);
  }
  return "";
}

/// What the other says of the unit: that constants are differences, what it is of.
void TakeUnitOf(const ExprType& other, ExprType& result) {
  if (other.unit->is_difference && !result.unit->is_difference) {
    result.unit = DifferenceUnit(result.unit);
  }
  if (other.unit->annotations.size() > result.unit->annotations.size()) {
    result.unit = NamedAlike(result.unit, other.unit);
  }
}

std::vector<const ast::Expr*> ChildrenOf(const ast::Expr& expr) {
  std::vector<const ast::Expr*> children;
  for (const ast::ExprPtr& child : expr.children) children.push_back(child.get());
  return children;
}

}  // namespace

const Function* FindFunction(std::string_view name) {
  const auto found = std::ranges::find(Functions(), name, &Function::name);
  return found == Functions().end() ? nullptr : &*found;
}

bool IsOfDates(const std::string& function) {
  return function.starts_with("latest") || function.starts_with("earliest");
}

/// `latest of (a, b)`, `earliest known of (a, b)`.
ExprType ExpressionChecker::CheckDatesOf(const ast::Expr& expr) {
  const bool is_latest = expr.name.text.starts_with("latest");
  const bool are_dates = CheckAreDates(
      expr, fmt::format("`{} of` takes dates", expr.name.text),
      fmt::format("list dates; for numbers, write `{}(x, y)`", is_latest ? "max" : "min"));
  if (expr.children.size() < 2 && are_dates) {
    context_.Report(DiagnosticKind::kFunctionArguments, expr.span,
                    fmt::format("`{} of` has one date", expr.name.text),
                    "list two or more, or write the date itself");
  }
  return DateType();
}

ExprType ExpressionChecker::CheckFirstKnown(const ast::Expr& expr) {
  int degree = 1;
  ExprType type = CheckAlike(ChildrenOf(expr),
                             {"list values of one kind after `first known of`",
                              "list facts with the same choices, in the same order"},
                             degree);
  return WithDegree(expr, degree, std::move(type));
}

/// `130 mmHg` beside `sbp >= 140 mmHg`: the number alone is meant, or both as comparisons.
std::string ExpressionChecker::HelpForKinds(const ast::Expr& first, const ExprType& type,
                                            const ast::Expr& other, std::string_view kinds) {
  const bool is_first = first.kind == ast::ExprKind::kCompare;
  const ast::Expr& compared = is_first ? first : other;
  const bool is_pair = compared.kind == ast::ExprKind::kCompare &&
                       (is_first ? other : first).kind == ast::ExprKind::kQuantity &&
                       (is_first || type.kind == TypeKind::kNumber);
  const std::vector<const ast::Expr*> sides =
      is_pair ? ChildrenOf(compared) : std::vector<const ast::Expr*>();
  if (sides.size() != 2 || sides[1]->kind != ast::ExprKind::kQuantity) return std::string(kinds);
  return fmt::format("{}: write {} in place of {}", kinds, ExpressionInWords(*sides[1]),
                     is_first ? "the comparison in the first" : ExpressionInWords(compared));
}

ExprType ExpressionChecker::CheckAlike(const std::vector<const ast::Expr*>& values,
                                       const AlikeHelp& help, int& degree) {
  const ast::Expr* first = values.empty() ? nullptr : values.front();
  const ExprType type = Check(first);
  ExprType result = type;
  result.time_since = false;
  degree = first != nullptr ? Degree(*first) : 1;
  bool is_wrong = type.kind == TypeKind::kError;
  if (type.kind == TypeKind::kText) {
    ReportText(*first, type);
    is_wrong = true;
  }
  for (std::size_t i = 1; i < values.size(); ++i) {
    const ast::Expr* other = values[i];
    const ExprType other_type = Check(other);
    if (is_wrong || other_type.kind == TypeKind::kError) continue;
    degree = std::max(degree, Degree(*other));
    if (type.kind != other_type.kind) {
      context_.Report(DiagnosticKind::kTypeMismatch, other->span,
                      fmt::format("{} is {}; {} is {}", ExpressionInWords(*first), Words(type),
                                  ExpressionInWords(*other), Words(other_type)),
                      HelpForKinds(*first, type, *other, help.kinds));
    } else if (type.kind == TypeKind::kNumber) {
      if (FitPair(*first, *other)) CheckCalendarMix(*first, *other);
      TakeUnitOf(other_type, result);
      result.day_count = result.day_count || other_type.day_count;
      result.inexact = result.inexact || other_type.inexact;
    } else if (type.kind == TypeKind::kChoice) {
      if (HaveSameChoices(type.choices, other_type.choices)) continue;
      context_.Report(DiagnosticKind::kDifferentChoices, other->span,
                      fmt::format("{} is {}; {} is {}", ExpressionInWords(*first), Words(type),
                                  ExpressionInWords(*other), Words(other_type)),
                      std::string(help.choices));
    }
  }
  if (is_wrong) return {};
  result.substance = Stored(*first).substance;  // a literal's is known by now
  return AreOfOneKind(values) ? result : ExprType();
}

/// Values on a scale such as Cel and differences of them do not mix, whatever stands between them.
bool ExpressionChecker::AreOfOneKind(const std::vector<const ast::Expr*>& numbers) {
  const ast::Expr* value = nullptr;
  const ast::Expr* difference = nullptr;
  for (const ast::Expr* number : numbers) {
    if (number == nullptr || Stored(*number).kind != TypeKind::kNumber) continue;
    if (Stored(*number).unit->is_difference) difference = number;
    if (HasOwnZero(Stored(*number).unit) && !IsConstant(*number)) value = number;
  }
  return value == nullptr || difference == nullptr ||
         quantities_.FitDifference(AsMeasured(*difference, Stored(*difference)),
                                   AsMeasured(*value, Stored(*value)));
}

/// Days between dates do not mix with months.
void ExpressionChecker::CheckCalendarMix(const ast::Expr& a, const ast::Expr& b) {
  CheckCalendar(a, b, CalendarUse::kOther);
  CheckCalendar(b, a, CalendarUse::kOther);
}

/// Arguments of `min` and `max`.
ExprType ExpressionChecker::CheckSameNumbers(const ast::Expr& expr) {
  const ast::Expr* first = nullptr;
  ExprType result;
  bool is_first_wrong = false;
  bool is_date_reported = false;
  int degree = 1;
  for (const ast::ExprPtr& child : expr.children) {
    const ExprType type = Check(child.get());
    if (child && type.kind == TypeKind::kDate) {
      if (is_date_reported) continue;
      is_date_reported = true;
      const bool is_max = expr.name.text == "max";
      context_.Report(
          DiagnosticKind::kTypeMismatch, child->span,
          fmt::format("{} is a date; `{}` takes numbers", ExpressionInWords(*child),
                      expr.name.text),
          fmt::format("for dates, write `{} of (a, b)`", is_max ? "latest" : "earliest"));
      is_first_wrong = is_first_wrong || child.get() == Child(expr, 0);
      continue;
    }
    if (!child || type.kind == TypeKind::kError || !IsNumber(*child, type, "has no size")) {
      is_first_wrong = is_first_wrong || child.get() == Child(expr, 0);
      continue;
    }
    degree = std::max(degree, Degree(*child));
    if (first == nullptr) {
      first = child.get();
      result = type;
      result.time_since = false;
      continue;
    }
    if (FitPair(*first, *child)) CheckCalendarMix(*first, *child);
    TakeUnitOf(type, result);
    result.day_count = result.day_count || type.day_count;
    result.inexact = result.inexact || type.inexact;
  }
  if (first == nullptr || is_first_wrong || is_date_reported || !AreOfOneKind(ChildrenOf(expr))) {
    return {};
  }
  result.substance = Stored(*first).substance;  // a literal's is known by now
  return WithDegree(expr, degree, std::move(result));
}

/// The second argument of a call.
void ExpressionChecker::CheckDecimals(const ast::Expr& call) {
  const ast::Expr* decimals = Child(call, 1);
  const bool is_reported = Check(decimals).kind == TypeKind::kError;
  const bool is_literal =
      decimals != nullptr && decimals->kind == Kind::kQuantity && !decimals->quantity.unit;
  const Rational places = is_literal ? decimals->quantity.number.value : Rational(-1);
  if (is_reported || (places.get_den() == 1 && places >= 0 && places <= kMostDecimals)) return;
  context_.Report(
      DiagnosticKind::kFunctionArguments, decimals->span,
      fmt::format("`{}` takes a whole number of decimals from 0 to {}", call.name.text,
                  kMostDecimals),
      fmt::format("write how many decimals stay, for example `{}(x, 1)`", call.name.text));
}

ExprType ExpressionChecker::CheckCall(const ast::Expr& expr) {
  const std::string& name = expr.name.text;
  if (IsOfDates(name)) return CheckDatesOf(expr);
  const std::size_t count = expr.children.size();
  const Function* const function = FindFunction(name);
  if (function == nullptr || !HasRightCount(*function, count)) {
    for (const ast::ExprPtr& child : expr.children) Check(child.get());
    if (function == nullptr) {
      const std::vector<std::string> names = WordsOf(WordRole::kFunction);
      context_.Report(DiagnosticKind::kFunctionArguments, expr.name.span,
                      fmt::format("there is no function `{}`", name),
                      DidYouMean(name, names, fmt::format("use {}", JoinedNames(names))));
    } else {
      context_.Report(DiagnosticKind::kFunctionArguments, expr.span,
                      fmt::format("`{}` has {} argument{}", name, count, count == 1 ? "" : "s"),
                      Usage(*function));
    }
    return {};
  }
  if (function->arguments == Function::Arguments::kTwoOrMore) return CheckSameNumbers(expr);
  const ast::Expr* value = Child(expr, 0);
  ExprType type = Check(value);
  if (function->arguments == Function::Arguments::kAndDecimals) CheckDecimals(expr);
  if (type.kind == TypeKind::kError || !IsNumber(*value, type, "has no size")) return {};
  switch (function->result) {
    case Function::Result::kPlain:
      if (!IsPlainNumber(*value, type, fmt::format("`{}` takes a plain number", name))) return {};
      return WithDegree(expr, 1, InexactNumber());
    case Function::Result::kMeasured:
      if (!IsLinearNumber(*value, type)) return {};
      break;
    case Function::Result::kRounded:
      type.inexact = false;
      break;
  }
  type.time_since = false;
  return WithDegree(expr, Degree(*value), std::move(type));
}

}  // namespace mgl
