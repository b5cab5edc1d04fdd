// Conditions on what is computed from several facts: by the graph on sets of values, and by the one
// computed value on which several of them hang.
#include <algorithm>

#include "engine/model/node_family.h"
#include "engine/prove/possible_conditions.h"

namespace mgl {

PossibleConditions::Computed& PossibleConditions::ComputedOf(NodeId id) {
  std::unique_ptr<Computed>& computed = computed_[Index(id)];
  if (computed) return *computed;
  computed = std::make_unique<Computed>();
  AddToCone(id, computed->cone);
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
void PossibleConditions::FindMeasured(NodeId id, Computed& computed) {
  std::vector<NodeId> pending{id};
  seen_.Clear();
  std::vector<bool> is_measured(values_.variables().size(), false);
  const auto measure = [&](VariableId variable) {
    is_measured[static_cast<std::size_t>(variable)] = values_.Of(variable).IsInterval();
  };
  while (!pending.empty()) {
    const NodeId next = pending.back();
    pending.pop_back();
    if (!seen_.Mark(Index(next))) continue;
    // Conditions of `suspect when` may come behind: what is read of them does not hang on the
    // order.
    if (next < id && ways_[Index(next)] == Way::kOneFact) continue;
    const auto operands = guideline_.graph.Operands(next);
    pending.insert(pending.end(), operands.begin(), operands.end());
    const Node& node = guideline_.graph.node(next);
    if (!IsFactLeaf(node.kind) && node.kind != NodeKind::kFactIsSuspect) continue;
    const auto fact = static_cast<FactId>(node.payload);
    if (node.kind == NodeKind::kDateOfFact) measure(*values_.DateOf(fact));
    if (node.kind != NodeKind::kDateOfFact) measure(values_.OfFact(fact));
    if (!ReadsEffectiveFact(node.kind)) continue;
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
  possible_.StartRound(constants_);  // what was found with assumed values holds no longer
  computed.by_computed = std::move(table);
}

/// Operands before their users, and what puts a fact aside before what reads it.
void PossibleConditions::AddToCone(NodeId id, Cone& cone) {
  seen_.Clear();
  std::vector<std::pair<NodeId, bool>> pending{{id, false}};  // and whether what it needs is there
  while (!pending.empty()) {
    const auto [next, is_ready] = pending.back();
    pending.pop_back();
    if (is_ready) {
      if (seen_.Mark(Index(next))) cone.nodes.push_back(next);
      continue;
    }
    if (seen_.Has(Index(next))) continue;
    pending.emplace_back(next, true);
    for (const NodeId operand : guideline_.graph.Operands(next))
      pending.emplace_back(operand, false);
    const Node& node = guideline_.graph.node(next);
    if (!ReadsEffectiveFact(node.kind)) continue;
    for (const NodeId suspect : guideline_.facts[node.payload].suspect_when) {
      pending.emplace_back(suspect, false);
    }
  }
}

const std::vector<VariableId>& PossibleConditions::VariablesOf(NodeId node) {
  return ComputedOf(node).variables;
}

const std::vector<VariableId>& PossibleConditions::MeasuredOf(NodeId node) {
  return ComputedOf(node).measured;
}

std::vector<VariableId> PossibleConditions::MeasuredThatMatter(const PatientSet& set, NodeId node) {
  possible_.StartRound(constants_);
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

TruthSet PossibleConditions::EvaluateComputed(const PatientSet& set, NodeId id) {
  const Computed& computed = ComputedOf(id);
  for (const VariableId variable : computed.variables) {
    const Variable& of = values_.Of(variable);
    AssumeValues(set, of, facts_[Index(of.fact)]);
  }
  return possible_.EvaluateNeeded(id);
}

std::optional<NodeId> PossibleConditions::ComputedBelow(NodeId node) {
  const std::optional<Table>& table = ComputedOf(node).by_computed;
  if (!table) return std::nullopt;
  return values_.Of(table->variable).computed;
}

std::vector<Interval> PossibleConditions::WantedStretches(NodeId node) {
  const std::optional<Table>& table = ComputedOf(node).by_computed;
  if (!table) return {};
  const Variable& variable = values_.Of(table->variable);
  const auto left = left_of_computed_.find(static_cast<std::size_t>(table->variable));
  if (left == left_of_computed_.end() || variable.type != FactType::kNumber) return {};
  std::vector<Interval> stretches;
  for (std::uint32_t value = 0; value < variable.known_count; ++value) {
    const bool is_left = (left->second[value / 64] >> (value % 64) & 1U) != 0;
    if (is_left) stretches.push_back(variable.StretchOf(value));
  }
  if (stretches.size() == variable.known_count) stretches.clear();
  return stretches;
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

}  // namespace mgl
