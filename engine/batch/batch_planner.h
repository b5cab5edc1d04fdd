// Makes the plan of a guideline.
#pragma once

#include <memory>

#include "engine/batch/batch_plan.h"

namespace mgl {

class BatchPlanner {
 public:
  BatchPlanner(const Guideline& guideline, const EvaluationOptions& options);

  /// Once; null where planes and columns would need too much memory.
  std::unique_ptr<const BatchPlan> Make();

 private:
  using Comparing = BatchPlan::Comparing;
  using CutPlanes = BatchPlan::CutPlanes;
  using FactPlan = BatchPlan::FactPlan;
  using NodePlan = BatchPlan::NodePlan;

  // plan_batch.cc
  void PlanReads();
  void PlanNode(NodeId node);
  void PlanComparison(NodeId node);
  void PlanCut(NodeId node);
  void PlanFact(FactId fact);
  void PlanOutcomes();
  std::size_t AddCut(FactId fact, const NumberCut& cut);
  std::size_t AddValueCut(NodeId value, const NumberCut& cut);
  // plan_values.cc
  void PlanRecordedPrecision(FactId fact);
  bool PlanValues();
  void NeedValues(NodeId node, std::vector<bool>& is_needed);
  std::size_t ColumnBytes(NodeId node) const;
  void AddConstant(NodeId node);
  void AddConstantsOfCuts();
  void AddColumn(NodeId node);
  std::size_t ChoiceCount(NodeId node) const;
  void FindValueUses();
  void AddValueUse(FactId fact, bool is_date);
  void FindNumbersThatGrow();

  const Node& NodeOf(NodeId node) const { return guideline_.graph.node(node); }
  NodePlan& PlanOf(NodeId node) { return plan_->node_plans[Index(node)]; }
  FactPlan& PlanOf(FactId fact) { return plan_->fact_plans[Index(fact)]; }
  FactPlan& PlanOfFact(const Node& node) { return plan_->fact_plans[node.payload]; }

  const Guideline& guideline_;
  std::unique_ptr<BatchPlan> plan_;
};

}  // namespace mgl
