// A condition on one fact alone is looked at once for each value that the guideline tells apart, by
// the graph on sets of values; from then on it is a table.
#include "engine/prove/possible_conditions.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/meaning/arithmetic.h"
#include "engine/model/node_family.h"

namespace mgl {
namespace {

bool IsTruthOperator(const Node& node) {
  const bool is_first_known = node.kind == NodeKind::kFirstKnown;
  return FamilyOf(node.kind) == NodeFamily::kTruthOperator || is_first_known;
}

}  // namespace

void AddBelow(const Guideline& guideline, NodeId id, std::vector<NodeId>& pending) {
  const auto operands = guideline.graph.Operands(id);
  pending.insert(pending.end(), operands.begin(), operands.end());
  const Node& node = guideline.graph.node(id);
  if (!ReadsEffectiveFact(node.kind)) return;
  const std::vector<NodeId>& suspect = guideline.facts[node.payload].suspect_when;
  pending.insert(pending.end(), suspect.begin(), suspect.end());
}

PossibleConditions::PossibleConditions(const Guideline& guideline, const EvaluationOptions& options,
                                       const Decision& constants, const FactValues& values)
    : guideline_(guideline),
      options_(options),
      constants_(constants),
      values_(values),
      possible_(guideline, options),
      ways_(guideline.graph.size(), Way::kNone),
      has_way_(guideline.graph.size(), false),
      table_of_(guideline.graph.size(), 0),
      computed_(guideline.graph.size()),
      facts_(guideline.facts.size()),
      leaves_of_(guideline.facts.size()),
      truths_(guideline.graph.size()),
      wanted_(guideline.graph.size()),
      seen_(guideline.graph.size()),
      evaluator_(guideline, options) {
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    possible_.Assume(static_cast<FactId>(i), facts_[i]);
  }
  for (std::size_t i = 0; i < guideline.graph.size(); ++i) {
    const Node& node = guideline.graph.node(static_cast<NodeId>(i));
    if (IsFactLeaf(node.kind)) leaves_of_[node.payload].push_back(static_cast<NodeId>(i));
  }
}

/// The ways of all nodes below the goals, operands before their users: each once, when it is first
/// asked for.
void PossibleConditions::MakeWays(std::span<const Goal> goals) {
  std::vector<NodeId> pending;
  for (const Goal& goal : goals) pending.push_back(goal.node);
  std::vector<NodeId> found;
  while (!pending.empty()) {
    const NodeId id = pending.back();
    pending.pop_back();
    if (has_way_[Index(id)]) continue;
    has_way_[Index(id)] = true;
    found.push_back(id);
    AddBelow(guideline_, id, pending);
  }
  std::ranges::sort(found);
  for (const NodeId id : found) MakeWay(id);
}

void PossibleConditions::MakeWay(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  if (node.type != ValueType::kTruth) return;
  const Dependence::On on = values_.DependenceOf(id).on;
  if (on == Dependence::On::kNothing) {
    ways_[Index(id)] = Way::kConstant;
  } else if (on == Dependence::On::kOne && MakeTable(id)) {
    ways_[Index(id)] = Way::kOneFact;
  } else {
    // Conditions on one value that is computed are one condition on it.
    std::vector<NodeId> between;
    const bool joins = IsTruthOperator(node) && !OnlyComputedBelow(id, between);
    ways_[Index(id)] = joins ? Way::kOperator : Way::kComputed;
    computed_[Index(id)].reset();  // what was made for a table does not know its way
  }
}

/// False where some value of the variable does not settle the node.
bool PossibleConditions::MakeTable(NodeId id) {
  const VariableId on = values_.DependenceOf(id).variable;
  const Variable& variable = values_.Of(on);
  Table table{on, {}};
  for (ValueBits& bits : table.values) bits.assign(variable.word_count, 0);
  const auto fill = [&](std::uint32_t first, std::uint32_t last) {
    return FillTable(id, variable, first, last, table);
  };
  const std::uint32_t missing = variable.missing();
  const auto stretches = static_cast<std::uint32_t>(variable.stretches.size());
  const bool is_compared = FillByComparing(id, variable, table);
  bool is_settled = is_compared || fill(missing, missing);
  if (is_compared) {
    // All is filled.
  } else if (variable.IsInterval()) {
    for (std::uint32_t value = 0; value < missing && is_settled; value += stretches) {
      is_settled = fill(value, value + stretches - 1);
    }
  } else {
    for (std::uint32_t value = 0; value < missing && is_settled; ++value) {
      is_settled = fill(value, value);
    }
  }
  if (!is_settled) return false;
  table_of_[Index(id)] = static_cast<std::uint32_t>(tables_.size());
  tables_.push_back(std::move(table));
  return true;
}

