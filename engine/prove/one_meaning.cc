// Each rewrite holds in the logic of three values and for intervals of numbers.
#include "engine/prove/one_meaning.h"

#include <algorithm>
#include <utility>

#include "engine/model/node_family.h"

namespace mgl {
namespace {

constexpr std::size_t kMostJoined = 64;  // operands of a nested `and` that become the outer one's

void SortOnce(std::vector<NodeId>& operands) {
  std::ranges::sort(operands);
  operands.erase(std::unique(operands.begin(), operands.end()), operands.end());
}

constexpr NodeKind kCommutative[] = {NodeKind::kEqual,      NodeKind::kAdd,     NodeKind::kMultiply,
                                     NodeKind::kSameChoice, NodeKind::kMinimum, NodeKind::kMaximum,
                                     NodeKind::kSum};

bool IsCommutative(NodeKind kind) {
  return std::ranges::find(kCommutative, kind) != std::end(kCommutative);
}

}  // namespace

NodeId OneMeaning::Constant(bool is_yes) {
  return graph_.Add(NodeKind::kTruthConstant, ValueType::kTruth, is_yes ? 1 : 0, {});
}

NodeId OneMeaning::Add(NodeKind kind, ValueType type, std::uint32_t payload,
                       std::span<const NodeId> operands) {
  std::vector<NodeId> own(operands.begin(), operands.end());
  if (kind == NodeKind::kNot) return Not(own[0]);
  if (kind == NodeKind::kAnd || kind == NodeKind::kOr) return Joined(kind, std::move(own));
  if (kind == NodeKind::kImplies) return Or({Not(own[0]), own[1]});
  if (kind == NodeKind::kAtLeast || kind == NodeKind::kAtMost || kind == NodeKind::kExactly) {
    return Counted(kind, payload, std::move(own));
  }
  if (const std::optional<NodeId> node = Linear(kind, operands)) return *node;
  if (kind == NodeKind::kAdd || kind == NodeKind::kMultiply) return JoinedNumbers(kind, own);
  if (const std::optional<NodeId> node = CompareLinear(kind, operands)) return *node;
  if (const std::optional<NodeId> node = OfLines(kind, payload, operands)) return *node;
  if (kind == NodeKind::kAnyKnown) SortOnce(own);
  if (kind == NodeKind::kIsOneOf) return OneOf(operands);
  if (IsCommutative(kind)) std::ranges::sort(own);
  if (kind == NodeKind::kSameChoice) {
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
      const Node& named = graph_.node(own[1 - side]);
      if (named.kind != NodeKind::kChoice) continue;
      return graph_.Add(NodeKind::kIsChoice, type, named.payload, std::span(&own[side], 1));
    }
  }
  if (FamilyOf(kind) == NodeFamily::kLines) return Lines(kind, type, own);
  return graph_.Add(kind, type, payload, own);
}

NodeId OneMeaning::Not(NodeId of) {
  const auto known = negations_.find(Index(of));
  if (known != negations_.end()) return known->second;
  const NodeId negation = NegationOf(of);
  negations_.emplace(Index(of), negation);
  return negation;
}

NodeId OneMeaning::NegationOf(NodeId of) {
  const Node node = graph_.node(of);
  const auto given = graph_.Operands(of);
  std::vector<NodeId> operands(given.begin(), given.end());
  if (node.kind == NodeKind::kTruthConstant) return Constant(node.payload == 0);
  if (node.kind == NodeKind::kNot) return operands[0];
  if (node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr) {
    for (NodeId& operand : operands) operand = Not(operand);
    return node.kind == NodeKind::kAnd ? Or(std::move(operands)) : And(std::move(operands));
  }
  if (node.kind == NodeKind::kLess || node.kind == NodeKind::kLessEqual) {
    const bool is_less = node.kind == NodeKind::kLess;
    std::ranges::reverse(operands);
    return graph_.Add(is_less ? NodeKind::kLessEqual : NodeKind::kLess, node.type, 0, operands);
  }
  if (node.kind == NodeKind::kAtLeast) {
    return graph_.Add(NodeKind::kAtMost, node.type, node.payload - 1, operands);
  }
  if (node.kind == NodeKind::kAtMost) {
    return graph_.Add(NodeKind::kAtLeast, node.type, node.payload + 1, operands);
  }
  return graph_.Add(NodeKind::kNot, node.type, 0, std::span(&of, 1));
}

