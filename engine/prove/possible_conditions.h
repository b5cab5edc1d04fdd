// What the conditions of a guideline may be in a set of patients, and which of the patients are
// left where a condition must be this or that.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/ask/cone.h"
#include "engine/ask/marks.h"
#include "engine/ask/possible_truth.h"
#include "engine/ask/truth_set.h"
#include "engine/eval_scalar.h"
#include "engine/prove/fact_values.h"
#include "engine/prove/patient_set.h"

namespace mgl {

/// A condition and the truths that are wanted of it.
struct Goal {
  NodeId node{};
  TruthSet wanted;
};

/// Adds what the node is decided from: its operands, and the conditions for which a fact that it
/// reads is put aside.
void AddBelow(const Guideline& guideline, NodeId id, std::vector<NodeId>& pending);

/// Of the truth nodes of one guideline, which must outlive it.
class PossibleConditions {
 public:
  PossibleConditions(const Guideline& guideline, const EvaluationOptions& options,
                     const Decision& constants, const FactValues& values);
  PossibleConditions(const PossibleConditions&) = delete;
  PossibleConditions& operator=(const PossibleConditions&) = delete;

  /// How a truth node is evaluated.
  enum class Way : std::uint8_t {
    kNone,      // no truth node
    kConstant,  // the same in all patients
    kOneFact,   // by the values of one variable
    kOperator,  // from its operands, which are truths
    kComputed,  // by the graph on sets of values
  };
  /// Of a node below goals whose steps were asked for.
  Way WayOf(NodeId node) const { return ways_[Index(node)]; }

  /// The nodes that the goals depend on, operands first; those within a kComputed one are not
  /// among them.
  std::vector<NodeId> StepsOf(std::span<const Goal> goals);

  /// What the steps may be in the patients of the set, by node; exact for kConstant and kOneFact,
  /// else it may hold more than what comes about.
  void Evaluate(const PatientSet& set, std::span<const NodeId> steps);
  TruthSet TruthsOf(NodeId node) const { return truths_[Index(node)]; }

  enum class Left : std::uint8_t { kSame, kFewer, kNone };
  /// After Evaluate: takes patients out of the set for whom a goal surely is not what is wanted.
  Left Narrow(std::span<const Goal> goals, std::span<const NodeId> steps, PatientSet& set);

  /// Of a kOneFact node: its variable, and the values for which it is this.
  VariableId VariableOf(NodeId node) const { return tables_[table_of_[Index(node)]].variable; }
  const ValueBits& ValuesWhere(NodeId node, Truth truth) const {
    return tables_[table_of_[Index(node)]].values[static_cast<std::size_t>(truth)];
  }
  /// Of a kComputed node.
  const std::vector<VariableId>& VariablesOf(NodeId node);
  /// Those of its variables that are numbers or dates and are computed with, not only compared.
  const std::vector<VariableId>& MeasuredOf(NodeId node);
  /// Of a kComputed node: the one computed value on which it hangs.
  std::optional<NodeId> ComputedBelow(NodeId node);
  /// After Narrow: the stretches of that one in which it must be; empty where it may be in any.
  std::vector<Interval> WantedStretches(NodeId node);
  /// Those of them on which the node hangs in the patients of the set.
  std::vector<VariableId> MeasuredThatMatter(const PatientSet& set, NodeId node);

 private:
  struct Table {
    VariableId variable{};
    std::array<ValueBits, 3> values;  // by truth
  };
  struct Computed {
    Cone cone;  // conditions of `suspect when` first
    std::vector<VariableId> variables;
    std::vector<VariableId> measured;  // of them numbers and dates that are computed with
    /// What it is by the values of one variable that is computed; it may be unknown with each.
    std::optional<Table> by_computed;
  };

  void MakeWays(std::span<const Goal> goals);
  void MakeWay(NodeId id);
  bool MakeTable(NodeId id);
  bool FillByComparing(NodeId id, const Variable& variable, Table& table) const;
  bool FillTable(NodeId id, const Variable& variable, std::uint32_t first, std::uint32_t last,
                 Table& table);
  Truth Decided(NodeId id, const Variable& variable, std::uint32_t value);
  Computed& ComputedOf(NodeId id);
  void FindMeasured(NodeId id, Computed& computed);
  std::optional<VariableId> OnlyComputedBelow(NodeId id, std::vector<NodeId>& between) const;
  void LinkToComputed(NodeId id, Computed& computed);
  bool NarrowComputed(NodeId id);
  void AddToCone(NodeId id, Cone& cone);
  TruthSet EvaluateOneFact(const PatientSet& set, NodeId id) const;
  TruthSet EvaluateComputed(const PatientSet& set, NodeId id);
  TruthSet FromOperands(NodeId id);
  TruthSet OfOperands(const Node& node) const;
  void AssumeValues(const PatientSet& set, const Variable& variable, PossibleFact& fact) const;
  bool NarrowOperands(NodeId id);
  bool NarrowFact(NodeId id, PatientSet& set) const;

  const Guideline& guideline_;
  const EvaluationOptions options_;
  const Decision& constants_;
  const FactValues& values_;
  PossibleTruth possible_;
  std::vector<Way> ways_;                // by node
  std::vector<bool> has_way_;            // by node
  std::vector<std::uint32_t> table_of_;  // by node
  std::vector<Table> tables_;
  std::vector<std::unique_ptr<Computed>> computed_;  // by node, each made when first asked for
  std::vector<PossibleFact> facts_;                  // by fact: what possible_ assumes
  std::vector<std::vector<NodeId>> leaves_of_;       // by fact: the nodes that read it
  std::vector<TruthSet> truths_;                     // by node
  std::vector<TruthSet> wanted_;                     // by node, during Narrow: of its truths
  std::vector<TruthSet> operand_truths_;
  Marks seen_;  // nodes, during a walk
  ScalarEvaluator evaluator_;
  Decision decision_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Truth>> decided_;  // by fact, value
  std::unordered_map<std::size_t, ValueBits> left_of_computed_;  // by variable, during Narrow
};

}  // namespace mgl
