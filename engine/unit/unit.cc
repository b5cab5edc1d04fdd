// Conversions between units.
#include "engine/unit/unit.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace mgl {
namespace {

/// What is left of `from` when `to` is divided out, for the three that a substance connects.
struct SubstanceShift {
  int mass = 0;
  int amount = 0;
  int equivalents = 0;
};

/// Empty unless the dimensions are equal but for one mass, amount or number of equivalents that
/// stands in the same place as another of the three.
std::optional<SubstanceShift> FindShift(const Dimension& from, const Dimension& to) {
  Dimension others_from = from;
  Dimension others_to = to;
  for (const BaseDimension base :
       {BaseDimension::kMass, BaseDimension::kAmount, BaseDimension::kEquivalents}) {
    others_from.exponent[static_cast<std::size_t>(base)] = 0;
    others_to.exponent[static_cast<std::size_t>(base)] = 0;
  }
  if (others_from != others_to) return std::nullopt;
  const auto difference = [&](BaseDimension base) {
    return from.ExponentOf(base) - to.ExponentOf(base);
  };
  const SubstanceShift shift{difference(BaseDimension::kMass), difference(BaseDimension::kAmount),
                             difference(BaseDimension::kEquivalents)};
  const bool is_one_exchange =
      shift.mass + shift.amount + shift.equivalents == 0 &&
      std::max({std::abs(shift.mass), std::abs(shift.amount), std::abs(shift.equivalents)}) == 1;
  return is_one_exchange ? std::optional(shift) : std::nullopt;
}

/// The factor that turns the base units of `from` into those of `to`, by way of moles: a gram is
/// 1 / molar mass moles, an equivalent 1 / valence moles.
std::optional<Rational> SubstanceFactor(const SubstanceShift& shift, const Substance& substance) {
  if (shift.mass != 0 && substance.molar_mass <= 0) return std::nullopt;
  if (shift.equivalents != 0 && substance.valence <= 0) return std::nullopt;
  Rational factor = 1;
  if (shift.mass > 0) factor /= substance.molar_mass;
  if (shift.mass < 0) factor *= substance.molar_mass;
  if (shift.equivalents > 0) factor /= substance.valence;
  if (shift.equivalents < 0) factor *= substance.valence;
  return factor;
}

/// Whether the annotations may be of one thing: those of one say no more than those of the other.
bool NameTheSame(const Unit& a, const Unit& b) {
  return std::ranges::includes(a.annotations, b.annotations) ||
         std::ranges::includes(b.annotations, a.annotations);
}

/// Between units of one dimension.
Conversion FactorAndOffset(const Unit& from, const Unit& to) {
  const bool have_one_zero = from.is_difference || to.is_difference;
  return {from.factor / to.factor,
          have_one_zero ? Rational(0) : Rational((from.offset - to.offset) / to.factor)};
}

/// In units that convert into those of the scale by themselves, either way round.
std::optional<Conversion> ByScale(const Unit& from, const Unit& to, const SubstanceScale& scale) {
  const Result<Unit> first = ParseUnit(scale.from);
  const Result<Unit> second = ParseUnit(scale.to);
  if (!first || !second) return std::nullopt;
  Conversion between = scale.conversion;
  const auto fits = [&](const Unit& begin, const Unit& end) {
    return FindConversion(from, begin) && FindConversion(end, to);
  };
  const bool is_forward = fits(*first, *second);
  if (!is_forward && !fits(*second, *first)) return std::nullopt;
  if (!is_forward) between = {1 / between.factor, -between.offset / between.factor};
  const Conversion before = *FindConversion(from, is_forward ? *first : *second);
  const Conversion after = *FindConversion(is_forward ? *second : *first, to);
  return Conversion{before.factor * between.factor * after.factor,
                    after.Apply(between.Apply(before.offset))};
}

bool IsAmountFraction(const Unit& unit) {
  Dimension fraction;
  fraction.arbitrary.emplace(kAmountFraction, 1);
  return unit.dimension == fraction;
}

/// With `[iU]` for each `U` that is no part of another name.
std::optional<Unit> AsInternational(const Unit& unit) {
  std::string ucum;
  bool is_inside = false;
  for (const char c : unit.ucum) {
    is_inside = (is_inside || c == '[' || c == '{') && c != ']' && c != '}';
    if (c == 'U' && !is_inside) {
      ucum += "[iU]";
    } else {
      ucum += c;
    }
  }
  Result<Unit> read = ParseUnit(ucum, UnitDialect::kUcum);
  if (!read) return std::nullopt;
  read->annotations = unit.annotations;
  return std::move(*read);
}

}  // namespace

