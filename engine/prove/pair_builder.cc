// Facts first; then what values are suspect for, which says whether facts are alike; then all
// nodes, operands before their users, each as OneMeaning has it.
#include "engine/prove/pair_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/meaning/cut_line.h"
#include "engine/model/node_family.h"
#include "engine/prove/recorded_steps.h"

namespace mgl {
namespace {

std::string BoundKey(const Bound& bound) {
  if (bound.infinite) return "-";
  return bound.value.get_str() + (bound.closed ? "]" : ")");
}

/// Equal for lines that cut alike.
std::string LinesKey(const std::vector<CutLine>& lines, bool is_threshold) {
  std::string key = is_threshold ? "t" : "r";
  for (const CutLine& line : lines) {
    for (const int exponent : line.kind.exponent) key += fmt::format("{},", exponent);
    for (const auto& [code, exponent] : line.kind.arbitrary) {
      key += fmt::format("{}^{},", code, exponent);
    }
    key += fmt::format("{};{};{}|", BoundKey(line.interval.low), BoundKey(line.interval.high),
                       line.when_operand.value_or(0));
  }
  return key;
}

bool AreOfOneKind(const std::vector<CutLine>& lines) {
  return std::ranges::all_of(lines,
                             [&](const CutLine& line) { return line.kind == lines.front().kind; });
}

/// Whether some range or threshold judges the fact by the unit in which it was reported.
bool IsJudgedByUnit(const Guideline& guideline, FactId fact) {
  for (std::size_t i = 0; i < guideline.graph.size(); ++i) {
    const Node& node = guideline.graph.node(static_cast<NodeId>(i));
    if (FamilyOf(node.kind) != NodeFamily::kCut) continue;
    const NodeId of = guideline.graph.Operands(static_cast<NodeId>(i))[0];
    const Node& leaf = guideline.graph.node(of);
    const bool is_fact = leaf.kind == NodeKind::kFact || leaf.kind == NodeKind::kStatedFact;
    if (is_fact && leaf.payload == Index(fact) && !AreOfOneKind(LinesOf(guideline, node))) {
      return true;
    }
  }
  return false;
}

/// The nodes on which what values are suspect for depends.
std::vector<bool> BelowSuspects(const Guideline& guideline) {
  std::vector<bool> is_below(guideline.graph.size(), false);
  for (const Fact& fact : guideline.facts) {
    for (const NodeId node : fact.suspect_when) is_below[Index(node)] = true;
  }
  for (std::size_t i = is_below.size(); i-- > 0;) {
    if (!is_below[i]) continue;
    for (const NodeId operand : guideline.graph.Operands(static_cast<NodeId>(i))) {
      is_below[Index(operand)] = true;
    }
  }
  return is_below;
}

/// Dates that are read there say when a value was measured that may be put aside afterwards.
bool ReadsDates(const Guideline& guideline, const std::vector<bool>& nodes) {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const NodeKind kind = guideline.graph.node(static_cast<NodeId>(i)).kind;
    if (nodes[i] && kind == NodeKind::kDateOfFact) return true;
  }
  return false;
}

std::vector<NodeId> Sorted(std::vector<NodeId> nodes) {
  std::ranges::sort(nodes);
  return nodes;
}

}  // namespace

PairBuilder::PairBuilder(GuidelinePair& pair, const std::vector<FactMatch>& matches)
    : pair_(pair), joint_(pair.joint_) {
  match_of_.resize(pair.sides_[1].version->facts.size());
  least_.assign(match_of_.size(), Taken::kAlike);
  is_matched_.assign(pair.sides_[0].version->facts.size(), false);
  for (const FactMatch& match : matches) {
    match_of_[Index(match.after)] = match.before;
    is_matched_[Index(match.before)] = true;
  }
}

