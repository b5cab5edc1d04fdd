// What becomes of single values: numbers in other units, uncertain ones.
#include "engine/batch/batch_plan.h"

#include <utility>

#include "engine/meaning/cut_line.h"
#include "engine/meaning/effective_fact.h"
#include "engine/model/node_family.h"

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

std::optional<FixedConversion> BatchPlan::ConversionOf(FactId id, const Unit& unit) const {
  const Fact& fact = guideline.facts[Index(id)];
  const std::optional<Conversion> conversion = ConversionInto(fact, unit);
  if (!conversion) return std::nullopt;
  for (const NodeId node_id : order) {
    const Node& node = guideline.graph.node(node_id);
    const NodePlan& plan = node_plans[Index(node_id)];
    if (FamilyOf(node.kind) != NodeFamily::kCut || plan.cuts_value || plan.fact != id) continue;
    const std::vector<CutLine>& lines = LinesOf(guideline, node);
    if (ServingKind(lines, unit.dimension) != ServingKind(lines, fact.unit.dimension)) {
      return std::nullopt;
    }
  }
  const FactPlan& plan = fact_plans[Index(id)];
  RoundingDown rounding{plan.is_only_compared, {}};
  const auto see = [&rounding](const NumberCut& cut) {
    const std::optional<FixedPoint> at = ToFixedPoint(cut.value);
    rounding.is_allowed &= at.has_value();
    if (at && cut.inclusive) rounding.not_to.push_back(*at);
  };
  for (const std::size_t cut : plan.cuts) see(cuts[cut].number);
  if (fact.plausible) {
    const auto& [low, high] = *fact.plausible;
    if (!low.infinite) see({low.value, !low.closed});
    if (!high.infinite) see({high.value, high.closed});
  }
  return FixedConversion::Make(*conversion, std::move(rounding));
}

std::optional<HeldInterval> BatchPlan::HoldUncertain(FactId id, const Interval& number) const {
  const Fact& fact = guideline.facts[Index(id)];
  const FactPlan& plan = fact_plans[Index(id)];
  if (!plan.is_only_compared || fact.step || fact.whole_step) return std::nullopt;
  const auto plausible = fact.plausible ? Intersect(number, *fact.plausible) : number;
  if (!plausible) return std::nullopt;
  const std::optional<FixedPoint> low = InnerEnd(plausible->low, 1);
  const std::optional<FixedPoint> high = InnerEnd(plausible->high, -1);
  if (!low || !high || *low > *high) return std::nullopt;
  // An open end has no FixedPoint next to it that stands for it at every cut.
  for (const std::size_t i : plan.cuts) {
    const FixedPoint first_beyond = cuts[i].first_beyond;
    const Truth held = *high < first_beyond   ? Truth::kYes
                       : *low >= first_beyond ? Truth::kNo
                                              : Truth::kUnknown;
    if (held != IsBelow(*plausible, cuts[i].number)) return std::nullopt;
  }
  return HeldInterval{*low, *high};
}

}  // namespace mgl
