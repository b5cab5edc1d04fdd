// Facts that are assumed to be one of several values, and nodes evaluated from the end down to
// them.
#include <algorithm>

#include "engine/ask/possible_truth.h"
#include "engine/meaning/lines.h"
#include "engine/model/node_family.h"

namespace mgl {

/// Whether a value that was stated is put aside.
TruthSet PossibleTruth::PutAside(const Fact& fact) const {
  TruthSet any = Truth::kNo;
  for (const NodeId node : fact.suspect_when) any = Or(any, TruthsOf(node));
  return any;
}

void PossibleTruth::SetAssumedFact(const Node& node, NodeId id) {
  const Fact& fact = guideline_.facts[node.payload];
  const PossibleFact& assumed = *assumed_[node.payload];
  Possible& possible = possible_[Index(id)];
  possible = {assumed.truths, assumed.may_be_known, false, assumed.may_be_missing, true,
              nullptr,        assumed.choices};
  if (IsInterval(node.type)) possible.hull = &assumed.hull;
  set_in_round_[Index(id)] = round_;
  if (node.kind == NodeKind::kFact && !fact.suspect_when.empty() && assumed.may_be_known) {
    const TruthSet aside = PutAside(fact);
    possible.may_be_missing |= aside.Has(Truth::kYes);
    // A default is not put aside, and nothing here says whether it is one.
    possible.may_be_settled = !aside.Is(Truth::kYes) || fact.default_value;
  }
  if (!possible.may_be_settled) possible.truths = TruthSet();
  if (possible.may_be_missing) possible.truths = possible.truths | Truth::kUnknown;
}

void PossibleTruth::SetAssumedNode(NodeId id) {
  const PossibleFact& assumed = *of_assumed_node_;
  Possible& possible = possible_[Index(id)];
  possible = {TruthSet(), assumed.may_be_known, false, assumed.may_be_missing, true,
              nullptr,    assumed.choices};
  if (IsInterval(guideline_.graph.node(id).type)) possible.hull = &assumed.hull;
  set_in_round_[Index(id)] = round_;
}

void PossibleTruth::SetAssumedDate(const Node& node, NodeId id) {
  const Fact& fact = guideline_.facts[node.payload];
  const PossibleFact& assumed = *assumed_[node.payload];
  const TruthSet aside = PutAside(fact);
  Possible& possible = possible_[Index(id)];
  possible = {TruthSet(), false, false, true, true, &assumed.date, {}};
  set_in_round_[Index(id)] = round_;
  possible.may_be_settled =
      assumed.may_be_known && assumed.date_may_be_known && !aside.Is(Truth::kYes);
  possible.may_be_missing = !possible.may_be_settled || assumed.may_be_missing ||
                            assumed.date_may_be_missing || aside.Has(Truth::kYes) ||
                            fact.default_value.has_value();
}

void PossibleTruth::SetAssumedSuspect(const Node& node, NodeId id) {
  if (answers_[node.payload] != kAssumed) return;
  const Fact& fact = guideline_.facts[node.payload];
  const PossibleFact& assumed = *assumed_[node.payload];
  const TruthSet aside = PutAside(fact);
  TruthSet truths;
  if (assumed.may_be_known && aside.Has(Truth::kYes)) truths = Truth::kYes;
  const bool may_stay = !assumed.may_be_known || assumed.may_be_missing || fact.default_value;
  if (may_stay || !aside.Is(Truth::kYes)) truths = truths | Truth::kNo;
  SetTruths(id, truths);
}

/// That in which the fact that the node reads was reported; null: any.
const Dimension* PossibleTruth::AssumedKind(NodeId id) const {
  const auto kind_of = [](const PossibleFact& assumed) {
    return assumed.kind ? &*assumed.kind : nullptr;
  };
  // The facts below a node that is assumed itself say nothing: they are not of this patient.
  if (of_assumed_node_ != nullptr && id == assumed_node_) return kind_of(*of_assumed_node_);
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  // A value that is missing in some cases keeps its kind in the others.
  const bool may_be_put_aside = node.kind == NodeKind::kFirstLine && operands.size() == 3 &&
                                guideline_.graph.node(operands[1]).kind == NodeKind::kMissing;
  if (may_be_put_aside) return AssumedKind(operands[2]);
  const bool is_fact = node.kind == NodeKind::kFact || node.kind == NodeKind::kStatedFact;
  if (!is_fact || answers_[node.payload] != kAssumed) return nullptr;
  return kind_of(*assumed_[node.payload]);
}

void PossibleTruth::StartRound(const Decision& decision) {
  decision_ = &decision;
  ++round_;
}

TruthSet PossibleTruth::EvaluateNeeded(NodeId node) {
  needed_.assign(1, node);
  while (!needed_.empty()) {
    const NodeId id = needed_.back();
    const bool is_done = looked_at_in_round_[Index(id)] == round_;
    if (!is_done && AddNeeded(id)) continue;
    if (!is_done) SetNode(id);
    looked_at_in_round_[Index(id)] = round_;
    needed_.pop_back();
  }
  return TruthsOf(node);
}

/// Puts what the node needs and has not on `needed_`. False: nothing.
bool PossibleTruth::AddNeeded(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  if (FamilyOf(node.kind) == NodeFamily::kLines) return AddNeededLines(id);
  const std::size_t before = needed_.size();
  const auto add = [this](NodeId of) {
    if (looked_at_in_round_[Index(of)] != round_) needed_.push_back(of);
  };
  for (const NodeId operand : guideline_.graph.Operands(id)) add(operand);
  if (ReadsEffectiveFact(node.kind))
    std::ranges::for_each(guideline_.facts[node.payload].suspect_when, add);
  return needed_.size() > before;
}

/// Conditions, in order, and the values of lines that may count.
bool PossibleTruth::AddNeededLines(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  const auto is_there = [this](NodeId of) {
    if (looked_at_in_round_[Index(of)] == round_) return true;
    needed_.push_back(of);
    return false;
  };
  const std::size_t before = needed_.size();
  for (std::size_t i = 0; i < LineCount(operands); ++i) {
    const Line line = LineAt(operands, i);
    if (line.when) {
      if (!is_there(*line.when)) return true;
      if (TruthsOf(*line.when).Is(Truth::kNo)) continue;
    }
    is_there(line.value);
    const bool hides_others =
        line.when && node.kind == NodeKind::kFirstLine && TruthsOf(*line.when).Is(Truth::kYes);
    if (hides_others) break;
  }
  return needed_.size() > before;
}

}  // namespace mgl
