// What an `accept` names.
#pragma once

#include "dsl/ast/ast.h"
#include "dsl/resolve/resolve_names.h"

namespace mgl {

/// By its name, the guideline's too, or by the title of what has none: an example, a promise, a
/// warning. Null: nothing.
const ast::DeclarationBase* AcceptedBy(const Resolution& resolution, const ast::Name& of);

/// Reports what an `accept` names where there is nothing of the kind.
void FindAccepted(const ast::Accept& accept, const Resolution& resolution, NameFinder& finder,
                  Diagnostics& diagnostics);

}  // namespace mgl
