// Products of units have the dimension and the factor of their product.
#include "dsl/check/unit_algebra.h"

#include <doctest/doctest.h>

namespace mgl {
namespace {

Unit UnitOf(std::string_view code) {
  const Result<Unit> unit = ParseUnit(code);
  REQUIRE_MESSAGE(bool(unit), code);
  return *unit;
}

void CheckSame(const Unit& computed, std::string_view code) {
  const Unit expected = UnitOf(code);
  CAPTURE(code);
  CHECK_EQ(computed.dimension, expected.dimension);
  CHECK_EQ(computed.factor, expected.factor);
}

TEST_CASE("products, quotients and powers") {
  CheckSame(MultiplyUnits(UnitOf("mg/dL"), UnitOf("L")), "cg");
  CheckSame(DivideUnits(UnitOf("mg"), UnitOf("mg/dL")), "dL");
  CheckSame(DivideUnits(UnitOf("kg"), PowerUnit(UnitOf("m"), 2)), "kg/m2");
  CheckSame(PowerUnit(UnitOf("min"), -1), "/min");
  CheckSame(MultiplyUnits(UnitOf("[IU]"), UnitOf("kg")), "[IU].kg");
}

TEST_CASE("plain numbers change nothing") {
  CHECK_EQ(MultiplyUnits(UnitOf("mg/dL"), UnityUnit()).code, "mg/dL");
  CHECK_EQ(MultiplyUnits(UnityUnit(), UnitOf("mg/dL")).code, "mg/dL");
  CHECK_EQ(DivideUnits(UnitOf("mg/dL"), UnityUnit()).code, "mg/dL");
  CHECK(IsUnity(PowerUnit(UnitOf("kg"), 0)));
}

TEST_CASE("equal units cancel, and units of their own leave nothing behind") {
  CHECK(IsUnity(DivideUnits(UnitOf("mg/dL"), UnitOf("mg/dL"))));
  CHECK(IsUnity(DivideUnits(UnitOf("[IU]"), UnitOf("[IU]"))));
  const Unit ratio = DivideUnits(UnitOf("mg"), UnitOf("g"));
  CHECK(ratio.dimension.IsPlainNumber());
  CHECK_FALSE(IsUnity(ratio));
}

TEST_CASE("percentages are no plain numbers, temperatures are not linear") {
  CHECK_FALSE(IsUnity(UnitOf("%")));
  CHECK_FALSE(IsLinear(UnitOf("Cel")));
  CHECK(IsLinear(UnitOf("K")));
}

}  // namespace
}  // namespace mgl