/// The number itself, compared with a constant: what most conditions are. False, with nothing
/// filled, where the node is another.
bool PossibleConditions::FillByComparing(NodeId id, const Variable& variable, Table& table) const {
  const Node& node = guideline_.graph.node(id);
  if (FamilyOf(node.kind) != NodeFamily::kComparison || variable.type != FactType::kNumber) {
    return false;
  }
  // Some of its values may be put aside.
  if (!guideline_.facts[Index(variable.fact)].suspect_when.empty()) return false;
  const auto operands = guideline_.graph.Operands(id);
  const auto is_fact = [&](NodeId operand) {
    const Node& leaf = guideline_.graph.node(operand);
    return leaf.kind == NodeKind::kFact && leaf.payload == Index(variable.fact);
  };
  const bool is_first = is_fact(operands[0]);
  const Node& other = guideline_.graph.node(operands[is_first ? 1 : 0]);
  if (!is_first && !is_fact(operands[1])) return false;
  if (other.kind != NodeKind::kNumber) return false;
  const Interval bound = Interval::Point(guideline_.graph.number(other.payload));
  const auto truth_of = [&](const Interval& stretch) {
    return is_first ? CompareIntervals(AsComparison(node.kind), stretch, bound)
                    : CompareIntervals(AsComparison(node.kind), bound, stretch);
  };
  // Below the constant it is the same for all stretches, and above it too.
  const std::vector<Interval>& stretches = variable.stretches;
  const Rational& constant = bound.low.value;
  const auto is_below = [&](const Interval& stretch) {
    return !stretch.high.infinite && stretch.high.value < constant;
  };
  const auto is_not_above = [&](const Interval& stretch) {
    return stretch.low.infinite || stretch.low.value <= constant;
  };
  const auto around = std::ranges::partition_point(stretches, is_below);
  const auto above = std::ranges::partition_point(stretches, is_not_above);
  std::vector<Truth> truths;
  for (auto stretch = stretches.begin(); stretch != stretches.end(); ++stretch) {
    const bool is_as_before = (stretch < around || stretch > above) && stretch != stretches.begin();
    truths.push_back(is_as_before ? truths.back() : truth_of(*stretch));
    if (truths.back() == Truth::kUnknown) return false;
  }
  for (std::uint32_t value = 0; value < variable.missing(); ++value) {
    AddBit(value, table.values[static_cast<std::size_t>(truths[value % truths.size()])]);
  }
  AddBit(variable.missing(), table.values[static_cast<std::size_t>(Truth::kUnknown)]);
  return true;
}

/// Many stretches at once where they have one answer, else in halves.
bool PossibleConditions::FillTable(NodeId id, const Variable& variable, std::uint32_t first,
                                   std::uint32_t last, Table& table) {
  PossibleFact& fact = facts_[Index(variable.fact)];
  fact = {};
  if (first == variable.missing()) {
    fact.may_be_missing = true;
  } else {
    fact.may_be_known = true;
    if (variable.type == FactType::kTruth) fact.truths = ToTruth(first != 0);
    if (variable.type == FactType::kChoice) fact.choices = ChoiceSet::Of(first);
    if (variable.IsInterval()) {
      fact.hull = variable.Hull(first, last);
      if (!variable.units.empty()) fact.kind = variable.UnitOf(first).dimension;
    }
  }
  TruthSet truths = possible_.Evaluate(constants_, ComputedOf(id).cone);
  const bool is_one_value = first == variable.missing() || !variable.IsInterval();
  // The same value by default is not put aside.
  const Fact& of = guideline_.facts[Index(variable.fact)];
  const bool may_be_aside = of.default_value && !of.suspect_when.empty();
  if (!truths.IsOne() && is_one_value && !may_be_aside) truths = Decided(id, variable, first);
  if (truths.IsOne()) {
    for (const Truth truth : kTruths) {
      if (!truths.Has(truth)) continue;
      for (std::uint32_t value = first; value <= last; ++value) {
        AddBit(value, table.values[static_cast<std::size_t>(truth)]);
      }
    }
    return true;
  }
  if (first == last) return false;
  const std::uint32_t middle = first + (last - first) / 2;
  return FillTable(id, variable, first, middle, table) &&
         FillTable(id, variable, middle + 1, last, table);
}

