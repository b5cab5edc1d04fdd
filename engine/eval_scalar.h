// The slow, obvious evaluator: one case, one node after the other, exact rationals. The oracle for
// whatever is faster. Never throws for patient data.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/ask/ask_next.h"
#include "engine/meaning/effective_fact.h"
#include "engine/model/decision.h"
#include "engine/model/evaluation_options.h"

namespace mgl {

/// Decides cases of one guideline, which must outlive it. Not thread-safe: one evaluator a thread.
/// Units that cases point to must outlive it too, unchanged: conversions are found by their
/// address.
/// The options with the reading in use of each ambiguity; nullopt where it is the agreement of all.
EvaluationOptions WithReadings(const Guideline& guideline, EvaluationOptions options);

class ScalarEvaluator {
 public:
  ScalarEvaluator(const Guideline& guideline, EvaluationOptions options);

  /// `reported.facts` has one entry a fact of the guideline.
  Decision Decide(const Case& reported);

  /// The same into a decision of this evaluator's guideline, whose buffers are used again.
  void DecideInto(const Case& reported, Decision& decision);

  /// The facts and, of the nodes, these alone: they stand in the order of the graph, with all that
  /// they depend on. Other nodes and what follows from nodes stay as they were.
  void EvaluateInto(const Case& reported, std::span<const NodeId> nodes, Decision& decision);

 private:
  void StartCase(const Case& reported, Decision& decision);
  void MakeFacts(const Case& reported, Decision& decision);
  void FindSuspects(Decision& decision);
  void EvaluateNode(NodeId id, Decision& decision);
  void EvaluateLeaf(const Node& node, const Decision& decision, Value& value) const;
  void EvaluateArithmeticNode(NodeId id, Decision& decision);

  const Guideline& guideline_;
  EvaluationOptions options_;  // with the reading in use of each ambiguity
  EffectiveFactMaker fact_maker_;
  std::optional<AskPlanner> ask_planner_;
  std::vector<NodeId> suspect_nodes_;      // on which `suspect when` depends, in order
  std::vector<Value> stated_;              // by fact: the value of one that became suspect
  std::vector<const Interval*> operands_;  // of one arithmetic node
};

}  // namespace mgl
