// Medications, diets, actions, and what must not be given or not together, to the engine's tables.
// Used by lower.cc only.
#pragma once

#include <vector>

#include "dsl/ast/ast.h"
#include "dsl/resolve/resolve.h"
#include "engine/model/guideline.h"

namespace mgl {

/// Everything but `until` and the `when` of doses.
Medication LowerMedication(const SourceFile& source, const ast::Medication& medication);
/// A dose, or a part of it, as written, but `per day` for `daily`, `3 times` for `3x`, as the
/// layout has it: what is shown of a dose does not hang on which of them was written.
std::string DoseText(const SourceFile& source, Span span);
Diet LowerDiet(const SourceFile& source, const ast::Diet& diet);
std::vector<Action> LowerActions(const ast::Rule& rule, const Resolution& resolution);
/// Everything but `when`.
Contraindication LowerContraindication(const ast::Contraindication& contraindication,
                                       const Resolution& resolution);
Separation LowerApart(const ast::Apart& apart, const Resolution& resolution);

/// Pairs of rules of which one gives and the other avoids a whole medication, or which give two
/// treatments that are exclusive; not where one overrides the other.
std::vector<ConflictPair> FindConflicts(const Guideline& guideline, const Resolution& resolution);

}  // namespace mgl
