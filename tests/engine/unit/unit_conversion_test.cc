// What converts into what, exactly, and what does not.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "engine/unit/substance.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

Unit Read(std::string_view code, UnitDialect dialect = UnitDialect::kEveryday) {
  const Result<Unit> unit = ParseUnit(code, dialect);
  const std::string message = unit ? "" : unit.error().message;
  REQUIRE_MESSAGE(unit, message);
  return *unit;
}

// `value` in `to`, or "none".
std::string Convert(std::string_view value, std::string_view from, std::string_view to,
                    std::string_view substance = "") {
  const Substance* known = substance.empty() ? nullptr : FindBuiltinSubstance(substance);
  if (!substance.empty()) REQUIRE(known != nullptr);
  const auto conversion = FindConversion(Read(from), Read(to), known);
  return conversion ? FormatDecimal(conversion->Apply(ParseDecimal(value).value())) : "none";
}

std::string Factor(std::string_view from, std::string_view to) { return Convert("1", from, to); }

TEST_CASE("conversions are exact") {
  CHECK(Convert("1", "g/L", "mg/dL") == "100");
  CHECK(Convert("0.5", "mg", "mcg") == "500");
  CHECK(Convert("70", "kg", "lb") == "154.323583529414306506082");  // 70 / 0.45359237
  CHECK(Convert("1", "lb", "g") == "453.59237");
  CHECK(Convert("5", "feet", "cm") == "152.4");
  CHECK(Convert("2", "weeks", "days") == "14");
  CHECK(Convert("1", "year", "days") == "365.25");
  CHECK(Convert("120", "mmHg", "kPa") == "15.99864");
  CHECK(Convert("250", "10^3/uL", "10^9/L") == "250");
  CHECK(Convert("250", "cells/uL", "10^6/L") == "250");
  CHECK(Convert("72", "bpm", "Hz") == "1.2");
  CHECK(Convert("90", "mL/min/1.73m2", "mL/s/m2") == FormatDecimal(Rational(150, 173)));
  CHECK(Convert("12", "percent", "1") == "0.12");
  CHECK(Convert("1", "mIU/mL", "IU/L") == "1");
  CHECK(Convert("1", "[IU]", "[iU]") == "1");
  CHECK(Convert("60", "U/L", "ukat/L") == "1");  // 1 U is 1 umol/min
  CHECK(Convert("1", "cup", "mL") == "240");
  CHECK(Convert("1", "[cup_us]", "mL") == "236.5882365");
  CHECK(Convert("98.6", "\u00B0F", "\u00B0C") == "37");
  CHECK(Convert("37", "\u00B0C", "\u00B0F") == "98.6");
  CHECK(Convert("-40", "Cel", "[degF]") == "-40");
  CHECK(Convert("0", "Cel", "K") == "273.15");
  CHECK(Convert("80", "[degRe]", "Cel") == "100");
  CHECK(Convert("180", "deg", "[pi].rad") == "1");
}

TEST_CASE("what measures something else does not convert") {
  CHECK(Factor("mg/dL", "mmol/L") == "none");
  CHECK(Factor("mmol/L", "mEq/L") == "none");
  CHECK(Factor("mg", "mg/dL") == "none");
  CHECK(Factor("IU", "U") == "none");
  CHECK(Factor("IU", "units") == "none");
  CHECK(Factor("units", "U") == "none");
  CHECK(Factor("IU", "1") == "none");
  CHECK(Factor("IU", "[arb'U]") == "none");
  CHECK(Factor("serving per day", "per day") == "none");
  CHECK(Factor("serving per day", "tablet per day") == "none");
  CHECK(Factor("servings per week", "serving/week") == "1");
  CHECK(Factor("drop", "[drp]") == "none");
  CHECK(Factor("drop", "mL") == "none");
  CHECK(Factor("mL/min/1.73m2", "mL/min") == "none");  // a clearance is no indexed clearance
  CHECK(Factor("bpm", "breaths/min") == "1");          // counts leave plain numbers
  CHECK(Factor("pH", "pH") == "1");
  CHECK(Factor("pH", "[pH]") == "1");
  CHECK(Factor("pH", "1") == "none");
  CHECK(Factor("dB[SPL]", "dB[SPL]") == "1");
  CHECK(Factor("B[SPL]", "B[V]") == "none");
  CHECK(Factor("dB", "1") == "none");
}

TEST_CASE("moles are a dimension in everyday units and a number in strict UCUM") {
  const auto strict = [](std::string_view from, std::string_view to) {
    const auto conversion =
        FindConversion(Read(from, UnitDialect::kUcum), Read(to, UnitDialect::kUcum));
    return conversion ? FormatDecimal(conversion->factor) : "none";
  };
  CHECK(strict("mol", "1") == "602214076000000000000000");
  CHECK(strict("meq/L", "mmol/L") == "1");
  CHECK(Factor("mol", "1") == "none");
  CHECK(Factor("meq/L", "mmol/L") == "none");
  CHECK(Factor("mosm/kg", "mmol/kg") == "1");
}