void PairBuilder::Build() {
  while (!BuildOnce()) {
  }
  for (Side& side : pair_.sides_) CopyNodes(side, nullptr);
  for (Side& side : pair_.sides_) {
    const Guideline& version = *side.version;
    side.where.nodes.reserve(version.graph.size());
    for (const std::optional<NodeId>& node : made_[SideIndex(side)]) {
      side.where.nodes.push_back(*node);
    }
    side.where.scope = side.where.Of(version.scope);
    FindWhatCounts(side);
    CopyTreatments(side);
    CopyStatements(side);
  }
  const GuidelineHeader& header = pair_.sides_[1].version->header;
  joint_.header = header;
  joint_.scope = nodes_->Constant(true);
}

void PairBuilder::FindWhatCounts(Side& side) {
  const std::size_t index = SideIndex(side);
  side.where.counts.assign(side.version->facts.size(), std::nullopt);
  for (std::size_t i = 0; i < side.where.facts.size(); ++i) {
    const std::size_t joint = Index(side.where.facts[i]);
    const std::optional<StatedView>& view = views_[index][joint];
    if (!view) continue;
    const NodeId aside = aside_[index][joint].value_or(nodes_->Constant(false));
    side.where.counts[i] = nodes_->And({view->is_reported, nodes_->Not(aside)});
  }
}

bool PairBuilder::BuildOnce() {
  joint_ = Guideline();
  pair_.facts_.clear();
  cuts_.clear();
  nodes_.emplace(joint_.graph);
  joint_.ambiguities.emplace_back().name = "readings";  // of which none is in use
  AddFacts();
  for (Side& side : pair_.sides_) {
    made_[SideIndex(side)].assign(side.version->graph.size(), std::nullopt);
    FindViews(side);
  }
  return CopySuspects();
}

FactId PairBuilder::AddFact(Fact fact, FactInBoth in_both) {
  const auto id = static_cast<FactId>(joint_.facts.size());
  if (in_both.before) pair_.sides_[0].where.facts[Index(*in_both.before)] = id;
  if (in_both.after) pair_.sides_[1].where.facts[Index(*in_both.after)] = id;
  fact.suspect_when.clear();
  joint_.facts.push_back(std::move(fact));
  pair_.facts_.push_back(in_both);
  return id;
}

void PairBuilder::AddFacts() {
  const Guideline& before = *pair_.sides_[0].version;
  const Guideline& after = *pair_.sides_[1].version;
  pair_.sides_[0].where.facts.assign(before.facts.size(), {});
  pair_.sides_[1].where.facts.assign(after.facts.size(), {});
  for (std::size_t i = 0; i < after.facts.size(); ++i) {
    const auto id = static_cast<FactId>(i);
    if (match_of_[i]) {
      AddMatched(*match_of_[i], id);
    } else {
      AddFact(after.facts[i], {std::nullopt, id, Taken::kAlike, {}});
    }
  }
  for (std::size_t i = 0; i < before.facts.size(); ++i) {
    if (is_matched_[i]) continue;
    AddFact(before.facts[i], {static_cast<FactId>(i), std::nullopt, Taken::kAlike, {}});
  }
  const std::size_t count = joint_.facts.size();
  for (std::size_t i = 0; i < count; ++i) AddNotStated(static_cast<FactId>(i));
}

void PairBuilder::AddMatched(FactId before, FactId after) {
  const Fact& old_fact = pair_.sides_[0].version->facts[Index(before)];
  const Fact& new_fact = pair_.sides_[1].version->facts[Index(after)];
  const FactDifference difference = DifferenceOf(old_fact, new_fact);
  Taken taken =
      std::max(least_[Index(after)], difference.IsNone() ? Taken::kAlike : Taken::kOtherwise);
  const bool has_default = old_fact.default_value || new_fact.default_value;
  const bool loses_unit = difference.in_unit || difference.in_steps || difference.in_conversion ||
                          (has_default && taken == Taken::kOtherwise);
  const auto is_judged_by_unit = [&] {
    return IsJudgedByUnit(*pair_.sides_[0].version, before) ||
           IsJudgedByUnit(*pair_.sides_[1].version, after);
  };
  if (difference.is_apart || (loses_unit && is_judged_by_unit())) taken = Taken::kApart;
  if (taken == Taken::kApart) {
    Fact old_alone = old_fact;
    old_alone.name += " (old version)";
    const FactId one = AddFact(new_fact, {std::nullopt, after, taken, {}});
    const FactId other = AddFact(std::move(old_alone), {before, std::nullopt, taken, {}});
    InBoth(one).other = other;
    InBoth(other).other = one;
    return;
  }
  Fact reported = new_fact;
  if (taken == Taken::kOtherwise) reported = ReportedFactOf(old_fact, new_fact, difference);
  AddFact(std::move(reported), {before, after, taken, {}});
}

