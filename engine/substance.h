// What makes mg/dL, mmol/L and mEq/L of one substance comparable.
#pragma once

#include <string>
#include <string_view>

#include "engine/rational.h"

namespace mgl {

struct Substance {
  std::string name;         // snake_case, as guidelines write it
  Rational molar_mass = 0;  // g/mol; 0 where unknown: mass and amount do not convert
  int valence = 0;          // charges a particle, without sign; 0: no conversion to equivalents
};

/// The substances that ship with the project (electrolytes, glucose, creatinine, urea, urea
/// nitrogen, cholesterol …), or null. Standard atomic weights: IUPAC 2021, abridged.
const Substance* FindBuiltinSubstance(std::string_view name);

}  // namespace mgl
