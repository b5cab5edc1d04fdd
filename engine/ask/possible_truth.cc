// Only nodes that an asked fact can change are evaluated anew; all others keep the case's values.
// Operands are taken as independent, so the result may hold a truth that cannot come about.
#include "engine/ask/possible_truth.h"

#include <algorithm>

#include "engine/meaning/arithmetic.h"
#include "engine/meaning/cut_line.h"
#include "engine/meaning/effective_fact.h"
#include "engine/model/choice_comparison.h"
#include "engine/model/node_family.h"
#include "engine/model/truth_operator.h"
#include "engine/value/day_interval.h"

namespace mgl {
namespace {

const Interval kAnyNumber = {Bound::Infinite(), Bound::Infinite()};

/// Whether a point within the operands may have a result of too many digits although the ends of
/// the operands do not: they are infinite.
bool MayGrowTooLarge(NodeKind kind, const Interval& result) {
  const bool grows = TraitsOf(AsArithmetic(kind)).size == ResultSize::kDigitsOfAnySize;
  return grows && (result.low.infinite || result.high.infinite || result.low.value == 0);
}

/// A comparison's possible truths, from what it is on hulls.
TruthSet FromHulls(Truth on_hulls, bool exact) {
  if (on_hulls != Truth::kUnknown) return on_hulls;
  return exact ? TruthSet::Decided() : TruthSet::Decided() | Truth::kUnknown;
}

}  // namespace

constexpr PossibleTruth::Possible PossibleTruth::kNever = {TruthSet(), false,   false, false,
                                                           true,       nullptr, {}};

PossibleTruth::PossibleTruth(const Guideline& guideline, EvaluationOptions options)
    : guideline_(guideline),
      options_(std::move(options)),
      answers_(guideline.facts.size(), kNotAsked),
      assumed_(guideline.facts.size(), nullptr),
      set_in_round_(guideline.graph.size(), 0),
      looked_at_in_round_(guideline.graph.size(), 0),
      possible_(guideline.graph.size()) {
  for (const Fact& fact : guideline.facts) {
    domains_.push_back(fact.plausible ? ApplyRecordedPrecision(fact, *fact.plausible) : kAnyNumber);
  }
}

TruthSet PossibleTruth::Evaluate(const Decision& decision, const Cone& cone) {
  decision_ = &decision;
  ++round_;
  for (const NodeId id : cone.nodes) SetNode(id);
  const NodeId end = cone.nodes.back();
  if (guideline_.graph.node(end).type == ValueType::kTruth) return TruthsOf(end);
  const Possible possible = Of(end);
  TruthSet settled;
  if (possible.may_be_settled) settled = Truth::kYes;
  const bool may_not_be = possible.may_be_open || possible.may_be_missing;
  return may_not_be ? settled | Truth::kUnknown : settled;
}

void PossibleTruth::SetNode(NodeId id) {
  const Node& at = guideline_.graph.node(id);
  if (of_assumed_node_ != nullptr && id == assumed_node_) {
    SetAssumedNode(id);
  } else if (at.kind == NodeKind::kFact || at.kind == NodeKind::kStatedFact) {
    SetFact(at, id);
  } else if (at.kind == NodeKind::kDateOfFact) {
    SetDateOfFact(at, id);
  } else if (at.kind == NodeKind::kFactIsSuspect) {
    SetAssumedSuspect(at, id);
  } else {
    const auto operands = guideline_.graph.Operands(id);
    const auto is_set = [this](NodeId operand) { return set_in_round_[Index(operand)] == round_; };
    if (std::ranges::any_of(operands, is_set)) SetComputed(at, id);
  }
}

void PossibleTruth::SetFact(const Node& node, NodeId id) {
  const std::uint32_t answer = answers_[node.payload];
  if (answer == kNotAsked) return;
  if (answer == kAssumed) return SetAssumedFact(node, id);
  const Value& value = decision_->facts[node.payload].value;
  const bool is_number = IsInterval(node.type);
  if (value.known && (!is_number || value.number.IsPoint())) return;  // it keeps its value
  Possible& possible = possible_[Index(id)];
  possible = {TruthSet::Decided(), true, false, false, true, nullptr, {}};
  set_in_round_[Index(id)] = round_;
  if (is_number) possible.hull = value.known ? &value.number : &domains_[node.payload];
  if (answer == kAnyAnswer) {
    possible.choices = ChoiceSet::FirstOf(guideline_.facts[node.payload].choices.size());
    return;
  }
  const std::uint32_t choice = answer - kFirstAnswer;
  possible.choices = ChoiceSet::Of(choice);
  possible.truths = ToTruth(choice != 0);
}

void PossibleTruth::SetDateOfFact(const Node& node, NodeId id) {
  if (answers_[node.payload] == kNotAsked) return;
  if (answers_[node.payload] == kAssumed) return SetAssumedDate(node, id);
  const std::optional<DaySpan>& date = decision_->facts[node.payload].date;
  if (date && date->first == date->last) return;
  SetHull(id, date ? DayInterval(*date) : Interval{Bound::Infinite(), Bound::At(options_.as_of)});
}

/// The node is known with an exact value in `hull`, if nothing else is said afterwards.
void PossibleTruth::SetHull(NodeId id, Interval hull) {
  hulls_[Index(id)] = std::move(hull);
  possible_[Index(id)] = {TruthSet(), true, false, false, true, &hulls_[Index(id)], {}};
  set_in_round_[Index(id)] = round_;
}

PossibleTruth::Possible PossibleTruth::Of(NodeId id) const {
  if (set_in_round_[Index(id)] == round_) return possible_[Index(id)];
  const Value& value = decision_->nodes[Index(id)];
  const bool is_number = IsInterval(guideline_.graph.node(id).type);
  return {value.truth,
          value.IsSettled(),
          value.known && !value.settled,
          !value.known,
          !is_number || value.number.IsPoint(),
          is_number ? &value.number : nullptr,
          value.choices};
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
    case NodeFamily::kCut:
      SetTruths(id, Lines(id, LinesOf(guideline_, node)));
      return;
    case NodeFamily::kChoice:
      SetTruths(id, CompareChoices(id));
      return;
    case NodeFamily::kArithmetic:
      SetArithmetic(id);
      return;
    case NodeFamily::kLines:
      SetLines(id);
      return;
  }
}

