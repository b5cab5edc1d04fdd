// A condition on one fact alone is looked at once for each value that the guideline tells apart, by
// the graph on sets of values; from then on it is a table.
#include "engine/prove/possible_conditions.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/model/node_family.h"

namespace mgl {
namespace {

constexpr TruthSet kAll = TruthSet::At(TruthSet::kSets - 1);

TruthSet Common(TruthSet a, TruthSet b) { return TruthSet::At(a.Place() & b.Place()); }
bool IsNone(TruthSet set) { return set.Place() == 0; }
bool IsSingle(TruthSet set) { return set.Place() != 0 && (set.Place() & (set.Place() - 1)) == 0; }

bool IsTruthOperator(const Node& node) {
  const bool is_first_known = node.kind == NodeKind::kFirstKnown;
  return FamilyOf(node.kind) == NodeFamily::kTruthOperator || is_first_known;
}

void AddBit(std::uint32_t value, ValueBits& bits) {
  bits[value / 64] |= std::uint64_t{1} << (value % 64);
}

}  // namespace

PossibleConditions::PossibleConditions(const Guideline& guideline, const EvaluationOptions& options,
                                       const Decision& constants, const FactValues& values)
    : guideline_(guideline),
      options_(options),
      constants_(constants),
      values_(values),
      possible_(guideline, options),
      ways_(guideline.graph.size(), Way::kNone),
      table_of_(guideline.graph.size(), 0),
      computed_(guideline.graph.size()),
      facts_(guideline.facts.size()),
      leaves_of_(guideline.facts.size()),
      truths_(guideline.graph.size()),
      wanted_(guideline.graph.size()),
      is_step_(guideline.graph.size(), false) {
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    possible_.Assume(static_cast<FactId>(i), facts_[i]);
  }
  for (std::size_t i = 0; i < guideline.graph.size(); ++i) {
    const Node& node = guideline.graph.node(static_cast<NodeId>(i));
    if (IsFactLeaf(node.kind)) leaves_of_[node.payload].push_back(static_cast<NodeId>(i));
  }
  MakeWays();
}

void PossibleConditions::MakeWays() {
  for (std::size_t i = 0; i < guideline_.graph.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    const Node& node = guideline_.graph.node(id);
    if (node.type != ValueType::kTruth) continue;
    const Dependence::On on = values_.DependenceOf(id).on;
    if (on == Dependence::On::kNothing) {
      ways_[i] = Way::kConstant;
    } else if (on == Dependence::On::kOne && MakeTable(id)) {
      ways_[i] = Way::kOneFact;
    } else {
      // Conditions on one value that is computed are one condition on it.
      std::vector<NodeId> between;
      const bool joins = IsTruthOperator(node) && !OnlyComputedBelow(id, between);
      ways_[i] = joins ? Way::kOperator : Way::kComputed;
    }
  }
}

/// False where some value of the variable does not settle the node.
bool PossibleConditions::MakeTable(NodeId id) {
  const Variable& variable = values_.Of(values_.DependenceOf(id).variable);
  const Computed& computed = ComputedOf(id);
  Table table{values_.DependenceOf(id).variable, {}};
  for (ValueBits& bits : table.values) bits.assign(variable.word_count, 0);
  PatientSet set(values_);
  for (std::uint32_t value = 0; value < variable.count(); ++value) {
    set.SetOnly(variable, value);
    AssumeValues(set, variable, facts_[Index(variable.fact)]);
    const TruthSet truths = possible_.Evaluate(constants_, computed.cone);
    if (!IsSingle(truths)) return false;
    for (const Truth truth : kTruths) {
      if (truths.Has(truth)) AddBit(value, table.values[static_cast<std::size_t>(truth)]);
    }
  }
  table_of_[Index(id)] = static_cast<std::uint32_t>(tables_.size());
  tables_.push_back(std::move(table));
  return true;
}

PossibleConditions::Computed& PossibleConditions::ComputedOf(NodeId id) {
  std::unique_ptr<Computed>& computed = computed_[Index(id)];
  if (computed) return *computed;
  computed = std::make_unique<Computed>();
  std::vector<bool> is_in(guideline_.graph.size(), false);
  AddToCone(id, is_in, computed->cone);
  std::vector<bool> is_read(values_.variables().size(), false);
  for (const NodeId node_id : computed->cone.nodes) {
    const Node& node = guideline_.graph.node(node_id);
    if (!IsFactLeaf(node.kind) && node.kind != NodeKind::kFactIsSuspect) continue;
    const auto fact = static_cast<FactId>(node.payload);
    is_read[static_cast<std::size_t>(values_.OfFact(fact))] = true;
    if (node.kind != NodeKind::kDateOfFact) continue;
    is_read[static_cast<std::size_t>(*values_.DateOf(fact))] = true;
  }
  for (std::size_t i = 0; i < is_read.size(); ++i) {
    if (is_read[i]) computed->variables.push_back(static_cast<VariableId>(i));
  }
  FindMeasured(id, *computed);
  if (ways_[Index(id)] == Way::kComputed) LinkToComputed(id, *computed);
  return *computed;
}

