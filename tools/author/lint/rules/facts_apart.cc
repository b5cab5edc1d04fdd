// Facts of several guidelines that look like one and are not.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/joined_patient.h"
#include "tools/author/lint/joined_places.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintFactsApart(const LintInput& input, Diagnostics& found) {
  if (input.joined == nullptr) return;
  const JoinedGuidelines& joined = *input.joined;
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
