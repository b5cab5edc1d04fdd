// Comparisons: facts with constants by cuts that are made once a block, facts with facts as
// integers, all other values by the columns.
#include <algorithm>
#include <cstdlib>

#include "engine/batch/eval_batch.h"
#include "engine/batch/open_rows.h"
#include "engine/batch/plane_kernels.h"
#include "engine/meaning/arithmetic.h"
#include "engine/meaning/cut_line.h"

namespace mgl {
namespace {

/// Of two values that are known exactly.
Word Holds(ComparisonKind kind, Word below, Word equal) {
  switch (kind) {
    case ComparisonKind::kLess:
      return below;
    case ComparisonKind::kLessEqual:
      return below | equal;
    case ComparisonKind::kEqual:
      return equal;
  }
  std::abort();
}

}  // namespace

void BatchEvaluator::EvaluateCuts() {
  for (std::size_t i = 0; i < plan_.cuts.size(); ++i) {
    const FactColumn& fact = columns_->facts[Index(plan_.cuts[i].fact)];
    if (fact.below != nullptr) {
      const Word* const below = fact.below + plan_.cuts[i].place * fact.below_step;
      below_at_[i] = {below, below};
    } else {
      BelowPlane(fact.numbers.data(), plan_.cuts[i].first_beyond, words_, below_[i].data());
      below_at_[i] = {below_[i].data(), below_[i].data()};
    }
    if (fact.uncertain.empty()) continue;
    surely_below_[i] = below_[i];
    for (const UncertainNumber& number : fact.uncertain) {
      AssignBit(surely_below_[i].data(), number.row, number.high < plan_.cuts[i].first_beyond);
    }
    below_at_[i].surely = surely_below_[i].data();
  }
}

void BatchEvaluator::EvaluateComparison(NodeId id) {
  switch (PlanOf(id).comparing) {
    case Comparing::kConstant:
      return EvaluateConstantComparison(id);
    case Comparing::kFacts:
      return EvaluateFacts(id);
    case Comparing::kDays:
      return EvaluateDays(id);
    case Comparing::kNumbers:
      return EvaluateNumberComparison(id);
    case Comparing::kDates:
      return EvaluateDateComparison(id);
  }
}

void BatchEvaluator::EvaluateConstantComparison(NodeId id) {
  const NodePlan& plan = PlanOf(id);
  const Word* known = columns_->facts[Index(plan.fact)].known.data();
  const SureAndMaybe below = below_at_[*plan.cut];
  Word* yes = YesOf(id);
  Word* no = NoOf(id);
  if (plan.second_cut) return SplitPlane(known, below_at_[*plan.second_cut], below, yes, no);
  if (plan.negated) std::swap(yes, no);
  SplitPlane(known, below, yes, no);
}

/// Two facts in the same unit, on their grids.
void BatchEvaluator::EvaluateFacts(NodeId id) {
  const Node& node = NodeOf(id);
  const auto operands = guideline_.graph.Operands(id);
  const auto left = static_cast<FactId>(NodeOf(operands[0]).payload);
  const auto right = static_cast<FactId>(NodeOf(operands[1]).payload);
  const FixedPoint* a = RecordedNumbers(left);
  const FixedPoint* b = RecordedNumbers(right);
  Word* yes = YesOf(id);
  Word* no = NoOf(id);
  for (std::size_t w = 0; w < words_; ++w) {
    Word below = 0;
    Word equal = 0;
    for (std::size_t bit = 0; bit < kWordBits; ++bit) {
      const std::size_t row = w * kWordBits + bit;
      below |= Word{a[row] < b[row]} << bit;
      equal |= Word{a[row] == b[row]} << bit;
    }
    const Word known =
        columns_->facts[Index(left)].known[w] & columns_->facts[Index(right)].known[w];
    const Word holds = Holds(AsComparison(node.kind), below, equal);
    yes[w] = known & holds;
    no[w] = known & ~holds;
  }
}

/// Two days: facts, dates of facts, dates that are written, today.
void BatchEvaluator::EvaluateDays(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  const auto operands = guideline_.graph.Operands(id);
  const auto known_of = [&](const Node& of) -> const Word* {
    if (IsFactValue(of)) return columns_->facts[of.payload].known.data();
    return of.kind == NodeKind::kDateOfFact ? columns_->facts[of.payload].dated.data() : nullptr;
  };
  const auto day_of = [&](const Node& of, std::size_t i) {
    if (IsFactValue(of)) return columns_->facts[of.payload].days[i];
    if (of.kind == NodeKind::kDateOfFact) return columns_->facts[of.payload].dates[i];
    return of.kind == NodeKind::kToday ? plan_.options.as_of : static_cast<Day>(of.payload);
  };
  const Node& left = guideline_.graph.node(operands[0]);
  const Node& right = guideline_.graph.node(operands[1]);
  const Word* left_known = known_of(left);
  const Word* right_known = known_of(right);
  Word* yes = YesOf(id);
  Word* no = NoOf(id);
  for (std::size_t w = 0; w < words_; ++w) {
    Word below = 0;
    Word equal = 0;
    for (std::size_t bit = 0; bit < kWordBits; ++bit) {
      const Day a = day_of(left, w * kWordBits + bit);
      const Day b = day_of(right, w * kWordBits + bit);
      below |= Word{a < b} << bit;
      equal |= Word{a == b} << bit;
    }
    const Word holds = Holds(AsComparison(node.kind), below, equal);
    const Word known = (left_known != nullptr ? left_known[w] : ~Word{0}) &
                       (right_known != nullptr ? right_known[w] : ~Word{0});
    yes[w] = known & holds;
    no[w] = known & ~holds;
  }
}

void BatchEvaluator::EvaluateNumberComparison(NodeId id) {
  const ComparisonKind kind = AsComparison(NodeOf(id).kind);
  const auto operands = guideline_.graph.Operands(id);
  Word* yes = YesOf(id);
  Word* no = NoOf(id);
  OpenRows open{};
  CompareRows(kind, Numbers(operands[0]), Numbers(operands[1]), words_, yes, no, open);
  ForEachOpenRow(open, *columns_, [&](std::size_t row) {
    StartExactRound();
    const Interval& a = *ExactValue(operands[0], row);
    const Interval& b = *ExactValue(operands[1], row);
    const Truth truth = CompareIntervals(kind, a, b);
    AssignBit(yes, row, truth == Truth::kYes);
    AssignBit(no, row, truth == Truth::kNo);
    return !exact_gave_up_;
  });
}

void BatchEvaluator::EvaluateDateComparison(NodeId id) {
  const ComparisonKind kind = AsComparison(NodeOf(id).kind);
  const auto operands = guideline_.graph.Operands(id);
  const DateColumn& a = Dates(operands[0]);
  const DateColumn& b = Dates(operands[1]);
  Word* yes = YesOf(id);
  Word* no = NoOf(id);
  for (std::size_t w = 0; w < words_; ++w) {
    Word holds = 0;
    Word fails = 0;
    for (std::size_t bit = 0; bit < kWordBits; ++bit) {
      const std::size_t row = w * kWordBits + bit;
      const Day a_first = a.first[row];
      const Day a_last = a.last[row];
      const Day b_first = b.first[row];
      const Day b_last = b.last[row];
      bool is_sure = false;
      bool is_never = false;
      switch (kind) {
        case ComparisonKind::kLess:
          is_sure = a_last < b_first;
          is_never = a_first >= b_last;
          break;
        case ComparisonKind::kLessEqual:
          is_sure = a_last <= b_first;
          is_never = a_first > b_last;
          break;
        case ComparisonKind::kEqual:
          is_sure = (a_first == b_last) & (a_last == b_first);
          is_never = (a_last < b_first) | (b_last < a_first);
          break;
      }
      holds |= Word{is_sure} << bit;
      fails |= Word{is_never} << bit;
    }
    yes[w] = a.known[w] & b.known[w] & holds;
    no[w] = a.known[w] & b.known[w] & fails;
  }
}

/// Whether a number that is computed lies below the cut.
void BatchEvaluator::EvaluateValueCut(std::size_t index) {
  const BatchPlan::ValueCut& cut = plan_.value_cuts[index];
  const auto kind = cut.number.inclusive ? ComparisonKind::kLessEqual : ComparisonKind::kLess;
  Word* yes = value_below_[index].data();
  Word* no = value_maybe_below_[index].data();
  OpenRows open{};
  CompareRows(kind, Numbers(cut.value), plan_.constants[cut.constant], words_, yes, no, open);
  const Interval at = Interval::Point(cut.number.value);
  ForEachOpenRow(open, *columns_, [&](std::size_t row) {
    StartExactRound();
    const Truth truth = CompareIntervals(kind, *ExactValue(cut.value, row), at);
    AssignBit(yes, row, truth == Truth::kYes);
    AssignBit(no, row, truth == Truth::kNo);
    return !exact_gave_up_;
  });
  for (std::size_t w = 0; w < words_; ++w) no[w] = ~no[w];
  value_below_at_[index] = {yes, no};
}

/// A line that applies to all cases; `cuts`: those of its number.
void BatchEvaluator::EvaluateOneLine(const CutPlanes& line, CutSide side,
                                     const std::vector<SureAndMaybe>& cuts, const Word* known,
                                     Word* yes, Word* no) {
  static constexpr Plane kNone{};
  constexpr SureAndMaybe kNowhere = {kNone.data(), kNone.data()};
  const SureAndMaybe below = line.below_low ? cuts[*line.below_low] : kNowhere;
  if (side == CutSide::kBelow) return SplitPlane(known, below, yes, no);
  if (side == CutSide::kAbove) {
    // What is not above, and what is; without an upper end none is above.
    if (line.up_to_high) return SplitPlane(known, cuts[*line.up_to_high], no, yes);
    return SplitPlane(known, kNowhere, yes, no);
  }
  if (line.up_to_high) return SplitPlane(known, cuts[*line.up_to_high], below, yes, no);
  SplitPlane(known, below, no, yes);
}

/// As EvaluateLines of cut_line.h: the lines in order, those whose condition is no left out, up to
/// the first whose condition is yes; the answer is that on which they agree.
void BatchEvaluator::EvaluateCutNode(NodeId id) {
  const Node& node = guideline_.graph.node(id);
  const NodePlan& plan = PlanOf(id);
  if (plan.is_exceptional) return columns_->exceptional.fill(~Word{0});
  const auto operands = guideline_.graph.Operands(id);
  const CutSide side = SideOf(node.kind);
  for (const CutPlanes& line : plan.lines) {
    if (!plan.cuts_value) break;
    if (line.below_low) EvaluateValueCut(*line.below_low);
    if (line.up_to_high) EvaluateValueCut(*line.up_to_high);
  }
  const std::vector<SureAndMaybe>& cuts = plan.cuts_value ? value_below_at_ : below_at_;
  const Word* known = plan.cuts_value ? Numbers(operands[0]).known.data()
                                      : columns_->facts[Index(plan.fact)].known.data();
  Word* yes = YesOf(id);
  Word* no = NoOf(id);
  if (plan.lines.size() == 1 && !plan.lines[0].when_operand) {
    return EvaluateOneLine(plan.lines[0], side, cuts, known, yes, no);
  }
  for (std::size_t w = 0; w < words_; ++w) {
    Word pending = known[w];
    Word decided = 0;
    Word may_be_yes = ~Word{0};
    Word may_be_no = ~Word{0};
    for (const CutPlanes& line : plan.lines) {
      Word below = 0;
      Word not_below = ~Word{0};
      Word above = 0;
      Word not_above = ~Word{0};
      if (line.below_low) {
        below = cuts[*line.below_low].surely[w];
        not_below = ~cuts[*line.below_low].maybe[w];
      }
      if (line.up_to_high) {
        above = ~cuts[*line.up_to_high].maybe[w];
        not_above = cuts[*line.up_to_high].surely[w];
      }
      const Word is_so = side == CutSide::kBelow   ? below
                         : side == CutSide::kAbove ? above
                                                   : not_below & not_above;
      const Word is_not_so = side == CutSide::kBelow   ? not_below
                             : side == CutSide::kAbove ? not_above
                                                       : below | above;
      const Word excluded = line.when_operand ? No(operands[*line.when_operand])[w] : 0;
      const Word applies = line.when_operand ? Yes(operands[*line.when_operand])[w] : ~Word{0};
      const Word counted = pending & ~excluded;
      may_be_yes &= ~counted | is_so;
      may_be_no &= ~counted | is_not_so;
      decided |= counted & applies;
      pending &= ~(counted & applies);
    }
    yes[w] = decided & may_be_yes;
    no[w] = decided & may_be_no;
  }
}

}  // namespace mgl
