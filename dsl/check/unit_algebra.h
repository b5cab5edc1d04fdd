// Units of products, quotients and powers.
#pragma once

#include "engine/unit/unit.h"

namespace mgl {

/// Both must be linear (no offset, not logarithmic).
Unit MultiplyUnits(const Unit& a, const Unit& b);
Unit DivideUnits(const Unit& a, const Unit& b);
Unit PowerUnit(const Unit& unit, int exponent);

/// The unit of plain numbers: dimensionless, factor 1. `%` is not.
bool IsUnity(const Unit& unit);

/// A unit whose numbers can be multiplied: not Cel, [degF], pH, but their differences (those of pH
/// excepted).
bool IsLinear(const Unit& unit);

/// Cel, [degF], pH: two numbers do not add, their difference is none of them.
bool HasOwnZero(const Unit& unit);

/// What a sum or a difference of two numbers is lowered to: the operands in these units, the result
/// in this one.
struct SumUnits {
  Unit left;
  Unit right;
  Unit result;
};
struct SumOperand {
  const Unit& unit;
  bool is_constant = false;  // behind `+` and beside a difference it is a difference
};
/// Of operands whose units convert. The error says what does not go, and what to do.
Result<SumUnits> UnitsOfSum(const SumOperand& left, const SumOperand& right, bool is_subtraction);

/// The unit, with what the other says that it is of where it says no more itself.
Unit NamedAlike(const Unit& unit, const Unit& other);

/// A volume per time, and the same per body surface: the filtration of the kidneys, as a whole and
/// indexed.
bool IsVolumeRate(const Unit& unit);
bool IsIndexedRate(const Unit& unit);

}  // namespace mgl
