// The part of a graph that one node depends on: what must be looked at to say anything of it.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/model/guideline.h"

namespace mgl {

struct Cone {
  std::vector<NodeId> nodes;       // in order, the node itself last
  std::vector<FactId> facts;       // that occur in it, in order
  std::vector<FactId> correlated;  // its yes/no and choice facts that are read on several ways
};

/// The cones of a guideline's nodes, each made when it is first asked for.
class ConeCache {
 public:
  explicit ConeCache(const Guideline& guideline);
  const Cone& Of(NodeId node);

 private:
  Cone Make(NodeId node);

  const Guideline& guideline_;
  std::vector<std::uint8_t> ways_;       // by node, from the one whose cone is made; 2: several
  std::vector<std::uint8_t> fact_ways_;  // by fact, likewise
  std::vector<NodeId> pending_;          // a heap
  std::vector<std::unique_ptr<Cone>> cones_;  // by node
};

/// True for the nodes that read a fact: their payload is its id.
bool IsFactLeaf(NodeKind kind);
/// True for those that hang on whether the fact's value is put aside.
bool ReadsEffectiveFact(NodeKind kind);

}  // namespace mgl
