// Operators on choices: what a value could be against what another could be.
#pragma once

#include <cstdlib>
#include <span>

#include "engine/model/graph.h"
#include "engine/model/node_family.h"
#include "engine/value/choice_set.h"

namespace mgl {

/// The choices that a node of the choice family compares its first operand with, where it says them
/// itself: those of kIsChoice and kIsOneOf. Empty for the others.
inline ChoiceSet ChoicesNamed(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  ChoiceSet named;
  if (node.kind == NodeKind::kIsChoice) named.Add(node.payload);
  if (node.kind != NodeKind::kIsOneOf) return named;
  for (const NodeId choice : graph.Operands(id).subspan(1)) named.Add(graph.node(choice).payload);
  return named;
}

/// Yes or no where it holds or fails for all that `a` and `b` could be, else unknown. Neither is
/// empty; `b` is the choices named where the operator names them.
inline Truth CompareChoiceSets(NodeKind kind, const ChoiceSet& a, const ChoiceSet& b) {
  switch (AsChoiceComparison(kind)) {
    case ChoiceComparison::kIsChoice:
    case ChoiceComparison::kIsOneOf:
      return IsIn(a, b);
    case ChoiceComparison::kSameChoice:
      return Same(a, b);
    case ChoiceComparison::kChoiceLess:
      return Precedes(a, b);
  }
  std::abort();
}

}  // namespace mgl
