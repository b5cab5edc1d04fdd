// The operators of truth: each is a loop over the words of its operands' planes.
#include <algorithm>

#include "engine/batch/eval_batch.h"
#include "engine/batch/plane_kernels.h"

namespace mgl {

/// Sets in which cases at least `wanted` operands are yes, and in which that is impossible.
void BatchEvaluator::EvaluateCounting(NodeId id, std::size_t wanted, Word* yes, Word* no) {
  const auto operands = guideline_.graph.Operands(id);
  const std::size_t total = operands.size();
  const auto at_least = [&](std::size_t number, auto planes_of, Word* out) {
    if (number == 0 || number > total) {
      std::fill_n(out, words_, number == 0 ? ~Word{0} : 0);
      return;
    }
    // count_[j]: more than j of the operands so far.
    count_.assign(number, {});
    for (const NodeId operand : operands) {
      const Word* plane = planes_of(operand);
      for (std::size_t j = number; j-- > 0;) {
        for (std::size_t w = 0; w < words_; ++w) {
          const Word before = j == 0 ? ~Word{0} : count_[j - 1][w];
          count_[j][w] |= before & plane[w];
        }
      }
    }
    std::copy_n(count_[number - 1].data(), words_, out);
  };
  at_least(
      wanted, [this](NodeId node) { return Yes(node); }, yes);
  if (wanted > total) {
    std::fill_n(no, words_, ~Word{0});
  } else {
    at_least(
        total - wanted + 1, [this](NodeId node) { return No(node); }, no);
  }
}

void BatchEvaluator::EvaluateExactly(NodeId id, std::size_t wanted, Word* yes, Word* no) {
  Plane more{};
  Plane not_more{};
  EvaluateCounting(id, wanted, yes, no);
  EvaluateCounting(id, wanted + 1, more.data(), not_more.data());
  for (std::size_t w = 0; w < words_; ++w) {
    yes[w] &= not_more[w];
    no[w] |= more[w];
  }
}

void BatchEvaluator::EvaluateTruths(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  Word* yes = YesOf(id);
  Word* no = NoOf(id);
  switch (node.kind) {
    case NodeKind::kNot:
      std::copy_n(No(operands[0]), kBlockWords, yes);
      std::copy_n(Yes(operands[0]), kBlockWords, no);
      return;
    case NodeKind::kAnd:
      return AllAndAny(operands, yes_.data(), no_.data(), yes, no);
    case NodeKind::kOr:
      return AllAndAny(operands, no_.data(), yes_.data(), no, yes);
    case NodeKind::kImplies:
      for (std::size_t w = 0; w < words_; ++w) {
        yes[w] = No(operands[0])[w] | Yes(operands[1])[w];
        no[w] = Yes(operands[0])[w] & No(operands[1])[w];
      }
      return;
    case NodeKind::kAtLeast:
      return EvaluateCounting(id, node.payload, yes, no);
    case NodeKind::kAtMost:
      return EvaluateCounting(id, std::size_t{node.payload} + 1, no, yes);
    case NodeKind::kExactly:
      return EvaluateExactly(id, node.payload, yes, no);
    case NodeKind::kAnyKnown:
      std::fill_n(yes, words_, 0);
      std::fill_n(no, words_, 0);
      for (const NodeId operand : operands) {
        for (std::size_t w = 0; w < words_; ++w) {
          yes[w] |= Yes(operand)[w];
          no[w] |= No(operand)[w];
        }
      }
      for (std::size_t w = 0; w < words_; ++w) no[w] &= ~yes[w];
      return;
    case NodeKind::kReading:
      if (const auto& chosen = options_.readings[node.payload]) {
        std::copy_n(Yes(operands[*chosen]), words_, yes);
        std::copy_n(No(operands[*chosen]), words_, no);
        return;
      }
      std::fill_n(yes, words_, ~Word{0});
      std::fill_n(no, words_, ~Word{0});
      for (const NodeId operand : operands) {
        for (std::size_t w = 0; w < words_; ++w) {
          yes[w] &= Yes(operand)[w];
          no[w] &= No(operand)[w];
        }
      }
      return;
    default:
      return;
  }
}

}  // namespace mgl