/// Where a default counts in some version, whether something is stated is a fact of its own.
void PairBuilder::AddNotStated(FactId joint) {
  if (!IsOtherwise(joint)) return;
  const FactInBoth of = InBoth(joint);
  const bool has_default = pair_.sides_[0].version->facts[Index(*of.before)].default_value ||
                           pair_.sides_[1].version->facts[Index(*of.after)].default_value;
  if (!has_default) return;
  Fact not_stated;
  not_stated.name = joint_.facts[Index(joint)].name + " not stated:";
  const FactId id = AddFact(std::move(not_stated), {{}, {}, Taken::kAlike, {}});
  InBoth(joint).not_stated = id;
}

void PairBuilder::FindViews(Side& side) {
  const std::size_t index = SideIndex(side);
  views_[index].assign(joint_.facts.size(), std::nullopt);
  aside_[index].assign(joint_.facts.size(), std::nullopt);
  side.choices.assign(joint_.facts.size(), {});
  for (std::size_t i = 0; i < side.version->facts.size(); ++i) {
    const FactId joint = side.where.facts[i];
    if (!IsOtherwise(joint)) continue;
    const Fact& version = side.version->facts[i];
    const Fact& reported = joint_.facts[Index(joint)];
    side.choices[Index(joint)] = ChoicesIn(version, reported);
    views_[index][Index(joint)] =
        StatedViewOf({joint, InBoth(joint).not_stated, &version, &reported}, *nodes_, joint_.graph);
  }
}

/// What values are suspect for in both versions. False: facts are not alike that seemed so.
bool PairBuilder::CopySuspects() {
  bool some_read_dates = false;
  for (Side& side : pair_.sides_) {
    const std::vector<bool> below = BelowSuspects(*side.version);
    some_read_dates |= ReadsDates(*side.version, below);
    CopyNodes(side, &below);
  }
  if (!SuspectsAreAlike()) return false;
  for (Side& side : pair_.sides_) {
    for (std::size_t i = 0; i < side.version->facts.size(); ++i) {
      const std::vector<NodeId>& suspect_when = side.version->facts[i].suspect_when;
      if (suspect_when.empty()) continue;
      const FactId joint = side.where.facts[i];
      if (IsOtherwise(joint) && some_read_dates) {
        least_[Index(*InBoth(joint).after)] = Taken::kApart;
        return false;
      }
      std::vector<NodeId> copied;
      for (const NodeId node : suspect_when) copied.push_back(Copied(side, node));
      std::optional<StatedView>& view = views_[SideIndex(side)][Index(joint)];
      if (view) {
        aside_[SideIndex(side)][Index(joint)] = IsAside(*view, copied, *nodes_);
      } else {
        joint_.facts[Index(joint)].suspect_when = Sorted(std::move(copied));
      }
    }
  }
  for (std::size_t i = 0; i < joint_.facts.size(); ++i) {
    if (!joint_.facts[i].suspect_when.empty()) {
      joint_.suspect_order.push_back(static_cast<FactId>(i));
    }
  }
  return true;
}

bool PairBuilder::SuspectsAreAlike() {
  bool are_alike = true;
  for (const FactInBoth& fact : pair_.facts_) {
    if (!fact.before || !fact.after || fact.taken != Taken::kAlike) continue;
    std::vector<NodeId> suspects[2];
    for (std::size_t i = 0; i < 2; ++i) {
      const FactId own = i == 0 ? *fact.before : *fact.after;
      Side& side = pair_.sides_[i];
      for (const NodeId node : side.version->facts[Index(own)].suspect_when) {
        suspects[i].push_back(Copied(side, node));
      }
    }
    if (Sorted(suspects[0]) == Sorted(suspects[1])) continue;
    least_[Index(*fact.after)] = Taken::kOtherwise;
    are_alike = false;
  }
  return are_alike;
}

