// Dimensions add up; codes are joined the way UCUM writes products.
#include "dsl/unit_algebra.h"

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

}  // namespace

bool IsUnity(const Unit& unit) {
  return unit.factor == 1 && IsLinear(unit) && unit.dimension.IsPlainNumber();
}

bool IsLinear(const Unit& unit) { return unit.offset == 0 && !unit.logarithmic; }

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

}  // namespace mgl
