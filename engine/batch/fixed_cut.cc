#include "engine/batch/fixed_cut.h"

#include <limits>

#include "engine/value/whole_number.h"

namespace mgl {
namespace {

/// The greatest whole m for which m * step lies on the lower side of the cut.
Rational LastStep(const NumberCut& cut, const Rational& step) {
  const Rational steps = cut.value / step;
  return cut.inclusive ? Floor(steps) : Rational(Ceiling(steps) - 1);
}

}  // namespace

NumberCut BeforeRecordedPrecision(const Fact& fact, NumberCut cut) {
  if (fact.step) {
    // Halves go away from zero: below zero the half itself still belongs to the lower step.
    const Rational last = LastStep(cut, *fact.step);
    cut = {(last + Rational(1, 2)) * *fact.step, last < 0};
  }
  if (fact.whole_step) cut = {(LastStep(cut, *fact.whole_step) + 1) * *fact.whole_step, false};
  return cut;
}

FixedPoint FirstBeyond(const NumberCut& cut) {
  const Rational scaled = cut.value * PowerOfTen(kFixedPointDigits);
  const Rational first = cut.inclusive ? Rational(Floor(scaled) + 1) : Ceiling(scaled);
  constexpr auto kLeast = std::numeric_limits<FixedPoint>::min();
  constexpr auto kMost = std::numeric_limits<FixedPoint>::max();
  return ToInt64(first).value_or(first < 0 ? kLeast : kMost);
}

}  // namespace mgl