TEST_CASE("a substance converts mass, amount and equivalents") {
  // 1.2 mg/dL = 12 mg/L; magnesium 24.305 g/mol, two charges.
  const auto to_amount =
      FindConversion(Read("mg/dL"), Read("mmol/L"), FindBuiltinSubstance("magnesium"));
  REQUIRE(to_amount);
  CHECK(to_amount->Apply(Rational(6, 5)) == Rational(12000) / 24305);
  CHECK(Convert("1.2", "mg/dL", "mmol/L", "magnesium") == "0.493725570870191318658712");
  CHECK(Convert("2.5", "mEq/L", "mg/dL", "magnesium") == "3.038125");
  CHECK(Convert("1", "mmol/L", "mEq/L", "magnesium") == "2");
  CHECK(Convert("1.5", "mEq/L", "mmol/L", "magnesium") == "0.75");
  CHECK(Convert("140", "mEq/L", "mmol/L", "sodium") == "140");
  CHECK(Convert("1", "mmol/L", "mg/dL", "glucose") == "18.0156");
  CHECK(Convert("1", "mmol/L", "mg/dL", "cholesterol") == "38.6664");
  CHECK(Convert("28.013", "mg/dL", "mmol/L", "urea_nitrogen") == "10");
  CHECK(Convert("1", "mmol", "g", "calcium") == "0.040078");
  // In the denominator: 30 mg of albumin per gram of creatinine.
  CHECK(Convert("30", "mg/g", "mg/mmol", "creatinine") == "3.3936");
  CHECK(Convert("3.3936", "mg/mmol", "mg/g", "creatinine") == "30");
  CHECK(Convert("1", "mL/mg", "L/mmol", "creatinine") == "0.11312");
}

TEST_CASE("a substance converts nothing that it cannot") {
  CHECK(Convert("1", "mmol/L", "mEq/L", "glucose") == "none");  // no valence
  CHECK(Convert("1", "mg/dL", "mEq/L", "glucose") == "none");
  CHECK(Convert("1", "mg/dL", "mmol", "glucose") == "none");  // a volume is missing
  CHECK(Convert("1", "mg2/dL", "mmol2/L", "glucose") == "none");
  CHECK(Convert("1", "IU/L", "mmol/L", "glucose") == "none");
  const Substance without_mass{"unknown", 0, 2};
  CHECK_FALSE(FindConversion(Read("mg"), Read("mmol"), &without_mass));
  CHECK(FindConversion(Read("mEq"), Read("mmol"), &without_mass));
  const Substance without_valence{"unknown", 10, 0};
  CHECK(FindConversion(Read("mg"), Read("mmol"), &without_valence));
  CHECK_FALSE(FindConversion(Read("mEq"), Read("mmol"), &without_valence));
}

TEST_CASE("a ratio of amounts is no percentage, but of HbA1c") {
  for (const char* ratio : {"%", "1", "g/g", "mg/g", "L/L", "[ppm]", "{ratio}"}) {
    CAPTURE(ratio);
    CHECK(Convert("48", "mmol/mol", ratio) == "none");
    CHECK(Convert("48", ratio, "mmol/mol") == "none");
    CHECK(Convert("48", "mmol/mol", ratio, "glucose") == "none");
  }
  CHECK(Convert("48", "mmol/mol", "umol/mol") == "48000");
  CHECK(Convert("48", "mmol/mol", "mol/mol") == "0.048");
  CHECK(Convert("48", "mmol/mol", "%", "hba1c") == "6.54304");
  CHECK(Convert("6.54304", "%", "mmol/mol", "hba1c") == "48");
  CHECK(Convert("0.048", "mol/mol", "g/g", "hba1c") == "0.0654304");
  CHECK(Convert("0", "mmol/mol", "%", "hba1c") == "2.152");
  CHECK(Convert("20", "%", "1") == "0.2");
  CHECK(Convert("0.45", "L/L", "%") == "45");
  CHECK(WhyNoConversion(Read("mmol/mol"), Read("%")) ==
        "mmol/mol is a ratio of amounts, % another scale");
  CHECK(DimensionReading(Read("mmol/mol").dimension) == "amount fraction");
  // UCUM knows moles as a number.
  CHECK(FindConversion(Read("mmol/mol", UnitDialect::kUcum), Read("%", UnitDialect::kUcum)));
}

