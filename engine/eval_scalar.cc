// Facts first, then every node once in the order of the graph (operands come before their users),
// then what the nodes mean: outcomes, statuses, warnings, what to ask.
#include "engine/eval_scalar.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/meaning/arithmetic.h"
#include "engine/meaning/cut_line.h"
#include "engine/meaning/lines.h"
#include "engine/meaning/outcome.h"
#include "engine/model/choice_comparison.h"
#include "engine/model/node_family.h"
#include "engine/model/truth_operator.h"
#include "engine/value/day_interval.h"

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

void SetMissing(Value& value) {
  value.known = false;
  value.truth = Truth::kUnknown;
  value.settled = true;
}

/// Only what says something of a value of the type: numbers are not cheap.
void CopyValue(const Value& from, ValueType type, Value& to) {
  to.known = from.known;
  to.truth = from.truth;
  to.settled = from.settled;
  if (type == ValueType::kChoice) to.choices = from.choices;
  if (!from.known || type == ValueType::kChoice || type == ValueType::kTruth) return;
  to.number = from.number;
  if (to.kind != from.kind) to.kind = from.kind;
}

Truth CompareValues(ComparisonKind kind, const Value& a, const Value& b) {
  return a.known && b.known ? CompareIntervals(kind, a.number, b.number) : Truth::kUnknown;
}

Truth CompareChoices(const Graph& graph, NodeId id, const std::vector<Value>& nodes) {
  const auto operands = graph.Operands(id);
  const Value& a = nodes[Index(operands[0])];
  const ChoiceSet named = ChoicesNamed(graph, id);
  const bool is_named = named.size() > 0;
  const Value& b = nodes[Index(operands[is_named ? 0 : 1])];
  if (!a.known || !b.known) return Truth::kUnknown;
  return CompareChoiceSets(graph.node(id).kind, a.choices, is_named ? named : b.choices);
}

/// Of one node in one case.
class CaseLogic {
 public:
  using Result = Truth;

  CaseLogic(const std::vector<Value>& nodes, std::span<const NodeId> operands,
            const EvaluationOptions& options)
      : nodes_(nodes), operands_(operands), options_(options) {}

  static Truth Not(Truth a) { return mgl::Not(a); }
  static Truth And(Truth a, Truth b) { return mgl::And(a, b); }
  static Truth Or(Truth a, Truth b) { return mgl::Or(a, b); }
  Truth Operand(std::size_t i) const { return nodes_[Index(operands_[i])].truth; }
  Truth All() const { return AtLeast(operands_.size()); }
  Truth Any() const { return AtLeast(1); }
  Truth AtLeast(std::size_t wanted) const {
    const std::size_t yes = Count(Truth::kYes);
    if (yes >= wanted) return Truth::kYes;
    return yes + Count(Truth::kUnknown) >= wanted ? Truth::kUnknown : Truth::kNo;
  }
  Truth AnyKnown() const {
    if (Count(Truth::kYes) > 0) return Truth::kYes;
    return Count(Truth::kNo) > 0 ? Truth::kNo : Truth::kUnknown;
  }
  Truth Agreement() const {
    for (const Truth truth : {Truth::kYes, Truth::kNo}) {
      if (Count(truth) == operands_.size()) return truth;
    }
    return Truth::kUnknown;
  }
  std::optional<std::uint32_t> ReadingOf(std::uint32_t ambiguity) const {
    return options_.readings[ambiguity];
  }

 private:
  std::size_t Count(Truth wanted) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < operands_.size(); ++i) count += Operand(i) == wanted ? 1 : 0;
    return count;
  }

  const std::vector<Value>& nodes_;
  std::span<const NodeId> operands_;
  const EvaluationOptions& options_;
};

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

void ScalarEvaluator::EvaluateInto(const Case& reported, std::span<const NodeId> nodes,
                                   Decision& decision) {
  StartCase(reported, decision);
  for (const NodeId node : nodes) EvaluateNode(node, decision);
}

