// Fixed-point numbers from one unit to another.
#pragma once

#include <optional>
#include <vector>

#include "engine/batch/case_columns.h"
#include "engine/unit/unit.h"

namespace mgl {

/// Numbers that are only compared may become the next lower fixed-point one: `x < c` then says the
/// same for every fixed-point c, and `x <= c` for all but those that are not to be reached so.
struct RoundingDown {
  bool is_allowed = false;
  std::vector<FixedPoint> not_to;
};

/// A change of unit of fixed-point numbers.
class FixedConversion {
 public:
  /// Empty where the conversion's own numbers are too large.
  static std::optional<FixedConversion> Make(const Conversion& conversion, RoundingDown rounding);

  /// False where the result is no fixed-point number; `number` is then as before.
  bool Apply(FixedPoint& number) const;

 private:
  FixedConversion() = default;

  // to = (from * multiplier + addend) / divisor, of multiples of the fixed-point unit.
  FixedPoint multiplier_ = 1;
  FixedPoint addend_ = 0;
  FixedPoint divisor_ = 1;
  RoundingDown rounding_;
};

}  // namespace mgl
