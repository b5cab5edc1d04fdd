// What several rules look at: each is made for the first that asks.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "dsl/resolve/statements.h"
#include "tools/author/lint/cut_places.h"
#include "tools/author/lint/decided_lines.h"

namespace mgl {

struct LintIndex {
  std::optional<std::vector<PlacedCut>> cuts;
  std::optional<std::vector<CutGroup>> cut_groups;
  std::optional<UsedSymbols> used;
  std::map<std::vector<NodeId>, LinesThatMeet> meeting;
};

/// What the guideline uses somewhere.
const UsedSymbols& SymbolsUsed(const LintInput& input);

}  // namespace mgl