/// Down to conditions on one fact alone, which are settled by its values.
void PossibleConditions::FindMeasured(NodeId id, Computed& computed) const {
  std::vector<NodeId> pending{id};
  std::vector<bool> is_seen(guideline_.graph.size(), false);
  std::vector<bool> is_measured(values_.variables().size(), false);
  const auto measure = [&](VariableId variable) {
    is_measured[static_cast<std::size_t>(variable)] = values_.Of(variable).IsInterval();
  };
  while (!pending.empty()) {
    const NodeId next = pending.back();
    pending.pop_back();
    if (is_seen[Index(next)]) continue;
    is_seen[Index(next)] = true;
    if (next != id && ways_[Index(next)] == Way::kOneFact) continue;
    const auto operands = guideline_.graph.Operands(next);
    pending.insert(pending.end(), operands.begin(), operands.end());
    const Node& node = guideline_.graph.node(next);
    if (!IsFactLeaf(node.kind) && node.kind != NodeKind::kFactIsSuspect) continue;
    const auto fact = static_cast<FactId>(node.payload);
    if (node.kind == NodeKind::kDateOfFact) measure(*values_.DateOf(fact));
    if (node.kind != NodeKind::kDateOfFact) measure(values_.OfFact(fact));
    if (node.kind == NodeKind::kStatedFact) continue;
    const std::vector<NodeId>& suspect = guideline_.facts[node.payload].suspect_when;
    pending.insert(pending.end(), suspect.begin(), suspect.end());
  }
  for (std::size_t i = 0; i < is_measured.size(); ++i) {
    if (is_measured[i]) computed.measured.push_back(static_cast<VariableId>(i));
  }
}

/// The computed variable on which the node depends, and on nothing else; `between`: the nodes from
/// it to this one.
std::optional<VariableId> PossibleConditions::OnlyComputedBelow(
    NodeId id, std::vector<NodeId>& between) const {
  std::optional<VariableId> only;
  std::vector<NodeId> pending{id};
  while (!pending.empty()) {
    const NodeId next = pending.back();
    pending.pop_back();
    if (std::ranges::find(between, next) != between.end()) continue;
    between.push_back(next);
    if (between.size() > 64) return std::nullopt;
    if (values_.DependenceOf(next).on == Dependence::On::kNothing) continue;
    if (const std::optional<VariableId> computed = values_.ComputedOf(next)) {
      if (only && *only != *computed) return std::nullopt;
      only = computed;
      continue;
    }
    const auto operands = guideline_.graph.Operands(next);
    if (operands.empty()) return std::nullopt;  // a fact
    pending.insert(pending.end(), operands.begin(), operands.end());
  }
  std::ranges::sort(between);
  return only;
}

/// Where a value that is not settled makes the node yes or no, so does each value that it may turn
/// out to be: then only unknown says nothing of which there are.
void PossibleConditions::LinkToComputed(NodeId id, Computed& computed) {
  Cone between;
  const std::optional<VariableId> on = OnlyComputedBelow(id, between.nodes);
  if (!on) return;
  const bool asks_known = std::ranges::any_of(between.nodes, [&](NodeId node) {
    if (node == *values_.Of(*on).computed) return false;
    const Node& of = guideline_.graph.node(node);
    const NodeFamily family = FamilyOf(of.kind);
    return family == NodeFamily::kKnown || family == NodeFamily::kFirstKnown ||
           family == NodeFamily::kLines || of.kind == NodeKind::kAnyKnown;
  });
  if (asks_known) return;
  const Variable& variable = values_.Of(*on);
  Table table{*on, {}};
  for (ValueBits& bits : table.values) bits.assign(variable.word_count, 0);
  PatientSet set(values_);
  PossibleFact value;
  possible_.AssumeNode(*variable.computed, &value);
  for (std::uint32_t i = 0; i < variable.count(); ++i) {
    TruthSet truths = Truth::kUnknown;
    if (i != variable.missing()) {
      set.SetOnly(variable, i);
      AssumeValues(set, variable, value);
      truths = truths | possible_.Evaluate(constants_, between);
    }
    for (const Truth truth : kTruths) {
      if (truths.Has(truth)) AddBit(i, table.values[static_cast<std::size_t>(truth)]);
    }
  }
  possible_.AssumeNode({}, nullptr);
  computed.by_computed = std::move(table);
}

