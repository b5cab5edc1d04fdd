// Declarations that depend on themselves. Part of resolve.h's phase.
#pragma once

#include "dsl/ast/ast.h"
#include "dsl/resolve/dependency_graph.h"
#include "dsl/resolve/resolve_expressions.h"

namespace mgl {

/// Reports cycles among definitions and ranges, among `suspect when`, `overrides` (with `avoid` of
/// options) and `like`. A fact's `suspect when` may look at the fact itself: it sees the value as
/// stated.
void ReportCycles(const DependencyNodes& nodes, const DependencyGraph& uses,
                  const Resolution& resolution, Diagnostics& diagnostics);

/// Defines, ambiguities, tables and scores, each after those it uses.
std::vector<Symbol> OrderedDefinitions(const DependencyNodes& nodes, const DependencyGraph& uses);

}  // namespace mgl
