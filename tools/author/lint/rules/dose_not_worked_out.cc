// Doses per kg or per m2 that do not say by which fact.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/rules.h"
#include "tools/author/lint/size_fact.h"

namespace mgl {

namespace {

/// The dose as it is written, with `by` where it belongs: before `at most` and the like.
std::string WithSize(const LintInput& input, const ast::Dose& dose, const std::string& fact) {
  const std::string text = TextAsWritten(input.compiled.text.source, dose.said);
  std::size_t at = text.size();
  for (const char* const behind : {" at most ", " rounded to ", " of strength "}) {
    at = std::min(at, text.find(behind));
  }
  return fmt::format("{} by {}{}", text.substr(0, at), fact, text.substr(at));
}

}  // namespace

void LintDoseNotWorkedOut(const LintInput& input, Diagnostics& found) {
  UnitBook units;
  for (const ast::Medication* medication : input.names().medications) {
    for (const ast::Dose& dose : medication->doses) {
      const std::vector<const ast::QuantitySpan*> amounts = AmountsOf(dose);
      const auto found_amount = std::ranges::find_if(amounts, [&](const ast::QuantitySpan* one) {
        return IsPerBodySize(*units.Read((one->high ? *one->high : *one->low).unit->code));
      });
      if (dose.by || found_amount == amounts.end()) continue;
      const ast::QuantitySpan& per_size = **found_amount;
      const ast::Quantity& amount = per_size.high ? *per_size.high : *per_size.low;
      const std::string fact = SizeFact(input, *units.Read(amount.unit->code));
      found.push_back(
          {DiagnosticKind::kDoseNotWorkedOut,
           per_size.span,
           fmt::format("how much {} is for a patient is not worked out",
                       Quoted(QuantityText(amount))),
           fact.empty() ? "declare the body weight as a fact, and write `by` and its name behind "
                          "the dose"
                        : fmt::format("write `dose {}`", WithSize(input, dose, fact)),
           {}});
    }
  }
}

}  // namespace mgl
