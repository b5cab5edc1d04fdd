// The numbers, dates and choices of a block: what the batch evaluator says of each node that is no
// truth. Where `known` is clear the value is missing: `settled` is clear too, the rest means
// nothing.
#pragma once

#include <array>
#include <vector>

#include "engine/batch/bit_plane.h"
#include "engine/value/calendar.h"

namespace mgl {

/// Each number is one of three, by its `settled` and `exact` bits:
///   exact: it is the interval from low to high, both ends belong to it; settled: low == high;
///   settled, not exact: one number, above low and below high or at one of them;
///   neither: an interval that lies in low..high, ends not said (only inside the evaluator: where a
///   result is such, the case is exceptional).
/// Where `canonical` is set, equal low, high and bits mean equal numbers, in any two cases and
/// blocks; canonical and not exact: the number is the decimal of at most 15 significant digits that
/// lies between low and high: either rounded to 15 digits.
struct alignas(64) NumberColumn {
  Plane known{};
  Plane settled{};
  Plane exact{};
  Plane canonical{};
  std::array<double, kBlockCases> low{};
  std::array<double, kBlockCases> high{};
};

/// From the first day to the last, both possible and in the calendar; settled: they are the same.
struct alignas(64) DateColumn {
  Plane known{};
  Plane settled{};
  std::array<Day, kBlockCases> first{};
  std::array<Day, kBlockCases> last{};
};

/// What each choice of a case may be; settled: one choice is left.
struct ChoiceColumn {
  Plane known{};
  Plane settled{};
  std::vector<Plane> may_be;  // by choice; choices beyond: never
};

}  // namespace mgl
