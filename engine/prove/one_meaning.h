// Nodes that mean the same as one node, whatever the words: operands in one order, no double `not`,
// `not` at the leaves.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/model/graph.h"

namespace mgl {

/// Adds to one graph, which must outlive it. What it returns has the value of the node that was
/// asked for in every case, unknown and unsettled values included.
class OneMeaning {
 public:
  explicit OneMeaning(Graph& graph) : graph_(graph) {}

  NodeId Add(NodeKind kind, ValueType type, std::uint32_t payload,
             std::span<const NodeId> operands);

  NodeId Not(NodeId of);
  NodeId And(std::vector<NodeId> operands) { return Joined(NodeKind::kAnd, std::move(operands)); }
  NodeId Or(std::vector<NodeId> operands) { return Joined(NodeKind::kOr, std::move(operands)); }
  NodeId Constant(bool is_yes);
  NodeId Truth(NodeKind kind, std::vector<NodeId> operands, std::uint32_t payload = 0) {
    return Add(kind, ValueType::kTruth, payload, operands);
  }

 private:
  NodeId Joined(NodeKind kind, std::vector<NodeId> operands);
  NodeId Counted(NodeKind kind, std::uint32_t count, std::vector<NodeId> operands);
  NodeId OneOf(std::span<const NodeId> operands);
  NodeId Lines(NodeKind kind, ValueType type, std::span<const NodeId> operands);
  NodeId NegationOf(NodeId of);
  NodeId Surely(NodeId truth) { return Truth(NodeKind::kAnyKnown, {truth, Constant(false)}); }
  NodeId Unknown() { return graph_.Add(NodeKind::kMissing, ValueType::kTruth, 0, {}); }
  // linear_meaning.cc
  NodeId JoinedNumbers(NodeKind kind, const std::vector<NodeId>& operands);
  std::optional<NodeId> Linear(NodeKind kind, std::span<const NodeId> operands);
  std::optional<NodeId> CompareLinear(NodeKind kind, std::span<const NodeId> operands);
  NodeId WithConstant(NodeKind kind, NodeId number, const Rational& constant);
  const Rational* ConstantOf(NodeId node) const;
  // lines_in_truths.cc
  std::optional<NodeId> OfLines(NodeKind kind, std::uint32_t payload,
                                std::span<const NodeId> operands);
  std::optional<NodeId> KnownOf(NodeId value);
  bool AreConstants(NodeId lines) const;
  std::optional<NodeId> CompareSum(NodeKind kind, std::span<const NodeId> operands);
  bool AddItems(NodeId sum, std::vector<NodeId>& items, Rational& constant) const;
  NodeId IsSo(NodeId lines, const std::function<NodeId(NodeId)>& is_so);
  void HideBehindFirst(std::vector<NodeId>& operands);
  NodeId IsSoOfFirst(std::span<const NodeId> operands, const std::function<NodeId(NodeId)>& is_so);
  NodeId IsSoOfOnly(std::span<const NodeId> operands, const std::function<NodeId(NodeId)>& is_so);

  Graph& graph_;
  std::unordered_map<std::size_t, NodeId> negations_;  // by node
};

}  // namespace mgl
