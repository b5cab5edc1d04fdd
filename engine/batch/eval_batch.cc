// Nodes in the order of the graph, each by the kernels of its family.
#include "engine/batch/eval_batch.h"

#include <algorithm>

#include "engine/batch/open_rows.h"
#include "engine/batch/plane_kernels.h"
#include "engine/model/node_family.h"

namespace mgl {

BatchEvaluator::BatchEvaluator(const BatchPlan& plan)
    : plan_(plan),
      guideline_(plan.guideline),
      yes_(guideline_.graph.size()),
      no_(guideline_.graph.size()),
      below_(plan.cuts.size()),
      surely_below_(plan.cuts.size()),
      below_at_(plan.cuts.size()),
      value_below_(plan.value_cuts.size()),
      value_maybe_below_(plan.value_cuts.size()),
      value_below_at_(plan.value_cuts.size()),
      numbers_(plan.number_columns),
      dates_(plan.date_columns),
      choices_(plan.choice_counts.size()),
      recorded_(plan.fact_plans.size()),
      candidates_(plan.most_lines),
      blocked_(plan.withheld.size()),
      overridden_(plan.withheld.size()),
      conflicts_(plan.tables.size()),
      gaps_(plan.gaps.size()) {
  for (std::size_t i = 0; i < choices_.size(); ++i) {
    choices_[i].may_be.resize(plan.choice_counts[i]);
  }
  for (std::size_t i = 0; i < recorded_.size(); ++i) {
    if (plan.fact_plans[i].is_recorded) recorded_[i].resize(kBlockCases);
  }
  if (plan.constants.empty() && numbers_.empty() && dates_.empty()) return;
  exact_values_.resize(guideline_.graph.size());
  exact_in_round_.resize(guideline_.graph.size());
}

void BatchEvaluator::Evaluate(CaseColumns& columns) {
  columns_ = &columns;
  words_ = (columns.size + kWordBits - 1) / kWordBits;
  for (const FactId fact : plan_.facts) RecordFact(fact);
  EvaluateCuts();
  for (const NodeId node : plan_.order) EvaluateNode(node);
  for (const NodeId node : plan_.suspect_nodes) {
    const Word* yes = Yes(node);
    for (std::size_t w = 0; w < words_; ++w) columns.exceptional[w] |= yes[w];
  }
  for (const ResultColumn& result : guideline_.results) {
    if (result.type != FactType::kNumber) continue;
    const NumberColumn& of = Numbers(result.node);
    for (std::size_t w = 0; w < words_; ++w) {
      columns.exceptional[w] |= of.known[w] & ~of.settled[w] & ~of.exact[w];
    }
  }
  for (std::size_t i = 0; i < conflicts_.size(); ++i) EvaluateConflicts(i);
  EvaluateOutcomes();
}

void BatchEvaluator::EvaluateNode(NodeId id) {
  const Node& node = NodeOf(id);
  switch (FamilyOf(node.kind)) {
    case NodeFamily::kLeaf:
      return EvaluateLeaf(id);
    case NodeFamily::kTruthOperator:
      return EvaluateTruths(id);
    case NodeFamily::kKnown:
      return EvaluateKnown(id);
    case NodeFamily::kFirstKnown:
      return EvaluateFirstKnown(id);
    case NodeFamily::kComparison:
      return EvaluateComparison(id);
    case NodeFamily::kCut:
      return EvaluateCutNode(id);
    case NodeFamily::kChoice:
      return EvaluateChoiceNode(id);
    case NodeFamily::kArithmetic:
      return node.type == ValueType::kDate ? EvaluateDateNode(id) : EvaluateNumberNode(id);
    case NodeFamily::kLines:
      return EvaluateLines(id);
  }
}

void BatchEvaluator::EvaluateLeaf(NodeId id) {
  const Node& node = NodeOf(id);
  if (node.type == ValueType::kTruth) return EvaluateTruthLeaf(id);
  if (!plan_.HasValues(id)) return;  // read where it is compared
  switch (node.type) {
    case ValueType::kNumber:
      return EvaluateNumberLeaf(id);
    case ValueType::kDate:
      return EvaluateDateLeaf(id);
    case ValueType::kChoice:
    case ValueType::kTruth:
      return EvaluateChoiceLeaf(id);
  }
}

void BatchEvaluator::EvaluateTruthLeaf(NodeId id) {
  const Node& node = NodeOf(id);
  Word* yes = YesOf(id);
  Word* no = NoOf(id);
  if (IsFactValue(node)) {
    const FactColumn& fact = columns_->facts[node.payload];
    return SplitPlane(fact.known.data(), {fact.yes.data(), fact.yes.data()}, yes, no);
  }
  // Where a value is put aside the case is exceptional.
  const bool is_constant =
      node.kind == NodeKind::kTruthConstant || node.kind == NodeKind::kFactIsSuspect;
  const bool is_yes = node.kind == NodeKind::kTruthConstant && node.payload != 0;
  std::fill_n(yes, words_, is_yes ? ~Word{0} : 0);
  std::fill_n(no, words_, is_constant && !is_yes ? ~Word{0} : 0);
}

void BatchEvaluator::EvaluateKnown(NodeId id) {
  const NodeId operand = guideline_.graph.Operands(id)[0];
  const Node& of = NodeOf(operand);
  Word* yes = YesOf(id);
  Word* no = NoOf(id);
  const Word* known = nullptr;
  if (IsFactValue(of)) {
    known = columns_->facts[of.payload].known.data();
  } else if (of.kind == NodeKind::kDateOfFact) {
    known = columns_->facts[of.payload].dated.data();
  } else if (of.type == ValueType::kNumber) {
    known = Numbers(operand).settled.data();
  } else if (of.type == ValueType::kDate) {
    known = Dates(operand).settled.data();
  } else if (of.type == ValueType::kChoice) {
    known = Choices(operand).settled.data();
  }
  for (std::size_t w = 0; w < words_; ++w) {
    yes[w] = known != nullptr ? known[w] : Yes(operand)[w] | No(operand)[w];
    no[w] = ~yes[w];
  }
}

Word BatchEvaluator::UndecidedRows(const BatchPlan::ValueUse& use, std::size_t w) const {
  Word decided = ~Word{0};
  for (const NodeId user : use.users) {
    switch (NodeOf(user).type) {
      case ValueType::kTruth:
        decided &= Yes(user)[w] | No(user)[w];
        break;
      case ValueType::kNumber:
        decided &= Numbers(user).settled[w];
        break;
      case ValueType::kDate:
        decided &= Dates(user).settled[w];
        break;
      case ValueType::kChoice:
        decided &= Choices(user).settled[w];
        break;
    }
  }
  return ~decided;
}

}  // namespace mgl
