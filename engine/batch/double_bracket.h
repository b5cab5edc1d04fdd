// The doubles between which a rational lies.
#pragma once

#include "engine/value/rational.h"

namespace mgl {

/// Neighbouring doubles, or one that is the number itself.
struct DoubleBracket {
  double low = 0;
  double high = 0;
  bool is_exact = false;
  bool is_canonical = false;  // exact, or a decimal of at most 15 significant digits
  bool is_held = false;       // within the limits of number_rows.h
};
DoubleBracket BracketOf(const Rational& value);

}  // namespace mgl
