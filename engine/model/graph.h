// The evaluation graph: flat typed nodes in topological order, equal nodes shared. Nodes name
// facts, thresholds and ranges by id, never by their numbers, so an author's number has one place.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/value/rational.h"

namespace mgl {

enum class NodeId : std::uint32_t {};
enum class FactId : std::uint32_t {};
enum class ThresholdId : std::uint32_t {};
enum class RangeId : std::uint32_t {};
enum class AmbiguityId : std::uint32_t {};

template <typename Id>
constexpr std::size_t Index(Id id) {
  return static_cast<std::size_t>(id);
}

enum class ValueType : std::uint8_t { kTruth, kNumber, kDate, kChoice };

enum class NodeKind : std::uint8_t {
#define MGL_NODE(name, text, result, arity, payload, family) name,
#include "engine/model/node_kind.def"
};
std::string_view NodeText(NodeKind kind);

struct Node {
  NodeKind kind;
  ValueType type;
  std::uint32_t payload = 0;
  std::uint32_t first_operand = 0;  // into Graph::operands
  std::uint32_t operand_count = 0;
};

/// Built bottom-up: an operand always has a smaller id than its user.
class Graph {
 public:
  /// The node with this content; made when there is none yet.
  NodeId Add(NodeKind kind, ValueType type, std::uint32_t payload,
             std::span<const NodeId> operands);
  NodeId AddNumber(const Rational& value);

  const Node& node(NodeId id) const { return nodes_[Index(id)]; }
  std::span<const NodeId> Operands(NodeId id) const {
    return std::span(operands_).subspan(node(id).first_operand, node(id).operand_count);
  }
  const Rational& number(std::uint32_t index) const { return numbers_[index]; }
  std::size_t size() const { return nodes_.size(); }

 private:
  bool IsNode(NodeId id, NodeKind kind, ValueType type, std::uint32_t payload,
              std::span<const NodeId> operands) const;

  std::vector<Node> nodes_;
  std::vector<NodeId> operands_;
  std::vector<Rational> numbers_;
  std::unordered_multimap<std::size_t, NodeId> known_nodes_;  // by the hash of the content
  std::map<Rational, std::uint32_t> known_numbers_;
};

}  // namespace mgl
