// One pass from the node down, the largest id first: operands have smaller ids than their users.
#include "engine/ask/cone.h"

#include <algorithm>
#include <utility>

namespace mgl {
namespace {

/// Counts of ways: 2 means several.
void AddWays(std::uint8_t& count, std::uint8_t more) {
  count = static_cast<std::uint8_t>(std::min(2, count + more));
}

}  // namespace

ConeCache::ConeCache(const Guideline& guideline)
    : guideline_(guideline),
      ways_(guideline.graph.size(), 0),
      fact_ways_(guideline.facts.size(), 0),
      cones_(guideline.graph.size()) {}

Cone ConeCache::Make(NodeId node) {
  Cone cone;
  ways_[Index(node)] = 1;
  pending_.assign(1, node);
  while (!pending_.empty()) {
    std::ranges::pop_heap(pending_);
    const NodeId id = pending_.back();
    pending_.pop_back();
    cone.nodes.push_back(id);
    const std::uint8_t ways = std::exchange(ways_[Index(id)], std::uint8_t{0});
    for (const NodeId operand : guideline_.graph.Operands(id)) {
      if (ways_[Index(operand)] == 0) {
        pending_.push_back(operand);
        std::ranges::push_heap(pending_);
      }
      AddWays(ways_[Index(operand)], ways);
    }
    const Node& at = guideline_.graph.node(id);
    if (!IsFactLeaf(at.kind)) continue;
    if (fact_ways_[at.payload] == 0) cone.facts.push_back(static_cast<FactId>(at.payload));
    AddWays(fact_ways_[at.payload], ways);
  }
  std::ranges::reverse(cone.nodes);
  std::ranges::sort(cone.facts);
  for (const FactId fact : cone.facts) {
    const FactType type = guideline_.facts[Index(fact)].type;
    const bool has_few_values = type == FactType::kTruth || type == FactType::kChoice;
    const std::uint8_t ways = std::exchange(fact_ways_[Index(fact)], std::uint8_t{0});
    if (has_few_values && ways > 1) cone.correlated.push_back(fact);
  }
  return cone;
}

const Cone& ConeCache::Of(NodeId node) {
  std::unique_ptr<Cone>& cone = cones_[Index(node)];
  if (!cone) cone = std::make_unique<Cone>(Make(node));
  return *cone;
}

bool IsFactLeaf(NodeKind kind) {
  return kind == NodeKind::kFact || kind == NodeKind::kStatedFact || kind == NodeKind::kDateOfFact;
}

bool ReadsEffectiveFact(NodeKind kind) {
  return kind == NodeKind::kFact || kind == NodeKind::kDateOfFact ||
         kind == NodeKind::kFactIsSuspect;
}

}  // namespace mgl
