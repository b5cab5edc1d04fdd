// Doses that say how much and not how often: `5 mg` may be a day's total or one of four.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"
#include "tools/author/lint/size_fact.h"

namespace mgl {
namespace {

bool IsPerTime(const Unit& unit) { return unit.dimension.ExponentOf(BaseDimension::kTime) < 0; }

/// The whole line with each way to say how often.
std::string HelpFor(const LintInput& input, const ast::Dose& dose, const Unit& unit) {
  const SourceFile& source = input.compiled.text.source;
  const Span last = dose.with.empty() ? dose.amount.span : dose.with.back().span;
  const std::string amount = TextAsWritten(source, {dose.amount.span.begin, last.end});
  std::string behind = TextAsWritten(source, {last.end, std::max(last.end, dose.said.end)});
  if (!behind.empty() && !behind.starts_with(' ')) behind.insert(0, " ");
  const std::string fact = SizeFact(input, unit);
  if (!dose.by && IsPerBodySize(unit) && !fact.empty())
    behind = fmt::format(" by {}{}", fact, behind);
  if (dose.when) behind += fmt::format(" when {}", TextAsWritten(source, dose.when->span));
  std::string help = fmt::format(
      "write `dose {0} once{1}`, `dose {0} twice per day{1}`, `dose {0} every 8 hours{1}`", amount,
      behind);
  // Of an amount per day the most of one dose says nothing.
  if (dose.at_most.empty()) help += fmt::format(", `dose {} per day{}`", amount, behind);
  return fmt::format("{} or `dose {} over 2 hours{}`", help, amount, behind);
}

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
                       HelpFor(input, dose, *units.Read(amount.unit->code)),
                       {}});
    }
  }
}

}  // namespace mgl
