// Hash-consing: a node is made once, and everyone who asks for the same content gets the same id.
#include "engine/model/graph.h"

#include <algorithm>
#include <cassert>

namespace mgl {
namespace {

constexpr int Arity(NodeKind kind) {
  switch (kind) {
#define MGL_NODE(name, text, result, arity, payload, family) \
  case NodeKind::name:                                       \
    return arity;
#include "engine/model/node_kind.def"
  }
  return 0;
}

[[maybe_unused]] bool FitsArity(NodeKind kind, std::size_t operand_count) {
  const int arity = Arity(kind);
  return arity < 0 ? operand_count >= 1 : operand_count == static_cast<std::size_t>(arity);
}

std::size_t HashOf(NodeKind kind, ValueType type, std::uint32_t payload,
                   std::span<const NodeId> operands) {
  std::uint64_t hash = (static_cast<std::uint64_t>(payload) << 16U) |
                       (static_cast<std::uint64_t>(kind) << 8U) | static_cast<std::uint64_t>(type);
  const auto mix = [&hash](std::uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32U;
  };
  mix(operands.size());
  for (const NodeId operand : operands) mix(Index(operand));
  return static_cast<std::size_t>(hash);
}

}  // namespace

std::string_view NodeText(NodeKind kind) {
  switch (kind) {
#define MGL_NODE(name, text, result, arity, payload, family) \
  case NodeKind::name:                                       \
    return text;
#include "engine/model/node_kind.def"
  }
  return "";
}

bool Graph::IsNode(NodeId id, NodeKind kind, ValueType type, std::uint32_t payload,
                   std::span<const NodeId> operands) const {
  const Node& known = node(id);
  return known.kind == kind && known.type == type && known.payload == payload &&
         std::ranges::equal(Operands(id), operands);
}

NodeId Graph::Add(NodeKind kind, ValueType type, std::uint32_t payload,
                  std::span<const NodeId> operands) {
  assert(FitsArity(kind, operands.size()));
  assert(std::ranges::all_of(operands, [this](NodeId id) { return Index(id) < nodes_.size(); }));
  const std::size_t hash = HashOf(kind, type, payload, operands);
  const auto [first, last] = known_nodes_.equal_range(hash);
  for (auto known = first; known != last; ++known) {
    if (IsNode(known->second, kind, type, payload, operands)) return known->second;
  }
  const auto next = static_cast<NodeId>(nodes_.size());
  known_nodes_.emplace(hash, next);
  nodes_.push_back({kind, type, payload, static_cast<std::uint32_t>(operands_.size()),
                    static_cast<std::uint32_t>(operands.size())});
  // A copy: the caller may have passed a part of this graph's own list.
  const std::vector<NodeId> kept(operands.begin(), operands.end());
  operands_.insert(operands_.end(), kept.begin(), kept.end());
  return next;
}

NodeId Graph::AddNumber(const Rational& value) {
  const auto next = static_cast<std::uint32_t>(numbers_.size());
  const auto [known, is_new] = known_numbers_.try_emplace(value, next);
  if (is_new) numbers_.push_back(value);
  return Add(NodeKind::kNumber, ValueType::kNumber, known->second, {});
}

}  // namespace mgl
