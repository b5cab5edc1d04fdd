// The operators of truth: each is a loop over the words of its operands' planes.
#include <algorithm>
#include <utility>

#include "engine/batch/eval_batch.h"
#include "engine/batch/plane_kernels.h"
#include "engine/model/truth_operator.h"

namespace mgl {

/// Planes of all cases at once. Results that are no operand's stay until the next node.
class BatchEvaluator::PlaneLogic {
 public:
  using Result = TruthPlanes;

  PlaneLogic(BatchEvaluator& batch, NodeId node)
      : batch_(batch), operands_(batch.guideline_.graph.Operands(node)) {
    batch_.scratch_in_use_ = 0;
  }

  TruthPlanes Operand(std::size_t i) const {
    return {batch_.Yes(operands_[i]), batch_.No(operands_[i])};
  }
  static TruthPlanes Not(TruthPlanes a) { return {a.no, a.yes}; }
  TruthPlanes And(TruthPlanes a, TruthPlanes b) { return BothAndEither(a.yes, b.yes, a.no, b.no); }
  TruthPlanes Or(TruthPlanes a, TruthPlanes b) { return Not(And(Not(a), Not(b))); }
  TruthPlanes All() {
    const auto [yes, no] = Scratch();
    AllAndAny(operands_, batch_.yes_.data(), batch_.no_.data(), yes, no);
    return {yes, no};
  }
  TruthPlanes Any() {
    const auto [yes, no] = Scratch();
    AllAndAny(operands_, batch_.no_.data(), batch_.yes_.data(), no, yes);
    return {yes, no};
  }
  TruthPlanes AtLeast(std::size_t wanted) {
    const auto [yes, no] = Scratch();
    const std::size_t total = operands_.size();
    const auto yes_of = [this](NodeId node) { return batch_.Yes(node); };
    const auto no_of = [this](NodeId node) { return batch_.No(node); };
    batch_.CountPlanes(operands_, wanted, yes_of, yes);
    // It is impossible where so many are no; where more are wanted than there are, always.
    batch_.CountPlanes(operands_, wanted > total ? 0 : total - wanted + 1, no_of, no);
    return {yes, no};
  }
  TruthPlanes AnyKnown() {
    const auto [yes, no] = Scratch();
    std::fill_n(yes, batch_.words_, 0);
    std::fill_n(no, batch_.words_, 0);
    for (std::size_t i = 0; i < operands_.size(); ++i) {
      const TruthPlanes operand = Operand(i);
      for (std::size_t w = 0; w < batch_.words_; ++w) {
        yes[w] |= operand.yes[w];
        no[w] |= operand.no[w];
      }
    }
    for (std::size_t w = 0; w < batch_.words_; ++w) no[w] &= ~yes[w];
    return {yes, no};
  }
  TruthPlanes Agreement() {
    const auto [yes, no] = Scratch();
    std::fill_n(yes, batch_.words_, ~Word{0});
    std::fill_n(no, batch_.words_, ~Word{0});
    for (std::size_t i = 0; i < operands_.size(); ++i) {
      const TruthPlanes operand = Operand(i);
      for (std::size_t w = 0; w < batch_.words_; ++w) {
        yes[w] &= operand.yes[w];
        no[w] &= operand.no[w];
      }
    }
    return {yes, no};
  }
  std::optional<std::uint32_t> ReadingOf(std::uint32_t ambiguity) const {
    return batch_.plan_.options.readings[ambiguity];
  }

 private:
  struct Writable {
    Word* yes;
    Word* no;
  };

  Writable Scratch() {
    std::vector<std::unique_ptr<Plane>>& planes = batch_.scratch_;
    const std::size_t first = std::exchange(batch_.scratch_in_use_, batch_.scratch_in_use_ + 2);
    while (planes.size() < first + 2) planes.push_back(std::make_unique<Plane>());
    return {planes[first]->data(), planes[first + 1]->data()};
  }

  TruthPlanes BothAndEither(const Word* a_yes, const Word* b_yes, const Word* a_no,
                            const Word* b_no) {
    const auto [yes, no] = Scratch();
    for (std::size_t w = 0; w < batch_.words_; ++w) {
      yes[w] = a_yes[w] & b_yes[w];
      no[w] = a_no[w] | b_no[w];
    }
    return {yes, no};
  }

  BatchEvaluator& batch_;
  std::span<const NodeId> operands_;
};

/// Sets in which cases at least `number` of the planes have their bit.
template <typename PlaneOf>
void BatchEvaluator::CountPlanes(std::span<const NodeId> operands, std::size_t number,
                                 PlaneOf plane_of, Word* out) {
  if (number == 0 || number > operands.size()) {
    std::fill_n(out, words_, number == 0 ? ~Word{0} : 0);
    return;
  }
  // count_[j]: more than j of the operands so far.
  count_.assign(number, {});
  for (const NodeId operand : operands) {
    const Word* plane = plane_of(operand);
    for (std::size_t j = number; j-- > 0;) {
      for (std::size_t w = 0; w < words_; ++w) {
        const Word before = j == 0 ? ~Word{0} : count_[j - 1][w];
        count_[j][w] |= before & plane[w];
      }
    }
  }
  std::copy_n(count_[number - 1].data(), words_, out);
}

void BatchEvaluator::EvaluateTruths(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  Word* yes = YesOf(id);
  Word* no = NoOf(id);
  // The most frequent ones, written where they belong at once.
  if (node.kind == NodeKind::kAnd) {
    return AllAndAny(operands, yes_.data(), no_.data(), yes, no);
  }
  if (node.kind == NodeKind::kOr) return AllAndAny(operands, no_.data(), yes_.data(), no, yes);
  PlaneLogic logic(*this, id);
  const TruthPlanes planes = TruthMeaning(logic).Of(AsTruthOperator(node.kind), node.payload);
  std::copy_n(planes.yes, words_, yes);
  std::copy_n(planes.no, words_, no);
}

}  // namespace mgl