std::optional<Conversion> ReadInternationally(const Unit& from, const Unit& to) {
  const std::optional<Unit> first = AsInternational(from);
  const std::optional<Unit> second = AsInternational(to);
  return first && second ? FindConversion(*first, *second) : std::nullopt;
}

bool DifferInU(const Unit& a, const Unit& b) {
  return !FindConversion(a, b) && ReadInternationally(a, b);
}

std::string WeeksAndDaysText(std::string_view days) {
  constexpr std::string_view kDigits = "0123456789";
  std::string text;
  while (!days.empty()) {
    const std::size_t end = std::min(days.find_first_not_of(kDigits), days.size());
    const std::optional<Rational> number = ParseDecimal(days.substr(0, end));
    if (number) {
      const Rational weeks = Floor(*number / 7);
      text += FormatDecimal(weeks) + "+" + FormatDecimal(*number - weeks * 7);
    }
    // What is no whole number keeps its fraction: 36+4.5.
    std::size_t next = std::min(days.find_first_of(kDigits, end), days.size());
    if (number && days.substr(end, next - end) == ".") {
      next = std::min(days.find_first_not_of(kDigits, next), days.size());
    }
    text += days.substr(end, next - end);
    days.remove_prefix(next);
  }
  return text;
}

Unit UnityUnit() {
  Unit unit;
  unit.code = '1';
  unit.ucum = '1';
  return unit;
}

std::optional<Conversion> FindConversion(const Unit& from, const Unit& to,
                                         const Substance* substance) {
  if (&from == &to) return Conversion{};
  if (from.logarithmic || to.logarithmic) {
    if (from.ucum != to.ucum) return std::nullopt;
    return Conversion{};
  }
  const bool is_of_one = NameTheSame(from, to);
  if (is_of_one && from.dimension == to.dimension) return FactorAndOffset(from, to);
  if (substance == nullptr) return std::nullopt;
  for (const SubstanceScale& scale : substance->scales) {
    if (auto conversion = ByScale(from, to, scale)) return conversion;
  }
  const std::optional<SubstanceShift> shift = FindShift(from.dimension, to.dimension);
  if (!shift || !is_of_one) return std::nullopt;
  const std::optional<Rational> exchange = SubstanceFactor(*shift, *substance);
  if (!exchange) return std::nullopt;
  return Conversion{from.factor / to.factor * *exchange, 0};
}

bool IsOnOffsetScale(const Unit& unit, const Substance& substance) {
  return std::ranges::any_of(substance.scales, [&](const SubstanceScale& scale) {
    if (scale.conversion.offset == 0) return false;
    return std::ranges::any_of(std::array{scale.from, scale.to}, [&](const std::string& code) {
      const Result<Unit> end = ParseUnit(code);
      return end && FindConversion(unit, *end);
    });
  });
}

std::string WhyNoConversion(const Unit& from, const Unit& to) {
  const auto annotation = [](const Unit& unit) {
    const std::size_t begin = unit.ucum.find('{');
    return unit.ucum.substr(begin, unit.ucum.find('}', begin) + 1 - begin);
  };
  if (!NameTheSame(from, to)) {
    // Where several stand in a unit, the whole unit says it.
    const bool are_single = from.annotations.size() == 1 && to.annotations.size() == 1 &&
                            std::ranges::count(from.ucum, '{') == 1 &&
                            std::ranges::count(to.ucum, '{') == 1;
    return are_single ? annotation(from) + " is not " + annotation(to)
                      : from.code + " and " + to.code + " are not of the same";
  }
  const auto is_plain = [](const Unit& unit) { return unit.dimension.IsPlainNumber(); };
  if (IsAmountFraction(from) && is_plain(to)) {
    return from.code + " is a ratio of amounts, " + to.code + " another scale";
  }
  if (IsAmountFraction(to) && is_plain(from)) {
    return to.code + " is a ratio of amounts, " + from.code + " another scale";
  }
  return "";
}

Unit DifferenceUnit(const Unit& unit) {
  Unit difference = unit;
  difference.is_difference = true;
  difference.offset = 0;
  return difference;
}

bool IsCalendarUnit(const Unit& unit) { return unit.ucum == "mo" || unit.ucum == "a"; }

bool MixesCalendar(const Unit& a, const Unit& b) {
  const auto is_fixed = [](const Unit& unit) {
    constexpr std::array<std::string_view, 5> kFixed = {"s", "min", "h", "d", "wk"};
    return std::ranges::find(kFixed, unit.ucum) != kFixed.end();
  };
  return (IsCalendarUnit(a) && is_fixed(b)) || (is_fixed(a) && IsCalendarUnit(b));
}

bool IsDuration(const Unit& unit) { return unit.dimension == Dimension::Of(BaseDimension::kTime); }

}  // namespace mgl