void PossibleTruth::SetTruths(NodeId id, TruthSet truths) {
  Possible& possible = possible_[Index(id)];
  possible = {};
  possible.truths = truths;
  possible.may_be_settled = !truths.Is(Truth::kUnknown);
  possible.may_be_missing = truths.Has(Truth::kUnknown);
  set_in_round_[Index(id)] = round_;
}

TruthSet PossibleTruth::EvaluateTruthOperator(const Node& node, NodeId id) {
  operand_truths_.clear();
  for (const NodeId operand : guideline_.graph.Operands(id)) {
    operand_truths_.push_back(TruthsOf(operand));
  }
  if (node.kind == NodeKind::kFirstKnown) return FirstKnown(operand_truths_);
  return EvaluateTruths(AsTruthOperator(node.kind), node.payload, operand_truths_, options_);
}

namespace {

class SetLogic {
 public:
  using Result = TruthSet;

  SetLogic(std::span<const TruthSet> operands, const EvaluationOptions& options)
      : operands_(operands), options_(options) {}

  static TruthSet Not(TruthSet a) { return mgl::Not(a); }
  static TruthSet And(TruthSet a, TruthSet b) { return mgl::And(a, b); }
  static TruthSet Or(TruthSet a, TruthSet b) { return mgl::Or(a, b); }
  TruthSet Operand(std::size_t i) const { return operands_[i]; }
  TruthSet All() const { return AllOf(operands_); }
  TruthSet Any() const { return AnyOf(operands_); }
  TruthSet AtLeast(std::size_t wanted) const { return mgl::AtLeast(wanted, operands_); }
  TruthSet AnyKnown() const { return mgl::AnyKnown(operands_); }
  TruthSet Agreement() const { return mgl::Agreement(operands_); }
  std::optional<std::uint32_t> ReadingOf(std::uint32_t ambiguity) const {
    return options_.readings[ambiguity];
  }

 private:
  std::span<const TruthSet> operands_;
  const EvaluationOptions& options_;
};

}  // namespace