void PairBuilder::CopyNodes(Side& side, const std::vector<bool>* only) {
  std::vector<std::optional<NodeId>>& made = made_[SideIndex(side)];
  for (std::size_t i = 0; i < made.size(); ++i) {
    const bool is_wanted = only == nullptr || (*only)[i];
    if (is_wanted && !made[i]) made[i] = Copied(side, static_cast<NodeId>(i));
  }
}

NodeId PairBuilder::Copied(Side& side, NodeId id) {
  const std::optional<NodeId>& made = made_[SideIndex(side)][Index(id)];
  if (made) return *made;
  const Graph& graph = side.version->graph;
  const Node& node = graph.node(id);
  std::vector<NodeId> operands;
  for (const NodeId operand : graph.Operands(id)) operands.push_back(Copied(side, operand));
  switch (PayloadOf(node.kind)) {
    case Payload::kFact:
      return CopiedFact(side, node);
    case Payload::kNumber:
      return joint_.graph.AddNumber(graph.number(node.payload));
    case Payload::kAmbiguity:
      return CopiedReading(side, node, std::move(operands));
    case Payload::kThreshold:
    case Payload::kRange: {
      const std::uint32_t cut = CopiedCut(side, node, node.kind == NodeKind::kThreshold);
      AddUnitsOf(side, node, cut);
      return joint_.graph.Add(node.kind, node.type, cut, operands);
    }
    case Payload::kNone:
    case Payload::kTruth:
    case Payload::kDay:
    case Payload::kChoice:
    case Payload::kCount:
    case Payload::kWholeDays:
    case Payload::kSigned:
      break;
  }
  if (const auto in_steps = ComparedInSteps(side, id, operands)) return *in_steps;
  return nodes_->Add(node.kind, node.type, node.payload, operands);
}

/// Of a fact of which both versions take the same value.
std::optional<Rational> PairBuilder::StepOf(const Side& side, FactId own) const {
  const FactId joint = side.where.facts[Index(own)];
  if (IsOtherwise(joint)) return std::nullopt;
  return RecordedStepOf(side.version->facts[Index(own)]);
}

/// A recorded number compared with a constant: at least a multiple, or below one. Empty for all
/// else.
std::optional<NodeId> PairBuilder::ComparedInSteps(const Side& side, NodeId id,
                                                   const std::vector<NodeId>& operands) {
  const Graph& graph = side.version->graph;
  const Node& node = graph.node(id);
  const bool is_less = node.kind == NodeKind::kLess;
  if (!is_less && node.kind != NodeKind::kLessEqual) return std::nullopt;
  const auto given = graph.Operands(id);
  for (const std::size_t number : {std::size_t{0}, std::size_t{1}}) {
    const Node& bound = graph.node(given[number]);
    const Node& fact = graph.node(given[1 - number]);
    const bool is_fact = fact.kind == NodeKind::kFact || fact.kind == NodeKind::kStatedFact;
    if (bound.kind != NodeKind::kNumber || !is_fact) continue;
    const std::optional<Rational> step = StepOf(side, FactId{fact.payload});
    if (!step) return std::nullopt;
    Interval stretch{Bound::Infinite(), Bound::Infinite()};
    const bool is_from = number == 0;
    (is_from ? stretch.low : stretch.high) = Bound::At(graph.number(bound.payload), !is_less);
    stretch = FromStepToStep(stretch, *step);
    const NodeId at = joint_.graph.AddNumber(is_from ? stretch.low.value : stretch.high.value);
    return is_from ? nodes_->Truth(NodeKind::kLessEqual, {at, operands[1]})
                   : nodes_->Truth(NodeKind::kLess, {operands[0], at});
  }
  return std::nullopt;
}

