#include "engine/batch/case_columns.h"

#include "engine/value/whole_number.h"

namespace mgl {

std::optional<FixedPoint> ToFixedPoint(const Rational& value) {
  const Rational scaled = value * PowerOfTen(kFixedPointDigits);
  const std::optional<FixedPoint> number = ToInt64(scaled);
  return number && IsFixedPoint(*number) ? number : std::nullopt;
}

}  // namespace mgl
