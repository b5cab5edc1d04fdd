// Tarjan's strongly connected components, without recursion: a chain of defines may be as long as
// the file.
#include "dsl/resolve/dependency_graph.h"

#include <algorithm>
#include <limits>
#include <map>

namespace mgl {
namespace {

constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();

}  // namespace

/// Every component comes after those it uses.
std::vector<std::vector<std::uint32_t>> DependencyGraph::Components() const {
  struct Frame {
    std::uint32_t node;
    std::size_t next_use;
  };
  std::vector<std::vector<std::uint32_t>> components;
  std::vector<std::uint32_t> number(size(), kUnseen);
  std::vector<std::uint32_t> lowest(size(), kUnseen);
  std::vector<bool> is_open(size(), false);
  std::vector<std::uint32_t> open;
  std::vector<Frame> path;
  std::uint32_t next_number = 0;
  const auto enter = [&](std::uint32_t node) {
    number[node] = lowest[node] = next_number++;
    is_open[node] = true;
    open.push_back(node);
    path.push_back({node, 0});
  };
  const auto leave = [&](std::uint32_t node) {
    path.pop_back();
    if (!path.empty()) lowest[path.back().node] = std::min(lowest[path.back().node], lowest[node]);
    if (lowest[node] != number[node]) return;
    const auto first = std::find(open.rbegin(), open.rend(), node).base() - 1;
    std::vector<std::uint32_t>& component = components.emplace_back(first, open.end());
    open.erase(first, open.end());
    std::sort(component.begin(), component.end());
    for (const std::uint32_t member : component) is_open[member] = false;
  };
  for (std::uint32_t root = 0; root < size(); ++root) {
    if (number[root] == kUnseen) enter(root);
    while (!path.empty()) {
      const std::uint32_t node = path.back().node;
      if (path.back().next_use == uses_[node].size()) {
        leave(node);
        continue;
      }
      const std::uint32_t used = uses_[node][path.back().next_use++].to;
      if (number[used] == kUnseen) {
        enter(used);
      } else if (is_open[used]) {
        lowest[node] = std::min(lowest[node], number[used]);
      }
    }
  }
  return components;
}

std::vector<std::uint32_t> DependencyGraph::Order() const {
  std::vector<std::uint32_t> order;
  for (const auto& component : Components()) {
    order.insert(order.end(), component.begin(), component.end());
  }
  return order;
}

std::vector<Dependency> DependencyGraph::ShortestCycle(
    const std::vector<std::uint32_t>& component) const {
  const std::uint32_t start = component.front();
  std::map<std::uint32_t, const Dependency*> reached_by;
  std::vector<std::uint32_t> queue{start};
  for (std::size_t i = 0; i < queue.size(); ++i) {
    for (const Dependency& dependency : uses_[queue[i]]) {
      const bool inside = std::binary_search(component.begin(), component.end(), dependency.to);
      if (!inside || !reached_by.emplace(dependency.to, &dependency).second) continue;
      if (dependency.to == start) {
        std::vector<Dependency> cycle{dependency};
        while (cycle.back().from != start) cycle.push_back(*reached_by[cycle.back().from]);
        std::reverse(cycle.begin(), cycle.end());
        return cycle;
      }
      queue.push_back(dependency.to);
    }
  }
  return {};
}

std::vector<std::vector<Dependency>> DependencyGraph::Cycles() const {
  std::vector<std::vector<Dependency>> cycles;
  for (const auto& component : Components()) {
    std::vector<Dependency> cycle = ShortestCycle(component);
    if (!cycle.empty()) cycles.push_back(std::move(cycle));
  }
  return cycles;
}

}  // namespace mgl
