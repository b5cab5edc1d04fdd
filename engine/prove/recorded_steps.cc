#include "engine/prove/recorded_steps.h"

namespace mgl {

std::optional<Rational> RecordedStepOf(const Fact& fact) {
  if (fact.type != FactType::kNumber || (fact.whole_step && fact.step)) return std::nullopt;
  const std::optional<Rational>& step = fact.whole_step ? fact.whole_step : fact.step;
  if (!step || !fact.default_value) return step;
  // A default stands as it is written.
  const Interval& otherwise = fact.default_value->number;
  const bool is_multiple =
      otherwise.IsPoint() && Floor(otherwise.low.value / *step) * *step == otherwise.low.value;
  return is_multiple ? step : std::nullopt;
}

Interval FromStepToStep(const Interval& stretch, const Rational& step) {
  Interval same = stretch;
  const auto at_least = [&](const Rational& value) {
    return Rational(Ceiling(value / step) * step);
  };
  const auto above = [&](const Rational& value) {
    return Rational((Floor(value / step) + 1) * step);
  };
  if (!same.low.infinite) {
    same.low = Bound::At(same.low.closed ? at_least(same.low.value) : above(same.low.value));
  }
  if (!same.high.infinite) {
    same.high =
        Bound::At(same.high.closed ? above(same.high.value) : at_least(same.high.value), false);
  }
  return same;
}

}  // namespace mgl
