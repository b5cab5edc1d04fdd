// How blocks of cases of a guideline are decided: what is the same in every block, worked out once.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "engine/batch/case_columns.h"
#include "engine/batch/fixed_conversion.h"
#include "engine/batch/fixed_cut.h"
#include "engine/batch/value_columns.h"
#include "engine/model/evaluation_options.h"
#include "engine/model/guideline.h"

namespace mgl {

inline bool IsFactValue(const Node& node) {
  return node.kind == NodeKind::kFact || node.kind == NodeKind::kStatedFact;
}

/// Never changes once it is made: any number of evaluators, one a thread, share it.
struct BatchPlan {
  static constexpr FixedPoint kUnheldNumber = std::numeric_limits<FixedPoint>::min();
  static constexpr std::uint32_t kNoSlot = ~std::uint32_t{0};

  /// Null where the graph is so large that its planes and columns would need too much memory. The
  /// guideline must outlive it.
  static std::unique_ptr<const BatchPlan> Make(const Guideline& guideline,
                                               const EvaluationOptions& options);

  /// What a fact without a reported value has, where it has a default. One that FixedPoint or the
  /// fact's recorded precision cannot hold is kUnheldNumber, and its cases become exceptional.
  const std::optional<FixedPoint>& DefaultNumber(FactId fact) const {
    return fact_plans[Index(fact)].default_number;
  }
  /// Numbers below the first or not below the second are implausible.
  struct Plausible {
    FixedPoint first_low;
    FixedPoint first_beyond;
  };
  const Plausible& PlausibleNumbers(FactId fact) const { return fact_plans[Index(fact)].plausible; }

  /// How numbers in another unit become the fact's own; empty where they do not, or where other
  /// lines of a threshold or range serve numbers in that unit: such cases are exceptional.
  std::optional<FixedConversion> ConversionOf(FactId fact, const Unit& unit) const;

  /// The ends of an uncertain number in the fact's own unit (cut by what is plausible) that answer
  /// all of the fact's comparisons as it does. Empty where none do, where nothing is left, and
  /// where numbers of the fact are more than compared with constants: such cases are exceptional.
  std::optional<HeldInterval> HoldUncertain(FactId fact, const Interval& number) const;

  /// Whether the fact's numbers are only compared with constants. Then they may be doubles, of
  /// which DoubleCuts makes all that is needed.
  bool IsOnlyCompared(FactId fact) const { return fact_plans[Index(fact)].is_only_compared; }

  /// Whether a block has values of the node: of results, and all that they are made of.
  bool HasValues(NodeId node) const { return value_slots[Index(node)] != kNoSlot; }

  /// A value (of a fact, or the date of one) that is looked at otherwise than by comparing it with
  /// constants: what a case asks next depends on it too, not only on planes, unless all truths and
  /// results that look at it, directly or computed, are decided.
  struct ValueUse {
    FactId fact;
    bool is_date;
    std::vector<NodeId> users;
  };

  /// `number < first_beyond`, for one fact.
  struct Cut {
    FactId fact;
    std::size_t place;  // in the fact's cuts
    NumberCut number;
    FixedPoint first_beyond = 0;
  };
  /// The same of a number that is computed, against a constant.
  struct ValueCut {
    NodeId value;
    NumberCut number;
    std::size_t constant = 0;  // in `constants`
  };
  /// How a line of a range or threshold cuts a number: places in `cuts`, of a computed number in
  /// `value_cuts`.
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
    FactId fact{};            // cuts; a comparison of a number with a constant
    bool cuts_value = false;  // a cut of a number that is computed: no `fact`
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
    std::optional<Day> unheld_day;  // of a default that is not one day
    // Recorded precision in multiples of 1e-9; 0: none.
    FixedPoint whole_step = 0;
    FixedPoint step = 0;
    bool has_other_steps = false;  // that are no such multiples
    bool is_recorded = false;      // its numbers on the grid are needed
  };

  BatchPlan(const Guideline& of, EvaluationOptions chosen);

  const Guideline& guideline;
  EvaluationOptions options;          // with a reading for each ambiguity
  std::vector<NodeId> order;          // what is evaluated, operands first
  std::vector<NodeId> suspect_nodes;  // conditions of `suspect when`
  std::vector<NodePlan> node_plans;   // by node
  std::vector<FactPlan> fact_plans;   // by fact
  std::vector<Cut> cuts;
  std::vector<ValueCut> value_cuts;

  /// The truth nodes that look at values, and the facts that are read: all truths of a case are
  /// decided by the planes of these nodes and by those of these facts (known, yes, dated).
  std::vector<NodeId> comparisons;
  std::vector<FactId> facts;
  std::vector<ValueUse> value_uses;

  std::vector<std::uint32_t> value_slots;  // by node: into the columns of its type
  std::vector<NumberColumn> constants;     // the first slots of numbers
  std::size_t number_columns = 0;          // the slots behind them
  std::size_t date_columns = 0;
  std::vector<std::size_t> choice_counts;  // by slot
  std::size_t most_lines = 0;              // of one node

  // In ascending order.
  std::vector<std::size_t> withheld;  // rules that may be blocked or overridden
  std::vector<std::size_t> tables;    // results that are tables of which one row holds
  std::vector<std::size_t> gaps;      // results whose lines have no `otherwise`
};

}  // namespace mgl
