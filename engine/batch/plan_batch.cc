// What must be evaluated of a guideline, and where its numbers cut the facts' columns.
#include <algorithm>
#include <limits>

#include "engine/batch/batch_planner.h"
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
  for (const Recheck& recheck : guideline.rechecks) {
    nodes.push_back(recheck.when);
    nodes.insert(nodes.end(), recheck.anchors.begin(), recheck.anchors.end());
  }
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

bool IsAlwaysYes(const Node& node) {
  return node.kind == NodeKind::kTruthConstant && node.payload != 0;
}

}  // namespace

BatchPlan::BatchPlan(const Guideline& of, EvaluationOptions chosen)
    : guideline(of),
      options(WithReadings(of, std::move(chosen))),
      node_plans(of.graph.size()),
      fact_plans(of.facts.size()),
      value_slots(of.graph.size(), kNoSlot) {}

std::unique_ptr<const BatchPlan> BatchPlan::Make(const Guideline& guideline,
                                                 const EvaluationOptions& options) {
  if (guideline.graph.size() > kMostNodes) return nullptr;
  return BatchPlanner(guideline, options).Make();
}

BatchPlanner::BatchPlanner(const Guideline& guideline, const EvaluationOptions& options)
    : guideline_(guideline), plan_(std::make_unique<BatchPlan>(guideline, options)) {}

std::unique_ptr<const BatchPlan> BatchPlanner::Make() {
  for (std::size_t i = 0; i < guideline_.facts.size(); ++i) PlanFact(static_cast<FactId>(i));
  PlanReads();
  for (const NodeId node : plan_->order) PlanNode(node);
  PlanOutcomes();
  return PlanValues() ? std::move(plan_) : nullptr;
}

/// Which nodes and facts anything is read of.
void BatchPlanner::PlanReads() {
  std::vector<bool> is_needed(guideline_.graph.size(), false);
  for (const NodeId node : OutputNodes(guideline_)) is_needed[Index(node)] = true;
  for (std::size_t i = is_needed.size(); i-- > 0;) {
    if (!is_needed[i]) continue;
    for (const NodeId operand : guideline_.graph.Operands(static_cast<NodeId>(i))) {
      is_needed[Index(operand)] = true;
    }
  }
  std::vector<bool> is_read(guideline_.facts.size(), false);
  for (const Recheck& recheck : guideline_.rechecks) is_read[Index(recheck.fact)] = true;
  for (std::size_t i = 0; i < is_needed.size(); ++i) {
    if (!is_needed[i]) continue;
    const auto id = static_cast<NodeId>(i);
    const Node& node = NodeOf(id);
    if (IsFactValue(node) || node.kind == NodeKind::kDateOfFact) is_read[node.payload] = true;
    plan_->order.push_back(id);
  }
  for (std::size_t i = 0; i < is_read.size(); ++i) {
    if (is_read[i]) plan_->facts.push_back(static_cast<FactId>(i));
  }
  for (const FactId id : guideline_.suspect_order) {
    const auto& conditions = guideline_.facts[Index(id)].suspect_when;
    plan_->suspect_nodes.insert(plan_->suspect_nodes.end(), conditions.begin(), conditions.end());
  }
}

void BatchPlanner::PlanOutcomes() {
  for (std::size_t i = 0; i < guideline_.rules.size(); ++i) {
    const Rule& rule = guideline_.rules[i];
    if (IsAlwaysYes(NodeOf(rule.allowed)) && rule.overriders.empty()) continue;
    plan_->withheld.push_back(i);
  }
  for (std::size_t i = 0; i < guideline_.results.size(); ++i) {
    const ResultColumn& result = guideline_.results[i];
    const Node& node = NodeOf(result.node);
    const bool is_table = result.kind == ResultColumn::Kind::kTable;
    if (is_table && node.kind == NodeKind::kOnlyLine) plan_->tables.push_back(i);
    if (!result.has_lines || FamilyOf(node.kind) != NodeFamily::kLines) continue;
    if (guideline_.graph.Operands(result.node).size() % 2 == 0) plan_->gaps.push_back(i);
  }
}

