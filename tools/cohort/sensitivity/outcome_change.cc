#include "tools/cohort/sensitivity/outcome_change.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "engine/meaning/result_cell.h"

namespace mgl {
namespace {

using Kind = OutcomePair::Kind;

/// Of outcomes that differ.
OutcomeShift ChangeBetween(Truth first, Truth second) {
  if (first == second) return OutcomeShift::kOther;
  if (second == Truth::kYes) return OutcomeShift::kMore;
  if (first == Truth::kYes) return OutcomeShift::kFewer;
  return second == Truth::kUnknown ? OutcomeShift::kUnknown : OutcomeShift::kNoLongerUnknown;
}

bool IsSameEnd(const Bound& a, const Bound& b) {
  return a.infinite == b.infinite && (a.infinite || a.value == b.value);
}
/// As they are shown: whether an end belongs to the number is not.
bool IsSameNumber(const Interval& a, const Interval& b) {
  return IsSameEnd(a.low, b.low) && IsSameEnd(a.high, b.high);
}

/// Whether both are shown alike, be they settled or not.
bool IsSameValue(FactType type, const Value& a, const Value& b) {
  if (type == FactType::kTruth) return a.truth == b.truth;
  if (a.known != b.known || !a.known) return a.known == b.known;
  return type == FactType::kChoice ? a.choices == b.choices : IsSameNumber(a.number, b.number);
}

bool IsSameResult(const OutcomePair& pair, const Guideline& joint, const Decision& decision) {
  const ResultColumn& first = joint.results[pair.first];
  const ResultColumn& second = joint.results[pair.second];
  if (first.texts.empty()) {
    return IsSameValue(first.type, decision.nodes[Index(first.node)],
                       decision.nodes[Index(second.node)]);
  }
  const auto cell = [&](const ResultColumn& result) {
    const ShownDefinition shown(joint, result, decision.nodes, result.node);
    return ResultCell(shown.definition(), shown.value());
  };
  return cell(first) == cell(second);
}

Word PlaneWord(const Word* plane, std::size_t w) { return plane == nullptr ? 0 : plane[w]; }

class BlockComparison {
 public:
  BlockComparison(const OutcomePair& pair, BatchEvaluator& batch, CaseColumns& columns,
                  Plane& differs)
      : pair_(pair),
        batch_(batch),
        joint_(batch.plan().guideline),
        columns_(columns),
        differs_(differs),
        words_((columns.size + kWordBits - 1) / kWordBits) {}

  void Compare() {
    differs_ = {};
    switch (pair_.kind) {
      case Kind::kScope:
        return AddTruths(pair_.first_scope, pair_.second_scope);
      case Kind::kRule:
        AddTruths(joint_.rules[pair_.first].outcome, joint_.rules[pair_.second].outcome);
        AddPlanes(batch_.Blocked(pair_.first), batch_.Blocked(pair_.second));
        return AddPlanes(batch_.Overridden(pair_.first), batch_.Overridden(pair_.second));
      case Kind::kResult:
        CompareResults();
        for (std::size_t w = 0; w < words_; ++w) {
          differs_[w] &= batch_.Yes(pair_.first_scope)[w] & batch_.Yes(pair_.second_scope)[w];
        }
        return;
      case Kind::kRecheck:
        return CompareRechecks();
    }
  }

 private:
  void AddPlanes(const Word* a, const Word* b) {
    for (std::size_t w = 0; w < words_; ++w) differs_[w] |= PlaneWord(a, w) ^ PlaneWord(b, w);
  }
  void AddTruths(NodeId a, NodeId b) {
    AddPlanes(batch_.Yes(a), batch_.Yes(b));
    AddPlanes(batch_.No(a), batch_.No(b));
  }

