// The vectorized evaluator: blocks of cases, one node after the other over bit planes and columns.
// Says the same as the scalar evaluator of every case that is not exceptional.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/batch/batch_plan.h"
#include "engine/batch/case_columns.h"
#include "engine/batch/number_kernels.h"
#include "engine/batch/plane_kernels.h"
#include "engine/batch/value_columns.h"
#include "engine/meaning/cut_line.h"
#include "engine/meaning/outcome_counts.h"

namespace mgl {

/// Decides blocks of cases by a plan, which must outlive it. Not thread-safe: one a thread.
class BatchEvaluator {
 public:
  explicit BatchEvaluator(const BatchPlan& plan);

  const BatchPlan& plan() const { return plan_; }

  /// Evaluates the block; marks more cases exceptional: those with a suspect value, and those in
  /// which a number is too large, a result is an interval whose ends are no doubles, or too much is
  /// left open.
  void Evaluate(CaseColumns& columns);

  /// Planes of the last block, for truth nodes that outputs need.
  const Word* Yes(NodeId node) const { return yes_[Index(node)].data(); }
  const Word* No(NodeId node) const { return no_[Index(node)].data(); }

  /// Values of the last block, where the plan has values of the node, of that type.
  const NumberColumn& Numbers(NodeId node) const {
    const std::size_t slot = SlotOf(node);
    const std::size_t constants = plan_.constants.size();
    return slot < constants ? plan_.constants[slot] : numbers_[slot - constants];
  }
  const DateColumn& Dates(NodeId node) const { return dates_[SlotOf(node)]; }
  const ChoiceColumn& Choices(NodeId node) const { return choices_[SlotOf(node)]; }

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

  /// Of a word of the last block: where some user of the value is not decided.
  Word UndecidedRows(const BatchPlan::ValueUse& use, std::size_t w) const;

  /// How many values were decided one by one, exactly, since doubles left them open.
  std::uint64_t ExactlyDecided() const { return exact_round_; }

 private:
  using Comparing = BatchPlan::Comparing;
  using CutPlanes = BatchPlan::CutPlanes;
  using NodePlan = BatchPlan::NodePlan;

  std::size_t SlotOf(NodeId node) const { return plan_.value_slots[Index(node)]; }
  const NodePlan& PlanOf(NodeId node) const { return plan_.node_plans[Index(node)]; }
  Word* YesOf(NodeId node) { return yes_[Index(node)].data(); }
  Word* NoOf(NodeId node) { return no_[Index(node)].data(); }
  const Node& NodeOf(NodeId node) const { return guideline_.graph.node(node); }
  NumberColumn& NumbersOf(NodeId node) {  // which is no constant
    return numbers_[SlotOf(node) - plan_.constants.size()];
  }
  DateColumn& DatesOf(NodeId node) { return dates_[SlotOf(node)]; }
  ChoiceColumn& ChoicesOf(NodeId node) { return choices_[SlotOf(node)]; }

  // eval_outcomes.cc
  void EvaluateOutcomes();
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
  void EvaluateValueCut(std::size_t index);
  static void EvaluateOneLine(const CutPlanes& line, CutSide side,
                              const std::vector<SureAndMaybe>& cuts, const Word* known, Word* yes,
                              Word* no);
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
  void EvaluatePartOfDate(NodeId id);
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

  const BatchPlan& plan_;
  const Guideline& guideline_;          // the plan's
  std::vector<Plane> yes_;              // by node
  std::vector<Plane> no_;               // likewise
  std::vector<Plane> below_;            // by cut, of numbers that are cut here
  std::vector<Plane> surely_below_;     // by cut, where numbers are uncertain
  std::vector<SureAndMaybe> below_at_;  // by cut, of all
  // By cut of a computed number: surely below it, perhaps below it, and both.
  std::vector<Plane> value_below_;
  std::vector<Plane> value_maybe_below_;
  std::vector<SureAndMaybe> value_below_at_;
  std::vector<Plane> count_;                     // of one counting node
  std::vector<std::unique_ptr<Plane>> scratch_;  // of one operator on truths
  std::size_t scratch_in_use_ = 0;

  std::vector<NumberColumn> numbers_;  // by slot, behind the constants
  std::vector<DateColumn> dates_;
  std::vector<ChoiceColumn> choices_;
  std::vector<std::vector<FixedPoint>> recorded_;  // by fact: numbers on the grid, where needed
  std::vector<Plane> candidates_;                  // of one node of lines, by line
  std::vector<Plane> blocked_;                     // by rule of the plan's `withheld`
  std::vector<Plane> overridden_;                  // likewise
  std::vector<Plane> conflicts_;                   // by result of the plan's `tables`
  std::vector<Plane> gaps_;                        // by result of the plan's `gaps`
  std::vector<NodeId> sure_values_;                // of the lines that hold in one case

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
