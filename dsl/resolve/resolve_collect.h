// The declarations of a file by kind, and the names they take. Part of resolve.h's phase.
#pragma once

#include "dsl/ast/ast.h"
#include "dsl/resolve/resolve.h"

namespace mgl {

/// Fills the lists, `names` and `options`; reports names declared twice and a missing or second
/// `guideline` or `source`. Of two declarations with one name the first keeps it.
void CollectDeclarations(const ast::File& file, Resolution& resolution, Diagnostics& diagnostics);

}  // namespace mgl
