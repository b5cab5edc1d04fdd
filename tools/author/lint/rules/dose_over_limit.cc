// Doses that are the same for every patient, or by body size, and more than a limit of their
// medication allows, whoever it is.
#include <fmt/format.h>

#include <optional>
#include <string>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/fixed_doses.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// The same number in two units: `dose 2.4 g`, `limit 2.4 mg per day`.
std::string OtherUnits(const ast::Dose& dose, const ast::Limit& limit) {
  const ast::Quantity& amount = *dose.amount.low;
  const bool is_one = dose.amount.high && dose.amount.high->number.value == amount.number.value;
  const Result<Unit> of_dose = ParseUnit(amount.unit->code);
  const Result<Unit> of_limit = ParseUnit(limit.amount.unit->code);
  if (!is_one || !of_dose || !of_limit || amount.number.value != limit.amount.number.value)
    return {};
  const Dimension time = Dimension::Of(BaseDimension::kTime);
  const std::optional<PerParts> dose_parts = WithoutPer(*of_dose, time);
  const std::optional<PerParts> limit_parts = WithoutPer(*of_limit, time);
  const std::string& dose_unit = dose_parts ? dose_parts->rest.code : amount.unit->code;
  if (!limit_parts || limit_parts->rest.code == dose_unit) return {};
  if (limit_parts->rest.dimension != (dose_parts ? dose_parts->rest : *of_dose).dimension)
    return {};
  const std::string number = FormatDecimal(amount.number.value);
  return fmt::format("; one of the units may be mistyped: `{0} {1}` or `{0} {2}` in both lines",
                     number, dose_unit, limit_parts->rest.code);
}

/// How often at most, where the limit allows the amount at all: `1 to 4 times per day`.
std::string AsOftenAsAllowed(const ast::Dose& dose, const ast::Limit& limit,
                             const PlannedLimit& planned) {
  const Rational times = Floor(planned.value);
  const bool is_repeated = dose.every || dose.often;
  const Result<Unit> unit = ParseUnit(limit.amount.unit->code);
  if (!is_repeated || times < 1 || limit.rate || !unit || dose.with.size() > 0) return {};
  const std::optional<PerParts> parts = WithoutPer(*unit, Dimension::Of(BaseDimension::kTime));
  if (!parts) return {};
  const std::string amount = QuantityText(*dose.amount.low);
  if (times == 1) {
    return fmt::format("; where {} is all that is given in that time, `dose {} per {}`", amount,
                       amount, parts->per.code);
  }
  return fmt::format("; where it is not given regularly, `dose {} 1 to {} times per {}`", amount,
                     FormatDecimal(times), parts->per.code);
}

std::string HelpFor(const ast::Dose& dose, const ast::Limit& limit, const PlannedLimit& planned) {
  std::string help =
      "check both numbers with their units, and write the dose or the limit that is meant";
  const std::string units = OtherUnits(dose, limit);
  return help + (units.empty() ? AsOftenAsAllowed(dose, limit, planned) : units);
}

/// An amount by body size that is over a limit whatever the size is.
void FindAlwaysOver(const LintInput& input, std::size_t medication, Diagnostics& found) {
  const ast::Medication& written = *input.names().medications[medication];
  const Medication& lowered = input.compiled.guideline.medications[medication];
  for (std::size_t i = 0; i < lowered.doses.size(); ++i) {
    if (!lowered.doses[i].amount) continue;
    const Medication::Amount& amount = *lowered.doses[i].amount;
    const ast::Dose& dose = written.doses[i];
    for (const Medication::Amount::OverLimit& over : amount.over_limits) {
      std::vector<Goal> given = {{amount.is_nothing, Truth::kNo}};
      if (lowered.doses[i].when) given.push_back({*lowered.doses[i].when, Truth::kYes});
      std::vector<Goal> within = given;
      within.push_back({over.holds, TruthSet(Truth::kNo) | Truth::kUnknown});
      given.push_back({over.holds, Truth::kYes});
      const std::string question = fmt::format("a dose of `{}` is over its limit whatever {} is",
                                               lowered.name, Quoted(amount.size_name));
      if (!input.proofs.IsNobody(within, dose.said, question)) continue;
      if (!input.proofs.IsSomebody(given, dose.said, question)) continue;
      const ast::Limit& limit = written.limits[over.limit];
      found.push_back({DiagnosticKind::kDoseOverLimit,
                       dose.said,
                       fmt::format("{} is more than {}, whatever {} is",
                                   Quoted(TextAsWritten(input.compiled.text.source, dose.said)),
                                   QuantityText(limit.amount), Quoted(amount.size_name)),
                       "check both numbers with their units, and write the dose or the limit that "
                       "is meant",
                       {{limit.span, "the limit"}}});
    }
  }
}

}  // namespace

void LintDoseOverLimit(const LintInput& input, Diagnostics& found) {
  const SourceFile& source = input.compiled.text.source;
  for (std::size_t i = 0; i < input.names().medications.size(); ++i) {
    const ast::Medication* const medication = input.names().medications[i];
    FindAlwaysOver(input, i, found);
    for (const ast::Dose& dose : medication->doses) {
      for (const DoseOverLimit& over :
           LimitsExceeded(*medication, dose, input.compiled.text.checked, DoseEnd::kLeast)) {
        const ast::Limit& limit = medication->limits[over.planned.limit];
        found.push_back({DiagnosticKind::kDoseOverLimit,
                         dose.said,
                         fmt::format("{} comes to {}, and the limit is {}",
                                     Quoted(TextAsWritten(source, dose.said)), over.comes_to,
                                     QuantityText(limit.amount)),
                         HelpFor(dose, limit, over.planned),
                         {{limit.span, "the limit"}}});
      }
    }
  }
}

}  // namespace mgl
