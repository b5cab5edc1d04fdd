// Declarations without expressions of their own to the engine's tables. Used by lower.cc and
// lower_treatments.cc.
#pragma once

#include "dsl/ast/ast.h"
#include "dsl/check/check.h"
#include "engine/model/guideline.h"

namespace mgl {

/// As outputs show it.
Provenance LowerProvenance(const ast::Provenance& provenance);
/// The title, or the name where there is none.
std::string TitleOf(const ast::DeclarationBase& declaration);

GuidelineHeader LowerHeader(const ast::File& file, const Resolution& resolution);
/// Everything but `suspect when`.
Fact LowerFact(const ast::Fact& fact, const Unit& unit, const std::optional<Substance>& substance);
/// Of what is a number of this type; all but which fact or value it is.
Range LowerRange(const SourceFile& source, const ast::Range& range, const ExprType& of);
Threshold LowerThreshold(const SourceFile& source, const ast::Threshold& threshold,
                         const ExprType& of);
/// Sets the type, unit and choices of a define, result or table; `texts` where it is a text.
void SetType(const ExprType& type, const std::vector<std::string>& texts, Definition& definition);
/// Everything but `when`.
Recheck LowerRecheck(const ast::Recheck& recheck, const Resolution& resolution);

}  // namespace mgl
