// What makes mg/dL, mmol/L and mEq/L of one substance comparable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/value/rational.h"

namespace mgl {

/// An exact change of unit: to = from * factor + offset.
struct Conversion {
  Rational factor = 1;
  Rational offset = 0;
  Rational Apply(const Rational& value) const { return value * factor + offset; }
};

/// Two scales of one quantity that only a convention relates, such as HbA1c in mmol/mol and in %.
/// `from` and `to` are codes of units that can be read; the factor is above zero.
struct SubstanceScale {
  std::string from;
  std::string to;
  Conversion conversion;
};

struct Substance {
  std::string name;         // snake_case, as guidelines write it
  Rational molar_mass = 0;  // g/mol; 0 where unknown: mass and amount do not convert
  int valence = 0;          // charges a particle, without sign; 0: no conversion to equivalents
  std::vector<SubstanceScale> scales = {};
};

/// The substances that ship with the project (electrolytes, glucose, creatinine, urea, urea
/// nitrogen, cholesterol, HbA1c …), or null. Standard atomic weights: IUPAC 2021, abridged.
const Substance* FindBuiltinSubstance(std::string_view name);
std::vector<std::string_view> BuiltinSubstanceNames();

}  // namespace mgl
