// Uncertain numbers in columns of fixed-point numbers.
#include "engine/batch/eval_batch.h"

namespace mgl {
namespace {

/// The outermost FixedPoint inside of a bound; `inward` is the direction away from it.
std::optional<FixedPoint> InnerEnd(const Bound& bound, FixedPoint inward) {
  if (bound.infinite) return -inward * (kLargestFixedPoint + 1);
  const std::optional<FixedPoint> end = ToFixedPoint(bound.value);
  if (!end) return std::nullopt;
  return bound.closed ? *end : *end + inward;
}

Truth IsBelow(const Interval& number, const NumberCut& cut) {
  const Interval at = Interval::Point(cut.value);
  return cut.inclusive ? LessEqual(number, at) : Less(number, at);
}

}  // namespace

std::optional<HeldInterval> BatchEvaluator::HoldUncertain(FactId id, const Interval& number) const {
  const Fact& fact = guideline_.facts[Index(id)];
  const FactPlan& plan = fact_plans_[Index(id)];
  if (!plan.is_only_compared || fact.step || fact.whole_step) return std::nullopt;
  const auto plausible = fact.plausible ? Intersect(number, *fact.plausible) : number;
  if (!plausible) return std::nullopt;
  const std::optional<FixedPoint> low = InnerEnd(plausible->low, 1);
  const std::optional<FixedPoint> high = InnerEnd(plausible->high, -1);
  if (!low || !high || *low > *high) return std::nullopt;
  // An open end has no FixedPoint next to it that stands for it at every cut.
  for (const std::size_t i : plan.cuts) {
    const FixedPoint first_beyond = cuts_[i].first_beyond;
    const Truth held = *high < first_beyond   ? Truth::kYes
                       : *low >= first_beyond ? Truth::kNo
                                              : Truth::kUnknown;
    if (held != IsBelow(*plausible, cuts_[i].number)) return std::nullopt;
  }
  return HeldInterval{*low, *high};
}

}  // namespace mgl
