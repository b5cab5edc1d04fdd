// Medications and diets: doses, durations and amounts.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "dsl/check_statements.h"
#include "dsl/unit_algebra.h"
#include "dsl/wording.h"

namespace mgl {
namespace {

using TypeKind = ExprType::Kind;

int Exponent(const Unit& unit, BaseDimension base) {
  return unit.dimension.exponent[static_cast<std::size_t>(base)];
}

/// A mass, amount, volume, equivalents or units such as [IU] or tablets, at most per time and per
/// body mass or surface.
bool IsDoseUnit(const Unit& unit) {
  if (!IsLinear(unit)) return false;
  const int time = Exponent(unit, BaseDimension::kTime);
  const int length = Exponent(unit, BaseDimension::kLength);
  const int mass = Exponent(unit, BaseDimension::kMass);
  const int amount = Exponent(unit, BaseDimension::kAmount);
  const int equivalents = Exponent(unit, BaseDimension::kEquivalents);
  const bool has_other = Exponent(unit, BaseDimension::kPlaneAngle) != 0 ||
                         Exponent(unit, BaseDimension::kTemperature) != 0 ||
                         Exponent(unit, BaseDimension::kCharge) != 0 ||
                         Exponent(unit, BaseDimension::kLuminosity) != 0;
  if (has_other || (time != 0 && time != -1)) return false;
  int counted = 0;
  for (const auto& [code, exponent] : unit.dimension.arbitrary) {
    if (exponent != 1) return false;
    ++counted;
  }
  if (counted + amount + equivalents > 1 || amount < 0 || equivalents < 0) return false;
  const bool is_counted = counted + amount + equivalents == 1;
  // mg/kg has no dimension left; mL/kg and mg/m2 have a mass or an area below the line.
  if (is_counted) return (mass == 0 || mass == -1) && (length == 0 || length == -2);
  if (length == 3) return mass == 0 || mass == -1;
  if (length == 1) return mass == 0;  // mL/m2
  return (mass == 1 && (length == 0 || length == -2)) || (mass == 0 && length == 0);
}

void ReportDose(const StatementChecker& checker, Span span, std::string message, std::string help) {
  checker.context.Report(DiagnosticKind::kDose, span, std::move(message), std::move(help));
}

/// The unit of the last bound that has one; kError where a bound was reported.
ExprType SpanType(const StatementChecker& checker, const ast::QuantitySpan& span) {
  ExprType type;
  for (const auto* bound : {&span.low, &span.high}) {
    if (!*bound) continue;
    const ExprType bound_type = checker.quantities.TypeOf(**bound);
    if (bound_type.kind == TypeKind::kError) return {};
    type = bound_type;
  }
  return type;
}

/// Both bounds compare with each other, and are in order.
bool CheckBounds(const StatementChecker& checker, const ast::QuantitySpan& span) {
  if (!span.low || !span.high) return true;
  Measured high = checker.quantities.AsMeasured(*span.high);
  const Measured low = checker.quantities.AsMeasured(*span.low);
  if (high.type.kind != TypeKind::kNumber || low.type.kind != TypeKind::kNumber) return false;
  return checker.quantities.Fit(high, low) && checker.quantities.CheckOrder(span, nullptr);
}

bool IsPerTime(const Unit& unit) { return Exponent(unit, BaseDimension::kTime) == -1; }

/// `350 mg per day of magnesium`, `rate 150 mg/min`.
void CheckLimit(const StatementChecker& checker, const ast::Limit& limit) {
  const ExprType type = checker.quantities.TypeOf(limit.amount);
  if (type.kind == TypeKind::kError) return;
  const bool is_amount = limit.amount.unit && IsDoseUnit(type.unit) && IsPerTime(type.unit);
  if (is_amount && limit.amount.number.value > 0) return;
  checker.context.Report(DiagnosticKind::kLimit, limit.amount.span,
                         fmt::format("`{}` is not {}", QuantityText(limit.amount),
                                     is_amount ? "above zero" : "an amount per time"),
                         is_amount    ? "write the largest amount that is given"
                         : limit.rate ? "write for example `limit rate 150 mg/min`"
                                      : "write for example `limit 350 mg per day`");
}

/// A part of the whole: `%`, or what is given per mass, volume or piece.
bool IsContentUnit(const Unit& unit) {
  if (!IsLinear(unit)) return false;
  if (unit.dimension.IsPlainNumber()) return !IsUnity(unit);
  const int mass = Exponent(unit, BaseDimension::kMass);
  const int length = Exponent(unit, BaseDimension::kLength);
  int above = Exponent(unit, BaseDimension::kAmount) + Exponent(unit, BaseDimension::kEquivalents);
  int below = (length == -3 ? 1 : 0) + (mass == -1 ? 1 : 0);
  if (mass == 1) ++above;
  for (const auto& [code, exponent] : unit.dimension.arbitrary) {
    if (exponent == 1) ++above;
    if (exponent == -1) ++below;
    if (exponent != 1 && exponent != -1) return false;
  }
  const bool has_other = Exponent(unit, BaseDimension::kTime) != 0 ||
                         Exponent(unit, BaseDimension::kPlaneAngle) != 0 ||
                         Exponent(unit, BaseDimension::kTemperature) != 0 ||
                         Exponent(unit, BaseDimension::kCharge) != 0 ||
                         Exponent(unit, BaseDimension::kLuminosity) != 0;
  return above == 1 && below == 1 && !has_other && (length == 0 || length == -3);
}

/// `contains 16.2 % magnesium`, `contains 64 mg/{tablet} magnesium`.
void CheckContent(const StatementChecker& checker, const ast::Content& content) {
  checker.quantities.ReadSubstance(content.substance);
  const ExprType type = checker.quantities.TypeOf(content.amount);
  if (type.kind == TypeKind::kError) return;
  const Rational& value = content.amount.number.value;
  const std::string text = QuantityText(content.amount);
  const auto report = [&](std::string message, std::string help) {
    checker.context.Report(DiagnosticKind::kContent, content.amount.span, std::move(message),
                           std::move(help));
  };
  if (!content.amount.unit || !IsContentUnit(type.unit)) {
    report(fmt::format("`{}` does not say how much of the medication is {}", text,
                       content.substance.text),
           fmt::format("write a percentage or an amount per amount: `{0} % {1}`, `{0} mg/mL {1}`",
                       FormatDecimal(value), content.substance.text));
  } else if (value <= 0) {
    report(fmt::format("`{}` is not above zero", text), "write how much of it is contained");
  } else if (type.unit->dimension.IsPlainNumber() && value * type.unit->factor > 1) {
    report(fmt::format("`{}` is more than the whole", text), "write a part of at most 100 %");
  }
}

bool CheckDurations(const StatementChecker& checker, const ast::QuantitySpan& durations) {
  for (const auto* bound : {&durations.low, &durations.high}) {
    if (*bound && !CheckDuration(checker, **bound)) return false;
  }
  return CheckBounds(checker, durations);
}

void CheckDose(const StatementChecker& checker, const ast::Dose& dose) {
  if (dose.over && !CheckDurations(checker, *dose.over)) return;
  if (dose.every && !CheckDurations(checker, *dose.every)) return;
  const ExprType type = SpanType(checker, dose.amount);
  if (type.kind == TypeKind::kError) return;
  const ast::Quantity& bound = dose.amount.high ? *dose.amount.high : *dose.amount.low;
  const std::string text = QuantityText(bound);
  if (!bound.unit) {
    ReportDose(checker, bound.span, fmt::format("the dose `{}` has no unit", text),
               fmt::format("write the unit, for example `{} mg per day`", text));
    return;
  }
  if (!CheckBounds(checker, dose.amount)) return;
  const bool is_low_negative = dose.amount.low && dose.amount.low->number.value < 0;
  if (bound.number.value <= 0 || is_low_negative) {
    const ast::Quantity& wrong = is_low_negative ? *dose.amount.low : bound;
    ReportDose(checker, wrong.span,
               fmt::format("the dose `{}` is not above zero", QuantityText(wrong)),
               "write an amount that is given");
    return;
  }
  if (!IsDoseUnit(type.unit)) {
    ReportDose(checker, bound.span,
               fmt::format("`{}` is not a dose: `{}` measures {}", text, bound.unit->code,
                           DimensionReading(type.unit->dimension)),
               "write a mass, an amount, a volume or units, such as `400 mg per day`");
    return;
  }
  if (dose.every && Exponent(type.unit, BaseDimension::kTime) != 0) {
    ReportDose(checker, dose.every->span, fmt::format("`{}` already says how often", text),
               "write the single amount before `every`, such as `500 mg every 8 hours`");
  }
}

void CheckPortion(const StatementChecker& checker, const ast::Portion& portion) {
  const ExprType type = SpanType(checker, portion.amount);
  if (type.kind == TypeKind::kError) return;
  const ast::Quantity& bound = portion.amount.high ? *portion.amount.high : *portion.amount.low;
  if (!bound.unit) {
    checker.context.Report(DiagnosticKind::kFoodAmount, bound.span,
                           fmt::format("the amount `{}` has no unit", QuantityText(bound)),
                           fmt::format("write the unit, for example `{} servings per day`",
                                       FormatDecimal(bound.number.value)));
    return;
  }
  CheckBounds(checker, portion.amount);
}

}  // namespace

bool CheckDuration(const StatementChecker& checker, const ast::Quantity& duration) {
  const ExprType type = checker.quantities.TypeOf(duration);
  if (type.kind == TypeKind::kError) return false;
  if (duration.unit && IsDuration(type.unit) && duration.number.value > 0) return true;
  checker.context.Report(DiagnosticKind::kDuration, duration.span,
                         fmt::format("`{}` is not a duration", QuantityText(duration)),
                         duration.unit && IsDuration(type.unit)
                             ? "write a number above zero"
                             : "write a number with a unit of time, such as `20 minutes`");
  return false;
}

void CheckMedication(const StatementChecker& checker, const ast::Medication& medication) {
  for (const ast::Dose& dose : medication.doses) {
    CheckDose(checker, dose);
    checker.expressions.CheckCondition(dose.when.get());
  }
  for (const ast::Limit& limit : medication.limits) CheckLimit(checker, limit);
  for (const ast::Content& content : medication.contents) CheckContent(checker, content);
  if (medication.basis) {
    CheckWord(checker.context, *medication.basis, "basis", {"open", "elemental", "salt"});
  }
  if (medication.duration) CheckDuration(checker, *medication.duration);
  checker.expressions.CheckCondition(medication.until.get());
}

void CheckDiet(const StatementChecker& checker, const ast::Diet& diet) {
  for (const ast::Food& food : diet.foods) {
    for (const ast::Portion& portion : food.alternatives) CheckPortion(checker, portion);
    if (food.serving) CheckPortion(checker, *food.serving);
  }
}

}  // namespace mgl
