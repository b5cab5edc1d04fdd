// Units of measure: UCUM codes and everyday spellings, their dimensions, exact conversion factors.
#pragma once

#include <array>
#include <compare>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/unit/substance.h"
#include "engine/value/rational.h"
#include "engine/value/result.h"

namespace mgl {

/// Index into Dimension::exponent.
enum class BaseDimension {
  kLength,
  kMass,
  kTime,
  kPlaneAngle,
  kTemperature,
  kCharge,  // coulomb
  kLuminosity,
  kAmount,       // mole
  kEquivalents,  // equivalent: moles times valence
};
inline constexpr int kBaseDimensions = 9;

/// A product of powers of base dimensions, and of arbitrary units such as `[IU]`, each of which is
/// a dimension of its own. Units convert into each other when their dimensions are equal (or can be
/// made equal by a substance).
struct Dimension {
  std::array<int, kBaseDimensions> exponent{};
  std::map<std::string, int> arbitrary;  // `[iU]`, `{tablet}`, `[pH]` -> exponent, no zeros

  static Dimension Of(BaseDimension base, int power = 1) {
    Dimension dimension;
    dimension.exponent[static_cast<std::size_t>(base)] = power;
    return dimension;
  }
  int ExponentOf(BaseDimension base) const { return exponent[static_cast<std::size_t>(base)]; }

  bool operator==(const Dimension&) const = default;
  bool IsPlainNumber() const { return *this == Dimension{}; }
};

/// How a unit code is read.
/// kUcum: strict case-sensitive UCUM, where `mol` is a number of entities and `eq` equals `mol`.
/// kEveryday: UCUM and the spellings of clinical texts (`mcg`, `IU`, `mmHg`, `years`, `mg per day`,
/// `mL/min/1.73m2`, `10^9/L`). Amount and equivalents are dimensions; `tablet`, `serving`, `unit`
/// and their like are dimensions of their own, cells and beats plain numbers; `{1.73_m2}` is that
/// area, so that an indexed clearance never compares with a clearance. UCUM codes that nobody can
/// meant (`Mg/dL` as megagram, `K/uL` as kelvin) are errors. A ratio of amounts (`mmol/mol`) is a
/// dimension of its own: no percent.
enum class UnitDialect { kUcum, kEveryday };

/// A unit: value in base units = value * factor + offset.
struct Unit {
  std::string code;  // as written
  std::string ucum;  // the UCUM code it stands for
  Dimension dimension;
  Rational factor = 1;
  Rational offset = 0;       // not zero only for Cel, [degF], [degRe]
  bool logarithmic = false;  // [pH], bel, neper, %[slope]…: converts only into the same code
  /// A difference of two numbers in Cel, [degF], K or a logarithmic unit: it has no zero, and other
  /// units convert into it, and it into them, as differences.
  bool is_difference = false;
  /// What annotations say that it is of: `feu` in ng/mL{FEU}; sorted, in small letters. Not those
  /// that say what is counted (`{cells}`), nor in the dialect kUcum, where annotations mean
  /// nothing.
  std::vector<std::string> annotations;
};

/// Reads a unit code. The error says what is wrong and, for a near miss, what may be meant.
Result<Unit> ParseUnit(std::string_view code, UnitDialect dialect = UnitDialect::kEveryday);

/// From one unit to another where `U`, the enzyme unit, is read as the international unit.
std::optional<Conversion> ReadInternationally(const Unit& from, const Unit& to);
/// Whether the units convert so, and not otherwise.
bool DifferInU(const Unit& a, const Unit& b);

/// Days that are read and written as weeks and days: `36+4` is 256 of them.
inline constexpr std::string_view kWeeksAndDays = "weeks and days";
/// A text with whole numbers of days, with weeks and days instead: `<36+0`, `36+0..37+2`.
std::string WeeksAndDaysText(std::string_view days);

/// The dimension (Dimension::arbitrary) of ratios of amounts.
inline constexpr std::string_view kAmountFraction = "mol/mol";

/// The plain number `1`.
Unit UnityUnit();

/// Conversion between units of one dimension whose annotations do not say different things; with a
/// substance also between mass, amount and equivalents, in numerator or denominator, and by its
/// scales. Empty where there is none.
std::optional<Conversion> FindConversion(const Unit& from, const Unit& to,
                                         const Substance* substance = nullptr);

/// Whether a scale of the substance relates the unit to another by more than a factor (HbA1c in %
/// and in mmol/mol): sums, differences and multiples then depend on the scale they are made on.
bool IsOnOffsetScale(const Unit& unit, const Substance& substance);

/// Why units that look alike do not convert: "{DDU} is not {FEU}"; or empty.
std::string WhyNoConversion(const Unit& from, const Unit& to);

/// The unit of differences of two numbers in `unit`.
Unit DifferenceUnit(const Unit& unit);

/// True when the unit measures a duration (dimension time).
bool IsDuration(const Unit& unit);

/// True where the unit is counted in calendar months (months, years).
bool IsCalendarUnit(const Unit& unit);
/// One is in months or years, the other has a fixed length (seconds to weeks): as numbers of UCUM
/// they convert, as times of patients they do not.
bool MixesCalendar(const Unit& a, const Unit& b);

/// `milligram per decilitre`.
std::string UnitReading(const Unit& unit);

/// A dimension in words: `mass concentration`, or a product (`tablet per time`) where there is
/// none.
std::string DimensionReading(const Dimension& dimension);

/// The unit that `code` may stand for: itself where it is one, else differing in case only, else
/// with one symbol misspelt. Empty when none is near.
std::string NearestUnit(std::string_view code);

}  // namespace mgl
