// Plain conditions: and, or, not, implies and counts over single conditions, each a yes/no fact or
// one fact compared with a constant. More knowledge changes nothing there that is settled, so only
// what is unknown need be looked at.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/ask/cone.h"
#include "engine/ask/possible_truth.h"
#include "engine/model/decision.h"
#include "engine/model/evaluation_options.h"

namespace mgl {

/// What PossibleTruth says, of plain conditions. Holds buffers; for one guideline, which must
/// outlive it, as must `possible`, which holds what is asked, and `cones`.
class PlainCondition {
 public:
  PlainCondition(const Guideline& guideline, const EvaluationOptions& options,
                 PossibleTruth& possible, ConeCache& cones);

  /// Takes the unknown part of the node in this case. False where the node is no plain condition or
  /// is settled, or the case has a value that only PossibleTruth understands. Nothing may be asked
  /// yet.
  bool Open(const Decision& decision, NodeId node);
  /// The facts because of which the opened node is unknown, in the guideline's order.
  const std::vector<FactId>& facts() const { return facts_; }
  /// What the opened node may be with what `possible` asks.
  TruthSet Evaluate();

 private:
  /// One node of a plain condition. Its operands are steps before it.
  struct Step {
    NodeId node{};
    NodeKind kind{};
    std::uint32_t payload = 0;
    std::uint32_t first_operand = 0;
    std::uint32_t operand_count = 0;
    std::optional<NodeId> leaf;  // of a single condition: what reads its fact
    FactId fact{};               // likewise
  };
  struct Program {
    std::vector<Step> steps;              // the condition itself last
    std::vector<std::uint32_t> operands;  // of steps
    std::vector<FactId> kind_facts;       // in cuts whose lines are of several kinds
  };

  bool IsPlain(NodeId id) const;
  bool IsSingle(NodeId id) const;
  NodeId FactLeafOf(NodeId id) const;
  std::span<const NodeId> Conditions(NodeId id) const;
  const Program& ProgramOf(NodeId node);
  Program MakeProgram(NodeId node);
  bool HasUncertainKind(const Program& program) const;
  bool OpenSingle(const Step& step);
  TruthSet AskedSet(const Step& step, bool is_missing);
  TruthSet EvaluateOperator(const Step& step);

  const Guideline& guideline_;
  const EvaluationOptions& options_;
  PossibleTruth& possible_;
  ConeCache& cones_;
  std::vector<bool> is_plain_;                      // by node
  std::vector<std::unique_ptr<Program>> programs_;  // by node, each made when first asked for
  std::vector<TruthSet> asked_;                     // by node: AskedSet where the fact is missing
  // Of the opened node:
  const Decision* decision_ = nullptr;
  const Program* program_ = nullptr;
  std::vector<std::uint8_t> is_reached_;  // by step
  std::vector<TruthSet> values_;          // by step
  std::vector<TruthSet> asked_values_;    // by step: of a single condition once its fact is known
  std::vector<std::uint32_t> unknown_;    // the steps reached by way of unknown ones, last first
  std::vector<TruthSet> operand_values_;
  std::vector<FactId> facts_;
};

}  // namespace mgl
