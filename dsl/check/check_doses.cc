// Doses and their limits: that they are amounts, how often, and by what they are worked out.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dsl/check/check_statements.h"
#include "dsl/check/dose_of_day.h"
#include "dsl/check/dose_plan.h"
#include "dsl/check/dose_share.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/wording.h"

namespace mgl {
namespace {

using TypeKind = ExprType::Kind;

/// A mass, amount, volume, equivalents or units such as [IU] or tablets, at most per time and per
/// body mass or surface.
bool IsDoseUnit(const Unit& unit) {
  if (!IsLinear(unit)) return false;
  const int time = unit.dimension.ExponentOf(BaseDimension::kTime);
  const int length = unit.dimension.ExponentOf(BaseDimension::kLength);
  const int mass = unit.dimension.ExponentOf(BaseDimension::kMass);
  const int amount = unit.dimension.ExponentOf(BaseDimension::kAmount);
  const int equivalents = unit.dimension.ExponentOf(BaseDimension::kEquivalents);
  const bool has_other = unit.dimension.ExponentOf(BaseDimension::kPlaneAngle) != 0 ||
                         unit.dimension.ExponentOf(BaseDimension::kTemperature) != 0 ||
                         unit.dimension.ExponentOf(BaseDimension::kCharge) != 0 ||
                         unit.dimension.ExponentOf(BaseDimension::kLuminosity) != 0;
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

bool IsPerTime(const Unit& unit) { return unit.dimension.ExponentOf(BaseDimension::kTime) == -1; }

bool CheckDurations(const StatementChecker& checker, const ast::QuantitySpan& durations) {
  for (const auto* bound : {&durations.low, &durations.high}) {
    if (*bound && !CheckDuration(checker, **bound)) return false;
  }
  return CheckBounds(checker, durations);
}

bool CheckOften(const StatementChecker& checker, const ast::Often& often) {
  const bool is_none = often.least.value <= 0;
  if (is_none || often.least.value > often.most.value) {
    ReportDose(checker, often.least.span,
               is_none ? "what is given is given at least once"
                       : "the lower number of times is above the upper one",
               is_none ? "write how often: such as `1 to 3 times per day`"
                       : "write `3 to 4 times per day`");
    return false;
  }
  return CheckDuration(checker, often.period);
}

/// Says by which size, and with what belongs to that.
void CheckSize(const StatementChecker& checker, const ast::Medication& medication,
               const ast::Dose& dose, const ExprType& size) {
  if (size.kind == TypeKind::kError) return;
  if (size.kind != TypeKind::kNumber || !IsLinear(size.unit)) {
    ReportDose(checker, dose.by->span,
               fmt::format("{} is {}: no amount follows from it", Quoted(dose.by->name.text),
                           TypeInWords(size)),
               "name a body weight or a body surface");
    return;
  }
  if (!checker.expressions.RequireExact(*dose.by, size)) return;
  auto plan = PlanDose(medication, dose, size, checker.context.checked);
  if (const auto* mistake = std::get_if<DoseMistake>(&plan)) {
    ReportDose(checker, mistake->span, mistake->message, mistake->help);
  } else {
    checker.context.checked.dose_plans.emplace(dose.by->id, std::get<DosePlan>(std::move(plan)));
  }
}

/// What is rounded and capped follows from a size.
void CheckNoSize(const StatementChecker& checker, const ast::Dose& dose) {
  const ast::Quantity* of = !dose.at_most.empty()     ? &dose.at_most.front()
                            : dose.rounded_to         ? &*dose.rounded_to
                            : !dose.strengths.empty() ? &dose.strengths.front()
                                                      : nullptr;
  if (of == nullptr) return;
  if (const std::string dose_by_weight = DoseByWeight(dose);
      !dose_by_weight.empty() && !dose.at_most.empty()) {
    Diagnostic diagnostic{
        DiagnosticKind::kDose,
        of->span,
        "a dose with a most is worked out by body size, and this one does not say by which",
        fmt::format("write `{}`", dose_by_weight),
        {}};
    diagnostic.edits.push_back({dose.said, dose_by_weight.substr(5)});  // behind `dose `
    diagnostic.is_proposal = true;
    checker.context.Report(std::move(diagnostic));
    return;
  }
  ReportDose(
      checker, of->span, "this dose is the same for every patient",
      dose.at_most.empty()
          ? "write `by weight` behind an amount such as `15 mg/kg`, or the amount as it is given"
          : "the clinician decides: `by weight` behind an amount such as `15 mg/kg`, or the "
            "amount as it is given, one or from the least to the most, without `at most`");
}

/// `10 IU of insulin with 25 g of glucose`: of each amount what it is of, and of each one amount.
bool CheckWith(const StatementChecker& checker, const ast::Dose& dose) {
  if (dose.with.empty()) return true;
  const auto report = [&](Span span, std::string message, std::string help) {
    checker.context.Report(DiagnosticKind::kPart, span, std::move(message), std::move(help));
    return false;
  };
  std::set<std::string_view> seen;
  for (const ast::QuantitySpan* amount : AmountsOf(dose)) {
    const ast::Quantity& bound = amount->high ? *amount->high : *amount->low;
    const std::optional<ast::Name>& of = bound.unit->substance;
    if (!of) {
      return report(amount->span, "this amount does not say of what it is",
                    fmt::format("write `{} of` and the part", QuantityText(bound)));
    }
    if (seen.insert(of->text).second) continue;
    return report(of->span, fmt::format("`{}` stands twice in this dose", of->text),
                  "write one amount of each");
  }
  return true;
}

bool UnitsAreRead(const StatementChecker& checker, const ast::Dose& dose) {
  bool all = true;
  const auto read = [&](const ast::Quantity& quantity) {
    all &= checker.quantities.TypeOf(quantity).kind != TypeKind::kError;
  };
  checker.quantities.counts_doses = true;
  for (const ast::Quantity& quantity : dose.at_most) read(quantity);
  if (dose.rounded_to) read(*dose.rounded_to);
  for (const ast::Quantity& quantity : dose.strengths) read(quantity);
  checker.quantities.counts_doses = false;
  return all;
}

}  // namespace

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

bool CheckBounds(const StatementChecker& checker, const ast::QuantitySpan& span) {
  if (!span.low || !span.high) return true;
  Measured high = checker.quantities.AsMeasured(*span.high);
  const Measured low = checker.quantities.AsMeasured(*span.low);
  if (high.type.kind != TypeKind::kNumber || low.type.kind != TypeKind::kNumber) return false;
  return checker.quantities.Fit(high, low) && checker.quantities.CheckOrder(span, nullptr);
}

/// `40 per day`, `40 once per day`: how often is there, and no unit. True where it was reported.
static bool LacksUnit(const StatementChecker& checker, DiagnosticKind kind,
                      const ast::Quantity& amount, std::string_view keyword) {
  if (!amount.unit) return false;
  const std::string& code = amount.unit->code;
  const std::string first = code.substr(0, code.find_first_of(" /"));
  if (first != "per" && first != "once" && first != "twice" && !code.starts_with("/")) return false;
  checker.context.Report(
      kind, amount.span, fmt::format("`{}` has no unit", FormatDecimal(amount.number.value)),
      fmt::format("write behind the number what it counts, such as `mg`, `g`, `mL`, `units` or "
                  "`tablets`, as in `{} 500 mg{}{}`",
                  keyword, code.starts_with("/") ? "" : " ", code));
  return true;
}

/// `50%`; `10 u`, an atomic mass, and `10 U`, the activity of an enzyme. True where it was
/// reported.
static bool HasNoUnitOfDoses(const StatementChecker& checker, const ast::Medication& medication,
                             const ast::Dose& dose, const ast::QuantitySpan& amount) {
  const ast::Quantity& bound = amount.high ? *amount.high : *amount.low;
  if (IsShare(bound)) {
    ReportDose(checker, amount.span,
               fmt::format("`{}%` is no amount: a dose does not say a part of another one",
                           FormatDecimal(bound.number.value)),
               HelpForShare(medication, dose));
    return true;
  }
  const std::string written = bound.unit ? bound.unit->code : std::string();
  const std::string first = written.substr(0, written.find_first_of(" /"));
  if (first != "u" && (first != "U" || !(dose.every || dose.often || dose.once))) return false;
  checker.context.Report(
      DiagnosticKind::kInvalidUnit, bound.unit->span,
      fmt::format("`{}` is no unit of a dose", first),
      fmt::format("write `{} units{}`", FormatDecimal(bound.number.value), written.substr(1)));
  return true;
}

/// An amount of a dose, or of its part.
static bool CheckAmount(const StatementChecker& checker, const ast::Medication& medication,
                        const ast::Dose& dose, const ast::QuantitySpan& amount) {
  const ast::Quantity& bound = amount.high ? *amount.high : *amount.low;
  if (HasNoUnitOfDoses(checker, medication, dose, amount)) return false;
  if (LacksUnit(checker, DiagnosticKind::kDose, bound, "dose")) return false;
  checker.quantities.counts_doses = true;
  const ExprType type = SpanType(checker, amount);
  checker.quantities.counts_doses = false;
  if (type.kind == TypeKind::kError) return false;
  const std::string text = QuantityText(bound);
  if (!bound.unit) {
    ReportDose(checker, bound.span, fmt::format("the dose `{}` has no unit", text),
               fmt::format("write the unit, for example `{} mg per day`", text));
    return false;
  }
  if (!CheckBounds(checker, amount)) return false;
  const bool is_low_negative = amount.low && amount.low->number.value < 0;
  if (bound.number.value <= 0 || is_low_negative) {
    const ast::Quantity& wrong = is_low_negative ? *amount.low : bound;
    ReportDose(checker, wrong.span,
               fmt::format("the dose `{}` is not above zero", QuantityText(wrong)),
               "write an amount that is given");
    return false;
  }
  if (const std::string_view code = bound.unit->code;
      code.ends_with("/dose") && (dose.every || dose.often)) {
    const std::string single =
        fmt::format("{} {}", FormatDecimal(bound.number.value), code.substr(0, code.size() - 5));
    const std::string low = amount.low && amount.low->number.value != bound.number.value
                                ? FormatDecimal(amount.low->number.value) + " to "
                                : "";
    const bool is_single =
        dose.every && dose.every->high &&
        (!dose.every->low || dose.every->low->number.value == dose.every->high->number.value);
    const std::string every = is_single ? " every " + QuantityText(*dose.every->high) : "";
    ReportDose(checker, bound.span,
               fmt::format("`{}` says `dose` twice: an amount is that of one dose", text),
               fmt::format("leave out `/dose`: write `{}{}{}`{}", low, single, every,
                           every.empty() ? " and how often" : ""));
    return false;
  }
  if (!IsDoseUnit(type.unit)) {
    ReportDose(checker, bound.span,
               fmt::format("`{}` is not a dose: `{}` measures {}", text, bound.unit->code,
                           DimensionReading(type.unit->dimension)),
               "write a mass, an amount, a volume or units, such as `400 mg per day`");
    return false;
  }
  if ((dose.every || dose.often) && type.unit->dimension.ExponentOf(BaseDimension::kTime) != 0) {
    std::string help = HelpForOftenTwice(dose, amount);
    if (help.empty()) {
      help = fmt::format(
          "write the amount of each time before how often, such as `400 mg every 8 hours`, or the "
          "amount alone: `dose {}`",
          text);
    }
    ReportDose(checker, dose.every ? dose.every->span : dose.often->span,
               fmt::format("`{}` already says how often", text), std::move(help));
    return false;
  }
  return true;
}

void CheckDose(const StatementChecker& checker, const ast::Medication& medication,
               const ast::Dose& dose) {
  const ExprType size = dose.by ? checker.expressions.Check(dose.by.get()) : ExprType();
  if (dose.over && !CheckDurations(checker, *dose.over)) return;
  if (dose.every && !CheckDurations(checker, *dose.every)) return;
  if (dose.often && !CheckOften(checker, *dose.often)) return;
  for (const ast::QuantitySpan* amount : AmountsOf(dose)) {
    if (!CheckAmount(checker, medication, dose, *amount)) return;
  }
  if (!CheckWith(checker, dose)) return;
  if (!UnitsAreRead(checker, dose)) return;
  if (dose.by) {
    CheckSize(checker, medication, dose, size);
  } else {
    CheckNoSize(checker, dose);
  }
}

/// `limit 50 mg/min` of what is given once, `limit rate 3 g per day` of what runs for 30 minutes.
static void CheckLimitTime(const StatementChecker& checker, const ast::Medication& medication,
                           const ast::Limit& limit, const Unit& unit) {
  const auto is_out_of_step = [&](const ast::Dose& dose) { return IsOutOfStep(dose, limit, unit); };
  const bool is_mistake =
      !medication.doses.empty() && std::ranges::all_of(medication.doses, is_out_of_step);
  const ast::Dose* const dose = is_mistake ? &medication.doses.front() : nullptr;
  if (dose == nullptr || (limit.rate && !dose->over)) return;  // lint: with nothing compared
  const std::string most = QuantityText(limit.amount);
  const std::string amount =
      QuantityText(dose->amount.high ? *dose->amount.high : *dose->amount.low);
  std::string message = fmt::format("`{}` is how fast it is given, and no amount of a dose", most);
  std::string help = fmt::format("write `limit rate {}`", most);
  if (limit.rate) {
    const std::optional<PerParts> parts = WithoutPer(unit, Dimension::Of(BaseDimension::kTime));
    if (parts && parts->per.factor < 86400) return;  // lint: with nothing compared
    message = fmt::format("`{}` is an amount, and not how fast it is given", most);
    help = fmt::format("write `limit {}`, or the rate per minute or hour", most);
  } else if (!dose->over) {
    help += fmt::format(
        ", and in the dose how long it takes: `{} over … minutes`; what is given "
        "at most is said per day",
        amount);
  }
  checker.context.Report(DiagnosticKind::kLimit, limit.amount.span, std::move(message),
                         std::move(help));
}

/// `350 mg per day of magnesium`, `rate 150 mg/min`.
void CheckLimit(const StatementChecker& checker, const ast::Medication& medication,
                const ast::Limit& limit) {
  if (LacksUnit(checker, DiagnosticKind::kLimit, limit.amount, "limit")) return;
  checker.quantities.counts_doses = true;
  const ExprType type = checker.quantities.TypeOf(limit.amount);
  checker.quantities.counts_doses = false;
  if (type.kind == TypeKind::kError) return;
  const bool is_amount = limit.amount.unit && IsDoseUnit(type.unit) && IsPerTime(type.unit);
  if (is_amount && limit.amount.number.value > 0) {
    return CheckLimitTime(checker, medication, limit, type.unit);
  }
  checker.context.Report(DiagnosticKind::kLimit, limit.amount.span,
                         fmt::format("`{}` is not {}", QuantityText(limit.amount),
                                     is_amount ? "above zero" : "an amount per time"),
                         is_amount    ? std::string("write the largest amount that is given")
                         : limit.rate ? fmt::format("write for example `limit rate {}/min`",
                                                    QuantityText(limit.amount))
                                      : fmt::format("write `limit {} per day`, or per another time",
                                                    QuantityText(limit.amount)));
}

}  // namespace mgl
