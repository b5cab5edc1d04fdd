// Facts first, then every node once in the order of the graph (operands come before their users),
// then what the nodes mean: outcomes, statuses, warnings, what to ask.
#include "engine/eval_scalar.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/arithmetic.h"
#include "engine/cut_line.h"
#include "engine/lines.h"
#include "engine/node_family.h"
#include "engine/outcome.h"

namespace mgl {
namespace {

/// The nodes on which the conditions of `suspect when` depend, in order.
std::vector<NodeId> SuspectNodes(const Guideline& guideline) {
  std::vector<bool> is_needed(guideline.graph.size(), false);
  for (const FactId id : guideline.suspect_order) {
    for (const NodeId node : guideline.facts[Index(id)].suspect_when) is_needed[Index(node)] = true;
  }
  std::vector<NodeId> nodes;
  for (std::size_t i = is_needed.size(); i-- > 0;) {
    if (!is_needed[i]) continue;
    const auto id = static_cast<NodeId>(i);
    nodes.push_back(id);
    for (const NodeId operand : guideline.graph.Operands(id)) is_needed[Index(operand)] = true;
  }
  std::ranges::reverse(nodes);
  return nodes;
}

void SetTruth(Value& value, Truth truth) {
  value.truth = truth;
  value.known = truth != Truth::kUnknown;
}

/// Without a temporary interval: the numbers of a reused decision are not allocated again.
template <typename Number>
void SetPoint(Value& value, const Number& number) {
  value.number.low.value = number;
  value.number.high.value = number;
  value.known = true;
}

Truth Compare(NodeKind kind, const Value& a, const Value& b) {
  if (!a.known || !b.known) return Truth::kUnknown;
  if (kind == NodeKind::kLess) return Less(a.number, b.number);
  return kind == NodeKind::kLessEqual ? LessEqual(a.number, b.number) : Equal(a.number, b.number);
}

/// For kIsChoice `b` is not looked at: the node says which choice is meant.
Truth CompareChoiceNode(const Node& node, const Value& a, const Value& b) {
  if (!a.known || !b.known) return Truth::kUnknown;
  if (node.kind == NodeKind::kIsChoice) return Same(a.choices, ChoiceSet::Of(node.payload));
  return node.kind == NodeKind::kChoiceLess ? Precedes(a.choices, b.choices)
                                            : Same(a.choices, b.choices);
}

}  // namespace

EvaluationOptions WithReadings(const Guideline& guideline, EvaluationOptions options) {
  options.readings.resize(guideline.ambiguities.size());
  for (std::size_t i = 0; i < options.readings.size(); ++i) {
    if (!options.readings[i]) options.readings[i] = guideline.ambiguities[i].adopted;
    assert(!options.readings[i] || *options.readings[i] < guideline.ambiguities[i].readings.size());
  }
  return options;
}

ScalarEvaluator::ScalarEvaluator(const Guideline& guideline, EvaluationOptions options)
    : guideline_(guideline),
      options_(WithReadings(guideline, std::move(options))),
      fact_maker_(guideline, options_.as_of),
      suspect_nodes_(SuspectNodes(guideline)),
      stated_(guideline.facts.size()) {
  if (options_.plans_ask) ask_planner_.emplace(guideline, options_);
}

Decision ScalarEvaluator::Decide(const Case& reported) {
  Decision decision;
  DecideInto(reported, decision);
  return decision;
}

void ScalarEvaluator::DecideInto(const Case& reported, Decision& decision) {
  decision.warnings.clear();
  decision.facts.resize(guideline_.facts.size());
  decision.nodes.resize(guideline_.graph.size());
  MakeFacts(reported, decision);
  FindSuspects(decision);
  for (std::size_t i = 0; i < guideline_.graph.size(); ++i) {
    EvaluateNode(static_cast<NodeId>(i), decision);
  }
  DecideOutcomes(guideline_, options_.as_of, decision);
  AddCaseWarnings(guideline_, decision);
  decision.ask.clear();
  if (ask_planner_) ask_planner_->Plan(decision);
}

void ScalarEvaluator::MakeFacts(const Case& reported, Decision& decision) {
  assert(reported.facts.size() == guideline_.facts.size());
  for (const std::string_view text : reported.row_warnings) {
    decision.warnings.push_back({Warning::Kind::kRow, 0, std::string(text)});
  }
  for (std::size_t i = 0; i < guideline_.facts.size(); ++i) {
    fact_maker_.Make(static_cast<FactId>(i), reported.facts[i], decision.facts[i],
                     decision.warnings);
  }
}

/// All conditions are judged before any fact becomes suspect, so their order does not matter.
void ScalarEvaluator::FindSuspects(Decision& decision) {
  for (const NodeId id : suspect_nodes_) EvaluateNode(id, decision);
  const auto is_yes = [&](NodeId id) { return decision.nodes[Index(id)].truth == Truth::kYes; };
  bool some = false;
  for (const FactId id : guideline_.suspect_order) {
    EffectiveFact& fact = decision.facts[Index(id)];
    // Only what was reported can be suspect: a default was not measured.
    if (fact.state != FactState::kKnown) continue;
    if (!std::ranges::any_of(guideline_.facts[Index(id)].suspect_when, is_yes)) continue;
    stated_[Index(id)] = fact.value;
    fact_maker_.MakeSuspect(id, fact, decision.warnings);
    some = true;
  }
  if (some) std::ranges::stable_sort(decision.warnings, {}, &Warning::index);
}

void ScalarEvaluator::EvaluateNode(NodeId id, Decision& decision) {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  const auto operand = [&](std::size_t i) -> const Value& {
    return decision.nodes[Index(operands[i])];
  };
  Value& value = decision.nodes[Index(id)];
  switch (FamilyOf(node.kind)) {
    case NodeFamily::kLeaf:
      EvaluateLeaf(node, decision, value);
      return;
    case NodeFamily::kTruthOperator:
      SetTruth(value, EvaluateTruthOperator(id, decision));
      return;
    case NodeFamily::kKnown:
      SetTruth(value, ToTruth(operand(0).IsSettled()));
      return;
    case NodeFamily::kFirstKnown: {
      std::size_t first = 0;
      while (first + 1 < operands.size() && !operand(first).IsSettled()) ++first;
      value = operand(first);
      return;
    }
    case NodeFamily::kComparison:
      SetTruth(value, Compare(node.kind, operand(0), operand(1)));
      return;
    case NodeFamily::kCut: {
      const bool is_threshold = node.kind == NodeKind::kThreshold;
      const auto& lines = is_threshold ? guideline_.thresholds[node.payload].lines
                                       : guideline_.ranges[node.payload].lines;
      SetTruth(value, EvaluateLines(lines, SideOf(node.kind), operands, decision.nodes));
      return;
    }
    case NodeFamily::kChoice:
      SetTruth(value, CompareChoiceNode(node, operand(0), operand(operands.size() - 1)));
      return;
    case NodeFamily::kArithmetic:
      EvaluateArithmeticNode(id, decision);
      return;
    case NodeFamily::kLines:
      EvaluateLine(node, operands, decision.nodes, value);
      return;
  }
}

void ScalarEvaluator::EvaluateLeaf(const Node& node, const Decision& decision, Value& value) const {
  switch (node.kind) {
    case NodeKind::kFact:
      value = decision.facts[node.payload].value;
      return;
    case NodeKind::kStatedFact: {
      const EffectiveFact& fact = decision.facts[node.payload];
      value = fact.state == FactState::kSuspect ? stated_[node.payload] : fact.value;
      return;
    }
    case NodeKind::kTruthConstant:
      SetTruth(value, ToTruth(node.payload != 0));
      return;
    case NodeKind::kMissing:
      value.known = false;
      return;
    case NodeKind::kNumber:
      SetPoint(value, guideline_.graph.number(node.payload));
      return;
    case NodeKind::kDate:
      SetPoint(value, static_cast<Day>(node.payload));
      return;
    case NodeKind::kToday:
      SetPoint(value, options_.as_of);
      return;
    case NodeKind::kDateOfFact: {
      const std::optional<DaySpan>& date = decision.facts[node.payload].date;
      value.known = date.has_value();
      if (date) value.number = DayInterval(*date);
      return;
    }
    case NodeKind::kChoice:
      value.choices = ChoiceSet::Of(node.payload);
      value.known = true;
      return;
    default:
      assert(false);  // not a leaf
  }
}

void ScalarEvaluator::EvaluateArithmeticNode(NodeId id, Decision& decision) {
  const Node& node = guideline_.graph.node(id);
  Value& value = decision.nodes[Index(id)];
  value.known = true;
  value.settled = true;
  operands_.clear();
  for (const NodeId operand : guideline_.graph.Operands(id)) {
    const Value& of = decision.nodes[Index(operand)];
    value.known &= of.known;
    value.settled &= of.settled;
    operands_.push_back(&of.number);
  }
  std::optional<Interval> number;
  if (value.known) number = EvaluateArithmetic(node.kind, node.payload, operands_);
  value.known = number.has_value();
  if (!number) return;
  value.number = std::move(*number);
  value.settled |= value.number.IsPoint();  // whatever the operands turn out to be
}

Truth ScalarEvaluator::EvaluateTruthOperator(NodeId id, const Decision& decision) const {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  const auto truth = [&](std::size_t i) { return decision.nodes[Index(operands[i])].truth; };
  std::size_t counts[3] = {};
  for (std::size_t i = 0; i < operands.size(); ++i) ++counts[static_cast<std::size_t>(truth(i))];
  const std::size_t no = counts[static_cast<std::size_t>(Truth::kNo)];
  const std::size_t yes = counts[static_cast<std::size_t>(Truth::kYes)];
  const std::size_t unknown = counts[static_cast<std::size_t>(Truth::kUnknown)];
  const auto at_least = [&](std::size_t wanted) {
    if (yes >= wanted) return Truth::kYes;
    return yes + unknown >= wanted ? Truth::kUnknown : Truth::kNo;
  };
  const std::size_t wanted = node.payload;
  switch (node.kind) {
    case NodeKind::kNot:
      return Not(truth(0));
    case NodeKind::kAnd:
      return at_least(operands.size());
    case NodeKind::kOr:
      return at_least(1);
    case NodeKind::kImplies:
      return Implies(truth(0), truth(1));
    case NodeKind::kAtLeast:
      return at_least(wanted);
    case NodeKind::kAtMost:
      return Not(at_least(wanted + 1));
    case NodeKind::kExactly:
      return And(at_least(wanted), Not(at_least(wanted + 1)));
    case NodeKind::kAnyKnown:
      if (yes > 0) return Truth::kYes;
      return no > 0 ? Truth::kNo : Truth::kUnknown;
    case NodeKind::kReading:
      if (const auto& chosen = options_.readings[node.payload]) return truth(*chosen);
      if (yes == operands.size()) return Truth::kYes;
      return no == operands.size() ? Truth::kNo : Truth::kUnknown;
    default:
      assert(false);  // not an operator on truths
      return Truth::kUnknown;
  }
}

}  // namespace mgl
