#include "engine/batch/double_bracket.h"

#include "engine/batch/number_rows.h"

namespace mgl {

DoubleBracket BracketOf(const Rational& value) {
  constexpr int kSureDigits = 15;     // decimals of so many digits never share a bracket
  const double near = value.get_d();  // rounded towards zero
  if (!IsHeld(near) || (near == 0 && value != 0)) return {};
  const int side = cmp(value, RationalOf(near));
  const bool is_canonical = side == 0 || RoundToDigits(value, kSureDigits) == value;
  return {side < 0 ? Below(near) : near, side > 0 ? Above(near) : near, side == 0, is_canonical,
          true};
}

}  // namespace mgl
