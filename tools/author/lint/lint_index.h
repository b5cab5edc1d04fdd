// What several rules look at: each is made for the first that asks.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "dsl/resolve/statements.h"
#include "tools/author/lint/cut_places.h"
#include "tools/author/lint/decided_lines.h"

namespace mgl {

/// An expression of a declaration or a part of one. The kind stands here too: most parts are not
/// looked at further.
struct PlacedPart {
  ast::ExprKind kind;
  const ast::Expr* part = nullptr;
  const ast::Expr* whole = nullptr;
  const ast::Declaration* declaration = nullptr;
};

struct LintIndex {
  std::optional<std::vector<PlacedPart>> parts;
  std::optional<std::vector<PlacedCut>> cuts;
  std::optional<std::vector<CutGroup>> cut_groups;
  std::optional<std::vector<DecidedLines>> decided_lines;
  std::optional<UsedSymbols> used;
  std::map<std::vector<NodeId>, LinesThatMeet> meeting;
};

/// All expressions in the order of the text, each before its parts.
const std::vector<PlacedPart>& PlacedParts(const LintInput& input);

/// What the guideline uses somewhere.
const UsedSymbols& SymbolsUsed(const LintInput& input);

}  // namespace mgl
