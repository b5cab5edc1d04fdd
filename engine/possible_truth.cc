// Only nodes that an asked fact can change are evaluated anew; all others keep the case's values.
// Operands are taken as independent, so the result may hold a truth that cannot come about.
#include "engine/possible_truth.h"

#include <algorithm>
#include <cassert>

#include "engine/arithmetic.h"
#include "engine/cut_line.h"
#include "engine/effective_fact.h"
#include "engine/node_family.h"

namespace mgl {
namespace {

const Interval kAnyNumber = {Bound::Infinite(), Bound::Infinite()};

/// A comparison's possible truths, from what it is on hulls.
TruthSet FromHulls(Truth on_hulls, bool exact) {
  if (on_hulls != Truth::kUnknown) return on_hulls;
  return exact ? TruthSet::Decided() : TruthSet::Decided() | Truth::kUnknown;
}

}  // namespace

PossibleTruth::PossibleTruth(const Guideline& guideline, const EvaluationOptions& options)
    : guideline_(guideline),
      options_(options),
      answers_(guideline.facts.size(), kNotAsked),
      set_in_round_(guideline.graph.size(), 0),
      possible_(guideline.graph.size()),
      hulls_(guideline.graph.size()) {
  for (const Fact& fact : guideline.facts) {
    domains_.push_back(fact.plausible ? ApplyRecordedPrecision(fact, *fact.plausible) : kAnyNumber);
  }
}

TruthSet PossibleTruth::Evaluate(const Decision& decision, const Cone& cone) {
  decision_ = &decision;
  ++round_;
  for (const NodeId id : cone.nodes) {
    const Node& at = guideline_.graph.node(id);
    if (at.kind == NodeKind::kFact || at.kind == NodeKind::kStatedFact) {
      SetFact(at, id);
    } else if (at.kind == NodeKind::kDateOfFact) {
      SetDateOfFact(at, id);
    } else {
      const auto operands = guideline_.graph.Operands(id);
      const auto is_set = [this](NodeId operand) {
        return set_in_round_[Index(operand)] == round_;
      };
      if (std::ranges::any_of(operands, is_set)) SetComputed(at, id);
    }
  }
  return TruthsOf(cone.nodes.back());
}

void PossibleTruth::SetFact(const Node& node, NodeId id) {
  const std::uint32_t answer = answers_[node.payload];
  if (answer == kNotAsked) return;
  const Value& value = decision_->facts[node.payload].value;
  const bool is_number = IsInterval(node.type);
  if (value.known && (!is_number || value.number.IsPoint())) return;  // it keeps its value
  Possible& possible = possible_[Index(id)];
  possible = {TruthSet::Decided(), true, false, true, nullptr, std::nullopt};
  set_in_round_[Index(id)] = round_;
  if (is_number) possible.hull = value.known ? &value.number : &domains_[node.payload];
  if (answer == kAnyAnswer) return;
  possible.choice = answer - kFirstAnswer;
  possible.truths = ToTruth(possible.choice != 0U);
}

void PossibleTruth::SetDateOfFact(const Node& node, NodeId id) {
  if (answers_[node.payload] == kNotAsked) return;
  const std::optional<DaySpan>& date = decision_->facts[node.payload].date;
  if (date && date->first == date->last) return;
  SetHull(id, date ? DayInterval(*date) : Interval{Bound::Infinite(), Bound::At(options_.as_of)});
  possible_[Index(id)].may_be_missing = false;
}

/// The node is known with an exact value in `hull`, if nothing else is said afterwards.
void PossibleTruth::SetHull(NodeId id, Interval hull) {
  hulls_[Index(id)] = std::move(hull);
  possible_[Index(id)] = {TruthSet(), true, false, true, &hulls_[Index(id)], std::nullopt};
  set_in_round_[Index(id)] = round_;
}

PossibleTruth::Possible PossibleTruth::Of(NodeId id) const {
  if (set_in_round_[Index(id)] == round_) return possible_[Index(id)];
  const Value& value = decision_->nodes[Index(id)];
  const bool is_number = IsInterval(guideline_.graph.node(id).type);
  return {value.truth,   value.known, !value.known, !is_number || value.number.IsPoint(),
          &value.number, value.choice};
}

TruthSet PossibleTruth::TruthsOf(NodeId id) const {
  if (set_in_round_[Index(id)] == round_) return possible_[Index(id)].truths;
  return decision_->nodes[Index(id)].truth;
}

void PossibleTruth::SetComputed(const Node& node, NodeId id) {
  switch (FamilyOf(node.kind)) {
    case NodeFamily::kLeaf:
      return;  // no operand that could have changed
    case NodeFamily::kTruthOperator:
      SetTruths(id, EvaluateTruthOperator(node, id));
      return;
    case NodeFamily::kKnown:
      SetTruths(id, Known(id));
      return;
    case NodeFamily::kFirstKnown:
      if (node.type == ValueType::kTruth) {
        SetTruths(id, EvaluateTruthOperator(node, id));
      } else {
        SetFirstKnown(id);
      }
      return;
    case NodeFamily::kComparison:
      SetTruths(id, Compare(id));
      return;
    case NodeFamily::kCut: {
      const bool is_threshold = node.kind == NodeKind::kThreshold;
      SetTruths(id, Lines(id, is_threshold ? guideline_.thresholds[node.payload].lines
                                           : guideline_.ranges[node.payload].lines));
      return;
    }
    case NodeFamily::kChoice:
      SetTruths(id, CompareChoices(id));
      return;
    case NodeFamily::kArithmetic:
      SetArithmetic(id);
      return;
  }
}

void PossibleTruth::SetTruths(NodeId id, TruthSet truths) {
  Possible& possible = possible_[Index(id)];
  possible = {};
  possible.truths = truths;
  possible.may_be_known = !truths.Is(Truth::kUnknown);
  possible.may_be_missing = truths.Has(Truth::kUnknown);
  set_in_round_[Index(id)] = round_;
}

TruthSet PossibleTruth::EvaluateTruthOperator(const Node& node, NodeId id) {
  operand_truths_.clear();
  for (const NodeId operand : guideline_.graph.Operands(id)) {
    operand_truths_.push_back(TruthsOf(operand));
  }
  const std::vector<TruthSet>& operands = operand_truths_;
  const std::size_t wanted = node.payload;
  switch (node.kind) {
    case NodeKind::kNot:
      return Not(operands[0]);
    case NodeKind::kAnd:
      return AllOf(operands);
    case NodeKind::kOr:
      return AnyOf(operands);
    case NodeKind::kImplies:
      return Or(Not(operands[0]), operands[1]);
    case NodeKind::kAtLeast:
      return AtLeast(wanted, operands);
    case NodeKind::kAtMost:
      return Not(AtLeast(wanted + 1, operands));
    case NodeKind::kExactly:
      return And(AtLeast(wanted, operands), Not(AtLeast(wanted + 1, operands)));
    case NodeKind::kAnyKnown:
      return AnyKnown(operands);
    case NodeKind::kFirstKnown:
      return FirstKnown(operands);
    case NodeKind::kReading: {
      const std::optional<std::uint32_t>& chosen = options_.readings[node.payload];
      return chosen ? operands[*chosen] : Agreement(operands);
    }
    default:
      assert(false);  // not an operator on truths
      return TruthSet::Decided() | Truth::kUnknown;
  }
}

TruthSet PossibleTruth::Known(NodeId id) const {
  const Possible operand = Of(guideline_.graph.Operands(id)[0]);
  TruthSet truths;
  if (operand.may_be_known) truths = Truth::kYes;
  return operand.may_be_missing ? truths | Truth::kNo : truths;
}

TruthSet PossibleTruth::Compare(NodeId id) const {
  const auto operands = guideline_.graph.Operands(id);
  const Possible first = Of(operands[0]);
  const Possible second = Of(operands[1]);
  TruthSet result;
  if (first.may_be_missing || second.may_be_missing) result = Truth::kUnknown;
  if (!first.may_be_known || !second.may_be_known) return result;
  const NodeKind kind = guideline_.graph.node(id).kind;
  const Truth on_hulls = kind == NodeKind::kLess        ? Less(*first.hull, *second.hull)
                         : kind == NodeKind::kLessEqual ? LessEqual(*first.hull, *second.hull)
                                                        : Equal(*first.hull, *second.hull);
  return result | FromHulls(on_hulls, first.exact && second.exact);
}

TruthSet PossibleTruth::CompareChoices(NodeId id) const {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  const Possible first = Of(operands[0]);
  Possible second;
  if (node.kind == NodeKind::kIsChoice) {
    second = {TruthSet(), true, false, true, nullptr, node.payload};
  } else {
    second = Of(operands[1]);
  }
  TruthSet result;
  if (first.may_be_missing || second.may_be_missing) result = Truth::kUnknown;
  if (!first.may_be_known || !second.may_be_known) return result;
  if (!first.choice || !second.choice) return result | TruthSet::Decided();
  return result | ToTruth(node.kind == NodeKind::kChoiceLess ? *first.choice < *second.choice
                                                             : *first.choice == *second.choice);
}

TruthSet PossibleTruth::Lines(NodeId id, const std::vector<CutLine>& lines) const {
  const Possible value = Of(guideline_.graph.Operands(id)[0]);
  TruthSet result;
  if (value.may_be_missing) result = Truth::kUnknown;
  if (!value.may_be_known) return result;
  // The value may be reported in any kind, so every kind's lines count.
  for (const CutLine& line : lines) result = result | LinesOfKind(id, lines, line.kind);
  return result;
}

TruthSet PossibleTruth::LinesOfKind(NodeId id, const std::vector<CutLine>& lines,
                                    const Dimension& kind) const {
  const auto operands = guideline_.graph.Operands(id);
  const Possible value = Of(operands[0]);
  const CutSide side = SideOf(guideline_.graph.node(id).kind);
  TruthSet answers;
  bool may_not_be_sure = false;
  for (const CutLine& line : lines) {
    if (line.kind != kind) continue;
    const TruthSet applies =
        line.when_operand ? TruthsOf(operands[*line.when_operand]) : TruthSet(Truth::kYes);
    if (applies.Is(Truth::kNo)) continue;
    answers = answers | FromHulls(LiesOn(side, *value.hull, line.interval), value.exact);
    may_not_be_sure |= applies.Has(Truth::kUnknown);
    if (!applies.Is(Truth::kYes)) continue;
    const bool disagree = answers == TruthSet::Decided() && may_not_be_sure;
    return disagree ? answers | Truth::kUnknown : answers;
  }
  return answers | Truth::kUnknown;
}

void PossibleTruth::SetFirstKnown(NodeId id) {
  Possible result{TruthSet(), false, true, true, nullptr, std::nullopt};
  for (const NodeId operand : guideline_.graph.Operands(id)) {
    const Possible next = Of(operand);
    if (!next.may_be_known) continue;
    if (!result.may_be_known) {
      result = next;
      if (next.hull != nullptr) hulls_[Index(id)] = *next.hull;
    } else {
      if (next.hull != nullptr) hulls_[Index(id)] = Hull(hulls_[Index(id)], *next.hull);
      if (result.choice != next.choice) result.choice.reset();
      result.exact &= next.exact;
    }
    result.may_be_missing = next.may_be_missing;
    if (!next.may_be_missing) break;
  }
  if (result.hull != nullptr) result.hull = &hulls_[Index(id)];
  possible_[Index(id)] = result;
  set_in_round_[Index(id)] = round_;
}

void PossibleTruth::SetArithmetic(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  bool may_be_missing = false;
  bool may_be_known = true;
  bool exact = true;
  operand_hulls_.clear();
  for (const NodeId operand : guideline_.graph.Operands(id)) {
    const Possible possible = Of(operand);
    may_be_missing |= possible.may_be_missing;
    may_be_known &= possible.may_be_known;
    exact &= possible.exact;
    operand_hulls_.push_back(possible.hull);
  }
  std::optional<Interval> hull;
  if (may_be_known) hull = EvaluateArithmetic(node.kind, node.payload, operand_hulls_);
  may_be_missing |= !hull;  // division by what may turn out to be zero
  SetHull(id, hull ? std::move(*hull) : kAnyNumber);
  possible_[Index(id)].may_be_known = may_be_known;
  possible_[Index(id)].may_be_missing = may_be_missing;
  possible_[Index(id)].exact = exact;
}

}  // namespace mgl
