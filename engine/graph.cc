// Hash-consing: a node is made once, and everyone who asks for the same content gets the same id.
#include "engine/graph.h"

#include <algorithm>
#include <cassert>

namespace mgl {
namespace {

constexpr int Arity(NodeKind kind) {
  switch (kind) {
#define MGL_NODE(name, text, result, arity) \
  case NodeKind::name:                      \
    return arity;
#include "engine/node_kind.def"
#undef MGL_NODE
  }
  return 0;
}

[[maybe_unused]] bool FitsArity(NodeKind kind, std::size_t operand_count) {
  const int arity = Arity(kind);
  return arity < 0 ? operand_count >= 1 : operand_count == static_cast<std::size_t>(arity);
}

}  // namespace

std::string_view NodeText(NodeKind kind) {
  switch (kind) {
#define MGL_NODE(name, text, result, arity) \
  case NodeKind::name:                      \
    return text;
#include "engine/node_kind.def"
#undef MGL_NODE
  }
  return "";
}

NodeId Graph::Add(NodeKind kind, ValueType type, std::uint32_t payload,
                  std::span<const NodeId> operands) {
  assert(FitsArity(kind, operands.size()));
  assert(std::ranges::all_of(operands, [this](NodeId id) { return Index(id) < nodes_.size(); }));
  const auto next = static_cast<NodeId>(nodes_.size());
  Key key{kind, type, payload, {operands.begin(), operands.end()}};
  const auto [known, is_new] = known_nodes_.try_emplace(std::move(key), next);
  if (!is_new) return known->second;
  nodes_.push_back({kind, type, payload, static_cast<std::uint32_t>(operands_.size()),
                    static_cast<std::uint32_t>(operands.size())});
  // From the key, not from `operands`: the caller may have passed a part of this graph's own list.
  const std::vector<NodeId>& kept = std::get<3>(known->first);
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
