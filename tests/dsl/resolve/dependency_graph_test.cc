// Orders and cycles of small graphs; chains as long as a file allows.
#include "dsl/resolve/dependency_graph.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace mgl {
namespace {

DependencyGraph MakeGraph(std::size_t size,
                          const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges) {
  DependencyGraph graph(size);
  for (const auto& [from, to] : edges) graph.Add({from, to, {from, to}});
  return graph;
}

std::vector<std::uint32_t> Path(const std::vector<Dependency>& cycle) {
  std::vector<std::uint32_t> path{cycle.front().from};
  for (const Dependency& step : cycle) path.push_back(step.to);
  return path;
}

using Nodes = std::vector<std::uint32_t>;

TEST_CASE("each node comes after those it uses") {
  CHECK_EQ(MakeGraph(3, {}).Order(), Nodes{0, 1, 2});
  CHECK_EQ(MakeGraph(3, {{0, 1}, {1, 2}}).Order(), Nodes{2, 1, 0});
  CHECK_EQ(MakeGraph(4, {{0, 3}, {1, 3}, {3, 2}}).Order(), Nodes{2, 3, 0, 1});
}

TEST_CASE("a knot has one cycle, the shortest from its smallest node") {
  CHECK(MakeGraph(3, {{0, 1}, {1, 2}, {0, 2}}).Cycles().empty());
  const auto self = MakeGraph(2, {{1, 1}}).Cycles();
  REQUIRE_EQ(self.size(), 1);
  CHECK_EQ(Path(self[0]), Nodes{1, 1});
  const auto knot = MakeGraph(4, {{3, 1}, {1, 2}, {2, 3}, {2, 1}, {0, 1}}).Cycles();
  REQUIRE_EQ(knot.size(), 1);
  CHECK_EQ(Path(knot[0]), Nodes{1, 2, 1});
  CHECK_EQ(MakeGraph(4, {{0, 1}, {1, 0}, {2, 3}, {3, 2}}).Cycles().size(), 2);
}

TEST_CASE("a long chain and a long circle need no recursion") {
  constexpr std::uint32_t kSize = 100'000;
  DependencyGraph chain(kSize);
  for (std::uint32_t i = 0; i + 1 < kSize; ++i) chain.Add({i, i + 1, {}});
  CHECK_EQ(chain.Order().front(), kSize - 1);
  CHECK(chain.Cycles().empty());
  chain.Add({kSize - 1, 0, {}});
  const auto cycles = chain.Cycles();
  REQUIRE_EQ(cycles.size(), 1);
  CHECK_EQ(cycles[0].size(), kSize);
}

}  // namespace
}  // namespace mgl
