// The lint rules: one function and one file each, in rules/. Each appends its findings.
#pragma once

#include "dsl/ast.h"
#include "dsl/diagnostic.h"

namespace mgl {

/// The guideline says for whom it is nowhere (`applies when`): it decides every patient.
void FindMissingScope(const ast::File& file, Diagnostics& found);

/// A recheck every some time without `within`: it is due on one day and overdue on the next.
void FindRechecksWithoutTolerance(const ast::File& file, Diagnostics& found);

}  // namespace mgl
