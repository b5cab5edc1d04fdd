// Places and declarations of several guidelines in the text that they are together.
#pragma once

#include <algorithm>
#include <vector>

#include "dsl/ast/ast.h"
#include "dsl/join_guidelines.h"
#include "dsl/resolve/statements.h"
#include "engine/prove/find_patient.h"

namespace mgl {

inline const ast::Fact& FactOf(const JoinedGuidelines& joined, FactOfPart fact) {
  return *joined.parts[fact.part]->text.names.facts[fact.fact];
}

/// The place of a part in the text of all.
inline Span PlaceInAll(const JoinedGuidelines& joined, std::uint32_t part, Span place) {
  return joined.compiled->text.source.InAll(part, place);
}

inline Span PlaceOfFact(const JoinedGuidelines& joined, FactOfPart fact) {
  return PlaceInAll(joined, fact.part, PlaceOf(FactOf(joined, fact)));
}

/// Whether two of these facts look like one, and are taken for two: then a patient may be shown who
/// cannot be.
inline bool TakesOneForTwo(const JoinedGuidelines& joined,
                           const std::vector<VariableId>& variables) {
  const auto is_read = [&](FactOfPart fact) {
    const std::uint32_t in_all = joined.facts[fact.part][fact.fact];
    return std::ranges::any_of(
        variables, [&](VariableId id) { return static_cast<std::uint32_t>(id) == in_all; });
  };
  return std::ranges::any_of(joined.matches.apart, [&](const FactsApart& apart) {
    const bool is_joined = joined.facts[apart.first.part][apart.first.fact] ==
                           joined.facts[apart.second.part][apart.second.fact];
    return !is_joined && is_read(apart.first) && is_read(apart.second);
  });
}

}  // namespace mgl
