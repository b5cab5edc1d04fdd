// Who uses whom among declarations: an order in which everything comes after what it uses, and the
// cycles that make such an order impossible.
#pragma once

#include <cstdint>
#include <vector>

#include "dsl/text/source.h"

namespace mgl {

/// `from` uses `to`; `use` is where it says so.
struct Dependency {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  Span use;
};

class DependencyGraph {
 public:
  explicit DependencyGraph(std::size_t node_count) : uses_(node_count) {}

  void Add(const Dependency& dependency) { uses_[dependency.from].push_back(dependency); }
  const std::vector<Dependency>& Uses(std::uint32_t node) const { return uses_[node]; }
  std::size_t size() const { return uses_.size(); }

  /// All nodes, each after those it uses where no cycle forbids that; else by number.
  std::vector<std::uint32_t> Order() const;

  /// For each knot of nodes that use each other one shortest way round, from its smallest node.
  std::vector<std::vector<Dependency>> Cycles() const;

 private:
  std::vector<std::vector<std::uint32_t>> Components() const;
  std::vector<Dependency> ShortestCycle(const std::vector<std::uint32_t>& component) const;

  std::vector<std::vector<Dependency>> uses_;  // by node, in the order of the text
};

}  // namespace mgl
