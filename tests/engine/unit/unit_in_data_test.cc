#include "engine/unit/unit_in_data.h"

#include <doctest/doctest.h>

#include <string>

namespace mgl {
namespace {

/// The UCUM codes that `code` may stand for where `kind` is measured; `|` between them.
std::string In(std::string_view kind, std::string_view code) {
  const Result<Unit> of = ParseUnit(kind);
  REQUIRE(of);
  std::string codes;
  for (const Unit& unit :
       UnitsInData(code, [&](const Unit& unit) { return FindConversion(unit, *of).has_value(); })) {
    codes += (codes.empty() ? "" : "|") + unit.ucum;
  }
  return codes;
}

TEST_CASE("multipliers of counts") {
  for (const char* code : {"K/uL", "k/uL", "K/UL", "thou/mm3", "Thousand/uL", "K/cumm", "x10E3/uL",
                           "10E3/uL", "x10(3)/uL", "10x3/uL", "x10^3/uL", "K/mcL", "TH/MM3"}) {
    const Result<Unit> unit = ParseUnit("10^3/uL");
    const std::string found = In("10^9/L", code);
    REQUIRE_MESSAGE(!found.empty(), code);
    const auto factor = FindConversion(*ParseUnit(found), *unit);
    CHECK_MESSAGE(factor->factor == 1, code, " ", found);
  }
  CHECK(In("10^9/L", "G/L") == "10*9/L");
  CHECK(In("g/L", "G/L") == "g/L");
  CHECK(In("10^12/L", "T/L") == "10*12/L");
  CHECK(In("10^12/L", "m/uL") == "10*6/uL");
  CHECK(In("10^9/L", "g/L") == "");  // a gram
  CHECK(In("%", "K") == "");         // a mark, no thousand
}

TEST_CASE("case and blanks do not count where one meaning is left") {
  CHECK(In("mg/dL", "MG/DL") == "mg/dL");
  CHECK(In("mmol/L", "MMOL/L") == "mmol/L");
  CHECK(In("meq/L", "MEQ/L") == "meq/L");
  CHECK(In("mosm/kg", "MOSM/KG") == "mosm/kg");
  CHECK(In("s", "SECONDS") == "s");
  CHECK(In("mmHg", "mm Hg") == "mm[Hg]");
  CHECK(In("mmHg", "MM HG") == "mm[Hg]");
  CHECK(In("cm[H2O]", "cm H2O") == "cm[H2O]");
  CHECK(In("Cel", "deg. C") == "Cel");
  CHECK(In("Cel", "F") == "[degF]");
  CHECK(In("mg", "Mg") == "mg");
}

TEST_CASE("a power of ten that has lost its raised digit is no number") {
  for (const char* code : {"109/L", "10 9/L", "x109/L", "10 9 /L", "1012/L", "10 9 per L"}) {
    CHECK_MESSAGE(In("10^9/L", code) == "", code);
    CHECK_MESSAGE(WithRaisedPower(code).starts_with("10*"), code);
    CHECK_MESSAGE(!ParseUnit(code), code);
  }
  for (const char* code :
       {"100/L", "10*9/L", "10E9/L", "110/L", "10/L", "1013/L", "105 mg", "109"}) {
    CHECK_MESSAGE(WithRaisedPower(code) == "", code);
  }
  CHECK(NearestUnit("5 10 9/L") == "10*9/L");
  CHECK(NearestUnit("5 2 3/uL") == "");
  CHECK(In("10^9/L", "10E+9/L") == "10*9/L");
  CHECK(In("10^9/L", "1E9/L") == "10*9/L");
  CHECK(In("cm[H2O]", "cm H20") == "cm[H2O]");
}

TEST_CASE("two meanings are two") {
  CHECK(In("U/L", "MU/L") == "mU/L|(10*6.U)/L");
  CHECK(In("[iU]/mL", "MIU/ML") == "m[iU]/mL|(10*6.[iU])/mL");
  CHECK(In("d", "M") == "min|mo");
  CHECK(In("Pa", "MPA") == "mPa|MPa");
  CHECK(In("cal", "CAL") == "cal|kcal");
  for (const char* code : {"T/uL", "T/mm3", "T/cumm", "T/CMM", "G/uL"}) {
    CHECK_MESSAGE(In("10^9/L", code).find('|') != std::string::npos, code);
  }
}

TEST_CASE("what a unit is of, dose forms, numbers inside") {
  CHECK(In("mg/g", "mg/g creat") == "mg/g{creatinine}");
  CHECK(In("mosm/kg", "mOsm/kg H2O") == "mosm/kg");
  CHECK(In("ng/mL", "NG/ML FEU") == "ng/mL{feu}");
  CHECK(In("{tablet}", "TAB") == "{tablet}");
  CHECK(In("{tablet}", "tablet(s)") == "{tablet}");
  CHECK(In("drop", "gtt") == "{drop}");
  CHECK(In("mL", "gtt") == "[drp]");
  CHECK(In("[EU]/dL", "EU/DL") == "[EU]/dL");
  CHECK(In("mg/d", "MG/24H") == "mg/(24.h)");
}

TEST_CASE("nothing is read into what is no unit") {
  CHECK(In("mm3", "cumm") == "mm3");
  CHECK(In("mm3", "cumm2") == "");
  for (const char* code : {"", " ", "(H)", "+/-", "Pos/Neg", "???", "abc", "6/7", "mm Hg x y"}) {
    CHECK_MESSAGE(In("mmHg", code) == "", code);
  }
  CHECK(UnitsInData(std::string(10'000, 'm'), [](const Unit&) { return true; }).empty());
}

}  // namespace
}  // namespace mgl