  void CompareResults() {
    const NodeId a = joint_.results[pair_.first].node;
    const NodeId b = joint_.results[pair_.second].node;
    const FactType type = joint_.results[pair_.first].type;
    if (type == FactType::kTruth) return AddTruths(a, b);
    const Word* const a_known = batch_.SettledPlanes(a).first;
    const Word* const b_known = batch_.SettledPlanes(b).first;
    AddPlanes(a_known, b_known);
    const Plane shown = OtherShown();
    for (std::size_t w = 0; w < words_; ++w) {
      const Word both = a_known[w] & b_known[w];
      if (!joint_.results[pair_.first].texts.empty()) {
        differs_[w] |= both & (shown[w] | OtherChoices(batch_.Choices(a), batch_.Choices(b), w));
        columns_.exceptional[w] |= std::exchange(differs_[w], 0);
      } else if (type == FactType::kChoice) {
        differs_[w] |= both & OtherChoices(batch_.Choices(a), batch_.Choices(b), w);
      }
      if (type == FactType::kChoice) continue;
      for (Word rest = both & ~differs_[w] & ~columns_.exceptional[w]; rest != 0;
           rest &= rest - 1) {
        const std::size_t row = w * kWordBits + static_cast<std::size_t>(std::countr_zero(rest));
        if (row >= columns_.size) break;
        const bool same = type == FactType::kDate ? AreSameDates(a, b, row) : AreSame(a, b, row);
        if (!same) SetBit(differs_.data(), row);
      }
    }
  }

  /// Where a result that a text shows differs: which text it then is shows the case alone.
  Plane OtherShown() {
    Plane other{};
    const std::vector<ShownText>& first = joint_.results[pair_.first].texts;
    const std::vector<ShownText>& second = joint_.results[pair_.second].texts;
    for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
      const std::size_t count = std::min(first[i].results.size(), second[i].results.size());
      for (std::size_t k = 0; k < count; ++k) {
        OutcomePair shown = pair_;
        shown.first = first[i].results[k];
        shown.second = second[i].results[k];
        if (shown.first == shown.second) continue;
        Plane differs;
        BlockComparison(shown, batch_, columns_, differs).Compare();
        for (std::size_t w = 0; w < words_; ++w) other[w] |= differs[w];
      }
    }
    return other;
  }

  static Word OtherChoices(const ChoiceColumn& a, const ChoiceColumn& b, std::size_t w) {
    Word other = 0;
    for (std::size_t i = 0; i < std::max(a.may_be.size(), b.may_be.size()); ++i) {
      const Word of_a = i < a.may_be.size() ? a.may_be[i][w] : 0;
      const Word of_b = i < b.may_be.size() ? b.may_be[i][w] : 0;
      other |= of_a ^ of_b;
    }
    return other;
  }

  bool AreSameDates(NodeId a, NodeId b, std::size_t row) const {
    const DateColumn& one = batch_.Dates(a);
    const DateColumn& other = batch_.Dates(b);
    return one.first[row] == other.first[row] && one.last[row] == other.last[row];
  }

  bool AreSame(NodeId a, NodeId b, std::size_t row) {
    const NumberColumn& one = batch_.Numbers(a);
    const NumberColumn& other = batch_.Numbers(b);
    if (one.high[row] < other.low[row] || other.high[row] < one.low[row]) return false;
    const bool are_equal = one.low[row] == other.low[row] && one.high[row] == other.high[row];
    const bool is_exact = Bit(one.exact.data(), row);
    if (is_exact && Bit(other.exact.data(), row)) return are_equal;
    const auto first = batch_.ExactNumber(a, row);
    const auto second = batch_.ExactNumber(b, row);
    if (first && second) return IsSameNumber(*first, *second);
    SetBit(columns_.exceptional.data(), row);
    return true;
  }

