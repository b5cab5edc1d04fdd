// Medications and diets: durations, contents and portions.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "dsl/check/check_statements.h"
#include "dsl/check/dimension_help.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/wording.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using TypeKind = ExprType::Kind;

/// A part of the whole: `%`, or what is given per mass, volume or piece.
bool IsContentUnit(const Unit& unit) {
  if (!IsLinear(unit)) return false;
  if (unit.dimension.IsPlainNumber()) return !IsUnity(unit);
  const int mass = unit.dimension.ExponentOf(BaseDimension::kMass);
  const int length = unit.dimension.ExponentOf(BaseDimension::kLength);
  int above = unit.dimension.ExponentOf(BaseDimension::kAmount) +
              unit.dimension.ExponentOf(BaseDimension::kEquivalents);
  int below = (length == -3 ? 1 : 0) + (mass == -1 ? 1 : 0);
  if (mass == 1) ++above;
  for (const auto& [code, exponent] : unit.dimension.arbitrary) {
    if (exponent == 1) ++above;
    if (exponent == -1) ++below;
    if (exponent != 1 && exponent != -1) return false;
  }
  const bool has_other = unit.dimension.ExponentOf(BaseDimension::kTime) != 0 ||
                         unit.dimension.ExponentOf(BaseDimension::kPlaneAngle) != 0 ||
                         unit.dimension.ExponentOf(BaseDimension::kTemperature) != 0 ||
                         unit.dimension.ExponentOf(BaseDimension::kCharge) != 0 ||
                         unit.dimension.ExponentOf(BaseDimension::kLuminosity) != 0;
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
           fmt::format("say in how much of the medication it is, in the unit of its dose, such as "
                       "`16.2 % {0}` or `24 mg/mL {0}`",
                       content.substance.text));
  } else if (value <= 0) {
    report(fmt::format("`{}` is not above zero", text), "write how much of it is contained");
  } else if (type.unit->dimension.IsPlainNumber() && value * type.unit->factor > 1) {
    report(fmt::format("`{}` is more than the whole", text), "write a part of at most 100 %");
  }
}

/// `6 to 8`.
std::string NumbersOf(const ast::QuantitySpan& amount) {
  const ast::Quantity& high = amount.high ? *amount.high : *amount.low;
  const bool is_range =
      amount.high && amount.low && amount.low->number.value != amount.high->number.value;
  return (is_range ? FormatDecimal(amount.low->number.value) + " to " : "") +
         FormatDecimal(high.number.value);
}

/// What foods are counted in and is no unit: `6 glasses per day`, `5 a day`.
bool ReportPiece(const StatementChecker& checker, const ast::Portion& portion,
                 const ast::Food& food) {
  const ast::Quantity& bound = portion.amount.high ? *portion.amount.high : *portion.amount.low;
  if (!bound.unit) return false;
  const std::string& code = bound.unit->code;
  const std::size_t end = std::min(code.find_first_of(" /"), code.size());
  const std::string piece = code.substr(0, end);
  const bool is_time = piece == "a" || piece == "d" || piece == "wk";
  if (!is_time && (ParseUnit(code) || ParseUnit(piece) || piece.empty())) return false;
  if (!Nearest(piece, {"servings", "portions", "cups", "tablespoons", "teaspoons"}).empty()) {
    return false;  // misspelt
  }
  const std::string numbers = NumbersOf(portion.amount);
  const std::string time = end < code.size()     ? code.substr(end)
                           : portion.preparation ? " per " + portion.preparation->text
                                                 : std::string(" per day");
  const std::string_view serving = numbers == "1" ? "serving" : "servings";
  const std::string title = food.title ? food.title->text : food.name.text;
  const bool is_count = is_time || piece == "x" || piece == "times" ||
                        LowerCase(title).find(LowerCase(piece)) != std::string::npos;
  checker.context.Report(
      DiagnosticKind::kInvalidUnit, bound.unit->span,
      is_time ? fmt::format("`{} {}` is a time, and no amount of food", numbers, piece)
              : fmt::format("`{}` is no unit of foods", piece),
      is_count ? fmt::format("write `{} {}{}`", numbers, serving, time)
               : fmt::format("write `food {} \"{}, {}\" {} {}{}`: the title says what a serving is",
                             food.name.text, title, piece, numbers, serving, time));
  return true;
}

void CheckPortion(const StatementChecker& checker, const ast::Portion& portion,
                  const ast::Food& food) {
  if (ReportPiece(checker, portion, food)) return;
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

void CheckParts(const StatementChecker& checker, const ast::Medication& medication) {
  const Resolution& names = checker.context.resolution;
  const auto report = [&](Span span, std::string message, std::string help) {
    checker.context.Report(DiagnosticKind::kPart, span, std::move(message), std::move(help));
  };
  for (const ast::Option& part : medication.parts) {
    const Symbol symbol = names.FindWithOptions(part.name.text);
    if (symbol.kind == SymbolKind::kPart) continue;
    report(part.name.span, fmt::format("something else is called `{}`, too", part.name.text),
           "choose a name that nothing else has: it stands for this part");
  }
  if (medication.parts.size() == 1) {
    report(medication.parts[0].name.span,
           fmt::format("`{}` is the only part", medication.parts[0].name.text),
           "name all parts, or leave this line out");
  } else if (!medication.parts.empty() && !medication.options.empty()) {
    report(medication.parts[0].name.span, "this medication has options and parts",
           "options are alternatives, parts are all given: write one medication for each option");
  }
}

}  // namespace

bool CheckDuration(const StatementChecker& checker, const ast::Quantity& duration) {
  const ExprType type = checker.quantities.TypeOf(duration);
  if (type.kind == TypeKind::kError) return false;
  if (duration.unit && IsDuration(type.unit) && duration.number.value > 0) return true;
  const std::string meant = TimeMeant(duration, true);
  checker.context.Report(DiagnosticKind::kDuration, duration.span,
                         fmt::format("`{}` is not a duration", QuantityText(duration)),
                         !meant.empty() ? meant
                         : duration.unit && IsDuration(type.unit)
                             ? "write a number above zero"
                             : "write a number with a unit of time, such as `20 minutes`");
  return false;
}

void CheckMedication(const StatementChecker& checker, const ast::Medication& medication) {
  CheckParts(checker, medication);
  checker.quantities.parts = &medication.parts;
  for (const ast::Dose& dose : medication.doses) {
    CheckDose(checker, medication, dose);
    checker.expressions.CheckCondition(dose.when.get());
  }
  for (const ast::Limit& limit : medication.limits) CheckLimit(checker, medication, limit);
  checker.quantities.parts = nullptr;
  for (const ast::Content& content : medication.contents) CheckContent(checker, content);
  if (medication.basis) {
    CheckWord(checker.context, *medication.basis, "basis", {"open", "elemental", "salt"});
  }
  if (medication.duration) CheckDuration(checker, *medication.duration);
  const ast::Expr* const until = medication.until.get();
  if (until != nullptr && until->kind == ast::ExprKind::kQuantity) {
    checker.context.Report(DiagnosticKind::kNotACondition, until->span,
                           "behind `until` stands a condition",
                           fmt::format("write `for {}`", QuantityText(until->quantity)));
    return;
  }
  checker.expressions.CheckCondition(until);
}

void CheckDiet(const StatementChecker& checker, const ast::Diet& diet) {
  for (const ast::Food& food : diet.foods) {
    for (const ast::Portion& portion : food.alternatives) CheckPortion(checker, portion, food);
    if (food.serving) CheckPortion(checker, *food.serving, food);
  }
}

}  // namespace mgl
