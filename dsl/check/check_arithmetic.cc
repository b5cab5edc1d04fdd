// Sums, products and powers, and what they mean for dates.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/ast/calendar_duration.h"
#include "dsl/check/check_expressions.h"
#include "dsl/check/constant_value.h"
#include "dsl/check/counted_truths.h"
#include "dsl/check/habits_of_quotients.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/wording.h"
#include "engine/value/whole_number.h"

namespace mgl {
namespace {

using Kind = ast::ExprKind;
using TypeKind = ExprType::Kind;

constexpr int kLargestExponent = 64;
constexpr int kLargestDegree = 64;

std::string_view Verb(Kind kind) {
  if (kind == Kind::kAdd) return "be added";
  if (kind == Kind::kSubtract) return "be subtracted";
  if (kind == Kind::kMultiply) return "be multiplied";
  return kind == Kind::kDivide ? "be divided" : "be computed with";
}

/// `3` or `-3`, without a unit.
std::optional<Rational> PlainLiteral(const ast::Expr& expr) {
  const bool is_negative =
      expr.kind == Kind::kNegate && expr.children.size() == 1 && expr.children[0];
  const ast::Expr& literal = is_negative ? *expr.children[0] : expr;
  if (literal.kind != Kind::kQuantity || literal.quantity.unit) return std::nullopt;
  const Rational& value = literal.quantity.number.value;
  return is_negative ? Rational(-value) : value;
}

bool IsLiteral(const ast::Expr& expr) {
  const bool is_negative = expr.kind == Kind::kNegate && !expr.children.empty() && expr.children[0];
  return (is_negative ? *expr.children[0] : expr).kind == Kind::kQuantity;
}

/// Types of one unit share it.
void SetUnit(Unit unit, ExprType& type) {
  const Unit& old = type.unit;
  const bool is_other = old.code != unit.code || old.is_difference != unit.is_difference ||
                        old.annotations != unit.annotations;
  if (is_other) type.unit = std::move(unit);
}

bool IsZero(const ast::Expr& expr) {
  if (expr.kind == Kind::kNegate && expr.children.size() == 1 && expr.children[0]) {
    return IsZero(*expr.children[0]);
  }
  return expr.kind == Kind::kQuantity && expr.quantity.number.value == 0;
}

/// Of `x - 36+4`, which is `(x - 36) + 4`: the id of the 36, and the 4.
std::optional<std::pair<std::uint32_t, const ast::Expr*>> SplitAge(const ast::Expr& sum) {
  if (sum.kind != Kind::kAdd || sum.children.size() != 2) return std::nullopt;
  const ast::Expr* left = sum.children[0].get();
  const ast::Expr* days = sum.children[1].get();
  const bool is_sum =
      left != nullptr && (left->kind == Kind::kAdd || left->kind == Kind::kSubtract);
  if (!is_sum || left->children.size() != 2) return std::nullopt;
  const ast::Expr* weeks = left->children[1].get();
  const auto is_whole = [](const ast::Expr* expr) {
    return expr != nullptr && expr->kind == Kind::kQuantity && !expr->quantity.unit &&
           expr->quantity.number.value.get_den() == 1;
  };
  if (!is_whole(weeks) || !is_whole(days) || days->quantity.number.value > 6) return std::nullopt;
  const bool is_tight = days->span.begin == weeks->span.end + 1;
  return is_tight ? std::optional(std::pair(weeks->id, days)) : std::nullopt;
}

}  // namespace

int ExpressionChecker::Degree(const ast::Expr& expr) const {
  return expr.id < degrees_.size() ? degrees_[expr.id] : 1;
}

ExprType ExpressionChecker::WithDegree(const ast::Expr& expr, int degree, ExprType type) {
  if (expr.id < degrees_.size()) degrees_[expr.id] = degree;
  return type;
}

bool ExpressionChecker::IsNumber(const ast::Expr& expr, const ExprType& type,
                                 std::string_view purpose) {
  if (type.kind == TypeKind::kNumber) return true;
  std::string help = "write a number or a quantity";
  if (type.kind == TypeKind::kTruth && purpose == "has no negative") {
    help = "leave out `-`: conditions are joined by `and` or `or`; the opposite is `not`";
  } else if (type.kind == TypeKind::kTruth && purpose == "cannot be divided") {
    help = "a `/` joins no conditions: write `or` where one is enough, `and` where all must hold";
  } else if (type.kind == TypeKind::kTruth) {
    std::uint32_t begin = 0;
    const std::string score = AsScore(context_.resolution, expr, begin);
    if (!score.empty() && !counted_.insert(begin).second) return false;
    help = score.empty() ? "to count what is true, write `at least 2 of (a, b, c)`" : score;
  } else if (type.kind == TypeKind::kDate) {
    help = "for a number of days, write `time since DATE` or `DATE - DATE`";
  }
  context_.Report(DiagnosticKind::kTypeMismatch, expr.span,
                  fmt::format("{} is {} and {}", ExpressionInWords(expr), Words(type), purpose),
                  help);
  return false;
}

bool ExpressionChecker::IsLinearNumber(const ast::Expr& expr, const ExprType& type) {
  if (IsLinear(type.unit)) return ComputesPlainly(expr, type);
  ReportScaleArithmetic(expr, type, "a scale with a zero of its own");
  return false;
}

/// Of a substance that another scale relates by more than a factor: nothing is computed with it.
bool ExpressionChecker::ComputesPlainly(const ast::Expr& expr, const ExprType& type) {
  if (type.substance == nullptr || !IsOnOffsetScale(type.unit, *type.substance)) return true;
  ReportScaleArithmetic(expr, type, fmt::format("one of the scales of {}", type.substance->name));
  return false;
}

void ExpressionChecker::ReportScaleArithmetic(const ast::Expr& expr, const ExprType& type,
                                              std::string_view what) {
  context_.Report(DiagnosticKind::kScaleArithmetic, expr.span,
                  fmt::format("{} is in `{}`, {}", ExpressionInWords(expr), type.unit->code, what),
                  fmt::format("make a plain number of it: `({} in {})`",
                              expr.kind == Kind::kName ? expr.name.text : "X", type.unit->code));
}

/// `what` says what takes plain numbers only.
bool ExpressionChecker::IsPlainNumber(const ast::Expr& expr, const ExprType& type,
                                      std::string_view what) {
  if (IsUnity(type.unit)) return true;
  const std::string name = expr.kind == Kind::kName ? expr.name.text : "X";
  context_.Report(
      DiagnosticKind::kPlainNumberNeeded, expr.span,
      fmt::format("{} is {}; {}", ExpressionInWords(expr), Words(type), what),
      expr.kind == Kind::kQuantity
          ? "write the number without a unit"
          : fmt::format("make a plain number of it: `({} in {})`", name, type.unit->code));
  return false;
}

ExprType ExpressionChecker::ReadAsAge(const ast::Expr& literal, const ExprType& beside) {
  const bool is_open = literal.kind == Kind::kQuantity && literal.quantity.sum;
  if (!is_open || literal.id >= context_.checked.types.size() || !CountsDays(beside)) {
    return Stored(literal);
  }
  return context_.checked.types[literal.id] = quantities_.TypeOf(literal.quantity);
}

/// `x - 36+4` adds 4: whether `36` is such a number, beside what counts days.
bool ExpressionChecker::ReportSplitAge(const ast::Expr& weeks, const ExprType& beside) {
  if (!split_age_ || split_age_->first != weeks.id || !CountsDays(beside)) return false;
  const auto [id, days] = *split_age_;
  const std::string number = FormatDecimal(weeks.quantity.number.value);
  context_.Report(
      DiagnosticKind::kMissingUnit, {weeks.span.begin, days->span.end},
      fmt::format("in a sum or difference `{}+{}` is two numbers without a unit", number,
                  FormatDecimal(days->quantity.number.value)),
      fmt::format("write the age as `{}w{}d`", number, FormatDecimal(days->quantity.number.value)));
  return true;
}

bool ExpressionChecker::FitPair(const ast::Expr& subject, const ast::Expr& value) {
  const ExprType a = Stored(subject);
  const ExprType b = Stored(value);
  if (ReportSplitAge(value, a)) return false;
  if (!FitsPlainly(a, b)) {
    // The literal is the one that does not fit, wherever it stands.
    const bool swapped = IsLiteral(subject) && !IsLiteral(value);
    const Measured measured_a = AsMeasured(subject, a);
    const Measured measured_b = AsMeasured(value, b);
    const bool fits =
        swapped ? quantities_.Fit(measured_b, measured_a) : quantities_.Fit(measured_a, measured_b);
    if (!fits) return false;
  }
  const auto take_over = [&](const ast::Expr& expr, const ExprType& own, const ExprType& other) {
    if (!IsLiteral(expr) || own.substance != nullptr) return;
    if (expr.id >= context_.checked.types.size()) return;
    context_.checked.types[expr.id].substance = other.substance;
  };
  take_over(subject, a, b);
  take_over(value, b, a);
  return true;
}

ExprType ExpressionChecker::CheckSum(const ast::Expr& expr) {
  const ast::Expr* left = Child(expr, 0);
  const ast::Expr* right = Child(expr, 1);
  const auto around = std::exchange(split_age_, SplitAge(expr));
  const ExprType left_type = Check(left);
  const ExprType right_type = Check(right);
  split_age_ = around;
  if (left_type.kind == TypeKind::kError || right_type.kind == TypeKind::kError) return {};
  if (left_type.kind == TypeKind::kDate || right_type.kind == TypeKind::kDate) {
    return CheckDates(expr, left_type, right_type);
  }
  const std::string purpose = fmt::format("cannot {}", Verb(expr.kind));
  if (!IsNumber(*left, left_type, purpose) || !IsNumber(*right, right_type, purpose)) return {};
  if (!ComputesPlainly(*left, left_type) || !ComputesPlainly(*right, right_type)) return {};
  if (!FitPair(*left, *right)) return {};
  CheckCalendarMix(*left, *right);
  const auto operand = [](const ast::Expr& side, const ExprType& of) {
    return SumOperand{of.unit, IsConstant(side)};
  };
  const Result<SumUnits> units = UnitsOfSum(operand(*left, left_type), operand(*right, right_type),
                                            expr.kind == Kind::kSubtract);
  if (!units) {
    context_.Report(DiagnosticKind::kScaleArithmetic, expr.span, units.error().message,
                    units.error().help);
    return {};
  }
  ExprType type = Stored(*left);
  SetUnit(NamedAlike(units->result, right_type.unit), type);
  type.time_since = false;
  type.day_count = left_type.day_count || right_type.day_count;
  type.computed_unit = left_type.computed_unit && right_type.computed_unit;
  type.inexact = left_type.inexact || right_type.inexact;
  const bool one_substance = left_type.substance != nullptr && right_type.substance != nullptr &&
                             left_type.substance->name == right_type.substance->name;
  const bool is_with_literal = IsConstant(*left) || IsConstant(*right);
  if (!one_substance && !is_with_literal) type.substance = nullptr;
  return WithDegree(expr, std::max(Degree(*left), Degree(*right)), std::move(type));
}

ExprType ExpressionChecker::CheckDates(const ast::Expr& expr, const ExprType& left,
                                       const ExprType& right) {
  const ast::Expr& a = *expr.children[0];
  const ast::Expr& b = *expr.children[1];
  const bool both_dates = left.kind == TypeKind::kDate && right.kind == TypeKind::kDate;
  if (both_dates && expr.kind == Kind::kSubtract) {
    ExprType days;
    days.kind = TypeKind::kNumber;
    days.unit = quantities_.Days();
    days.day_count = true;
    return WithDegree(expr, 1, std::move(days));
  }
  if (both_dates) {
    context_.Report(DiagnosticKind::kDateArithmetic, expr.span, "dates cannot be added",
                    "subtract them for the days between, or add a duration: `DATE + 2 weeks`");
    return {};
  }
  if (left.kind == TypeKind::kDate) return CheckDateShift(expr, a, b, right);
  if (expr.kind == Kind::kAdd) return CheckDateShift(expr, b, a, left);
  context_.Report(DiagnosticKind::kDateArithmetic, b.span,
                  fmt::format("{} is a date and cannot be subtracted from {}", ExpressionInWords(b),
                              left.kind == TypeKind::kNumber ? "a number" : "what is no date"),
                  "subtract a duration from a date: `DATE - 2 weeks`");
  return {};
}

ExprType ExpressionChecker::CheckDateShift(const ast::Expr& expr, const ast::Expr& date,
                                           const ast::Expr& step, const ExprType& step_type) {
  const auto report = [&](DiagnosticKind kind, std::string message, std::string help) {
    context_.Report(kind, step.span, std::move(message), std::move(help));
    return ExprType();
  };
  const std::string words = ExpressionInWords(step);
  const std::string_view sign = expr.kind == Kind::kAdd ? "+" : "-";
  const std::string name = date.kind == Kind::kName ? date.name.text : "DATE";
  if (step_type.kind != TypeKind::kNumber) {
    return report(DiagnosticKind::kDateArithmetic,
                  fmt::format("{} is {} and cannot shift a date", words, Words(step_type)),
                  fmt::format("write a duration: `{} {} 2 weeks`", name, sign));
  }
  const bool is_literal = step.kind == Kind::kQuantity;
  if (is_literal && !step.quantity.unit) {
    return report(
        DiagnosticKind::kMissingUnit, fmt::format("{} has no unit", words),
        fmt::format("write the unit: `{} days`", FormatDecimal(step.quantity.number.value)));
  }
  if (!IsDuration(step_type.unit)) {
    return report(DiagnosticKind::kDimensionMismatch,
                  fmt::format("{} is {}; only a duration shifts a date", words, Words(step_type)),
                  fmt::format("write a duration: `{} {} 2 weeks`", name, sign));
  }
  if (!RequireExact(step, step_type)) return {};
  const bool is_calendar = step_type.unit->ucum == "mo" || step_type.unit->ucum == "a";
  if (is_literal && !ToCalendarDuration(step.quantity)) {
    return report(
        is_calendar ? DiagnosticKind::kCalendarDuration : DiagnosticKind::kDateArithmetic,
        fmt::format("{} is not a whole number of {}", words, is_calendar ? "months" : "days"),
        "shift a date by whole days, weeks, months or years");
  }
  if (!is_literal && is_calendar) {
    return report(DiagnosticKind::kCalendarDuration,
                  fmt::format("{} is in `{}`, which have no fixed number of days", words,
                              step_type.unit->code),
                  "write months and years as a number, or compute in days or weeks");
  }
  if (!is_literal && step_type.unit->ucum != "d" && step_type.unit->ucum != "wk") {
    return report(DiagnosticKind::kDateArithmetic,
                  fmt::format("{} is in `{}`; dates count whole days", words, step_type.unit->code),
                  "compute in days or weeks");
  }
  const std::optional<Rational> constant =
      ConstantValue(step, context_.resolution, context_.checked);
  if (!is_literal && constant) {
    const Rational days = FindConversion(step_type.unit, quantities_.Days())->Apply(*constant);
    if (days.get_den() != 1) {
      return report(
          DiagnosticKind::kDateArithmetic,
          fmt::format("{} is {} days; dates count whole days", words, FormatDecimal(days)),
          "shift a date by whole days, or say how it is rounded: `floor(X)`");
    }
  }
  return DateType();
}

/// `(today - last_period) / 7`.
bool ExpressionChecker::ReportDividedDays(const ast::Expr& expr, const ast::Expr* compared) {
  const bool is_side = compared != nullptr && compared->children[0].get() == &expr;
  const QuotientSaid said = DividedDays(expr, is_side ? compared : nullptr);
  if (said.help.empty()) return false;
  context_.Report(DiagnosticKind::kDateArithmetic, said.is_comparison ? compared->span : expr.span,
                  said.message, said.help);
  return true;
}

ExprType ExpressionChecker::CheckProduct(const ast::Expr& expr) {
  const ast::Expr* left = Child(expr, 0);
  const ast::Expr* right = Child(expr, 1);
  const ast::Expr* const compared = std::exchange(compared_, nullptr);
  const ExprType left_type = Check(left);
  const ExprType right_type = Check(right);
  const bool divides = expr.kind == Kind::kDivide;
  if (divides && right != nullptr && IsZero(*right)) {
    context_.Report(DiagnosticKind::kDivisionByZero, right->span, "a division by zero has no value",
                    "divide by another number");
    return {};
  }
  if (left_type.kind == TypeKind::kError || right_type.kind == TypeKind::kError) return {};
  const std::string purpose = fmt::format("cannot {}", Verb(expr.kind));
  if (!IsNumber(*left, left_type, purpose) || !IsNumber(*right, right_type, purpose)) return {};
  if (!IsLinearNumber(*left, left_type) || !IsLinearNumber(*right, right_type)) return {};
  if (divides && left_type.day_count && ReportDividedDays(expr, compared)) return {};
  const int degree = Degree(*left) + Degree(*right);
  if (degree > kLargestDegree) {
    context_.Report(DiagnosticKind::kExponentTooLarge, expr.span,
                    fmt::format("more than {} factors are multiplied here", kLargestDegree),
                    "simplify the defines that this uses");
    return {};
  }
  ExprType type;
  type.kind = TypeKind::kNumber;
  type.inexact = left_type.inexact || right_type.inexact;
  type.unit = divides ? DivideUnits(left_type.unit, right_type.unit)
                      : MultiplyUnits(left_type.unit, right_type.unit);
  const bool left_plain = IsUnity(left_type.unit);
  const bool right_plain = IsUnity(right_type.unit);
  if (right_plain) {
    type.substance = left_type.substance;
    type.computed_unit = left_type.computed_unit;
    type.day_count = left_type.day_count;
  } else if (left_plain && !divides) {
    type.substance = right_type.substance;
    type.computed_unit = right_type.computed_unit;
    type.day_count = right_type.day_count;
  } else {
    type.computed_unit = true;
  }
  return WithDegree(expr, degree, std::move(type));
}

ExprType ExpressionChecker::CheckPower(const ast::Expr& expr) {
  const ast::Expr* base = Child(expr, 0);
  const ast::Expr* exponent = Child(expr, 1);
  const ExprType type = Check(base);
  const ExprType exponent_type = Check(exponent);
  if (type.kind == TypeKind::kError || exponent_type.kind == TypeKind::kError) return {};
  if (!IsNumber(*base, type, "has no powers")) return {};
  if (!IsNumber(*exponent, exponent_type, "is no exponent")) return {};
  const std::optional<Rational> value = PlainLiteral(*exponent);
  if (!value || value->get_den() != 1) {
    const bool are_plain =
        IsPlainNumber(*base, type, "only a plain number has powers that are not whole") &&
        IsPlainNumber(*exponent, exponent_type, "an exponent is a plain number");
    return are_plain ? WithDegree(expr, 1, InexactNumber()) : ExprType();
  }
  const bool is_small = *value >= -kLargestExponent && *value <= kLargestExponent;
  const int power = is_small ? static_cast<int>(*ToInt64(*value)) : 0;
  const int degree = std::max(1, Degree(*base) * std::abs(power));
  if (!is_small || degree > kLargestDegree) {
    context_.Report(
        DiagnosticKind::kExponentTooLarge, exponent->span,
        is_small ? fmt::format("with it more than {} factors are multiplied here", kLargestDegree)
                 : "the exponent is too large",
        is_small ? "simplify the defines that this uses"
                 : fmt::format("write a whole number from -{0} to {0}", kLargestExponent));
    return {};
  }
  if (!IsLinearNumber(*base, type)) return {};
  ExprType result;
  result.kind = TypeKind::kNumber;
  result.unit = PowerUnit(type.unit, power);
  result.computed_unit = !IsUnity(type.unit);
  result.inexact = type.inexact;
  return WithDegree(expr, degree, std::move(result));
}

ExprType ExpressionChecker::CheckNegate(const ast::Expr& expr) {
  const ast::Expr* child = Child(expr, 0);
  ExprType type = Check(child);
  if (type.kind == TypeKind::kError) return {};
  if (!IsNumber(*child, type, "has no negative")) return {};
  if (HasOwnZero(type.unit) && !IsConstant(*child)) {
    IsLinearNumber(*child, type);
    return {};
  }
  if (!IsConstant(*child) && !ComputesPlainly(*child, type)) return {};
  type.time_since = false;
  return WithDegree(expr, Degree(*child), std::move(type));
}

}  // namespace mgl
