// Facts of several guidelines that look like one and are not.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "engine/meaning/effective_fact.h"
#include "tools/author/lint/joined_patient.h"
#include "tools/author/lint/joined_places.h"
#include "tools/author/lint/rules.h"

namespace mgl {

namespace {

/// In the unit of `in`; empty: all is plausible, or that cannot be said in this unit.
std::optional<Interval> PlausibleIn(const Fact& in, const Fact& of) {
  if (!of.plausible || of.type != FactType::kNumber || in.type != FactType::kNumber) return {};
  if (!of.has_unit || !in.has_unit) return of.plausible;
  const std::optional<Conversion> conversion = ConversionInto(in, of.unit);
  if (!conversion || conversion->factor <= 0) return std::nullopt;
  Interval plausible = *of.plausible;
  for (Bound* const end : {&plausible.low, &plausible.high}) {
    if (!end->infinite) end->value = conversion->Apply(end->value);
  }
  return plausible;
}

bool IsBelow(const Interval& a, const Interval& b) {
  if (a.high.infinite || b.low.infinite) return false;
  if (a.high.value == b.low.value) return !(a.high.closed && b.low.closed);
  return a.high.value < b.low.value;
}

/// One fact of which no value is plausible in two of the guidelines: it is hardly one.
void CheckPlausible(const JoinedGuidelines& joined, const JoinedFact& fact, Diagnostics& found) {
  const auto own = [&](FactOfPart of) -> const Fact& {
    return joined.parts[of.part]->guideline.facts[of.fact];
  };
  const FactOfPart first = fact.members.front();
  for (const FactOfPart other : fact.members) {
    const std::optional<Interval> a = PlausibleIn(own(first), own(first));
    const std::optional<Interval> b = PlausibleIn(own(first), own(other));
    if (!a || !b || (!IsBelow(*a, *b) && !IsBelow(*b, *a))) continue;
    found.push_back(
        {DiagnosticKind::kFactsApart,
         PlaceOfFact(joined, other),
         fmt::format("{} of {} and {} of {} are one fact, and no value is plausible in both",
                     Quoted(own(first).name), joined.labels[first.part], Quoted(own(other).name),
                     joined.labels[other.part]),
         "look at the units and at `plausible`; where they are two facts, give them two names or "
         "two codes",
         {{PlaceOfFact(joined, first), "the other"}}});
    return;
  }
}

}  // namespace

void LintFactsApart(const LintInput& input, Diagnostics& found) {
  if (input.joined == nullptr) return;
  const JoinedGuidelines& joined = *input.joined;
  for (const JoinedFact& fact : joined.matches.facts) CheckPlausible(joined, fact, found);
  for (const FactsApart& apart : joined.matches.apart) {
    const ast::Fact& first = FactOf(joined, apart.first);
    const ast::Fact& second = FactOf(joined, apart.second);
    const bool is_one_name = first.name.text == second.name.text;
    found.push_back(
        {DiagnosticKind::kFactsApart,
         PlaceOfFact(joined, apart.second),
         fmt::format("{} of {} and {} of {} {}, and are two facts: {}", Quoted(first.name.text),
                     joined.labels[apart.first.part], Quoted(second.name.text),
                     joined.labels[apart.second.part],
                     is_one_name ? "have one name" : "have one code", apart.why),
         "where they are one, let both say so: one code, one unit and one list of choices; where "
         "they are not, give them two names; what hangs on both is not told of these guidelines",
         {{PlaceOfFact(joined, apart.first), "the other"}}});
  }
}

}  // namespace mgl