TruthSet EvaluateTruths(TruthOperator kind, std::uint32_t payload,
                        std::span<const TruthSet> operands, const EvaluationOptions& options) {
  SetLogic logic(operands, options);
  return TruthMeaning(logic).Of(kind, payload);
}

TruthSet PossibleTruth::Known(NodeId id) const {
  const Possible operand = Of(guideline_.graph.Operands(id)[0]);
  TruthSet truths;
  if (operand.may_be_settled) truths = Truth::kYes;
  return operand.may_be_missing || operand.may_be_open ? truths | Truth::kNo : truths;
}

TruthSet PossibleTruth::Compare(NodeId id) const {
  const auto operands = guideline_.graph.Operands(id);
  const Possible first = Of(operands[0]);
  const Possible second = Of(operands[1]);
  TruthSet result;
  if (first.may_be_missing || second.may_be_missing) result = Truth::kUnknown;
  if (!first.MayBeKnown() || !second.MayBeKnown()) return result;
  const ComparisonKind kind = AsComparison(guideline_.graph.node(id).kind);
  const Truth on_hulls = CompareIntervals(kind, *first.hull, *second.hull);
  return result | FromHulls(on_hulls, first.IsExact() && second.IsExact());
}

TruthSet PossibleTruth::CompareChoices(NodeId id) const {
  const auto operands = guideline_.graph.Operands(id);
  const Possible first = Of(operands[0]);
  const ChoiceSet named = ChoicesNamed(guideline_.graph, id);
  Possible second = {TruthSet(), true, false, false, true, nullptr, named};
  if (named.size() == 0) second = Of(operands[1]);
  TruthSet result;
  if (first.may_be_missing || second.may_be_missing) result = Truth::kUnknown;
  if (!first.MayBeKnown() || !second.MayBeKnown()) return result;
  const NodeKind kind = guideline_.graph.node(id).kind;
  const Truth on_sets = CompareChoiceSets(kind, first.choices, second.choices);
  return result | FromHulls(on_sets, !first.may_be_open && !second.may_be_open);
}

TruthSet PossibleTruth::Lines(NodeId id, const std::vector<CutLine>& lines) const {
  const Possible value = Of(guideline_.graph.Operands(id)[0]);
  TruthSet result;
  if (value.may_be_missing) result = Truth::kUnknown;
  if (!value.MayBeKnown()) return result;
  if (const Dimension* const kind = AssumedKind(guideline_.graph.Operands(id)[0])) {
    return result | LinesOfKind(id, lines, ServingKind(lines, *kind));
  }
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
    answers = answers | FromHulls(LiesOn(side, *value.hull, line.interval), value.IsExact());
    may_not_be_sure |= applies.Has(Truth::kUnknown);
    if (!applies.Is(Truth::kYes)) continue;
    const bool disagree = answers == TruthSet::Decided() && may_not_be_sure;
    return disagree ? answers | Truth::kUnknown : answers;
  }
  return answers | Truth::kUnknown;
}

/// The first operand that is settled; missing where none is.
void PossibleTruth::SetFirstKnown(NodeId id) {
  Possible result = kNever;
  bool may_be_passed = true;
  for (const NodeId operand : guideline_.graph.Operands(id)) {
    Possible next = Of(operand);
    const bool may_be_unsettled = next.may_be_missing || next.may_be_open;
    if (!next.may_be_settled) continue;
    next.may_be_missing = next.may_be_open = false;
    const Interval* hull = Widened(id, result.hull, next);
    result = Either(result, next);
    result.hull = hull;
    may_be_passed = may_be_unsettled;
    if (!may_be_passed) break;
  }
  result.may_be_missing = may_be_passed;
  possible_[Index(id)] = result;
  set_in_round_[Index(id)] = round_;
}

/// One of the two, not said which; without a hull.
PossibleTruth::Possible PossibleTruth::Either(const Possible& a, const Possible& b) {
  Possible either = kNever;
  for (const Possible* one : {&a, &b}) {
    either.may_be_missing |= one->may_be_missing;
    either.truths = either.truths | one->truths;
    if (!one->MayBeKnown()) continue;
    either.may_be_settled |= one->may_be_settled;
    either.may_be_open |= one->may_be_open;
    either.exact &= one->exact;
    either.choices = either.choices | one->choices;
  }
  return either;
}

