// Limits with which no amount that is worked out is compared.
#include <fmt/format.h>

#include "dsl/check/dose_strength.h"
#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// A dose of it that is worked out is a volume, and the limit a mass.
bool IsVolume(const LintInput& input, const ast::Medication& medication, const ast::Limit& limit) {
  const Result<Unit> unit =
      ParseUnit(limit.amount.unit ? std::string_view(limit.amount.unit->code) : "1");
  if (!unit) return false;
  for (const ast::Dose& dose : medication.doses) {
    if (dose.by &&
        IsMassOfVolume(*unit, input.compiled.text.checked.dose_plans.at(dose.by->id).unit)) {
      return true;
    }
  }
  return false;
}

std::string HelpFor(const LintInput& input, const ast::Medication& medication,
                    const ast::Limit& limit) {
  const bool has_substance = limit.amount.unit && limit.amount.unit->substance;
  if (!has_substance && IsVolume(input, medication, limit)) {
    return "the dose is a volume, and the limit a mass: " + HelpForMassLimit(medication, limit);
  }
  if (limit.rate) return "write `over` and how long the dose takes";
  if (limit.amount.unit && limit.amount.unit->substance) {
    const std::string& substance = limit.amount.unit->substance->text;
    return fmt::format("say what the dose has of it: `basis elemental`, or `contains 20 % {}`",
                       substance);
  }
  return "write the limit as an amount of the same kind per time, such as `limit 4 g per day`";
}

}  // namespace

void LintLimitNotCompared(const LintInput& input, Diagnostics& found) {
  for (const ast::Medication* medication : input.names().medications) {
    std::vector<bool> is_compared(medication->limits.size(), false);
    bool has_amounts = false;
    for (const ast::Dose& dose : medication->doses) {
      if (!dose.by) continue;
      has_amounts = true;
      for (const PlannedLimit& limit :
           input.compiled.text.checked.dose_plans.at(dose.by->id).limits) {
        is_compared[limit.limit] = true;
      }
    }
    for (std::size_t i = 0; i < is_compared.size() && has_amounts; ++i) {
      if (is_compared[i]) continue;
      const ast::Limit& limit = medication->limits[i];
      found.push_back(
          {DiagnosticKind::kLimitNotCompared,
           limit.span,
           fmt::format("no dose of {} is compared with this limit", Quoted(medication->name.text)),
           HelpFor(input, *medication, limit),
           {}});
    }
  }
}

}  // namespace mgl
