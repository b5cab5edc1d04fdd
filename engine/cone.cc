// One pass from the node down: operands have smaller ids than their users.
#include "engine/cone.h"

#include <algorithm>

namespace mgl {
namespace {

/// Counts of ways: 2 means several.
void AddWays(std::uint8_t& count, std::uint8_t more) {
  count = static_cast<std::uint8_t>(std::min(2, count + more));
}

Cone MakeCone(const Guideline& guideline, NodeId node) {
  Cone cone;
  std::vector<std::uint8_t> ways(Index(node) + 1, 0);  // from the node to each one below
  std::vector<std::uint8_t> fact_ways(guideline.facts.size(), 0);
  ways[Index(node)] = 1;
  for (std::size_t i = Index(node) + 1; i-- > 0;) {
    if (ways[i] == 0) continue;
    const auto id = static_cast<NodeId>(i);
    cone.nodes.push_back(id);
    for (const NodeId operand : guideline.graph.Operands(id)) {
      AddWays(ways[Index(operand)], ways[i]);
    }
    const Node& at = guideline.graph.node(id);
    if (IsFactLeaf(at.kind)) AddWays(fact_ways[at.payload], ways[i]);
  }
  std::ranges::reverse(cone.nodes);
  for (std::size_t i = 0; i < fact_ways.size(); ++i) {
    if (fact_ways[i] == 0) continue;
    cone.facts.push_back(static_cast<FactId>(i));
    const FactType type = guideline.facts[i].type;
    const bool has_few_values = type == FactType::kTruth || type == FactType::kChoice;
    if (has_few_values && fact_ways[i] > 1) cone.correlated.push_back(static_cast<FactId>(i));
  }
  return cone;
}

}  // namespace

ConeCache::ConeCache(const Guideline& guideline)
    : guideline_(guideline), cones_(guideline.graph.size()) {}

const Cone& ConeCache::Of(NodeId node) {
  std::unique_ptr<Cone>& cone = cones_[Index(node)];
  if (!cone) cone = std::make_unique<Cone>(MakeCone(guideline_, node));
  return *cone;
}

bool IsFactLeaf(NodeKind kind) {
  return kind == NodeKind::kFact || kind == NodeKind::kStatedFact || kind == NodeKind::kDateOfFact;
}

}  // namespace mgl
