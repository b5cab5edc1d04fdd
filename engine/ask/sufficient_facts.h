// The missing facts that would settle a node: a set that is enough whatever the answers are, and
// from which no fact can be spared.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/ask/cone.h"
#include "engine/ask/marks.h"
#include "engine/ask/plain_condition.h"
#include "engine/ask/possible_truth.h"
#include "engine/model/decision.h"
#include "engine/model/evaluation_options.h"

namespace mgl {

/// Holds buffers; for one guideline, which must outlive it. `options` as for PossibleTruth.
class SufficientFacts {
 public:
  SufficientFacts(const Guideline& guideline, EvaluationOptions options);
  SufficientFacts(const SufficientFacts&) = delete;
  SufficientFacts& operator=(const SufficientFacts&) = delete;

  /// For a node that is unknown, missing or not settled; `decision` holds the case's facts and
  /// nodes. In the guideline's order; valid until the next call. Where no set is surely enough
  /// (division by what may be zero, readings that may disagree), the sets of the node's unknown
  /// operands together; empty where nothing that can be asked would decide it.
  const std::vector<FactId>& Find(const Decision& decision, NodeId node);

  /// The same without facts that are closed (by fact: they cannot be asked). Where one of the above
  /// is closed, other facts that may decide the node all the same: a set from which none can be
  /// spared; empty where the node stays as it is.
  const std::vector<FactId>& FindOpen(const Decision& decision, NodeId node,
                                      const std::vector<bool>& closed);

 private:
  void FindFor(NodeId node);
  void AddOpenOperands(NodeId node, std::vector<NodeId>& to) const;
  void AddRelevantOperands(NodeId node, std::vector<NodeId>& to) const;
  void AddWhatLinesAskKnown(std::span<const NodeId> operands, std::vector<NodeId>& to) const;
  void AddRelevantLines(const std::vector<CutLine>& lines, NodeId node,
                        std::vector<NodeId>& to) const;
  void FindFactsBelow(NodeId node);
  TruthSet Evaluate(const Cone& cone) {
    return is_plain_ ? plain_.Evaluate() : possible_.Evaluate(*decision_, cone);
  }
  void Spare(const Cone& cone);
  bool Decides(const Cone& cone);
  bool DecidesFrom(const Cone& cone, std::size_t next_correlated);
  bool StaysUnknown(const Cone& cone);
  bool IsSettled(NodeId id) const { return decision_->nodes[Index(id)].IsSettled(); }
  bool IsInexact(NodeId id) const;

  const Guideline& guideline_;
  EvaluationOptions options_;
  ConeCache cones_;
  PossibleTruth possible_;
  PlainCondition plain_;
  bool is_plain_ = false;               // plain_ has the node that is looked at
  const Decision* decision_ = nullptr;  // during Find
  int evaluations_left_ = 0;            // of one question whether facts decide
  int evaluations_left_in_all_ = 0;
  Marks searched_nodes_;
  Marks walked_nodes_;
  Marks found_facts_;
  std::vector<NodeId> pending_;
  std::vector<NodeId> walk_;
  std::vector<FactId> facts_;  // of the node that is looked at
  std::vector<FactId> found_;
};

}  // namespace mgl
