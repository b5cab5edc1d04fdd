// Conversions between units.
#include "engine/unit.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace mgl {
namespace {

int Exponent(const Dimension& dimension, BaseDimension base) {
  return dimension.exponent[static_cast<std::size_t>(base)];
}

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
    return Exponent(from, base) - Exponent(to, base);
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

}  // namespace

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
  Rational factor = from.factor / to.factor;
  if (from.dimension == to.dimension) {
    return Conversion{factor, (from.offset - to.offset) / to.factor};
  }
  if (substance == nullptr) return std::nullopt;
  const std::optional<SubstanceShift> shift = FindShift(from.dimension, to.dimension);
  if (!shift) return std::nullopt;
  const std::optional<Rational> exchange = SubstanceFactor(*shift, *substance);
  if (!exchange) return std::nullopt;
  return Conversion{factor * *exchange, 0};
}

bool IsDuration(const Unit& unit) {
  Dimension duration;
  duration.exponent[static_cast<std::size_t>(BaseDimension::kTime)] = 1;
  return unit.dimension == duration;
}

}  // namespace mgl