/// By the evaluator, of a patient of whom nothing else is stated: the node asks for nothing else.
Truth PossibleConditions::Decided(NodeId id, const Variable& variable, std::uint32_t value) {
  std::vector<Truth>& truths = decided_[{Index(variable.fact), value}];
  if (truths.empty()) {
    Case patient;
    patient.facts.resize(guideline_.facts.size());
    ReportedFact& reported = patient.facts[Index(variable.fact)];
    const bool is_missing = value == variable.missing();
    reported.state = is_missing ? ReportedFact::State::kUnknown : ReportedFact::State::kValue;
    if (!is_missing) reported.choice = value;
    evaluator_.DecideInto(patient, decision_);
    for (const Value& of : decision_.nodes) truths.push_back(of.truth);
  }
  return truths[Index(id)];
}

std::vector<NodeId> PossibleConditions::StepsOf(std::span<const Goal> goals) {
  MakeWays(goals);
  std::vector<NodeId> steps;
  seen_.Clear();
  const auto add = [&](NodeId id) {
    if (seen_.Mark(Index(id))) steps.push_back(id);
  };
  for (const Goal& goal : goals) add(goal.node);
  std::size_t next = 0;
  while (next < steps.size()) {  // more come behind
    const NodeId id = steps[next++];
    if (ways_[Index(id)] != Way::kOperator) continue;
    for (const NodeId operand : guideline_.graph.Operands(id)) add(operand);
  }
  std::ranges::sort(steps);
  return steps;
}

void PossibleConditions::Evaluate(const PatientSet& set, std::span<const NodeId> steps) {
  possible_.StartRound(constants_);
  for (const NodeId id : steps) {
    TruthSet& truths = truths_[Index(id)];
    switch (ways_[Index(id)]) {
      case Way::kNone:
        assert(false);
        break;
      case Way::kConstant:
        truths = constants_.nodes[Index(id)].truth;
        break;
      case Way::kOneFact:
        truths = EvaluateOneFact(set, id);
        break;
      case Way::kOperator:
        truths = FromOperands(id);
        break;
      case Way::kComputed:
        truths = EvaluateComputed(set, id);
        break;
    }
  }
}

TruthSet PossibleConditions::EvaluateOneFact(const PatientSet& set, NodeId id) const {
  const Table& table = tables_[table_of_[Index(id)]];
  const std::span<const std::uint64_t> words = set.WordsOf(values_.Of(table.variable));
  TruthSet truths;
  for (const Truth truth : kTruths) {
    const ValueBits& bits = table.values[static_cast<std::size_t>(truth)];
    for (std::size_t i = 0; i < words.size(); ++i) {
      if ((words[i] & bits[i]) != 0) truths = truths | truth;
    }
  }
  return truths;
}

TruthSet PossibleConditions::FromOperands(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  operand_truths_.clear();
  for (const NodeId operand : guideline_.graph.Operands(id)) {
    operand_truths_.push_back(truths_[Index(operand)]);
  }
  return OfOperands(node);
}

TruthSet PossibleConditions::OfOperands(const Node& node) const {
  if (node.kind == NodeKind::kFirstKnown) return FirstKnown(operand_truths_);
  return EvaluateTruths(AsTruthOperator(node.kind), node.payload, operand_truths_, options_);
}

