// Choices: a plane a choice, of what a case's value may be.
#include <algorithm>

#include "engine/batch/eval_batch.h"
#include "engine/model/choice_comparison.h"

namespace mgl {

void BatchEvaluator::EvaluateChoiceLeaf(NodeId id) {
  const Node& node = NodeOf(id);
  ChoiceColumn& out = ChoicesOf(id);
  if (!IsFactValue(node)) {
    const bool is_constant = node.kind == NodeKind::kChoice;  // else it is missing
    out.known.fill(is_constant ? ~Word{0} : 0);
    out.settled = out.known;
    for (Plane& plane : out.may_be) plane.fill(0);
    if (is_constant) out.may_be[node.payload].fill(~Word{0});
    return;
  }
  const FactColumn& fact = columns_->facts[node.payload];
  out.known = fact.known;
  out.settled = fact.known;
  for (Plane& plane : out.may_be) plane.fill(0);
  for (std::size_t row = 0; row < columns_->size; ++row) {
    if (Bit(fact.known.data(), row)) SetBit(out.may_be[fact.choices[row]].data(), row);
  }
}

/// As Same and Precedes of choice_set.h.
void BatchEvaluator::EvaluateChoiceNode(NodeId id) {
  const Node& node = NodeOf(id);
  const auto operands = guideline_.graph.Operands(id);
  if (ChoicesNamed(guideline_.graph, id).size() > 0) return EvaluateIsIn(id);
  const ChoiceColumn& a = Choices(operands[0]);
  const ChoiceColumn& b = Choices(operands[1]);
  const std::size_t count = std::max(a.may_be.size(), b.may_be.size());
  const auto may_be = [](const ChoiceColumn& of, std::size_t choice, std::size_t w) {
    return choice < of.may_be.size() ? of.may_be[choice][w] : 0;
  };
  Word* yes = YesOf(id);
  Word* no = NoOf(id);
  for (std::size_t w = 0; w < words_; ++w) {
    Word a_before = 0;  // a may be a choice before this one
    Word b_before = 0;
    Word may_be_less = 0;
    Word may_be_same = 0;
    Word may_be_more = 0;
    for (std::size_t choice = 0; choice < count; ++choice) {
      const Word in_a = may_be(a, choice, w);
      const Word in_b = may_be(b, choice, w);
      may_be_less |= a_before & in_b;
      may_be_same |= in_a & in_b;
      may_be_more |= b_before & in_a;
      a_before |= in_a;
      b_before |= in_b;
    }
    const Word known = a.known[w] & b.known[w];
    if (node.kind == NodeKind::kSameChoice) {
      yes[w] = known & ~may_be_less & ~may_be_more;
      no[w] = known & ~may_be_same;
    } else {
      yes[w] = known & ~may_be_same & ~may_be_more;
      no[w] = known & ~may_be_less;
    }
  }
}

/// Whether the value is one of the choices that the node names.
void BatchEvaluator::EvaluateIsIn(NodeId id) {
  const NodeId operand = guideline_.graph.Operands(id)[0];
  const ChoiceSet named = ChoicesNamed(guideline_.graph, id);
  Word* yes = YesOf(id);
  Word* no = NoOf(id);
  if (plan_.HasValues(operand)) {
    const ChoiceColumn& of = Choices(operand);
    for (std::size_t w = 0; w < words_; ++w) {
      Word may_be_in = 0;
      Word may_be_out = 0;
      for (std::uint32_t choice = 0; choice < of.may_be.size(); ++choice) {
        (named.Has(choice) ? may_be_in : may_be_out) |= of.may_be[choice][w];
      }
      yes[w] = of.known[w] & ~may_be_out;
      no[w] = of.known[w] & ~may_be_in;
    }
    return;
  }
  const FactColumn& fact = columns_->facts[NodeOf(operand).payload];
  std::fill_n(yes, words_, 0);
  for (std::uint32_t choice = named.First(); choice <= named.Last(); ++choice) {
    if (!named.Has(choice)) continue;
    for (std::size_t w = 0; w < words_; ++w) {
      Word is = 0;
      for (std::size_t bit = 0; bit < kWordBits; ++bit) {
        is |= Word{fact.choices[w * kWordBits + bit] == choice} << bit;
      }
      yes[w] |= fact.known[w] & is;
    }
  }
  for (std::size_t w = 0; w < words_; ++w) no[w] = fact.known[w] & ~yes[w];
}

}  // namespace mgl
