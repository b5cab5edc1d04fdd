// Units as people write them: what is read, what is refused and with which words, what converts.
#include "engine/unit/unit.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "engine/unit/substance.h"
#include "engine/unit/unit_everyday.h"
#include "engine/unit/unit_expression.h"
#include "engine/unit/unit_table.h"

namespace mgl {
namespace {

constexpr UnitDialect kBothDialects[] = {UnitDialect::kUcum, UnitDialect::kEveryday};

Unit Read(std::string_view code, UnitDialect dialect = UnitDialect::kEveryday) {
  const Result<Unit> unit = ParseUnit(code, dialect);
  const std::string message = unit ? "" : unit.error().message;
  REQUIRE_MESSAGE(unit, message);
  return *unit;
}

// The error as `mgl` shows it: message, then help.
std::string ErrorOf(std::string_view code, UnitDialect dialect = UnitDialect::kEveryday) {
  const Result<Unit> unit = ParseUnit(code, dialect);
  return unit ? "no error" : fmt::format("{} | {}", unit.error().message, unit.error().help);
}

std::string Dimensions(std::string_view code) { return DimensionReading(Read(code).dimension); }

TEST_CASE("every spelling of a clinical text stands for its UCUM code") {
  struct Spelling {
    std::string_view text;
    std::string_view ucum;
  };
  const Spelling spellings[] = {
      {"mcg", "ug"},
      {"\u00B5g", "ug"},
      {"\u03BCg", "ug"},
      {"\u00B5mol/L", "umol/L"},
      {"mcmol/L", "umol/L"},
      {"mcL", "uL"},
      {"IU", "[iU]"},
      {"mIU/L", "m[iU]/L"},
      {"mcIU/mL", "u[iU]/mL"},
      {"U", "U"},
      {"U/L", "U/L"},
      {"mEq", "meq"},
      {"meq", "meq"},
      {"mEq/L", "meq/L"},
      {"mg/dl", "mg/dl"},
      {"mmHg", "mm[Hg]"},
      {"cmH2O", "cm[H2O]"},
      {"year", "a"},
      {"years", "a"},
      {"month", "mo"},
      {"weeks", "wk"},
      {"days", "d"},
      {"hours", "h"},
      {"minutes", "min"},
      {"seconds", "s"},
      {"h", "h"},
      {"min", "min"},
      {"mg per day", "mg/d"},
      {"mg per kg per day", "mg/kg/d"},
      {"mL/kg per hour", "mL/kg/h"},
      {"per minute", "/min"},
      {"mL/min/1.73m2", "mL/min/{1.73_m2}"},
      {"mL/min/1.73 m2", "mL/min/{1.73_m2}"},
      {"mL/min/1.73m^2", "mL/min/{1.73_m2}"},
      {"mL/min/1.73 m\u00B2", "mL/min/{1.73_m2}"},
      {"mL/min per 1.73 m2", "mL/min/{1.73_m2}"},
      {"mL/min/(1.73m2)", "mL/min/({1.73_m2})"},
      {"mL/min/{1.73_m2}", "mL/min/{1.73_m2}"},
      {"10^9/L", "10*9/L"},
      {"10*9/L", "10*9/L"},
      {"10\u2079/L", "10*9/L"},
      {"x10^9/L", "10*9/L"},
      {"\u00D710^9/L", "10*9/L"},
      {"10^3/uL", "10*3/uL"},
      {"cells/uL", "{cells}/uL"},
      {"cell", "{cells}"},
      {"beats/min", "{beats}/min"},
      {"bpm", "{beats}/min"},
      {"breaths/min", "{breaths}/min"},
      {"copies/mL", "{copies}/mL"},
      {"\u00B0C", "Cel"},
      {"\u00B0F", "[degF]"},
      {"\u00BAC", "Cel"},
      {"micromol/l", "umol/l"},
      {"#/uL", "{#}/uL"},
      {"percent", "%"},
      {"%", "%"},
      {"cups", "[cup_m]"},
      {"tablespoon", "[tbs_m]"},
      {"teaspoons", "[tsp_m]"},
      {"servings", "{serving}"},
      {"tablets", "{tablet}"},
      {"capsule", "{capsule}"},
      {"doses", "{dose}"},
      {"drops", "{drop}"},
      {"puff", "{puff}"},
      {"units", "{unit}"},
      {"kcal", "kcal"},
      {"kilocalories", "kcal"},
      {"kg/m2", "kg/m2"},
      {"kg/m^2", "kg/m2"},
      {"kg/m\u00B2", "kg/m2"},
      {"s^-1", "s-1"},
      {"lb", "[lb_av]"},
      {"oz", "[oz_av]"},
      {"inch", "[in_i]"},
      {"feet", "[ft_i]"},
      {"cc", "mL"},
      {"ml", "ml"},
      {"l", "l"},
      {"mmol/l", "mmol/l"},
      {"osm", "osm"},
      {"mOsm/kg", "mosm/kg"},
      {"kPa", "kPa"},
      {"pg", "pg"},
      {"fL", "fL"},
      {"milligrams", "mg"},
      {"microgram", "ug"},
      {"millilitres", "mL"},
      {"milliequivalents", "meq"},
      {"mM", "mmol/L"},
      {"bpm/m2", "{beats}/min/m2"},
      {"per bpm", "/({beats}/min)"},
      {"pH", "[pH]"},
      {" mg/dL ", "mg/dL"},
  };
  for (const Spelling& spelling : spellings) {
    CAPTURE(spelling.text);
    CHECK(Read(spelling.text).ucum == spelling.ucum);
    CHECK(Read(spelling.text).code == spelling.text);
    CHECK(ParseUnit(Read(spelling.text).ucum, UnitDialect::kUcum));
  }
}

TEST_CASE("everyday spellings are no strict codes, and the help has the code") {
  CHECK(ErrorOf("mcg", UnitDialect::kUcum) ==
        "`mcg` is not a UCUM code: there is no unit `mcg` | write `ug`");
  CHECK(ErrorOf("mmHg", UnitDialect::kUcum) ==
        "`mmHg` is not a UCUM code: there is no unit `mmHg` | write `mm[Hg]`");
  CHECK(ErrorOf("mg per day", UnitDialect::kUcum) ==
        "`mg per day` is not a UCUM code: a unit has no blanks inside | write `mg/d`");
  CHECK(ErrorOf("m^2", UnitDialect::kUcum) ==
        "`m^2` is not a UCUM code: there is no unit `m^` | write `m2`");
  CHECK(ErrorOf("\u00B5g", UnitDialect::kUcum).ends_with("| write `ug`"));
  CHECK(ErrorOf("MG/DL", UnitDialect::kUcum).ends_with("| write `mg/dL`"));
  CHECK(ErrorOf("milligrms", UnitDialect::kUcum) ==
        "`milligrms` is not a UCUM code: there is no unit `milligrms` | ");
}

TEST_CASE("a slip of the shift key is never another unit") {
  const std::tuple<std::string_view, std::string_view, std::string_view> slips[] = {
      {"Mg/dL", "`Mg` would be megagram", "write `mg/dL`"},
      {"MG/DL", "`MG` would be megagauss", "write `mg/dL`"},
      {"mG/dL", "`mG` would be milligauss", "write `mg/dL`"},
      {"Mmol/L", "`Mmol` would be megamole", "write `mmol/L`"},
      {"MEq/L", "`MEq` would be megaequivalent", "write `mEq/L`"},
      {"Pg", "`Pg` would be petagram", "write `pg`"},
      {"ML", "`ML` would be megalitre", "write `mL`"},
      {"Gm", "`Gm` would be gigametre", "write `gm`"},
      {"Mm", "`Mm` would be megametre", "write `mm`"},
      {"mg/H", "`H` would be henry", "write `mg/h`"},
      {"C", "`C` would be coulomb", "write `Cel`"},
      {"F", "`F` would be farad", "write `[degF]`"},
      {"K/uL", "`K/uL` would be kelvin per microlitre", "write `10^3/uL`"},
      {"K/\u00B5L", "`K/\u00B5L` would be kelvin per microlitre", "write `10^3/uL`"},
      {"m/uL", "`m/uL` would be metre per microlitre", "write `10^6/uL`"},
      {"G/L", "`G/L` would be gauss per litre", "write `10^9/L`"},
      {"mm/hg", "`mm/hg` would be millimetre per hectogram", "write `mmHg`"},
      {"u/kg", "`u` would be unified atomic mass unit", "write `U/kg`"},
      {"ft", "`ft` would be femtotonne", "did you mean `feet`?"},
      {"pt", "`pt` would be picotonne", "write `[pt_us]` or `[pt_br]` for the pint"},
      {"MU", "`MU` would be mega-enzyme unit",
       "write `mU` for milliunits, `10^6.U` for millions of enzyme units"},
      {"AU/mL", "`AU` would be astronomical unit",
       "write `[arb'U]` for arbitrary units, `[AU]` for allergen units"},
      {"gr", "`gr` has no single meaning", "write `g` for gram, `[gr]` for grain"},
      {"Cal", "`Cal` has no single meaning",
       "write `kcal` for the dietary calorie, `cal` for its thousandth"},
      {"KG", "there is no unit `KG`", "write `kg`"},
      {"kg/M2", "there is no unit `M`", "write `kg/m2`"},
      {"MMHG", "there is no unit `MMHG`", "write `mmHg`"},
  };
  for (const auto& [code, reason, help] : slips) {
    CHECK(ErrorOf(code) == fmt::format("`{}` is not a unit: {} | {}", code, reason, help));
  }
  // Strict UCUM is what it is, and what is usual stays possible.
  for (const std::string_view code : {"Mg/dL", "MG", "Gm", "K/uL", "H", "ft", "AU"}) {
    CHECK(ParseUnit(code, UnitDialect::kUcum));
  }
  for (const std::string_view code : {"MBq", "MHz", "GBq", "MJ", "10^6.U", "M[iU]", "T", "mS/cm"}) {
    CHECK(ParseUnit(code));
  }
}

TEST_CASE("errors say what was seen and what to write") {
  CHECK(ErrorOf("") == "`` is not a unit: it is empty | write `1` for a plain number");
  CHECK(ErrorOf("mg/") == "`mg/` is not a unit: nothing follows the last `/` | did you mean `mg`?");
  CHECK(ErrorOf("mg / dL") ==
        "`mg / dL` is not a unit: a unit has no blanks inside | did you mean `mg/dL`?");
  CHECK(ErrorOf("g.12h") ==
        "`g.12h` is not a unit: `.` must stand between 12 and `h` | write "
        "`12.h`, below a fraction line `/(12.h)`");
  CHECK(ErrorOf("mL/min/1.9m2").find("whole numbers only") != std::string::npos);
  for (const char* code : {"1.5", "0.8 mg", "mg/0.5mL"}) {
    CHECK(ErrorOf(code) ==
          fmt::format("`{}` is not a unit: a unit holds whole numbers only | write the unit alone, "
                      "without a number before it or below the line",
                      code));
  }
  CHECK(ErrorOf("(mg/dL") == "`(mg/dL` is not a unit: a closing parenthesis is missing | ");
  CHECK(ErrorOf("mg)") ==
        "`mg)` is not a unit: a parenthesis is closed that was not opened | did you mean `mg`?");
  CHECK(ErrorOf("[iU") == "`[iU` is not a unit: a `]` is missing | did you mean `IU`?");
  CHECK(ErrorOf("mg{x") == "`mg{x` is not a unit: the annotation in `{…}` is not closed | ");
  CHECK(ErrorOf("m/0") == "`m/0` is not a unit: its factor is zero | ");
  CHECK(ErrorOf("m65") ==
        "`m65` is not a unit: the exponent 65 of `m` is not between -64 and 64 | ");
  CHECK(ErrorOf("mL/min{1.73_m2}") ==
        "`mL/min{1.73_m2}` is not a unit: `{1.73_m2}` is a divisor here, no remark | write "
        "`min/{1.73_m2}`");
  CHECK(ParseUnit("mL/min{1.73_m2}", UnitDialect::kUcum));
  CHECK(ErrorOf("cells2") == "`cells2` is not a unit: `cells` takes no exponent | ");
  CHECK(ErrorOf("Cel/h") ==
        "`Cel/h` is not a unit: `Cel` counts from a zero point and takes part in no product | "
        "write a difference of temperature in `K` or `[degR]`");
  CHECK(ErrorOf("k[lb_av]").starts_with("`k[lb_av]` is not a unit: there is no unit `k[lb_av]`"));
  CHECK(ErrorOf("qqq") == "`qqq` is not a unit: there is no unit `qqq` | ");
  CHECK(ErrorOf("mg\xFF") ==
        "`mg\\xFF` is not a unit: `\\xFF` does not belong in a unit code | did you mean `mg`?");
}

TEST_CASE("did you mean") {
  CHECK(NearestUnit("mg/dL") == "mg/dL");
  CHECK(NearestUnit("MG/DL") == "mg/dL");
  CHECK(NearestUnit("Mmol/l") == "mmol/l");
  CHECK(NearestUnit("mmoll/L") == "mmol/L");
  CHECK(NearestUnit("yaers") == "years");
  CHECK(NearestUnit("tabelts per day") == "tablets/day");
  CHECK(NearestUnit("mgs/dL{x}") == "mg/dL{x}");
  CHECK(NearestUnit("mg / dL") == "mg/dL");
  CHECK(NearestUnit("cm[H20]") == "cm[H2O]");
  CHECK(NearestUnit("[inn_i]") == "[in_i]");
  CHECK(NearestUnit("zz") == "");
  CHECK(NearestUnit("mm Hg") == "mmHg");
  CHECK(NearestUnit("mgdL") == "mg/dL");
  CHECK(NearestUnit("mmolL") == "mmol/L");
  CHECK(NearestUnit("MOSM/KG") == "mOsm/kg");
  CHECK(NearestUnit("Pos/Neg") == "");  // one slip is a slip, two are another word
  CHECK(NearestUnit("completely else") == "");
  CHECK(NearestUnit("") == "");
}

TEST_CASE("units in words") {
  const std::pair<std::string_view, std::string_view> readings[] = {
      {"mg/dL", "milligram per decilitre"},
      {"mcg", "microgram"},
      {"1", "plain number"},
      {"%", "percent"},
      {"per minute", "per minute"},
      {"1/d", "per day"},
      {"bpm", "beats per minute"},
      {"kg/m2", "kilogram per square metre"},
      {"cm3", "cubic centimetre"},
      {"m4", "metre to the power of 4"},
      {"mL/kg per hour", "millilitre per kilogram per hour"},
      {"mL/(kg.h)", "millilitre per kilogram per hour"},
      {"mg/(8.h)", "milligram per 8 hours"},
      {"mL/min/1.73m2", "millilitre per minute per 1.73 square metres"},
      {"10^9/L", "10^9 per litre"},
      {"mg/g{creat}", "milligram per gram (creat)"},
      {"mmHg", "millimetre of mercury column"},
      {"m[IU]/L", "milli-international unit per litre"},
      {"tablets per day", "tablet per day"},
      {"\u00B0C", "degree Celsius"},
      {"kg.m.s-2", "kilogram metre per square second"},
      {"years", "year"},
      {"mEq/L", "milliequivalent per litre"},
      {"umol/L", "micromole per litre"},
  };
  for (const auto& [code, reading] : readings) CHECK(UnitReading(Read(code)) == reading);
  CHECK(UnitReading(UnityUnit()) == "plain number");
}

TEST_CASE("dimensions in words") {
  const std::pair<std::string_view, std::string_view> readings[] = {
      {"mg/dL", "mass concentration"},
      {"mmol/L", "amount concentration"},
      {"mEq/L", "charge (equivalents) concentration"},
      {"weeks", "duration"},
      {"inch", "length"},
      {"m2", "area"},
      {"mL", "volume"},
      {"lb", "mass"},
      {"\u00B0C", "temperature"},
      {"mg per day", "mass rate"},
      {"mL/h", "volume rate"},
      {"mmol/d", "amount rate"},
      {"U/L", "amount per volume per time"},
      {"%", "plain number"},
      {"mg/kg", "plain number"},
      {"cells/uL", "number concentration"},
      {"bpm", "frequency"},
      {"kg/m2", "mass per area"},
      {"mmHg", "pressure"},
      {"kcal", "energy"},
      {"IU", "international unit"},
      {"IU/L", "international unit per volume"},
      {"tablets per day", "tablet per time"},
      {"mmol/kg", "amount per mass"},
      {"m4.g2/s3", "mass^2 × length^4 per time^3"},
  };
  for (const auto& [code, reading] : readings) CHECK(Dimensions(code) == reading);
}

TEST_CASE("durations") {
  for (const std::string_view code : {"s", "min", "hours", "days", "wk", "months", "years"}) {
    CHECK(IsDuration(Read(code)));
  }
  for (const std::string_view code : {"1", "mg", "s2", "per day", "tablets"}) {
    CHECK_FALSE(IsDuration(Read(code)));
  }
}

TEST_CASE("weeks and days are days, shown as both") {
  const Unit unit = Read(kWeeksAndDays);
  CHECK(unit.ucum == "d");
  CHECK(unit.code == kWeeksAndDays);
  CHECK(FindConversion(Read("weeks"), unit)->factor == 7);
  CHECK(WeeksAndDaysText("256") == "36+4");
  CHECK(WeeksAndDaysText("<252") == "<36+0");
  CHECK(WeeksAndDaysText("252..261") == "36+0..37+2");
  CHECK(WeeksAndDaysText("256.5 to 6") == "36+4.5 to 0+6");
}

TEST_CASE("enzyme units differ from international units, and may be read as these") {
  const auto factor = [](std::string_view from, std::string_view to) {
    const auto conversion = ReadInternationally(Read(from), Read(to));
    return conversion ? FormatDecimal(conversion->factor) : "none";
  };
  CHECK(DifferInU(Read("mU/L"), Read("mIU/L")));
  CHECK_FALSE(DifferInU(Read("mU/L"), Read("U/L")));
  CHECK_FALSE(DifferInU(Read("mg/L"), Read("mIU/L")));
  CHECK(factor("mU/L", "mIU/L") == "1");
  CHECK(factor("uU/mL", "mIU/L") == "1");
  CHECK(factor("U/L", "mIU/L") == "1000");
}

TEST_CASE("limits of size") {
  CHECK(ParseUnit(std::string(1, 'm') + std::string(255, ' ')));
  CHECK(ErrorOf(std::string(257, 'm')).find("it has 257 characters, at most 256 are read") !=
        std::string::npos);
  CHECK(ParseUnit(std::string(32, '(') + "m" + std::string(32, ')')));
  CHECK(ErrorOf(std::string(33, '(') + "m" + std::string(33, ')')).find("nested more than 32") !=
        std::string::npos);
  CHECK(ParseUnit("10*64"));
  CHECK(ParseUnit("123456789012345678.m"));
  CHECK_FALSE(ParseUnit("1234567890123456789.m"));
  std::string huge = "Ym64";
  for (int i = 0; i < 30; ++i) huge += ".Ym64";
  CHECK(ErrorOf(huge, UnitDialect::kUcum).find("its factor is beyond all measure") !=
        std::string::npos);
  CHECK(ErrorOf("[pi]64", UnitDialect::kUcum).find("beyond all measure") != std::string::npos);
}

TEST_CASE("only pH has another reading in UCUM than as an everyday spelling") {
  const UnitTable& table = UnitTable::For(UnitDialect::kUcum);
  int spellings = 0;
  for (const std::string_view symbol : KnownSymbols()) {
    const auto everyday = FindEverydaySymbol(symbol);
    if (!everyday || everyday->prefix != nullptr) continue;
    ++spellings;
    CAPTURE(symbol);
    CHECK(table.FindSymbol(symbol).has_value() == (symbol == "pH"));
    CHECK(ParseUnit(symbol));
  }
  CHECK(spellings > 100);
}

TEST_CASE("every unit of the table reads in strict UCUM, prefixed exactly when it is metric") {
  const UnitTable& table = UnitTable::For(UnitDialect::kUcum);
  CHECK(UnitTable::Codes().size() == 312);
  for (const std::string_view known : UnitTable::Codes()) {
    const std::string code(known);
    CAPTURE(code);
    const TableUnit& unit = *table.FindUnit(code);
    const Unit alone = Read(code, UnitDialect::kUcum);
    CHECK(alone.factor > 0);
    CHECK(UnitReading(alone) == unit.name);
    const std::string prefixed = fmt::format("k{}", code);
    if (table.FindUnit(prefixed) == nullptr) {
      CHECK(static_cast<bool>(ParseUnit(prefixed, UnitDialect::kUcum)) == unit.metric);
    }
  }
}

// What is accepted stands for a strict code that means the same.
void CheckAccepted(const Unit& unit) {
  CAPTURE(unit.code);
  CHECK(ParseUnit(unit.ucum, UnitDialect::kUcum));
  const Result<Unit> again = ParseUnit(unit.ucum);
  REQUIRE(again);
  CHECK(again->dimension == unit.dimension);
  CHECK(again->factor == unit.factor);
  CHECK(unit.factor > 0);
  CHECK_FALSE(UnitReading(unit).empty());
  CHECK_FALSE(DimensionReading(unit.dimension).empty());
}

TEST_CASE("no bytes crash the reader, and what it accepts is UCUM") {
  const std::vector<std::string_view> parts = {
      "mg",  "dL",     "/",      ".",    "(",       ")",     "{x}", "{",  "}",
      "[",   "]",      "10",     "*",    "^",       "-",     "+",   "2",  "64",
      " ",   "per ",   "1.73",   "m2",   "[iU]",    "cells", "Cel", "pH", "tablets",
      "bpm", "\u00B5", "\u00B2", "\xFF", "\u00B0C", "mM",    "%",   "'",  "M"};
  std::mt19937 random(20240607);
  int accepted = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string code;
    const auto length = random() % 8;
    for (unsigned j = 0; j < length; ++j) code += parts[random() % parts.size()];
    for (const UnitDialect dialect : kBothDialects) {
      const Result<Unit> unit = ParseUnit(code, dialect);
      if (!unit) {
        CHECK_FALSE(unit.error().message.empty());
      } else if (dialect == UnitDialect::kEveryday) {
        CheckAccepted(*unit);
        ++accepted;
      }
    }
  }
  CHECK(accepted > 500);
}

}  // namespace
}  // namespace mgl
