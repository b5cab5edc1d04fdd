// Lists which facts of several guidelines were taken as one, and by what.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/joined_places.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintFactsJoined(const LintInput& input, Diagnostics& found) {
  if (input.joined == nullptr) return;
  const JoinedGuidelines& joined = *input.joined;
  for (const JoinedFact& fact : joined.matches.facts) {
    if (fact.members.size() < 2) continue;
    std::vector<std::string> names;
    std::vector<Label> labels;
    for (const FactOfPart member : fact.members) {
      names.push_back(fmt::format("{} of {}", Quoted(FactOf(joined, member).name.text),
                                  joined.labels[member.part]));
      if (names.size() > 1) labels.push_back({PlaceOfFact(joined, member), "the same fact"});
    }
    found.push_back(
        {DiagnosticKind::kFactsJoined, PlaceOfFact(joined, fact.members.front()),
         fmt::format(
             "{} are one fact, by their {}{}", JoinedWords(names, "and"), fact.how,
             fact.has_one_default ? "" : "; each keeps what counts where nothing is stated"),
         "", std::move(labels)});
  }
}

}  // namespace mgl
