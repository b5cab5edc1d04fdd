#include "engine/prove/every_patient.h"

#include <algorithm>

#include "engine/ask/cone.h"
#include "engine/model/node_family.h"

namespace mgl {
namespace {

constexpr std::size_t kMostPatients = 10'000;

/// Whether each number and date below the node is only compared with constants: then patients
/// whose values are in the same stretches are alike.
bool OnlyCompares(const Guideline& guideline, const FactValues& values, const Cone& cone) {
  const Graph& graph = guideline.graph;
  const auto is_measured = [&](NodeId id) {
    const Node& node = graph.node(id);
    return IsFactLeaf(node.kind) &&
           (node.type == ValueType::kNumber || node.type == ValueType::kDate);
  };
  return std::ranges::all_of(cone.nodes, [&](NodeId id) {
    const Node& node = graph.node(id);
    if (node.kind == NodeKind::kDateOfFact) return false;
    const auto operands = graph.Operands(id);
    const NodeFamily family = FamilyOf(node.kind);
    const auto is_constant = [&](NodeId operand) {
      return values.DependenceOf(operand).on == Dependence::On::kNothing;
    };
    if (std::ranges::none_of(operands, is_measured)) return true;
    if (family == NodeFamily::kComparison) return std::ranges::any_of(operands, is_constant);
    return family == NodeFamily::kCut || family == NodeFamily::kKnown;
  });
}

}  // namespace

PatientSearch LookAtEveryPatient(const Guideline& guideline, PatientFinder& finder,
                                 const std::vector<std::vector<Goal>>& ways) {
  PatientSearch search;
  search.reason = PatientSearch::Reason::kBudget;
  const FactValues& values = finder.values();
  std::vector<Goal> all;
  for (const std::vector<Goal>& way : ways) all.insert(all.end(), way.begin(), way.end());
  ConeCache cones(guideline);
  for (const Goal& goal : all) {
    if (!OnlyCompares(guideline, values, cones.Of(goal.node))) return search;
  }
  const bool has_suspects = !guideline.suspect_order.empty();
  if (has_suspects) return search;
  std::vector<VariableId> variables;
  std::size_t count = 1;
  for (const VariableId id : finder.VariablesOf(all)) {
    if (values.Of(id).computed) continue;
    variables.push_back(id);
    count *= values.Of(id).count();
    if (count > kMostPatients) return search;
  }
  PatientSet set = finder.Everybody();
  for (std::size_t number = 0; number < count; ++number) {
    std::size_t rest = number;
    for (const VariableId id : variables) {
      const Variable& variable = values.Of(id);
      set.SetOnly(variable, static_cast<std::uint32_t>(rest % variable.count()));
      rest /= variable.count();
    }
    PatientSearch one = finder.Find({}, set, 1);
    ++search.sets_looked_at;
    if (!one.found) return search;
    const Decision& decision = finder.Decide(one.found->patient);
    const bool is_met = std::ranges::any_of(ways, [&](const std::vector<Goal>& way) {
      return std::ranges::all_of(way, [&](const Goal& goal) {
        return goal.wanted.Has(decision.nodes[Index(goal.node)].truth);
      });
    });
    if (is_met) return one;
  }
  search.answer = PatientSearch::Answer::kNone;
  return search;
}

}  // namespace mgl