TEST_CASE("annotations that say different things are different units") {
  CHECK(Convert("300", "ng/mL{DDU}", "ng/mL{FEU}") == "none");
  CHECK(Convert("300", "ng/mL{FEU}", "ug/L{feu}") == "300");
  CHECK(Convert("300", "ng/mL", "ng/mL{FEU}") == "300");
  CHECK(Convert("300", "ng/mL{FEU}", "ng/mL") == "300");
  CHECK(Convert("1", "{cells}/uL", "{copies}/uL") == "1");
  CHECK(Convert("1", "{cells}/uL", "/uL") == "1");
  CHECK(Convert("1", "{beats}/min", "/min") == "1");
  CHECK(Convert("1", "10*9{counts}/L", "10*9{Cells}/L") == "1");
  CHECK(Convert("1", "{RBC}/uL", "{WBC}/uL") == "none");
  CHECK(Convert("1", "{tablet}/d", "{capsule}/d") == "none");
  CHECK(Convert("30", "mg{albumin}/g{creat}", "mg/g{creat}") == "30");
  CHECK(Convert("30", "mg/g{creat}", "mg/mmol{creat}", "creatinine") == "3.3936");
  CHECK(Convert("1", "mmol/L{fasting}", "mg/dL{random}", "glucose") == "none");
  CHECK(WhyNoConversion(Read("ng/mL{DDU}"), Read("ng/mL{FEU}")) == "{DDU} is not {FEU}");
  CHECK(WhyNoConversion(Read("ng/mL"), Read("ng/mL{FEU}")).empty());
  CHECK(WhyNoConversion(Read("mg"), Read("mL")).empty());
  const auto ucum = [](std::string_view code) { return Read(code, UnitDialect::kUcum); };
  CHECK(FindConversion(ucum("ng/mL{DDU}"), ucum("ng/mL{FEU}")));
}

TEST_CASE("a substance's scale relates what it says, both ways") {
  const Substance d_dimer{"d_dimer", 0, 0, {{"ng/mL{DDU}", "ng/mL{FEU}", {2, 0}}}};
  const auto convert = [&](const char* value, const char* from, const char* to) {
    const auto conversion = FindConversion(Read(from), Read(to), &d_dimer);
    return conversion ? FormatDecimal(conversion->Apply(*ParseDecimal(value))) : "none";
  };
  CHECK(convert("300", "ng/mL{DDU}", "ng/mL{FEU}") == "600");
  CHECK(convert("600", "ng/mL{FEU}", "ng/mL{DDU}") == "300");
  CHECK(convert("0.3", "mg/L{ddu}", "ug/L{FEU}") == "600");
  CHECK(convert("300", "ng/mL", "ng/mL{FEU}") == "300");
  CHECK(convert("300", "ng/mL{other}", "ng/mL{FEU}") == "none");
}

TEST_CASE("temperatures convert as values, and as differences") {
  CHECK(Convert("37", "Cel", "K") == "310.15");
  CHECK(Convert("37", "Cel", "[degF]") == "98.6");
  const auto difference = [](const char* value, const char* from, const char* to, bool of_from) {
    const Unit a = of_from ? DifferenceUnit(Read(from)) : Read(from);
    const Unit b = of_from ? Read(to) : DifferenceUnit(Read(to));
    return FormatDecimal(FindConversion(a, b)->Apply(*ParseDecimal(value)));
  };
  for (const bool of_from : {true, false}) {
    CHECK(difference("1", "Cel", "K", of_from) == "1");
    CHECK(difference("2", "K", "Cel", of_from) == "2");
    CHECK(difference("1", "Cel", "[degF]", of_from) == "1.8");
    CHECK(difference("1.8", "[degF]", "Cel", of_from) == "1");
    CHECK(difference("4", "[degRe]", "K", of_from) == "5");
    CHECK(difference("0.1", "[pH]", "[pH]", of_from) == "0.1");
  }
}

TEST_CASE("the substances that ship") {
  struct Shipped {
    std::string_view name;
    std::string_view molar_mass;
    int valence;
  };
  const Shipped all_shipped[] = {
      {"sodium", "22.990", 1},       {"potassium", "39.098", 1},
      {"calcium", "40.078", 2},      {"magnesium", "24.305", 2},
      {"chloride", "35.45", 1},      {"phosphate", "30.974", 0},
      {"bicarbonate", "61.016", 1},  {"lithium", "6.94", 1},
      {"glucose", "180.156", 0},     {"creatinine", "113.12", 0},
      {"urea", "60.056", 0},         {"urea_nitrogen", "28.013", 0},
      {"cholesterol", "386.664", 0}, {"triglycerides", "885.453", 0},
      {"bilirubin", "584.673", 0},   {"uric_acid", "168.112", 0},
      {"iron", "55.845", 0},         {"lactate", "90.078", 1},
      {"ammonia", "17.031", 0},
  };
  for (const Shipped& shipped : all_shipped) {
    const Substance* substance = FindBuiltinSubstance(shipped.name);
    REQUIRE_MESSAGE(substance != nullptr, shipped.name);
    CHECK(substance->name == shipped.name);
    CHECK(substance->molar_mass == ParseDecimal(shipped.molar_mass));
    CHECK(substance->valence == shipped.valence);
  }
  CHECK(FindBuiltinSubstance("unobtainium") == nullptr);
  CHECK(FindBuiltinSubstance("Magnesium") == nullptr);
}

}  // namespace
}  // namespace mgl
