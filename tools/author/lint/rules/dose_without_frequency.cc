// Doses that say how much and not how often: `5 mg` may be a day's total or one of four.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

bool IsPerTime(const Unit& unit) { return unit.dimension.ExponentOf(BaseDimension::kTime) < 0; }

}  // namespace

void LintDoseWithoutFrequency(const LintInput& input, Diagnostics& found) {
  UnitBook units;
  for (const ast::Medication* medication : input.names().medications) {
    for (const ast::Dose& dose : medication->doses) {
      if (dose.over || dose.every || dose.often || dose.once) continue;
      const ast::Quantity& amount = dose.amount.high ? *dose.amount.high : *dose.amount.low;
      if (!amount.unit || IsPerTime(*units.Read(amount.unit->code))) continue;
      const std::string text = TextAsWritten(input.compiled.text.source, dose.amount.span);
      found.push_back({DiagnosticKind::kDoseWithoutFrequency,
                       dose.amount.span,
                       fmt::format("this dose of {} does not say how often", Quoted(text)),
                       fmt::format("write `{0} per day`, `{0} twice per day`, `{0} every 8 hours`, "
                                   "`{0} over 2 hours` or `{0} once`",
                                   text),
                       {}});
    }
  }
}

}  // namespace mgl