void ScalarEvaluator::StartCase(const Case& reported, Decision& decision) {
  decision.warnings.clear();
  decision.facts.resize(guideline_.facts.size());
  decision.nodes.resize(guideline_.graph.size());
  MakeFacts(reported, decision);
  FindSuspects(decision);
}

void ScalarEvaluator::DecideInto(const Case& reported, Decision& decision) {
  StartCase(reported, decision);
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
  bool some = false;
  for (const FactId id : guideline_.suspect_order) {
    EffectiveFact& fact = decision.facts[Index(id)];
    if (!IsPutAside(guideline_, decision, id)) continue;
    // Only what was reported can be suspect: a default was not measured.
    if (fact.state == FactState::kKnown) {
      stated_[Index(id)] = fact.value;
      fact_maker_.MakeSuspect(id, fact, decision.warnings);
    }
    if (fact.value.known) continue;
    decision.warnings.push_back({Warning::Kind::kFact, static_cast<std::uint32_t>(Index(id)),
                                 guideline_.facts[Index(id)].name + ": a new sample is needed"});
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
    case NodeFamily::kTruthOperator: {
      CaseLogic logic(decision.nodes, operands, options_);
      SetTruth(value, TruthMeaning(logic).Of(AsTruthOperator(node.kind), node.payload));
      return;
    }
    case NodeFamily::kKnown:
      SetTruth(value, ToTruth(operand(0).IsSettled()));
      return;
    case NodeFamily::kFirstKnown: {
      const auto is_settled = [&](NodeId of) { return decision.nodes[Index(of)].IsSettled(); };
      const auto first = std::ranges::find_if(operands, is_settled);
      SetMissing(value);
      if (first != operands.end()) CopyValue(decision.nodes[Index(*first)], node.type, value);
      return;
    }
    case NodeFamily::kComparison:
      SetTruth(value, CompareValues(AsComparison(node.kind), operand(0), operand(1)));
      return;
    case NodeFamily::kCut:
      SetTruth(value, EvaluateLines(LinesOf(guideline_, node), SideOf(node.kind), operands,
                                    decision.nodes));
      return;
    case NodeFamily::kChoice:
      SetTruth(value, CompareChoices(guideline_.graph, id, decision.nodes));
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
  switch (AsLeaf(node.kind)) {
    case LeafKind::kFact:
      CopyValue(decision.facts[node.payload].value, node.type, value);
      return;
    case LeafKind::kStatedFact: {
      const EffectiveFact& fact = decision.facts[node.payload];
      const bool is_suspect = fact.state == FactState::kSuspect;
      CopyValue(is_suspect ? stated_[node.payload] : fact.value, node.type, value);
      return;
    }
    case LeafKind::kTruthConstant:
      SetTruth(value, ToTruth(node.payload != 0));
      return;
    case LeafKind::kMissing:
      value.known = false;
      return;
    case LeafKind::kNumber:
      value.number.SetPoint(guideline_.graph.number(node.payload));
      value.known = true;
      return;
    case LeafKind::kDate:
      SetDays({static_cast<Day>(node.payload), static_cast<Day>(node.payload)}, value.number);
      value.known = true;
      return;
    case LeafKind::kToday:
      SetDays({options_.as_of, options_.as_of}, value.number);
      value.known = true;
      return;
    case LeafKind::kDateOfFact: {
      const std::optional<DaySpan>& date = decision.facts[node.payload].date;
      value.known = date.has_value();
      if (date) SetDays(*date, value.number);
      return;
    }
    case LeafKind::kFactIsSuspect:
      SetTruth(value, ToTruth(decision.facts[node.payload].state == FactState::kSuspect));
      return;
    case LeafKind::kChoice:
      value.choices = ChoiceSet::Of(node.payload);
      value.known = true;
      return;
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

}  // namespace mgl
