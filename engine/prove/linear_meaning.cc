// Numbers to which constants are added or by which they are multiplied: one constant of each, and
// none where the number is compared with one. All is exact, of intervals too.
#include <algorithm>
#include <utility>

#include "engine/prove/one_meaning.h"

namespace mgl {

const Rational* OneMeaning::ConstantOf(NodeId node) const {
  const Node& of = graph_.node(node);
  return of.kind == NodeKind::kNumber ? &graph_.number(of.payload) : nullptr;
}

/// The number plus the constant, or times it: with that which it has already.
NodeId OneMeaning::WithConstant(NodeKind kind, NodeId number, const Rational& constant) {
  const bool is_sum = kind == NodeKind::kAdd;
  if (const Rational* const own = ConstantOf(number)) {
    return graph_.AddNumber(is_sum ? Rational(*own + constant) : Rational(*own * constant));
  }
  if (constant == (is_sum ? 0 : 1)) return number;
  if (graph_.node(number).kind == kind) {
    const auto inner = graph_.Operands(number);
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
      const Rational* const known = ConstantOf(inner[side]);
      if (known == nullptr) continue;
      return WithConstant(kind, inner[1 - side],
                          is_sum ? Rational(*known + constant) : Rational(*known * constant));
    }
  }
  std::vector<NodeId> operands{number, graph_.AddNumber(constant)};
  if (operands[1] < operands[0]) std::swap(operands[0], operands[1]);
  return graph_.Add(kind, ValueType::kNumber, 0, operands);
}

/// Of numbers that are no constants: all that are added, or multiplied, in one order, with the
/// constants of all of them last.
NodeId OneMeaning::JoinedNumbers(NodeKind kind, const std::vector<NodeId>& operands) {
  constexpr std::size_t kMostJoined = 32;
  const bool is_sum = kind == NodeKind::kAdd;
  Rational constant = is_sum ? 0 : 1;
  std::vector<NodeId> joined;
  std::vector<NodeId> pending(operands.rbegin(), operands.rend());
  while (!pending.empty()) {
    const NodeId operand = pending.back();
    pending.pop_back();
    const bool is_inner =
        graph_.node(operand).kind == kind && joined.size() + pending.size() + 2 <= kMostJoined;
    if (const Rational* const number = ConstantOf(operand)) {
      constant = is_sum ? Rational(constant + *number) : Rational(constant * *number);
    } else if (is_inner) {
      const auto inner = graph_.Operands(operand);
      pending.insert(pending.end(), inner.rbegin(), inner.rend());
    } else {
      joined.push_back(operand);
    }
  }
  std::ranges::sort(joined);
  NodeId all = joined[0];
  for (std::size_t i = 1; i < joined.size(); ++i) {
    std::vector<NodeId> two{all, joined[i]};
    std::ranges::sort(two);
    all = graph_.Add(kind, ValueType::kNumber, 0, two);
  }
  return WithConstant(kind, all, constant);
}

/// Empty where no constant is added, taken away, multiplied or divided by.
std::optional<NodeId> OneMeaning::Linear(NodeKind kind, std::span<const NodeId> operands) {
  if (kind == NodeKind::kDivide || kind == NodeKind::kSubtract) {
    const Rational* const constant = ConstantOf(operands[1]);
    if (constant == nullptr) return std::nullopt;
    if (kind == NodeKind::kSubtract) {
      return WithConstant(NodeKind::kAdd, operands[0], Rational(-*constant));
    }
    if (*constant == 0) return std::nullopt;
    return WithConstant(NodeKind::kMultiply, operands[0], Rational(1 / *constant));
  }
  if (kind != NodeKind::kAdd && kind != NodeKind::kMultiply) return std::nullopt;
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    const Rational* const constant = ConstantOf(operands[side]);
    if (constant != nullptr) return WithConstant(kind, operands[1 - side], Rational(*constant));
  }
  return std::nullopt;
}

/// `x * 2 < 6` is `x < 3`, and `6 < x * -2` is `x < -3`. Empty where no such number is compared.
std::optional<NodeId> OneMeaning::CompareLinear(NodeKind kind, std::span<const NodeId> operands) {
  const bool is_comparison =
      kind == NodeKind::kLess || kind == NodeKind::kLessEqual || kind == NodeKind::kEqual;
  if (!is_comparison) return std::nullopt;
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    const Rational* const bound = ConstantOf(operands[1 - side]);
    const NodeKind of = graph_.node(operands[side]).kind;
    const bool is_sum = of == NodeKind::kAdd;
    if (bound == nullptr || (!is_sum && of != NodeKind::kMultiply)) continue;
    const auto inner = graph_.Operands(operands[side]);
    for (const std::size_t place : {std::size_t{0}, std::size_t{1}}) {
      const Rational* const constant = ConstantOf(inner[place]);
      if (constant == nullptr || (!is_sum && *constant == 0)) continue;
      const bool turns = !is_sum && *constant < 0;
      const NodeId number = inner[1 - place];
      const NodeId other =
          graph_.AddNumber(is_sum ? Rational(*bound - *constant) : Rational(*bound / *constant));
      const bool is_first = (side == 0) != turns;
      return Truth(kind, is_first ? std::vector{number, other} : std::vector{other, number});
    }
  }
  return std::nullopt;
}

}  // namespace mgl
