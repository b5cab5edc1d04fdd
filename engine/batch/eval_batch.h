// The vectorized evaluator: blocks of cases, one node after the other over bit planes and columns.
// Says the same as the scalar evaluator of every case that is not exceptional.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/batch/case_columns.h"
#include "engine/batch/fixed_conversion.h"
#include "engine/batch/fixed_cut.h"
#include "engine/batch/number_kernels.h"
#include "engine/batch/plane_kernels.h"
#include "engine/batch/value_columns.h"
#include "engine/meaning/cut_line.h"
#include "engine/meaning/outcome_counts.h"
#include "engine/model/evaluation_options.h"
#include "engine/model/guideline.h"

namespace mgl {

inline bool IsFactValue(const Node& node) {
  return node.kind == NodeKind::kFact || node.kind == NodeKind::kStatedFact;
}

/// Decides blocks of cases of one guideline, which must outlive it. Not thread-safe: one a thread.
class BatchEvaluator {
 public:
  /// Null where the graph is so large that its planes and columns would need too much memory.
  static std::unique_ptr<BatchEvaluator> Make(const Guideline& guideline,
                                              const EvaluationOptions& options);

  /// What a fact without a reported value has, where it has a default. One that FixedPoint or the
  /// fact's recorded precision cannot hold is kUnheldNumber, and its cases become exceptional.
  const std::optional<FixedPoint>& DefaultNumber(FactId fact) const {
    return fact_plans_[Index(fact)].default_number;
  }
  /// Numbers below the first or not below the second are implausible.
  struct Plausible {
    FixedPoint first_low;
    FixedPoint first_beyond;
  };
  const Plausible& PlausibleNumbers(FactId fact) const {
    return fact_plans_[Index(fact)].plausible;
  }

  /// How numbers in another unit become the fact's own; empty where they do not, or where other
  /// lines of a threshold or range serve numbers in that unit: such cases are exceptional.
  std::optional<FixedConversion> ConversionOf(FactId fact, const Unit& unit) const;

  /// The ends of an uncertain number in the fact's own unit (cut by what is plausible) that answer
  /// all of the fact's comparisons as it does. Empty where none do, where nothing is left, and
  /// where numbers of the fact are more than compared with constants: such cases are exceptional.
  std::optional<HeldInterval> HoldUncertain(FactId fact, const Interval& number) const;

  /// Whether the fact's numbers are only compared with constants. Then they may be doubles, of
  /// which CutDoubles makes all that is needed, ahead of the blocks and in the caller's memory.
  bool IsOnlyCompared(FactId fact) const { return fact_plans_[Index(fact)].is_only_compared; }
  /// What doubles say from now on; to be called first.
  void ReadDoublesAs(FloatMeaning meaning);
  std::size_t CutCount(FactId fact) const { return fact_plans_[Index(fact)].cuts.size(); }
  /// Of `words` words of numbers: sets CutCount planes, the i-th from below[i * step], which are
  /// for FactColumn::below, and `inside` where the number is plausible (and not too large).
  void CutDoubles(FactId fact, const double* numbers, std::size_t words, Word* below,
                  std::size_t step, Word* inside) const;

  /// Evaluates the block; marks more cases exceptional: those with a suspect value, and those in
  /// which a number is too large, a result is an interval whose ends are no doubles, or too much is
  /// left open.
  void Evaluate(CaseColumns& columns);

  /// Planes of the last block, for truth nodes that outputs need.
  const Word* Yes(NodeId node) const { return yes_[Index(node)].data(); }
  const Word* No(NodeId node) const { return no_[Index(node)].data(); }

  /// Values of the last block, for results (and all that they are made of) of that type.
  bool HasValues(NodeId node) const { return value_slots_[Index(node)] != kNoSlot; }
  const NumberColumn& Numbers(NodeId node) const { return numbers_[value_slots_[Index(node)]]; }
  const DateColumn& Dates(NodeId node) const { return dates_[value_slots_[Index(node)]]; }
  const ChoiceColumn& Choices(NodeId node) const { return choices_[value_slots_[Index(node)]]; }

  /// A number of the last block that is known, in a case that is not exceptional, exactly; empty
  /// where that takes too many steps. The columns that were evaluated must still be there.
  std::optional<Interval> ExactNumber(NodeId node, std::size_t row);

  /// Where two rows of a table, a result of the guideline, surely hold and differ: as RowsConflict
  /// of lines.h. Null for other results.
  const Word* Conflicts(std::size_t result) const;

  /// Where a rule is due and not given, and why; null where that never happens to it.
  const Word* Blocked(std::size_t rule) const;
  const Word* Overridden(std::size_t rule) const;
  /// As AddGaps of outcome.cc: in scope, and no line of the result holds. Null for other results.
  const Word* Gaps(std::size_t result) const;
  /// The rule's outcome in each case of the last block; of those out of scope, anything.
  void CopyOutcomes(std::size_t rule, Outcome* to) const;
  /// A recheck of a case in scope that is not exceptional.
  RecheckState StateOf(const Recheck& recheck, std::size_t row) const;
  /// Two planes that tell whether the node is known, could be several values, or is missing: yes
  /// and no of truths, known and settled of others.
  std::pair<const Word*, const Word*> SettledPlanes(NodeId node) const;
  /// Counts the last block's cases, but the exceptional ones; rechecks and warnings are the
  /// caller's.
  void CountInto(OutcomeCounts& counts) const;