void PossibleConditions::AssumeValues(const PatientSet& set, const Variable& variable,
                                      PossibleFact& fact) const {
  bool may_be_known = false;
  bool may_be_missing = false;
  std::optional<std::uint32_t> first;  // stretches
  std::uint32_t last = 0;
  const Dimension* kind = nullptr;
  bool is_one_kind = true;
  if (!variable.is_date_of) {
    fact.truths = TruthSet();
    fact.choices = ChoiceSet();
  }
  ForEachValue(set, variable, [&](std::uint32_t value) {
    if (value == variable.missing()) {
      may_be_missing = true;
      return;
    }
    if (variable.IsInterval()) {
      const auto stretch = static_cast<std::uint32_t>(value % variable.stretches.size());
      if (!variable.units.empty()) {
        const Dimension& own = variable.UnitOf(value).dimension;
        is_one_kind &= kind == nullptr || *kind == own;
        kind = &own;
      }
      first = std::min(first.value_or(stretch), stretch);
      last = std::max(last, stretch);
    } else if (variable.type == FactType::kTruth) {
      fact.truths = fact.truths | ToTruth(value != 0);
    } else {
      fact.choices.Add(value);
    }
    may_be_known = true;
  });
  Interval& hull = variable.is_date_of ? fact.date : fact.hull;
  const Interval* const part = set.PartOf(variable);
  if (part != nullptr) {
    hull = *part;
  } else if (first) {
    hull = variable.Hull(*first, last);
  }
  if (variable.is_date_of) {
    fact.date_may_be_known = may_be_known;
    fact.date_may_be_missing = may_be_missing;
    return;
  }
  fact.may_be_known = may_be_known;
  fact.may_be_missing = may_be_missing;
  fact.kind.reset();
  if (kind != nullptr && is_one_kind) fact.kind = *kind;
}

PossibleConditions::Left PossibleConditions::Narrow(std::span<const Goal> goals,
                                                    std::span<const NodeId> steps,
                                                    PatientSet& set) {
  for (const NodeId id : steps) wanted_[Index(id)] = truths_[Index(id)];
  for (const Goal& goal : goals) {
    wanted_[Index(goal.node)] = wanted_[Index(goal.node)] & goal.wanted;
  }
  left_of_computed_.clear();
  Left left = Left::kSame;
  for (std::size_t i = steps.size(); i-- > 0;) {
    const NodeId id = steps[i];
    const TruthSet wanted = wanted_[Index(id)];
    if (wanted.IsEmpty()) return Left::kNone;
    if (wanted == truths_[Index(id)]) continue;
    if (ways_[Index(id)] == Way::kOperator) {
      if (!NarrowOperands(id)) return Left::kNone;
    } else if (ways_[Index(id)] == Way::kOneFact) {
      if (NarrowFact(id, set)) left = Left::kFewer;
      if (set.IsEmpty(values_.Of(VariableOf(id)))) return Left::kNone;
    } else if (ways_[Index(id)] == Way::kComputed) {
      if (!NarrowComputed(id)) return Left::kNone;
    }
  }
  return left;
}

/// What each operand may be where the node is what it may be. False: nothing.
bool PossibleConditions::NarrowOperands(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  const TruthSet wanted = wanted_[Index(id)];
  const auto operands = guideline_.graph.Operands(id);
  operand_truths_.clear();
  for (const NodeId operand : operands) {
    operand_truths_.push_back(wanted_[Index(operand)]);
    if (operand_truths_.back().IsEmpty()) return false;
  }
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const TruthSet before = operand_truths_[i];
    if (before.IsOne()) continue;
    TruthSet after;
    for (const Truth truth : kTruths) {
      if (!before.Has(truth)) continue;
      operand_truths_[i] = truth;
      if (!(OfOperands(node) & wanted).IsEmpty()) after = after | truth;
    }
    if (after.IsEmpty()) return false;
    operand_truths_[i] = after;
    TruthSet& operand_wanted = wanted_[Index(operands[i])];
    operand_wanted = operand_wanted & after;
  }
  return true;
}

/// Whether fewer values are left.
bool PossibleConditions::NarrowFact(NodeId id, PatientSet& set) const {
  const Table& table = tables_[table_of_[Index(id)]];
  const Variable& variable = values_.Of(table.variable);
  ValueBits kept(variable.word_count, 0);
  for (const Truth truth : kTruths) {
    if (!wanted_[Index(id)].Has(truth)) continue;
    const ValueBits& bits = table.values[static_cast<std::size_t>(truth)];
    for (std::size_t i = 0; i < kept.size(); ++i) kept[i] |= bits[i];
  }
  return set.Narrow(variable, kept);
}

}  // namespace mgl
