// The vectorized evaluator: blocks of cases, one node after the other over bit planes. Says the
// same as the scalar evaluator of every case that is not exceptional.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/batch/case_columns.h"
#include "engine/batch/fixed_cut.h"
#include "engine/evaluation_options.h"
#include "engine/guideline.h"

namespace mgl {

inline bool IsFactValue(const Node& node) {
  return node.kind == NodeKind::kFact || node.kind == NodeKind::kStatedFact;
}

/// Decides blocks of cases of one guideline, which must outlive it. Not thread-safe: one a thread.
class BatchEvaluator {
 public:
  /// The nodes that must be evaluated; null where one of them is of a kind that has no planes
  /// (arithmetic, numbers or choices as values, comparisons of a stepped fact with another fact).
  static std::unique_ptr<BatchEvaluator> Make(const Guideline& guideline,
                                              const EvaluationOptions& options);

  /// What a fact without a reported value has, where it has a default.
  const std::optional<FixedPoint>& DefaultNumber(FactId fact) const {
    return default_numbers_[Index(fact)];
  }
  /// Numbers below the first or not below the second are implausible.
  struct Plausible {
    FixedPoint first_low;
    FixedPoint first_beyond;
  };
  const Plausible& PlausibleNumbers(FactId fact) const { return plausible_[Index(fact)]; }

  /// Evaluates the block; marks cases with a suspect value exceptional.
  void Evaluate(CaseColumns& columns);

  /// Planes of the last block, for nodes that outputs need.
  const Word* Yes(NodeId node) const { return &yes_[Slot(node)]; }
  const Word* No(NodeId node) const { return &no_[Slot(node)]; }

  /// Nodes that compare facts, and facts: all that decides a case is in their planes.
  const std::vector<NodeId>& comparisons() const { return comparisons_; }
  const std::vector<FactId>& facts() const { return facts_; }

 private:
  /// `number < first_beyond`, for one fact.
  struct Cut {
    FactId fact;
    FixedPoint first_beyond;
    bool operator==(const Cut&) const = default;
  };
  /// How a line of a range or threshold cuts a number.
  struct CutPlanes {
    std::optional<std::size_t> below_low;   // yes: below the line; empty: never
    std::optional<std::size_t> up_to_high;  // no: above the line; empty: never
    std::optional<std::uint32_t> when_operand;
  };
  /// How a node is evaluated beyond its operands.
  struct NodePlan {
    std::vector<CutPlanes> lines;  // cuts
    FactId fact{};                 // a comparison of a number with a constant
    std::optional<std::size_t> cut;
    std::optional<std::size_t> second_cut;  // `=`: below the number and up to it
    bool negated = false;                   // the constant stands left
    bool never = false;                     // `=` of a number that no fixed-point number is
  };

  BatchEvaluator(const Guideline& guideline, EvaluationOptions options);

  bool PlanAll();
  bool Plan(NodeId node);
  bool PlanComparison(NodeId node);
  bool PlanCut(NodeId node);
  bool PlanFact(FactId fact);
  std::size_t AddCut(FactId fact, const NumberCut& cut);

  std::size_t Slot(NodeId node) const { return Index(node) * kBlockWords; }
  void EvaluateCuts(const CaseColumns& columns);
  void EvaluateNode(NodeId node, const CaseColumns& columns);
  void EvaluateLeaf(NodeId node, const CaseColumns& columns);
  void EvaluateCounting(NodeId node, std::size_t wanted, Word* at_least_yes, Word* at_least_no);
  void EvaluateTruths(NodeId node);
  void EvaluateComparison(NodeId node, const CaseColumns& columns);
  void EvaluateDays(NodeId node, const CaseColumns& columns);
  void EvaluateCutNode(NodeId node, const CaseColumns& columns);
  void EvaluateLines(NodeId node);
  void EvaluateIsChoice(NodeId node, const CaseColumns& columns);

  const Guideline& guideline_;
  EvaluationOptions options_;
  std::vector<NodeId> order_;          // what is evaluated, operands first
  std::vector<NodeId> suspect_nodes_;  // conditions of `suspect when`
  std::vector<NodePlan> plans_;        // by node
  std::vector<Cut> cuts_;
  std::vector<NodeId> comparisons_;
  std::vector<FactId> facts_;  // that are read
  std::vector<std::optional<FixedPoint>> default_numbers_;
  std::vector<Plausible> plausible_;
  std::vector<Word> yes_;    // by node
  std::vector<Word> no_;     // likewise
  std::vector<Word> below_;  // by cut
  std::vector<Word> count_;  // of one counting node
  std::size_t words_ = 0;    // of the block
};

}  // namespace mgl
