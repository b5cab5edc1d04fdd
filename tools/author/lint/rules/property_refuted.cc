// `must always` and `must never` against every patient.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/resolve/statements.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// Of what it speaks that is decided: rules, results, thresholds and the like, not facts.
std::vector<std::string> NamesOf(const LintInput& input, const ast::Expr& condition) {
  std::vector<std::string> names;
  ForEachPart(condition, [&](const ast::Expr& part) {
    const Symbol symbol = input.names().expression_symbols.at(part.id);
    const bool is_decided = part.kind == ast::ExprKind::kName && symbol.kind != SymbolKind::kNone &&
                            symbol.kind != SymbolKind::kFact;
    const bool is_new = std::ranges::find(names, part.name.text) == names.end();
    if (is_decided && is_new) names.push_back(part.name.text);
  });
  return names;
}

}  // namespace

void LintPropertyRefuted(const LintInput& input, Diagnostics& found) {
  const Guideline& guideline = input.compiled.guideline;
  for (std::size_t i = 0; i < guideline.properties.size(); ++i) {
    const Property& property = guideline.properties[i];
    const ast::Property& written = *input.names().properties[i];
    const std::vector<Goal> goals = {
        {property.condition, property.always ? Truth::kNo : Truth::kYes},
        {guideline.scope, Truth::kYes}};
    const Span place = PlaceOf(written);
    Day day = input.as_of;
    const PatientSearch search = input.proofs.FindOnSomeDay(
        goals, place, fmt::format("a patient breaks \"{}\"", property.title), day);
    if (!search.found) continue;
    const std::optional<Day> on = day == input.as_of ? std::nullopt : std::optional(day);
    const std::string words = input.proofs.ForWhom(goals, *search.found, nullptr, on);
    Diagnostic finding{DiagnosticKind::kPropertyRefuted,
                       place,
                       fmt::format("\"{}\" does not hold {}", property.title, words),
                       "change the rules that decide this patient, or what the property says",
                       {}};
    finding.example = input.proofs.AsExample(*search.found, "breaks: " + property.title,
                                             NamesOf(input, *written.condition), on);
    found.push_back(std::move(finding));
  }
}

}  // namespace mgl