  /// The truth nodes that look at values, and the facts that are read: all truths of a case are
  /// decided by the planes of these nodes and by those of these facts (known, yes, dated).
  const std::vector<NodeId>& comparisons() const { return comparisons_; }
  const std::vector<FactId>& facts() const { return facts_; }
  /// A value (of a fact, or the date of one) that is looked at otherwise than by comparing it with
  /// constants: what a case asks next depends on it too, not only on planes, unless all truths and
  /// results that look at it, directly or computed, are decided.
  struct ValueUse {
    FactId fact;
    bool is_date;
    std::vector<NodeId> users;
  };
  const std::vector<ValueUse>& value_uses() const { return value_uses_; }
  /// Of a word of the last block: where some user of the value is not decided.
  Word UndecidedRows(const ValueUse& use, std::size_t w) const;

  /// How many values were decided one by one, exactly, since doubles left them open.
  std::uint64_t ExactlyDecided() const { return exact_round_; }

  static constexpr FixedPoint kUnheldNumber = std::numeric_limits<FixedPoint>::min();

 private:
  static constexpr std::uint32_t kNoSlot = ~std::uint32_t{0};

  /// `number < first_beyond`, for one fact.
  struct Cut {
    FactId fact;
    std::size_t place;  // in the fact's cuts
    NumberCut number;
    FixedPoint first_beyond = 0;
  };
  /// How a line of a range or threshold cuts a number.
  struct CutPlanes {
    std::optional<std::size_t> below_low;   // yes: below the line; empty: never
    std::optional<std::size_t> up_to_high;  // no: above the line; empty: never
    std::optional<std::uint32_t> when_operand;
  };
  enum class Comparing : std::uint8_t { kConstant, kFacts, kDays, kNumbers, kDates };
  /// How a node is evaluated beyond its operands.
  struct NodePlan {
    std::vector<CutPlanes> lines;  // cuts
    Comparing comparing = Comparing::kConstant;
    FactId fact{};  // cuts; a comparison of a number with a constant
    std::optional<std::size_t> cut;
    std::optional<std::size_t> second_cut;  // `=`: below the number and up to it
    bool negated = false;                   // the constant stands left
    bool is_exceptional = false;            // what no column holds
    bool may_grow_too_large = false;        // see EvaluateArithmetic of arithmetic.h
  };
  struct FactPlan {
    std::optional<FixedPoint> default_number;
    Plausible plausible{};
    std::vector<std::size_t> cuts;
    bool is_only_compared = false;
    std::vector<double> double_cuts;  // the same of doubles: the first beyond each
    double first_low_double = 0;
    double first_double_beyond = 0;
    std::optional<Day> unheld_day;  // of a default that is not one day
    // Recorded precision in multiples of 1e-9; 0: none.
    FixedPoint whole_step = 0;
    FixedPoint step = 0;
    bool has_other_steps = false;      // that are no such multiples
    bool is_recorded = false;          // `recorded` is needed
    std::vector<FixedPoint> recorded;  // the block's numbers on the grid
  };

  BatchEvaluator(const Guideline& guideline, EvaluationOptions options);

  // plan_batch.cc
  bool PlanAll();
  void Plan(NodeId node);
  void PlanComparison(NodeId node);
  void PlanCut(NodeId node);
  void PlanFact(FactId fact);
  void PlanResults();
  std::size_t AddCut(FactId fact, const NumberCut& cut);
  const std::vector<CutLine>& LinesOf(const Node& node) const;
  // eval_outcomes.cc
  void PlanOutcomes();
  void EvaluateOutcomes();
  // plan_values.cc
  void PlanRecordedPrecision(FactId fact);
  bool PlanValues();
  void NeedValues(NodeId node, std::vector<bool>& is_needed);
  std::size_t ColumnBytes(NodeId node) const;
  void MakeColumn(NodeId node);
  std::size_t ChoiceCount(NodeId node) const;
  void FindValueUses();
  void AddValueUse(FactId fact, bool is_date);
  void FindNumbersThatGrow();
  void FillNumber(NodeId node);

  Word* YesOf(NodeId node) { return yes_[Index(node)].data(); }
  Word* NoOf(NodeId node) { return no_[Index(node)].data(); }
  const Node& NodeOf(NodeId node) const { return guideline_.graph.node(node); }
  NumberColumn& NumbersOf(NodeId node) { return numbers_[value_slots_[Index(node)]]; }
  DateColumn& DatesOf(NodeId node) { return dates_[value_slots_[Index(node)]]; }
  ChoiceColumn& ChoicesOf(NodeId node) { return choices_[value_slots_[Index(node)]]; }

