// Dimensions add up; codes are joined the way UCUM writes products.
#include "dsl/check/unit_algebra.h"

#include <fmt/format.h>

#include <cstdlib>

namespace mgl {
namespace {

std::string Grouped(const std::string& code) {
  return code.find_first_of("./") == std::string::npos ? code : fmt::format("({})", code);
}

Dimension Combined(const Dimension& a, const Dimension& b, int sign) {
  Dimension result = a;
  for (std::size_t i = 0; i < result.exponent.size(); ++i) {
    result.exponent[i] += sign * b.exponent[i];
  }
  for (const auto& [code, exponent] : b.arbitrary) {
    int& sum = result.arbitrary[code];
    sum += sign * exponent;
    if (sum == 0) result.arbitrary.erase(code);
  }
  return result;
}

Unit Joined(const Unit& a, const Unit& b, char operation) {
  Unit unit;
  unit.code = fmt::format("{}{}{}", a.code, operation, Grouped(b.code));
  unit.ucum = fmt::format("{}{}{}", a.ucum, operation, Grouped(b.ucum));
  unit.dimension = Combined(a.dimension, b.dimension, operation == '.' ? 1 : -1);
  unit.factor = operation == '.' ? Rational(a.factor * b.factor) : Rational(a.factor / b.factor);
  return unit;
}

bool IsTemperature(const Unit& unit) {
  return unit.dimension == Dimension::Of(BaseDimension::kTemperature);
}

}  // namespace

bool IsUnity(const Unit& unit) {
  return unit.factor == 1 && IsLinear(unit) && unit.dimension.IsPlainNumber();
}

bool IsLinear(const Unit& unit) { return unit.offset == 0 && !unit.logarithmic; }

bool HasOwnZero(const Unit& unit) {
  return !unit.is_difference && (unit.offset != 0 || unit.logarithmic);
}

Unit NamedAlike(const Unit& unit, const Unit& other) {
  Unit named = unit;
  if (other.annotations.size() > named.annotations.size()) named.annotations = other.annotations;
  return named;
}

namespace {

/// The operand's number as a value of `point`, the other's as a difference; a value again.
SumUnits Shifted(const Unit& point, bool is_left) {
  const Unit by = DifferenceUnit(point);
  return is_left ? SumUnits{point, by, point} : SumUnits{by, point, point};
}

SumUnits OfDifferences(const Unit& left) {
  const Unit difference = DifferenceUnit(left);
  return {difference, difference, difference};
}

/// Of operands of which one, or both, have a zero of their own.
Result<SumUnits> UnitsOfAddition(const SumOperand& left, const SumOperand& right) {
  const bool both = HasOwnZero(left.unit) && HasOwnZero(right.unit);
  if (both && !left.is_constant && !right.is_constant) {
    return Error{fmt::format("two values in `{}` have no sum", left.unit.code),
                 fmt::format("add a difference, such as `2 {0}`, or make plain numbers of them: "
                             "`(X in {0})`",
                             left.unit.code)};
  }
  if (both) return Shifted(left.is_constant ? right.unit : left.unit, !left.is_constant);
  const bool is_left = HasOwnZero(left.unit);
  const SumOperand& value = is_left ? left : right;
  const SumOperand& other = is_left ? right : left;
  if (value.is_constant && other.unit.is_difference) return OfDifferences(left.unit);
  return Shifted(value.unit, is_left);
}

Result<SumUnits> UnitsOfSubtraction(const SumOperand& left, const SumOperand& right) {
  if (HasOwnZero(left.unit) && HasOwnZero(right.unit)) {
    if ((left.is_constant || right.is_constant) && left.unit.ucum != right.unit.ucum) {
      return Error{fmt::format("`{}` and `{}` are scales with a zero of their own", left.unit.code,
                               right.unit.code),
                   "write both in one unit"};
    }
    return SumUnits{left.unit, left.unit, DifferenceUnit(left.unit)};
  }
  if (HasOwnZero(left.unit)) {
    if (left.is_constant && right.unit.is_difference) return OfDifferences(left.unit);
    if (right.is_constant || right.unit.is_difference) return Shifted(left.unit, true);
    return Error{fmt::format("one is in `{}`, the other in `{}`: a value or a difference of two?",
                             left.unit.code, right.unit.code),
                 "measure both in one unit"};
  }
  if (right.is_constant && left.unit.is_difference) return OfDifferences(left.unit);
  return Error{
      fmt::format("a value in `{}` cannot be subtracted from a difference", right.unit.code),
      "subtract the difference from the value"};
}

}  // namespace

Result<SumUnits> UnitsOfSum(const SumOperand& left, const SumOperand& right, bool is_subtraction) {
  if (HasOwnZero(left.unit) || HasOwnZero(right.unit)) {
    return is_subtraction ? UnitsOfSubtraction(left, right) : UnitsOfAddition(left, right);
  }
  // Two temperatures in kelvin subtract to a difference, too.
  const bool are_measured = !left.is_constant && !right.is_constant;
  const bool is_difference = left.unit.is_difference || right.unit.is_difference ||
                             (is_subtraction && are_measured && IsTemperature(left.unit));
  const Unit unit = is_difference ? DifferenceUnit(left.unit) : left.unit;
  return SumUnits{unit, unit, unit};
}

Unit MultiplyUnits(const Unit& a, const Unit& b) {
  if (IsUnity(b)) return a;
  if (IsUnity(a)) return b;
  return Joined(a, b, '.');
}

Unit DivideUnits(const Unit& a, const Unit& b) {
  if (IsUnity(b)) return a;
  const Unit unit = Joined(a, b, '/');
  return IsUnity(unit) ? UnityUnit() : unit;
}

Unit PowerUnit(const Unit& unit, int exponent) {
  Unit result = UnityUnit();
  for (int i = 0; i < std::abs(exponent); ++i) result = MultiplyUnits(result, unit);
  return exponent < 0 ? DivideUnits(UnityUnit(), result) : result;
}

bool IsVolumeRate(const Unit& unit) {
  return unit.dimension.ExponentOf(BaseDimension::kLength) == 3 &&
         unit.dimension.ExponentOf(BaseDimension::kTime) == -1 &&
         unit.dimension.ExponentOf(BaseDimension::kMass) == 0;
}

bool IsIndexedRate(const Unit& unit) {
  return unit.dimension.ExponentOf(BaseDimension::kLength) == 1 &&
         unit.dimension.ExponentOf(BaseDimension::kTime) == -1 &&
         unit.dimension.ExponentOf(BaseDimension::kMass) == 0 &&
         unit.code.find("m2") != std::string::npos;
}

}  // namespace mgl
