// The checked syntax tree to the engine's guideline and evaluation graph.
#pragma once

#include <optional>
#include <vector>

#include "dsl/check/check.h"
#include "engine/model/guideline.h"

namespace mgl {

struct LowerResult {
  Guideline guideline;
  /// By Expr::id: the node that holds the expression's value. Empty for literals that became part
  /// of their comparison, and for expressions of `suspect when` alone.
  std::vector<std::optional<NodeId>> expression_nodes;
  Diagnostics diagnostics;  // only limits: too many nodes
};

/// Requires a file without errors.
LowerResult Lower(const SourceFile& source, const ast::File& file, const Resolution& resolution,
                  const Checked& checked);

}  // namespace mgl