  // eval_batch.cc
  void EvaluateNode(NodeId node);
  void EvaluateKnown(NodeId node);
  void EvaluateLeaf(NodeId node);
  void EvaluateTruthLeaf(NodeId node);
  // eval_truths.cc
  /// A truth of all cases.
  struct TruthPlanes {
    const Word* yes;
    const Word* no;
  };
  class PlaneLogic;
  template <typename PlaneOf>
  void CountPlanes(std::span<const NodeId> operands, std::size_t number, PlaneOf plane_of,
                   Word* out);
  void EvaluateTruths(NodeId node);
  // eval_comparisons.cc
  void EvaluateCuts();
  void EvaluateComparison(NodeId node);
  void EvaluateConstantComparison(NodeId node);
  void EvaluateFacts(NodeId node);
  void EvaluateDays(NodeId node);
  void EvaluateNumberComparison(NodeId node);
  void EvaluateDateComparison(NodeId node);
  void EvaluateCutNode(NodeId node);
  void EvaluateOneLine(const CutPlanes& line, CutSide side, const Word* known, Word* yes,
                       Word* no) const;
  // eval_numbers.cc
  void RecordFact(FactId fact);
  const FixedPoint* RecordedNumbers(FactId fact) const;
  void EvaluateNumberLeaf(NodeId node);
  void EvaluateNumberNode(NodeId node);
  void ComputeNumbers(NodeId node, OpenRows& open);
  void DecideOpenNumbers(NodeId node, const OpenRows& open);
  // eval_dates.cc
  void EvaluateDateLeaf(NodeId node);
  void EvaluateDateNode(NodeId node);
  void AddMonthsToRows(NodeId node);
  void EvaluateExtremeDate(NodeId node);
  void EvaluateTimeBetween(NodeId node);
  void AddDays(NodeId node, OpenRows& open);
  void StoreDate(const std::optional<Interval>& value, std::size_t row, DateColumn& to);
  // eval_choices.cc
  void EvaluateChoiceLeaf(NodeId node);
  void EvaluateChoiceNode(NodeId node);
  void EvaluateIsIn(NodeId node);
  // eval_lines.cc
  void EvaluateFirstKnown(NodeId node);
  void EvaluateLines(NodeId node);
  void FindCandidates(NodeId node);
  void EvaluateNumberLines(NodeId node);
  void EvaluateDateLines(NodeId node);
  void EvaluateChoiceLines(NodeId node);
  void EvaluateConflicts(std::size_t table);
  bool SurelyDiffer(NodeId a, NodeId b, std::size_t row);
  // exact_value.cc
  void StartExactRound();
  const Interval* ExactValue(NodeId node, std::size_t row);
  std::optional<Interval> ComputeExactly(NodeId node, std::size_t row);
  void UsedOperands(NodeId node, std::size_t row, std::vector<NodeId>& used) const;

  const Guideline& guideline_;
  EvaluationOptions options_;
  std::vector<NodeId> order_;          // what is evaluated, operands first
  std::vector<NodeId> suspect_nodes_;  // conditions of `suspect when`
  std::vector<NodePlan> plans_;        // by node
  std::vector<FactPlan> fact_plans_;
  std::vector<Cut> cuts_;
  std::optional<FloatMeaning> float_meaning_;
  std::vector<NodeId> comparisons_;
  std::vector<FactId> facts_;  // that are read
  std::vector<ValueUse> value_uses_;
  std::vector<Plane> yes_;                       // by node
  std::vector<Plane> no_;                        // likewise
  std::vector<Plane> below_;                     // by cut, of numbers that are cut here
  std::vector<Plane> surely_below_;              // by cut, where numbers are uncertain
  std::vector<SureAndMaybe> below_at_;           // by cut, of all
  std::vector<Plane> count_;                     // of one counting node
  std::vector<std::unique_ptr<Plane>> scratch_;  // of one operator on truths
  std::size_t scratch_in_use_ = 0;

  std::vector<std::uint32_t> value_slots_;  // by node: into the columns of its type
  std::vector<NumberColumn> numbers_;
  std::vector<DateColumn> dates_;
  std::vector<ChoiceColumn> choices_;
  std::vector<Plane> candidates_;    // of one node of lines, by line
  std::vector<std::size_t> tables_;  // results that are tables of which one row holds
  std::vector<Plane> conflicts_;     // by table
  /// A rule that may be blocked or overridden.
  struct Withheld {
    std::size_t index;
    Plane blocked;
    Plane overridden;
  };
  std::vector<Withheld> withheld_;
  /// A result whose lines have no `otherwise`.
  struct Gap {
    std::size_t index;
    Plane rows;
  };
  std::vector<Gap> gaps_;
  std::vector<NodeId> sure_values_;  // of the lines that hold in one case

  // The exact values of one case, as far as they were asked for.
  std::vector<Interval> exact_values_;         // by node
  std::vector<std::uint64_t> exact_in_round_;  // by node
  std::uint64_t exact_round_ = 0;
  int exact_steps_ = 0;         // in this round
  bool exact_gave_up_ = false;  // too many steps: the case is exceptional
  std::vector<NodeId> exact_stack_;

  CaseColumns* columns_ = nullptr;  // of the last block
  std::size_t words_ = 0;           // of the block
};

}  // namespace mgl
