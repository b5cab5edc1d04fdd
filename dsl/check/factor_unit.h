// A factor of a formula that lacks its unit: `0.4 * weight * (15 - level)`, which is in mmol where
// the factor is 0.4 L/kg.
#pragma once

#include <string>

#include "dsl/ast/ast.h"
#include "dsl/check/check_context.h"
#include "engine/unit/unit.h"

namespace mgl {

/// The formula with its units, such that all of it is in `unit`; empty where it has not exactly one
/// factor without a unit, or that unit is none of those that factors have.
std::string WithUnitOfFactor(const CheckContext& context, const ast::Expr& formula,
                             const Unit& unit);

/// The number without a unit with which such a formula begins or ends; empty: none, or several.
std::string FactorWithoutUnit(const CheckContext& context, const ast::Expr& formula);

}  // namespace mgl
