// Which facts of several guidelines are one: by their codes, or by their names, and of one kind and
// dimension.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"

namespace mgl {

struct FactOfPart {
  std::uint32_t part = 0;
  std::uint32_t fact = 0;
};

/// One fact for all its members, at most one of a part. The first stands for it.
struct JoinedFact {
  std::vector<FactOfPart> members;
  std::string how;  // "code loinc 2823-3", "name"; empty with one member
  /// What counts where nothing is stated is the same for all members.
  bool has_one_default = true;
};

/// Two facts with one name or code that stay two.
struct FactsApart {
  FactOfPart first;
  FactOfPart second;
  std::string why;  // "one is in `mg/dL`, the other in `mmol/L`, and …"
};

struct FactMatches {
  std::vector<JoinedFact> facts;  // each fact of each part is a member of exactly one
  std::vector<FactsApart> apart;
};

FactMatches MatchFacts(std::span<const CompiledGuideline* const> parts);

}  // namespace mgl
