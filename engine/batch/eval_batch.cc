// Each kernel is a loop over the words of its operands' planes; the compiler vectorizes them.
#include <algorithm>

#include "engine/batch/eval_batch.h"
#include "engine/batch/plane_kernels.h"
#include "engine/cut_line.h"
#include "engine/lines.h"
#include "engine/node_family.h"

namespace mgl {

void BatchEvaluator::Evaluate(CaseColumns& columns) {
  words_ = (columns.size + kWordBits - 1) / kWordBits;
  EvaluateCuts(columns);
  for (const NodeId node : order_) EvaluateNode(node, columns);
  for (const NodeId node : suspect_nodes_) {
    const Word* yes = Yes(node);
    for (std::size_t w = 0; w < words_; ++w) columns.exceptional[w] |= yes[w];
  }
}

void BatchEvaluator::EvaluateCuts(const CaseColumns& columns) {
  for (std::size_t i = 0; i < cuts_.size(); ++i) {
    const FixedPoint* numbers = columns.facts[Index(cuts_[i].fact)].numbers.data();
    BelowPlane(numbers, cuts_[i].first_beyond, words_, &below_[i * kBlockWords]);
  }
}

void BatchEvaluator::EvaluateNode(NodeId id, const CaseColumns& columns) {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  Word* yes = &yes_[Slot(id)];
  Word* no = &no_[Slot(id)];
  switch (FamilyOf(node.kind)) {
    case NodeFamily::kLeaf:
      return EvaluateLeaf(id, columns);
    case NodeFamily::kTruthOperator:
      return EvaluateTruths(id);
    case NodeFamily::kKnown: {
      const Node& of = guideline_.graph.node(operands[0]);
      const Word* known_yes = Yes(operands[0]);
      const Word* known_no = No(operands[0]);
      if (of.type != ValueType::kTruth) {
        const FactColumn& fact = columns.facts[of.payload];
        known_yes = IsFactValue(of) ? fact.known.data() : fact.dated.data();
        known_no = known_yes;
      }
      for (std::size_t w = 0; w < words_; ++w) {
        yes[w] = known_yes[w] | known_no[w];
        no[w] = ~yes[w];
      }
      return;
    }
    case NodeFamily::kFirstKnown:
      std::fill_n(yes, words_, 0);
      std::fill_n(no, words_, 0);
      for (const NodeId operand : operands) {
        for (std::size_t w = 0; w < words_; ++w) {
          const Word open = ~(yes[w] | no[w]);
          yes[w] |= open & Yes(operand)[w];
          no[w] |= open & No(operand)[w];
        }
      }
      return;
    case NodeFamily::kComparison:
      return EvaluateComparison(id, columns);
    case NodeFamily::kCut:
      return EvaluateCutNode(id, columns);
    case NodeFamily::kChoice:
      return EvaluateIsChoice(id, columns);
    case NodeFamily::kLines:
      return EvaluateLines(id);
    case NodeFamily::kArithmetic:
      return;  // never planned
  }
}

void BatchEvaluator::EvaluateLeaf(NodeId id, const CaseColumns& columns) {
  const Node& node = guideline_.graph.node(id);
  if (node.type != ValueType::kTruth) return;  // read where it is compared
  Word* yes = &yes_[Slot(id)];
  Word* no = &no_[Slot(id)];
  if (IsFactValue(node)) {
    const FactColumn& fact = columns.facts[node.payload];
    for (std::size_t w = 0; w < words_; ++w) {
      yes[w] = fact.known[w] & fact.yes[w];
      no[w] = fact.known[w] & ~fact.yes[w];
    }
    return;
  }
  const bool is_constant = node.kind == NodeKind::kTruthConstant;  // else it is missing
  std::fill_n(yes, words_, is_constant && node.payload != 0 ? ~Word{0} : 0);
  std::fill_n(no, words_, is_constant && node.payload == 0 ? ~Word{0} : 0);
}

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
    count_.assign(number * kBlockWords, 0);
    for (const NodeId operand : operands) {
      const Word* plane = planes_of(operand);
      for (std::size_t j = number; j-- > 0;) {
        for (std::size_t w = 0; w < words_; ++w) {
          const Word before = j == 0 ? ~Word{0} : count_[(j - 1) * kBlockWords + w];
          count_[j * kBlockWords + w] |= before & plane[w];
        }
      }
    }
    std::copy_n(&count_[(number - 1) * kBlockWords], words_, out);
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

void BatchEvaluator::EvaluateTruths(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  Word* yes = &yes_[Slot(id)];
  Word* no = &no_[Slot(id)];
  const auto all = [&](auto planes_of, Word* out) {
    std::fill_n(out, words_, ~Word{0});
    for (const NodeId operand : operands) {
      const Word* plane = planes_of(operand);
      for (std::size_t w = 0; w < words_; ++w) out[w] &= plane[w];
    }
  };
  const auto any = [&](auto planes_of, Word* out) {
    std::fill_n(out, words_, 0);
    for (const NodeId operand : operands) {
      const Word* plane = planes_of(operand);
      for (std::size_t w = 0; w < words_; ++w) out[w] |= plane[w];
    }
  };
  const auto yes_of = [this](NodeId operand) { return Yes(operand); };
  const auto no_of = [this](NodeId operand) { return No(operand); };
  switch (node.kind) {
    case NodeKind::kNot:
      std::copy_n(No(operands[0]), words_, yes);
      std::copy_n(Yes(operands[0]), words_, no);
      return;
    case NodeKind::kAnd:
      all(yes_of, yes);
      any(no_of, no);
      return;
    case NodeKind::kOr:
      any(yes_of, yes);
      all(no_of, no);
      return;
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
    case NodeKind::kExactly: {
      std::array<Word, kBlockWords> more{};
      std::array<Word, kBlockWords> not_more{};
      EvaluateCounting(id, node.payload, yes, no);
      EvaluateCounting(id, std::size_t{node.payload} + 1, more.data(), not_more.data());
      for (std::size_t w = 0; w < words_; ++w) {
        yes[w] &= not_more[w];
        no[w] |= more[w];
      }
      return;
    }
    case NodeKind::kAnyKnown:
      any(yes_of, yes);
      any(no_of, no);
      for (std::size_t w = 0; w < words_; ++w) no[w] &= ~yes[w];
      return;
    case NodeKind::kReading:
      if (const auto& chosen = options_.readings[node.payload]) {
        std::copy_n(Yes(operands[*chosen]), words_, yes);
        std::copy_n(No(operands[*chosen]), words_, no);
        return;
      }
      all(yes_of, yes);
      all(no_of, no);
      return;
    default:
      return;
  }
}

void BatchEvaluator::EvaluateComparison(NodeId id, const CaseColumns& columns) {
  const NodePlan& plan = plans_[Index(id)];
  if (!plan.cut) return EvaluateDays(id, columns);
  const Word* known = columns.facts[Index(plan.fact)].known.data();
  const Word* below = &below_[*plan.cut * kBlockWords];
  Word* yes = &yes_[Slot(id)];
  Word* no = &no_[Slot(id)];
  if (plan.second_cut) {
    const Word* up_to = &below_[*plan.second_cut * kBlockWords];
    for (std::size_t w = 0; w < words_; ++w) {
      const Word equal = ~below[w] & up_to[w];
      yes[w] = known[w] & equal;
      no[w] = known[w] & ~equal;
    }
    return;
  }
  const Word flip = plan.negated ? ~Word{0} : 0;
  for (std::size_t w = 0; w < words_; ++w) {
    yes[w] = known[w] & (below[w] ^ flip);
    no[w] = known[w] & ~(below[w] ^ flip);
  }
}

/// Two days: facts, dates of facts, dates that are written, today.
void BatchEvaluator::EvaluateDays(NodeId id, const CaseColumns& columns) {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  const auto known_of = [&](const Node& of) -> const Word* {
    if (IsFactValue(of)) return columns.facts[of.payload].known.data();
    return of.kind == NodeKind::kDateOfFact ? columns.facts[of.payload].dated.data() : nullptr;
  };
  const auto day_of = [&](const Node& of, std::size_t i) {
    if (IsFactValue(of)) return columns.facts[of.payload].days[i];
    if (of.kind == NodeKind::kDateOfFact) return columns.facts[of.payload].dates[i];
    return of.kind == NodeKind::kToday ? options_.as_of : static_cast<Day>(of.payload);
  };
  const Node& left = guideline_.graph.node(operands[0]);
  const Node& right = guideline_.graph.node(operands[1]);
  const Word* left_known = known_of(left);
  const Word* right_known = known_of(right);
  Word* yes = &yes_[Slot(id)];
  Word* no = &no_[Slot(id)];
  for (std::size_t w = 0; w < words_; ++w) {
    Word holds = 0;
    for (std::size_t bit = 0; bit < kWordBits; ++bit) {
      const Day a = day_of(left, w * kWordBits + bit);
      const Day b = day_of(right, w * kWordBits + bit);
      const bool answer = node.kind == NodeKind::kLess        ? a < b
                          : node.kind == NodeKind::kLessEqual ? a <= b
                                                              : a == b;
      holds |= Word{answer} << bit;
    }
    const Word known = (left_known != nullptr ? left_known[w] : ~Word{0}) &
                       (right_known != nullptr ? right_known[w] : ~Word{0});
    yes[w] = known & holds;
    no[w] = known & ~holds;
  }
}

/// As EvaluateLines of cut_line.h: the lines in order, those whose condition is no left out, up to
/// the first whose condition is yes; the answer is that on which they agree.
void BatchEvaluator::EvaluateCutNode(NodeId id, const CaseColumns& columns) {
  const Node& node = guideline_.graph.node(id);
  const NodePlan& plan = plans_[Index(id)];
  const auto operands = guideline_.graph.Operands(id);
  const CutSide side = SideOf(node.kind);
  const Word* known = columns.facts[Index(plan.fact)].known.data();
  Word* yes = &yes_[Slot(id)];
  Word* no = &no_[Slot(id)];
  for (std::size_t w = 0; w < words_; ++w) {
    Word pending = known[w];
    Word decided = 0;
    Word may_be_yes = ~Word{0};
    Word may_be_no = ~Word{0};
    for (const CutPlanes& line : plan.lines) {
      const Word below = line.below_low ? below_[*line.below_low * kBlockWords + w] : 0;
      const Word above = line.up_to_high ? ~below_[*line.up_to_high * kBlockWords + w] : 0;
      const Word answer = side == CutSide::kBelow   ? below
                          : side == CutSide::kAbove ? above
                                                    : ~below & ~above;
      const Word excluded = line.when_operand ? No(operands[*line.when_operand])[w] : 0;
      const Word applies = line.when_operand ? Yes(operands[*line.when_operand])[w] : ~Word{0};
      const Word counted = pending & ~excluded;
      may_be_yes &= ~counted | answer;
      may_be_no &= ~counted | ~answer;
      decided |= counted & applies;
      pending &= ~(counted & applies);
    }
    yes[w] = decided & may_be_yes;
    no[w] = decided & may_be_no;
  }
}

void BatchEvaluator::EvaluateIsChoice(NodeId id, const CaseColumns& columns) {
  const Node& node = guideline_.graph.node(id);
  const Node& of = guideline_.graph.node(guideline_.graph.Operands(id)[0]);
  const FactColumn& fact = columns.facts[of.payload];
  Word* yes = &yes_[Slot(id)];
  Word* no = &no_[Slot(id)];
  for (std::size_t w = 0; w < words_; ++w) {
    Word is = 0;
    for (std::size_t bit = 0; bit < kWordBits; ++bit) {
      is |= Word{fact.choices[w * kWordBits + bit] == node.payload} << bit;
    }
    yes[w] = fact.known[w] & is;
    no[w] = fact.known[w] & ~is;
  }
}

/// As EvaluateLine of lines.h, for truths: that on which the candidates agree.
void BatchEvaluator::EvaluateLines(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  Word* yes = &yes_[Slot(id)];
  Word* no = &no_[Slot(id)];
  for (std::size_t w = 0; w < words_; ++w) {
    Word open = ~Word{0};  // further lines can be candidates
    Word sure = 0;
    Word some = 0;
    Word all_yes = ~Word{0};
    Word all_no = ~Word{0};
    for (std::size_t i = 0; i < LineCount(operands); ++i) {
      const Line line = LineAt(operands, i);
      const Word excluded = line.when ? No(*line.when)[w] : sure;
      const Word holds = line.when ? Yes(*line.when)[w] : 0;
      const Word candidate = open & ~excluded;
      some |= candidate;
      all_yes &= ~candidate | Yes(line.value)[w];
      all_no &= ~candidate | No(line.value)[w];
      sure |= candidate & holds;
      if (node.kind == NodeKind::kFirstLine) open &= ~(candidate & holds);
    }
    yes[w] = some & all_yes;
    no[w] = some & all_no;
  }
}

}  // namespace mgl
