// Values of lines and rows: choices of their own, or names of declarations. Part of resolve.h's
// phase.
#pragma once

#include "dsl/ast/ast.h"
#include "dsl/resolve/resolve_names.h"

namespace mgl {

/// Fills Resolution::implied_choices; reports definitions of which some values are names of
/// declarations and others are not.
void FindImpliedChoices(NameFinder& finder, Resolution& resolution, Diagnostics& diagnostics);

/// The value is a choice, perhaps a misspelt one, which the checker reports: no name to look up.
bool IsChoiceValue(const Resolution& resolution, const ast::Expr& value,
                   const ast::ChoiceOwner& owner, Symbol of);

}  // namespace mgl