/// The node's own hull, which holds `hull` (null: nothing yet) and where `by` lies.
const Interval* PossibleTruth::Widened(NodeId id, const Interval* hull, const Possible& by) {
  if (by.hull == nullptr || !by.MayBeKnown()) return hull;
  hulls_[Index(id)] = hull == nullptr ? *by.hull : Hull(*hull, *by.hull);
  return &hulls_[Index(id)];
}

namespace {

/// Whether a date may be `never`, which has no year, no month, and no time to itself.
bool MayLackTime(NodeKind kind, std::span<const Interval* const> operands) {
  const auto may_be_never = [](const Interval* days) {
    return days->low.infinite || days->low.value <= mgl::kNever;
  };
  if (kind == NodeKind::kYearOf || kind == NodeKind::kMonthOf) return may_be_never(operands[0]);
  if (kind != NodeKind::kMonthsBetween && kind != NodeKind::kDaysBetween) return false;
  return may_be_never(operands[0]) && may_be_never(operands[1]);
}

/// Whether all the days of a sum lie beyond the calendar: that nearest to it does.
bool LeavesCalendar(NodeKind kind, std::uint32_t payload,
                    std::span<const Interval* const> operands) {
  if (kind != NodeKind::kAddDays && kind != NodeKind::kAddMonths) return false;
  for (const bool is_later : {true, false}) {
    std::vector<Interval> nearest;
    bool goes_there = true;
    for (const Interval* const operand : operands) {
      const Bound& end = is_later ? operand->low : operand->high;
      if (end.infinite || !end.closed) return false;
      nearest.push_back(Interval::Point(is_later ? Ceiling(end.value) : Floor(end.value)));
    }
    if (kind == NodeKind::kAddMonths) {
      goes_there = (static_cast<std::int32_t>(payload) > 0) == is_later;
    } else {
      goes_there = is_later ? nearest[1].low.value > 0 : nearest[1].low.value < 0;
    }
    std::vector<const Interval*> points;
    for (const Interval& point : nearest) points.push_back(&point);
    if (goes_there && !EvaluateArithmetic(kind, payload, points)) return true;
  }
  return false;
}

}  // namespace

void PossibleTruth::SetArithmetic(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  Possible result{TruthSet(), true, false, false, true, nullptr, {}};
  bool may_be_known = true;
  operand_hulls_.clear();
  for (const NodeId operand : guideline_.graph.Operands(id)) {
    const Possible possible = Of(operand);
    may_be_known &= possible.MayBeKnown();
    result.may_be_missing |= possible.may_be_missing;
    result.may_be_open |= possible.may_be_open;
    result.exact &= possible.exact;
    operand_hulls_.push_back(possible.hull);
  }
  std::optional<Interval> hull;
  // Of a number of days that may turn out to have a fraction, those that have none.
  const bool adds_days = node.kind == NodeKind::kAddDays;
  const bool may_have_fraction =
      adds_days && may_be_known && node.payload != kWholeDays && !operand_hulls_[1]->IsPoint();
  const std::uint32_t payload = may_have_fraction ? kWholeDays : node.payload;
  if (may_be_known) hull = EvaluateArithmetic(node.kind, payload, operand_hulls_);
  if (may_be_known && !hull && LeavesCalendar(node.kind, payload, operand_hulls_)) {
    may_be_known = false;
  }
  // Division by what may turn out to be zero; a power that may have too many digits.
  result.may_be_missing |= !hull || may_have_fraction || MayGrowTooLarge(node.kind, *hull);
  result.may_be_missing |= may_be_known && MayLackTime(node.kind, operand_hulls_);
  hulls_[Index(id)] = std::move(hull).value_or(kAnyNumber);
  result.hull = &hulls_[Index(id)];
  result.may_be_settled = may_be_known;
  result.may_be_open &= may_be_known && !result.hull->IsPoint();
  possible_[Index(id)] = result;
  set_in_round_[Index(id)] = round_;
}

}  // namespace mgl