/// Operands before their users, and what puts a fact aside before what reads it.
void PossibleConditions::AddToCone(NodeId id, std::vector<bool>& is_in, Cone& cone) const {
  std::vector<std::pair<NodeId, bool>> pending{{id, false}};  // and whether what it needs is there
  while (!pending.empty()) {
    const auto [next, is_ready] = pending.back();
    pending.pop_back();
    if (is_in[Index(next)]) continue;
    if (is_ready) {
      is_in[Index(next)] = true;
      cone.nodes.push_back(next);
      continue;
    }
    pending.emplace_back(next, true);
    for (const NodeId operand : guideline_.graph.Operands(next))
      pending.emplace_back(operand, false);
    const Node& node = guideline_.graph.node(next);
    const bool is_effective = node.kind == NodeKind::kFact || node.kind == NodeKind::kDateOfFact ||
                              node.kind == NodeKind::kFactIsSuspect;
    if (!is_effective) continue;
    for (const NodeId suspect : guideline_.facts[node.payload].suspect_when) {
      pending.emplace_back(suspect, false);
    }
  }
}

std::vector<NodeId> PossibleConditions::StepsOf(std::span<const Goal> goals) {
  std::vector<NodeId> steps;
  const auto add = [&](NodeId id) {
    if (is_step_[Index(id)]) return;
    is_step_[Index(id)] = true;
    steps.push_back(id);
  };
  for (const Goal& goal : goals) add(goal.node);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (ways_[Index(steps[i])] != Way::kOperator) continue;
    for (const NodeId operand : guideline_.graph.Operands(steps[i])) add(operand);
  }
  for (const NodeId id : steps) is_step_[Index(id)] = false;
  std::ranges::sort(steps);
  return steps;
}

const std::vector<VariableId>& PossibleConditions::VariablesOf(NodeId node) {
  return ComputedOf(node).variables;
}

const std::vector<VariableId>& PossibleConditions::MeasuredOf(NodeId node) {
  return ComputedOf(node).measured;
}

std::vector<VariableId> PossibleConditions::MeasuredThatMatter(const PatientSet& set, NodeId node) {
  EvaluateComputed(set, node);
  std::vector<VariableId> matter;
  for (const VariableId id : ComputedOf(node).measured) {
    const Variable& variable = values_.Of(id);
    const auto& leaves = leaves_of_[Index(variable.fact)];
    const bool is_read =
        std::ranges::any_of(leaves, [this](NodeId leaf) { return possible_.WasNeeded(leaf); });
    if (is_read) matter.push_back(id);
  }
  return matter;
}

void PossibleConditions::Evaluate(const PatientSet& set, std::span<const NodeId> steps) {
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

TruthSet PossibleConditions::EvaluateComputed(const PatientSet& set, NodeId id) {
  const Computed& computed = ComputedOf(id);
  for (const VariableId variable : computed.variables) {
    const Variable& of = values_.Of(variable);
    AssumeValues(set, of, facts_[Index(of.fact)]);
  }
  return possible_.EvaluateNeeded(constants_, id);
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
    hull = {variable.stretches[*first].low, variable.stretches[last].high};
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
    wanted_[Index(goal.node)] = Common(wanted_[Index(goal.node)], goal.wanted);
  }
  left_of_computed_.clear();
  Left left = Left::kSame;
  for (std::size_t i = steps.size(); i-- > 0;) {
    const NodeId id = steps[i];
    const TruthSet wanted = wanted_[Index(id)];
    if (IsNone(wanted)) return Left::kNone;
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
    if (IsNone(operand_truths_.back())) return false;
  }
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const TruthSet before = operand_truths_[i];
    if (IsSingle(before)) continue;
    TruthSet after;
    for (const Truth truth : kTruths) {
      if (!before.Has(truth)) continue;
      operand_truths_[i] = truth;
      if (!IsNone(Common(OfOperands(node), wanted))) after = after | truth;
    }
    if (IsNone(after)) return false;
    operand_truths_[i] = after;
    TruthSet& operand_wanted = wanted_[Index(operands[i])];
    operand_wanted = Common(operand_wanted, after);
  }
  return true;
}

/// Whether some value of what is computed is left that gives all conditions on it what is wanted.
bool PossibleConditions::NarrowComputed(NodeId id) {
  const std::optional<Table>& table = ComputedOf(id).by_computed;
  if (!table) return true;
  ValueBits& left = left_of_computed_[static_cast<std::size_t>(table->variable)];
  const std::uint32_t words = values_.Of(table->variable).word_count;
  if (left.empty()) left.assign(words, ~std::uint64_t{0});
  bool some = false;
  for (std::uint32_t i = 0; i < words; ++i) {
    std::uint64_t kept = 0;
    for (const Truth truth : kTruths) {
      if (wanted_[Index(id)].Has(truth)) kept |= table->values[static_cast<std::size_t>(truth)][i];
    }
    left[i] &= kept;
    some |= left[i] != 0;
  }
  return some;
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