void BatchPlanner::PlanFact(FactId id) {
  const Fact& fact = guideline_.facts[Index(id)];
  FactPlan& plan = PlanOf(id);
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

std::size_t BatchPlanner::AddCut(FactId fact, const NumberCut& cut) {
  const NumberCut number = BeforeRecordedPrecision(guideline_.facts[Index(fact)], cut);
  std::vector<std::size_t>& cuts = PlanOf(fact).cuts;
  const auto found = std::ranges::find_if(
      cuts, [&](std::size_t known) { return plan_->cuts[known].number == number; });
  if (found != cuts.end()) return *found;
  plan_->cuts.push_back({fact, cuts.size(), number, FirstBeyond(number)});
  cuts.push_back(plan_->cuts.size() - 1);
  return cuts.back();
}

std::size_t BatchPlanner::AddValueCut(NodeId value, const NumberCut& cut) {
  plan_->value_cuts.push_back({value, cut, 0});
  return plan_->value_cuts.size() - 1;
}

void BatchPlanner::PlanNode(NodeId id) {
  const Node& node = NodeOf(id);
  const auto operands = guideline_.graph.Operands(id);
  switch (FamilyOf(node.kind)) {
    case NodeFamily::kKnown: {
      const Node& of = NodeOf(operands[0]);
      const bool is_fact = IsFactValue(of) || of.kind == NodeKind::kDateOfFact;
      if (of.type != ValueType::kTruth && !is_fact) plan_->comparisons.push_back(id);
      return;
    }
    case NodeFamily::kComparison:
      plan_->comparisons.push_back(id);
      return PlanComparison(id);
    case NodeFamily::kCut:
      plan_->comparisons.push_back(id);
      return PlanCut(id);
    case NodeFamily::kChoice:
      plan_->comparisons.push_back(id);
      return;
    case NodeFamily::kLines:
      plan_->most_lines = std::max(plan_->most_lines, LineCount(operands));
      return;
    case NodeFamily::kLeaf:
    case NodeFamily::kTruthOperator:
    case NodeFamily::kFirstKnown:
    case NodeFamily::kArithmetic:
      return;
  }
}

void BatchPlanner::PlanComparison(NodeId id) {
  const Graph& graph = guideline_.graph;
  const Node& node = graph.node(id);
  const auto operands = graph.Operands(id);
  const Node& left = graph.node(operands[0]);
  const Node& right = graph.node(operands[1]);
  NodePlan& plan = PlanOf(id);
  if (left.type == ValueType::kDate) {
    plan.comparing = IsDay(left) && IsDay(right) ? Comparing::kDays : Comparing::kDates;
    return;
  }
  const bool fact_is_left = IsFactValue(left) && right.kind == NodeKind::kNumber;
  const bool fact_is_right = IsFactValue(right) && left.kind == NodeKind::kNumber;
  if (!fact_is_left && !fact_is_right) {
    const auto has_grid = [this](const Node& of) {
      return IsFactValue(of) && !PlanOfFact(of).has_other_steps;
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

void BatchPlanner::PlanCut(NodeId id) {
  const Node& node = NodeOf(id);
  const NodeId number = guideline_.graph.Operands(id)[0];
  NodePlan& plan = PlanOf(id);
  const std::vector<CutLine>& lines = LinesOf(guideline_, node);
  plan.cuts_value = !IsFactValue(NodeOf(number));
  if (!plan.cuts_value) plan.fact = static_cast<FactId>(NodeOf(number).payload);
  // The lines of what is computed are of one kind.
  const Dimension& kind =
      plan.cuts_value ? lines.front().kind
                      : ServingKind(lines, guideline_.facts[Index(plan.fact)].unit.dimension);
  const auto add = [&](const NumberCut& cut) {
    return plan.cuts_value ? AddValueCut(number, cut) : AddCut(plan.fact, cut);
  };
  for (const CutLine& line : lines) {
    if (line.kind != kind) continue;
    CutPlanes& planes = plan.lines.emplace_back();
    planes.when_operand = line.when_operand;
    const Bound& low = line.interval.low;
    const Bound& high = line.interval.high;
    if (!low.infinite) planes.below_low = add({low.value, !low.closed});
    if (!high.infinite) planes.up_to_high = add({high.value, high.closed});
  }
}

}  // namespace mgl