NodeId PairBuilder::CopiedFact(const Side& side, const Node& node) {
  const FactId joint = side.where.facts[node.payload];
  const auto leaf = [&](NodeKind kind) {
    return joint_.graph.Add(kind, node.type, static_cast<std::uint32_t>(Index(joint)), {});
  };
  const std::optional<StatedView>& view = views_[SideIndex(side)][Index(joint)];
  if (!view) return leaf(node.kind);
  if (node.kind == NodeKind::kStatedFact) return view->value;
  const NodeId aside = aside_[SideIndex(side)][Index(joint)].value_or(nodes_->Constant(false));
  if (node.kind == NodeKind::kFactIsSuspect) return aside;
  const NodeId counts = nodes_->Not(aside);
  if (node.kind == NodeKind::kFact) return ValueWhere(counts, view->value, *nodes_, joint_.graph);
  return ValueWhere(nodes_->And({view->is_reported, counts}), leaf(NodeKind::kDateOfFact), *nodes_,
                    joint_.graph);
}

/// The reading in use, or what all readings agree on: their order does not matter.
NodeId PairBuilder::CopiedReading(const Side& side, const Node& node,
                                  std::vector<NodeId> readings) {
  const std::optional<std::uint32_t> in_use = side.readings.readings[node.payload];
  if (in_use) return readings[*in_use];
  std::ranges::sort(readings);
  readings.erase(std::unique(readings.begin(), readings.end()), readings.end());
  if (readings.size() == 1) return readings[0];
  return joint_.graph.Add(NodeKind::kReading, node.type, 0, readings);
}

std::uint32_t PairBuilder::CopiedCut(const Side& side, const Node& node, bool is_threshold) {
  const Guideline& version = *side.version;
  std::vector<CutLine> lines = LinesOf(version, node);
  const auto next =
      static_cast<std::uint32_t>(is_threshold ? joint_.thresholds.size() : joint_.ranges.size());
  // The fact of a range says what is usual of it.
  const std::optional<FactId> fact =
      is_threshold ? version.thresholds[node.payload].fact : version.ranges[node.payload].fact;
  const std::optional<Rational> step = fact ? StepOf(side, *fact) : std::nullopt;
  for (CutLine& line : lines) {
    const bool is_of_own = step && line.kind == version.facts[Index(*fact)].unit.dimension;
    if (is_of_own) line.interval = FromStepToStep(line.interval, *step);
  }
  std::string key = LinesKey(lines, is_threshold);
  if (fact) key += fmt::format("of {}", Index(side.where.facts[Index(*fact)]));
  const auto [known, is_new] = cuts_.try_emplace(std::move(key), next);
  if (!is_new) return known->second;
  const auto joint_fact = [&](std::optional<FactId> of) {
    return of ? std::optional(side.where.facts[Index(*of)]) : std::nullopt;
  };
  if (is_threshold) {
    joint_.thresholds.push_back(version.thresholds[node.payload]);
    joint_.thresholds.back().fact = joint_fact(fact);
  } else {
    joint_.ranges.push_back(version.ranges[node.payload]);
    joint_.ranges.back().fact = joint_fact(fact);
  }
  return next;
}

/// A fact that is taken otherwise may be reported in the units of the lines all the same: a node
/// that nothing reads asks it of what is reported.
void PairBuilder::AddUnitsOf(const Side& side, const Node& node, std::uint32_t cut) {
  const std::optional<FactId> fact = node.kind == NodeKind::kThreshold
                                         ? side.version->thresholds[node.payload].fact
                                         : side.version->ranges[node.payload].fact;
  if (!fact) return;
  const FactId joint = side.where.facts[Index(*fact)];
  if (!IsOtherwise(joint)) return;
  std::vector<NodeId> operands(node.operand_count, nodes_->Constant(true));
  operands[0] = joint_.graph.Add(NodeKind::kFact, ValueType::kNumber,
                                 static_cast<std::uint32_t>(Index(joint)), {});
  joint_.graph.Add(node.kind, ValueType::kTruth, cut, operands);
}

}  // namespace mgl
