// Units of products, quotients and powers.
#pragma once

#include "engine/unit.h"

namespace mgl {

/// Both must be linear (no offset, not logarithmic).
Unit MultiplyUnits(const Unit& a, const Unit& b);
Unit DivideUnits(const Unit& a, const Unit& b);
Unit PowerUnit(const Unit& unit, int exponent);

/// The unit of plain numbers: dimensionless, factor 1. `%` is not.
bool IsUnity(const Unit& unit);

/// A unit whose numbers can be multiplied: not Cel, [degF], pH.
bool IsLinear(const Unit& unit);

}  // namespace mgl
