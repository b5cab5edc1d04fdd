// Places and declarations of several guidelines in the text that they are together.
#pragma once

#include "dsl/ast/ast.h"
#include "dsl/join_guidelines.h"
#include "dsl/resolve/statements.h"

namespace mgl {

inline const ast::Fact& FactOf(const JoinedGuidelines& joined, FactOfPart fact) {
  return *joined.parts[fact.part]->text.names.facts[fact.fact];
}

/// The place of a part in the text of all.
inline Span PlaceInAll(const JoinedGuidelines& joined, std::uint32_t part, Span place) {
  const std::uint32_t begin = joined.compiled->text.source.parts()[part].begin;
  return {place.begin + begin, place.end + begin};
}

inline Span PlaceOfFact(const JoinedGuidelines& joined, FactOfPart fact) {
  return PlaceInAll(joined, fact.part, PlaceOf(FactOf(joined, fact)));
}

}  // namespace mgl
