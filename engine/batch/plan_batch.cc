// What must be evaluated of a guideline, and where its numbers cut the facts' columns.
#include <algorithm>
#include <limits>

#include "engine/batch/double_cut.h"
#include "engine/batch/eval_batch.h"
#include "engine/eval_scalar.h"
#include "engine/meaning/action_for_case.h"
#include "engine/meaning/cut_line.h"
#include "engine/meaning/effective_fact.h"
#include "engine/meaning/lines.h"
#include "engine/model/node_family.h"

namespace mgl {
namespace {

constexpr std::size_t kMostNodes = 100'000;  // planes of more would need too much memory

/// What outputs read of a guideline.
std::vector<NodeId> OutputNodes(const Guideline& guideline) {
  std::vector<NodeId> nodes{guideline.scope};
  for (const Rule& rule : guideline.rules) {
    nodes.insert(nodes.end(), {rule.due, rule.allowed, rule.outcome});
  }
  for (const ResultColumn& result : guideline.results) nodes.push_back(result.node);
  for (const Recheck& recheck : guideline.rechecks) nodes.push_back(recheck.when);
  for (const Contraindication& against : guideline.contraindications) nodes.push_back(against.when);
  for (const Property& property : guideline.properties) nodes.push_back(property.condition);
  const std::vector<NodeId> of_actions = NodesOfActions(guideline);
  nodes.insert(nodes.end(), of_actions.begin(), of_actions.end());
  for (const FactId id : guideline.suspect_order) {
    const auto& conditions = guideline.facts[Index(id)].suspect_when;
    nodes.insert(nodes.end(), conditions.begin(), conditions.end());
  }
  return nodes;
}

bool IsDay(const Node& node) {
  return (IsFactValue(node) && node.type == ValueType::kDate) || node.kind == NodeKind::kDate ||
         node.kind == NodeKind::kToday || node.kind == NodeKind::kDateOfFact;
}

}  // namespace

std::unique_ptr<BatchEvaluator> BatchEvaluator::Make(const Guideline& guideline,
                                                     const EvaluationOptions& options) {
  if (guideline.graph.size() > kMostNodes) return nullptr;
  auto evaluator = std::unique_ptr<BatchEvaluator>(new BatchEvaluator(guideline, options));
  return evaluator->PlanAll() ? std::move(evaluator) : nullptr;
}

BatchEvaluator::BatchEvaluator(const Guideline& guideline, EvaluationOptions options)
    : guideline_(guideline),
      options_(WithReadings(guideline, std::move(options))),
      plans_(guideline.graph.size()),
      fact_plans_(guideline.facts.size()),
      yes_(guideline.graph.size()),
      no_(guideline.graph.size()),
      value_slots_(guideline.graph.size(), kNoSlot) {}

bool BatchEvaluator::PlanAll() {
  std::vector<bool> is_needed(guideline_.graph.size(), false);
  for (const NodeId node : OutputNodes(guideline_)) is_needed[Index(node)] = true;
  for (std::size_t i = is_needed.size(); i-- > 0;) {
    if (!is_needed[i]) continue;
    for (const NodeId operand : guideline_.graph.Operands(static_cast<NodeId>(i))) {
      is_needed[Index(operand)] = true;
    }
  }
  std::vector<bool> is_read(guideline_.facts.size(), false);
  for (const Recheck& recheck : guideline_.rechecks) {
    is_read[Index(recheck.fact)] = true;
    for (const FactId anchor : recheck.anchors) is_read[Index(anchor)] = true;
  }
  for (std::size_t i = 0; i < fact_plans_.size(); ++i) PlanFact(static_cast<FactId>(i));
  for (std::size_t i = 0; i < is_needed.size(); ++i) {
    if (!is_needed[i]) continue;
    const auto id = static_cast<NodeId>(i);
    const Node& node = NodeOf(id);
    if (IsFactValue(node) || node.kind == NodeKind::kDateOfFact) is_read[node.payload] = true;
    Plan(id);
    order_.push_back(id);
  }
  for (std::size_t i = 0; i < is_read.size(); ++i) {
    if (is_read[i]) facts_.push_back(static_cast<FactId>(i));
  }
  for (const FactId id : guideline_.suspect_order) {
    const auto& conditions = guideline_.facts[Index(id)].suspect_when;
    suspect_nodes_.insert(suspect_nodes_.end(), conditions.begin(), conditions.end());
  }
  for (std::size_t i = 0; i < guideline_.results.size(); ++i) {
    const ResultColumn& result = guideline_.results[i];
    const bool is_table = result.kind == ResultColumn::Kind::kTable;
    if (is_table && NodeOf(result.node).kind == NodeKind::kOnlyLine) tables_.push_back(i);
  }
  conflicts_.resize(tables_.size());
  PlanOutcomes();
  below_.resize(cuts_.size());
  surely_below_.resize(cuts_.size());
  below_at_.resize(cuts_.size());
  return PlanValues();
}

void BatchEvaluator::PlanFact(FactId id) {
  const Fact& fact = guideline_.facts[Index(id)];
  FactPlan& plan = fact_plans_[Index(id)];
  constexpr auto kLeast = std::numeric_limits<FixedPoint>::min();
  constexpr auto kMost = std::numeric_limits<FixedPoint>::max();
  plan.plausible = {kLeast, kMost};
  if (fact.plausible) {
    const Bound& low = fact.plausible->low;
    const Bound& high = fact.plausible->high;
    if (!low.infinite) plan.plausible.first_low = FirstBeyond({low.value, !low.closed});
    if (!high.infinite) plan.plausible.first_beyond = FirstBeyond({high.value, high.closed});
  }
  PlanRecordedPrecision(id);
}

std::size_t BatchEvaluator::AddCut(FactId fact, const NumberCut& cut) {
  const NumberCut number = BeforeRecordedPrecision(guideline_.facts[Index(fact)], cut);
  std::vector<std::size_t>& cuts = fact_plans_[Index(fact)].cuts;
  const auto found =
      std::ranges::find_if(cuts, [&](std::size_t known) { return cuts_[known].number == number; });
  if (found != cuts.end()) return *found;
  cuts_.push_back({fact, cuts.size(), number, FirstBeyond(number)});
  cuts.push_back(cuts_.size() - 1);
  return cuts.back();
}

void BatchEvaluator::ReadDoublesAs(FloatMeaning meaning) {
  if (float_meaning_ == meaning) return;
  float_meaning_ = meaning;
  constexpr double kTooLarge = 1e15;  // as FirstDoubleBeyond has it
  for (FactPlan& plan : fact_plans_) {
    plan.double_cuts.clear();
    for (const std::size_t cut : plan.cuts) {
      plan.double_cuts.push_back(FirstDoubleBeyond(cuts_[cut].number, meaning));
    }
  }
  for (std::size_t i = 0; i < fact_plans_.size(); ++i) {
    FactPlan& plan = fact_plans_[i];
    plan.first_low_double = -kTooLarge;
    plan.first_double_beyond = kTooLarge;
    const std::optional<Interval>& plausible = guideline_.facts[i].plausible;
    if (!plausible) continue;
    const auto [low, high] = *plausible;
    if (!low.infinite) {
      const double first = FirstDoubleBeyond({low.value, !low.closed}, meaning);
      plan.first_low_double = std::max(-kTooLarge, first);
    }
    if (!high.infinite) {
      const double first = FirstDoubleBeyond({high.value, high.closed}, meaning);
      plan.first_double_beyond = std::min(kTooLarge, first);
    }
  }
}

void BatchEvaluator::Plan(NodeId id) {
  const Node& node = NodeOf(id);
  const auto operands = guideline_.graph.Operands(id);
  switch (FamilyOf(node.kind)) {
    case NodeFamily::kKnown: {
      const Node& of = NodeOf(operands[0]);
      const bool is_fact = IsFactValue(of) || of.kind == NodeKind::kDateOfFact;
      if (of.type != ValueType::kTruth && !is_fact) comparisons_.push_back(id);
      return;
    }
    case NodeFamily::kComparison:
      comparisons_.push_back(id);
      return PlanComparison(id);
    case NodeFamily::kCut:
      comparisons_.push_back(id);
      return PlanCut(id);
    case NodeFamily::kChoice:
      comparisons_.push_back(id);
      return;
    case NodeFamily::kLines:
      if (candidates_.size() < LineCount(operands)) candidates_.resize(LineCount(operands));
      return;
    case NodeFamily::kLeaf:
    case NodeFamily::kTruthOperator:
    case NodeFamily::kFirstKnown:
    case NodeFamily::kArithmetic:
      return;
  }
}

void BatchEvaluator::PlanComparison(NodeId id) {
  const Graph& graph = guideline_.graph;
  const Node& node = graph.node(id);
  const auto operands = graph.Operands(id);
  const Node& left = graph.node(operands[0]);
  const Node& right = graph.node(operands[1]);
  NodePlan& plan = plans_[Index(id)];
  if (left.type == ValueType::kDate) {
    plan.comparing = IsDay(left) && IsDay(right) ? Comparing::kDays : Comparing::kDates;
    return;
  }
  const bool fact_is_left = IsFactValue(left) && right.kind == NodeKind::kNumber;
  const bool fact_is_right = IsFactValue(right) && left.kind == NodeKind::kNumber;
  if (!fact_is_left && !fact_is_right) {
    const auto has_grid = [this](const Node& of) {
      return IsFactValue(of) && !fact_plans_[of.payload].has_other_steps;
    };
    const bool both = has_grid(left) && has_grid(right);
    plan.comparing = both ? Comparing::kFacts : Comparing::kNumbers;
    return;
  }
  plan.fact = static_cast<FactId>(fact_is_left ? left.payload : right.payload);
  const Rational& number = graph.number(fact_is_left ? right.payload : left.payload);
  if (node.kind == NodeKind::kEqual) {
    plan.cut = AddCut(plan.fact, {number, false});
    plan.second_cut = AddCut(plan.fact, {number, true});
    return;
  }
  // `c < x` is not `x <= c`, `c <= x` is not `x < c`.
  plan.negated = !fact_is_left;
  const bool or_equal = node.kind == NodeKind::kLessEqual;
  plan.cut = AddCut(plan.fact, {number, fact_is_left ? or_equal : !or_equal});
}

/// Of a threshold or a range.
const std::vector<CutLine>& BatchEvaluator::LinesOf(const Node& node) const {
  return node.kind == NodeKind::kThreshold ? guideline_.thresholds[node.payload].lines
                                           : guideline_.ranges[node.payload].lines;
}

std::optional<FixedConversion> BatchEvaluator::ConversionOf(FactId id, const Unit& unit) const {
  const Fact& fact = guideline_.facts[Index(id)];
  const std::optional<Conversion> conversion = ConversionInto(fact, unit);
  if (!conversion) return std::nullopt;
  for (const NodeId node_id : order_) {
    const Node& node = NodeOf(node_id);
    if (FamilyOf(node.kind) != NodeFamily::kCut || plans_[Index(node_id)].fact != id) continue;
    const std::vector<CutLine>& lines = LinesOf(node);
    if (ServingKind(lines, unit.dimension) != ServingKind(lines, fact.unit.dimension)) {
      return std::nullopt;
    }
  }
  const FactPlan& plan = fact_plans_[Index(id)];
  RoundingDown rounding{plan.is_only_compared, {}};
  const auto see = [&rounding](const NumberCut& cut) {
    const std::optional<FixedPoint> at = ToFixedPoint(cut.value);
    rounding.is_allowed &= at.has_value();
    if (at && cut.inclusive) rounding.not_to.push_back(*at);
  };
  for (const std::size_t cut : plan.cuts) see(cuts_[cut].number);
  if (fact.plausible) {
    const auto& [low, high] = *fact.plausible;
    if (!low.infinite) see({low.value, !low.closed});
    if (!high.infinite) see({high.value, high.closed});
  }
  return FixedConversion::Make(*conversion, std::move(rounding));
}

void BatchEvaluator::PlanCut(NodeId id) {
  const Node& node = NodeOf(id);
  const Node& fact_node = NodeOf(guideline_.graph.Operands(id)[0]);
  NodePlan& plan = plans_[Index(id)];
  plan.is_exceptional = !IsFactValue(fact_node);  // no compiler makes that
  if (plan.is_exceptional) return;
  plan.fact = static_cast<FactId>(fact_node.payload);
  const std::vector<CutLine>& lines = LinesOf(node);
  const Dimension& kind = ServingKind(lines, guideline_.facts[Index(plan.fact)].unit.dimension);
  for (const CutLine& line : lines) {
    if (line.kind != kind) continue;
    CutPlanes& planes = plan.lines.emplace_back();
    planes.when_operand = line.when_operand;
    const Bound& low = line.interval.low;
    const Bound& high = line.interval.high;
    if (!low.infinite) planes.below_low = AddCut(plan.fact, {low.value, !low.closed});
    if (!high.infinite) planes.up_to_high = AddCut(plan.fact, {high.value, high.closed});
  }
}

}  // namespace mgl
