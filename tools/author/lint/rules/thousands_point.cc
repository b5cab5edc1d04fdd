// `5.000 units` of a dose, `150.000 per uL` of a bound: where a point marks thousands, a thousand
// times what is read.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "dsl/resolve/wording.h"
#include "engine/text/plain_text.h"
#include "engine/value/marked_thousands.h"
#include "tools/author/lint/cut_places.h"

namespace mgl {
namespace {

/// `mg` of `mg/kg`, `units` of `units per day`.
std::string_view Counted(std::string_view unit) {
  return unit.substr(0, std::min(unit.find_first_of("/ "), unit.size()));
}

bool IsIn(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// Whether amounts of medications in it come in thousands.
bool IsOfAmounts(std::string_view unit) {
  return IsIn(Counted(unit), {"mg", "g", "mcg", "ug", "µg", "units", "unit", "U", "IU", "mmol",
                              "mEq", "meq", "mL", "ml"});
}

/// Whether it counts what is in a volume: `per uL`, `cells/uL`, `U/L`.
bool IsOfCounts(const std::string& unit) {
  const Result<Unit> parsed = ParseUnit(unit);
  const Result<Unit> count = ParseUnit("per uL");
  // `150.000 10*9/L` has its thousands in the unit.
  if (!parsed || !count || unit.find("10") != unit.npos) return false;
  return parsed->dimension == count->dimension ||
         IsIn(Counted(unit), {"U", "IU", "mIU", "mU", "units", "unit"});
}

class NumberCheck {
 public:
  NumberCheck(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void LookAtAmount(const ast::Quantity& amount) {
    if (amount.unit && IsOfAmounts(amount.unit->code)) LookAt(amount);
  }

  void LookAtBound(const ast::Quantity& bound) {
    const bool is_round = input_.compiled.text.source.Text(bound.number.span).ends_with('0');
    if (is_round && bound.unit && IsOfCounts(bound.unit->code)) LookAt(bound);
  }

  void LookAtAmounts(const ast::QuantitySpan& span) {
    if (span.low) LookAtAmount(*span.low);
    if (span.high) LookAtAmount(*span.high);
  }

 private:
  void LookAt(const ast::Quantity& quantity) {
    std::string digits(input_.compiled.text.source.Text(quantity.number.span));
    const bool is_told = std::ranges::any_of(found_, [&](const Diagnostic& finding) {
      return finding.kind == DiagnosticKind::kThousandsPoint &&
             finding.span == quantity.number.span;
    });
    const bool is_round = digits.ends_with('0');
    if (is_told || !MayMarkThousands(digits)) return;
    const std::string read = FormatDecimal(quantity.number.value);
    const std::string& unit = quantity.unit->code;
    const std::string written = digits;
    std::erase(digits, '.');
    std::string help = fmt::format("write `{} {}` where the point marks thousands", digits, unit);
    const std::string_view smaller = Counted(unit) == "g" ? "mg" : "mcg";
    if (is_round) {
      help += fmt::format(", `{} {}` where it does not", read, unit);
    } else if (IsIn(Counted(unit), {"g", "mg"})) {
      help += fmt::format(", `{} {}{}` where it does not", digits, smaller,
                          unit.substr(Counted(unit).size()));
    } else {
      help += fmt::format("; where it does not, add `accept L0548 because \"…\"` to the guideline");
    }
    found_.push_back(
        {DiagnosticKind::kThousandsPoint,
         quantity.number.span,
         is_round
             ? fmt::format("`{} {}` is read as {} {}, not as {}", written, unit, read, unit, digits)
             : fmt::format("`{} {}` is read as a decimal, not as {}", written, unit, digits),
         "see which the source means: " + help,
         {}});
  }

  const LintInput& input_;
  Diagnostics& found_;
};

}  // namespace

void LintThousandsPoint(const LintInput& input, Diagnostics& found) {
  NumberCheck check(input, found);
  for (const ast::Medication* medication : input.names().medications) {
    for (const ast::Dose& dose : medication->doses) {
      check.LookAtAmounts(dose.amount);
      for (const ast::QuantitySpan& with : dose.with) check.LookAtAmounts(with);
      for (const ast::Quantity& most : dose.at_most) check.LookAtAmount(most);
      for (const ast::Quantity& strength : dose.strengths) check.LookAtAmount(strength);
      if (dose.rounded_to) check.LookAtAmount(*dose.rounded_to);
    }
    for (const ast::Limit& limit : medication->limits) check.LookAtAmount(limit.amount);
    for (const ast::Content& content : medication->contents) check.LookAtAmount(content.amount);
  }
  for (const PlacedCut& cut : CutsOf(input)) check.LookAtBound(*cut.number);
  for (const ast::Fact* fact : input.names().facts) {
    if (!fact->plausible) continue;
    if (fact->plausible->low) check.LookAtBound(*fact->plausible->low);
    if (fact->plausible->high) check.LookAtBound(*fact->plausible->high);
  }
}

}  // namespace mgl
