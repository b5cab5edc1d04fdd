// By the operators of the graph. Where these do not show all ways, `are_all` is false.
#include "tools/author/testing/value_ways.h"

#include <utility>

#include "engine/meaning/lines.h"
#include "engine/model/node_family.h"

namespace mgl {
namespace {

constexpr std::size_t kMostValueWays = 200;

}  // namespace

ValueWayFinder::ValueWayFinder(const Guideline& guideline, bool is_sure)
    : guideline_(guideline), graph_(guideline.graph), cones_(guideline), is_sure_(is_sure) {}

ValueWays ValueWayFinder::Of(NodeId node, WantedValue wanted, std::uint32_t choice) {
  wanted_ = wanted;
  choice_ = choice;
  ValueWays found;
  // The plainest patient of whom it is unknown is one of whom nothing is known.
  if (wanted == WantedValue::kUnknown && is_sure_) found.ways.push_back(WithFacts(node, wanted));
  AddWays(node, {}, found);
  // A value that is put aside is missing, whatever is reported.
  found.are_all = found.are_all && !is_sure_ && guideline_.suspect_order.empty();
  return found;
}

void ValueWayFinder::AddWays(NodeId node, const std::vector<Goal>& goals, ValueWays& all) {
  if (all.ways.size() >= kMostValueWays) {
    all.are_all = false;
    return;
  }
  ValueWays own = OfNode(node);
  all.are_all = all.are_all && own.are_all;
  for (ValueWay& way : own.ways) {
    way.goals.insert(way.goals.begin(), goals.begin(), goals.end());
    all.ways.push_back(std::move(way));
  }
}

ValueWays ValueWayFinder::OfNode(NodeId node) {
  switch (FamilyOf(graph_.node(node).kind)) {
    case NodeFamily::kLeaf:
      return OfLeaf(node);
    case NodeFamily::kLines:
      return OfLines(node);
    case NodeFamily::kArithmetic:
      return OfArithmetic(node);
    case NodeFamily::kFirstKnown: {
      ValueWays found;
      if (wanted_ == WantedValue::kUnknown) {
        found.ways.push_back(WithFacts(node, wanted_));
        found.are_all = false;
        return found;
      }
      for (const NodeId operand : graph_.Operands(node)) AddWays(operand, {}, found);
      return found;
    }
    case NodeFamily::kTruthOperator:
    case NodeFamily::kKnown:
    case NodeFamily::kComparison:
    case NodeFamily::kCut:
    case NodeFamily::kChoice:
      break;
  }
  return {{}, false};
}

ValueWays ValueWayFinder::OfLeaf(NodeId node) const {
  const Node& leaf = graph_.node(node);
  const bool is_unknown_wanted = wanted_ == WantedValue::kUnknown;
  const auto always_if = [](bool is_so) {
    ValueWays found;
    if (is_so) found.ways.emplace_back();
    return found;
  };
  switch (AsLeaf(leaf.kind)) {
    case LeafKind::kFact:
    case LeafKind::kStatedFact:
      return {{{{}, {{FactId{leaf.payload}, wanted_, choice_}}}}, true};
    case LeafKind::kNumber:
    case LeafKind::kDate:
    case LeafKind::kToday:
      return always_if(!is_unknown_wanted);
    case LeafKind::kChoice:
      return always_if(wanted_ == WantedValue::kChoice && leaf.payload == choice_);
    case LeafKind::kMissing:
      return always_if(is_unknown_wanted);
    case LeafKind::kDateOfFact:
    case LeafKind::kTruthConstant:
    case LeafKind::kFactIsSuspect:
      break;
  }
  return {{}, false};
}

/// Whether the value may be what is wanted, as far as it is a constant.
bool ValueWayFinder::MayBeWanted(NodeId value) const {
  const Node& node = graph_.node(value);
  if (node.kind == NodeKind::kMissing) return wanted_ == WantedValue::kUnknown;
  return node.kind != NodeKind::kChoice || wanted_ != WantedValue::kChoice ||
         node.payload == choice_;
}

/// Lines that may give the value, too, agree on it; so those before it that give another do not
/// hold, and where only one may hold no other one does.
std::vector<Goal> ValueWayFinder::OtherLines(NodeId node, std::size_t index) const {
  const bool first_wins = graph_.node(node).kind == NodeKind::kFirstLine;
  const auto operands = graph_.Operands(node);
  const bool comes_last = !LineAt(operands, index).when;
  const TruthSet not_sure =
      is_sure_ ? TruthSet(Truth::kNo) : TruthSet(Truth::kNo) | Truth::kUnknown;
  std::vector<Goal> goals;
  for (std::size_t i = 0; i < (first_wins ? index : LineCount(operands)); ++i) {
    const Line other = LineAt(operands, i);
    if (i == index || !other.when) continue;
    const bool may_be = MayBeWanted(other.value) || wanted_ == WantedValue::kUnknown;
    if (!may_be) {
      goals.push_back({*other.when, Truth::kNo});
    } else if (first_wins || comes_last) {
      goals.push_back({*other.when, not_sure});
    }
  }
  return goals;
}

ValueWays ValueWayFinder::OfLines(NodeId node) {
  const auto operands = graph_.Operands(node);
  const bool is_unknown_wanted = wanted_ == WantedValue::kUnknown;
  const TruthSet holds = is_sure_ ? TruthSet(Truth::kYes) : TruthSet(Truth::kYes) | Truth::kUnknown;
  ValueWays found;
  // Two rows that hold and contradict each other are unknown, too.
  found.are_all = !is_unknown_wanted || graph_.node(node).kind == NodeKind::kFirstLine;
  std::vector<Goal> none_holds;
  bool has_otherwise = false;
  for (std::size_t i = 0; i < LineCount(operands); ++i) {
    const Line line = LineAt(operands, i);
    has_otherwise |= !line.when.has_value();
    if (line.when) none_holds.push_back({*line.when, Truth::kNo});
    const bool may_be = MayBeWanted(line.value);
    if (!may_be && !is_unknown_wanted) continue;
    if (found.ways.size() >= kMostValueWays) {
      found.are_all = false;
      break;
    }
    std::vector<Goal> goals = OtherLines(node, i);
    if (line.when && is_unknown_wanted) {
      found.ways.push_back({goals, {}});
      found.ways.back().goals.push_back({*line.when, Truth::kUnknown});
    }
    if (line.when) goals.push_back({*line.when, holds});
    if (may_be) AddWays(line.value, goals, found);
  }
  if (is_unknown_wanted && !has_otherwise) found.ways.push_back({none_holds, {}});
  return found;
}

ValueWays ValueWayFinder::OfArithmetic(NodeId node) {
  ValueWays found;
  if (wanted_ == WantedValue::kUnknown) {
    for (const NodeId operand : graph_.Operands(node)) AddWays(operand, {}, found);
    const bool is_total = TraitsOf(AsArithmetic(graph_.node(node).kind)).domain == Domain::kTotal;
    if (is_total) return found;
    // It may have no value, such as a root of what is below zero.
    found.ways.push_back(WithFacts(node, WantedValue::kSettled));
    found.are_all = false;
    return found;
  }
  found.ways.push_back(WithFacts(node, wanted_));
  found.are_all = false;
  return found;
}

/// All facts below the node are so.
ValueWay ValueWayFinder::WithFacts(NodeId node, WantedValue wanted) {
  ValueWay way;
  for (const FactId fact : cones_.Of(node).facts) way.facts.push_back({fact, wanted, 0});
  return way;
}

}  // namespace mgl