  void CompareRechecks() {
    const Recheck& a = joint_.rechecks[pair_.first];
    const Recheck& b = joint_.rechecks[pair_.second];
    for (std::size_t w = 0; w < words_; ++w) {
      const Word neither = batch_.No(a.when)[w] & batch_.No(b.when)[w];
      for (Word rest = ~neither & ~columns_.exceptional[w]; rest != 0; rest &= rest - 1) {
        const std::size_t row = w * kWordBits + static_cast<std::size_t>(std::countr_zero(rest));
        if (row >= columns_.size) break;
        if (batch_.StateOf(a, row).status != batch_.StateOf(b, row).status) {
          SetBit(differs_.data(), row);
        }
      }
    }
  }

  const OutcomePair& pair_;
  BatchEvaluator& batch_;
  const Guideline& joint_;
  CaseColumns& columns_;
  Plane& differs_;
  std::size_t words_;
};

}  // namespace

OutcomeShift ChangeOf(const OutcomePair& pair, const Guideline& joint, const Decision& decision) {
  const auto truth_of = [&](NodeId node) { return decision.nodes[Index(node)].truth; };
  switch (pair.kind) {
    case Kind::kScope: {
      const Truth first = truth_of(pair.first_scope);
      const Truth second = truth_of(pair.second_scope);
      return first == second ? OutcomeShift::kNone : ChangeBetween(first, second);
    }
    case Kind::kRule:
      return decision.rules[pair.first] == decision.rules[pair.second]
                 ? OutcomeShift::kNone
                 : ChangeBetween(truth_of(joint.rules[pair.first].outcome),
                                 truth_of(joint.rules[pair.second].outcome));
    case Kind::kResult: {
      const bool are_shown =
          truth_of(pair.first_scope) == Truth::kYes && truth_of(pair.second_scope) == Truth::kYes;
      const bool is_same = !are_shown || IsSameResult(pair, joint, decision);
      return is_same ? OutcomeShift::kNone : OutcomeShift::kOther;
    }
    case Kind::kRecheck:
      break;
  }
  const bool is_same =
      decision.rechecks[pair.first].status == decision.rechecks[pair.second].status;
  return is_same ? OutcomeShift::kNone : OutcomeShift::kOther;
}

void FindChanges(const OutcomePair& pair, BatchEvaluator& batch, CaseColumns& columns,
                 Plane& differs) {
  BlockComparison(pair, batch, columns, differs).Compare();
}

void CountChanges(const OutcomePair& pair, const BatchEvaluator& batch, std::size_t w, Word rows,
                  ChangeCounts& counts) {
  const auto add = [&](OutcomeShift change, Word of) {
    counts[change] += static_cast<std::uint64_t>(std::popcount(of));
  };
  if (pair.kind == Kind::kResult || pair.kind == Kind::kRecheck) {
    return add(OutcomeShift::kOther, rows);
  }
  const auto& rules = batch.plan().guideline.rules;
  const bool is_rule = pair.kind == Kind::kRule;
  const NodeId first = is_rule ? rules[pair.first].outcome : pair.first_scope;
  const NodeId second = is_rule ? rules[pair.second].outcome : pair.second_scope;
  const Word first_yes = rows & batch.Yes(first)[w];
  const Word second_yes = rows & batch.Yes(second)[w];
  const Word first_unknown = rows & ~(batch.Yes(first)[w] | batch.No(first)[w]);
  const Word second_unknown = rows & ~(batch.Yes(second)[w] | batch.No(second)[w]);
  const Word more = second_yes & ~first_yes;
  const Word fewer = first_yes & ~second_yes;
  const Word unknown = second_unknown & ~first_unknown & ~fewer;
  const Word no_longer = first_unknown & ~second_unknown & ~more;
  add(OutcomeShift::kMore, more);
  add(OutcomeShift::kFewer, fewer);
  add(OutcomeShift::kUnknown, unknown);
  add(OutcomeShift::kNoLongerUnknown, no_longer);
  add(OutcomeShift::kOther, rows & ~(more | fewer | unknown | no_longer));
}

}  // namespace mgl