/// `and` or `or`.
NodeId OneMeaning::Joined(NodeKind kind, std::vector<NodeId> operands) {
  const bool is_and = kind == NodeKind::kAnd;
  std::vector<NodeId> joined;
  for (const NodeId operand : operands) {
    const Node& node = graph_.node(operand);
    if (node.kind == NodeKind::kTruthConstant) {
      if ((node.payload != 0) == is_and) continue;
      return operand;
    }
    const auto inner = graph_.Operands(operand);
    if (node.kind == kind && inner.size() <= kMostJoined) {
      joined.insert(joined.end(), inner.begin(), inner.end());
    } else {
      joined.push_back(operand);
    }
  }
  if (joined.empty()) return Constant(is_and);
  SortOnce(joined);
  return joined.size() == 1 ? joined[0] : graph_.Add(kind, ValueType::kTruth, 0, joined);
}

/// At most is not at least one more; the others are counted as they are. Two equal operands count
/// twice.
NodeId OneMeaning::Counted(NodeKind kind, std::uint32_t count, std::vector<NodeId> operands) {
  std::ranges::sort(operands);
  const auto all = static_cast<std::uint32_t>(operands.size());
  const auto at_least = [&](std::uint32_t least) {
    if (least == 0) return Constant(true);
    if (least > all) return Constant(false);
    if (least == 1) return Or(operands);
    if (least == all) return And(operands);
    return graph_.Add(NodeKind::kAtLeast, ValueType::kTruth, least, operands);
  };
  if (kind == NodeKind::kAtLeast) return at_least(count);
  if (kind == NodeKind::kExactly) {
    return graph_.Add(NodeKind::kExactly, ValueType::kTruth, count, operands);
  }
  const NodeId more = at_least(count + 1);
  if (graph_.node(more).kind != NodeKind::kAtLeast) return Not(more);
  return graph_.Add(NodeKind::kAtMost, ValueType::kTruth, count, operands);
}

NodeId OneMeaning::OneOf(std::span<const NodeId> operands) {
  std::vector<NodeId> choices(operands.begin() + 1, operands.end());
  SortOnce(choices);
  if (choices.size() == 1) {
    return graph_.Add(NodeKind::kIsChoice, ValueType::kTruth, graph_.node(choices[0]).payload,
                      operands.first(1));
  }
  choices.insert(choices.begin(), operands[0]);
  return graph_.Add(NodeKind::kIsOneOf, ValueType::kTruth, 0, choices);
}

/// Lines that surely do not hold are left out, and a value that surely counts alone is it itself.
NodeId OneMeaning::Lines(NodeKind kind, ValueType type, std::span<const NodeId> operands) {
  std::vector<NodeId> kept;
  for (std::size_t i = 0; i < operands.size(); i += 2) {
    if (i + 1 == operands.size()) {
      if (kept.empty()) return operands[i];  // otherwise, and nothing else
      kept.push_back(operands[i]);
      break;
    }
    const Node& when = graph_.node(operands[i]);
    const bool is_constant = when.kind == NodeKind::kTruthConstant;
    if (is_constant && when.payload == 0) continue;
    const bool is_last = i + 2 >= operands.size();
    const bool counts_alone = kind == NodeKind::kFirstLine || is_last;
    if (is_constant && kept.empty() && counts_alone) return operands[i + 1];
    kept.push_back(operands[i]);
    kept.push_back(operands[i + 1]);
  }
  if (kept.empty()) return graph_.Add(NodeKind::kMissing, type, 0, {});
  return graph_.Add(kind, type, 0, kept);
}

}  // namespace mgl
