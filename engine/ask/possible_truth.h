// What a node may turn out to be once some missing facts are known, whatever their values: the
// graph evaluated on sets of values. The sets hold every value that can come about, and may hold
// more.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/ask/cone.h"
#include "engine/ask/truth_set.h"
#include "engine/model/decision.h"
#include "engine/model/evaluation_options.h"
#include "engine/model/node_family.h"

namespace mgl {

/// What an operator on truths may give.
TruthSet EvaluateTruths(TruthOperator kind, std::uint32_t payload,
                        std::span<const TruthSet> operands, const EvaluationOptions& options);

/// What a fact may be in a set of patients: what was stated of it, each value exact. One that may
/// neither be known nor missing does not occur.
struct PossibleFact {
  bool may_be_known = false;
  bool may_be_missing = false;
  TruthSet truths;                // yes/no facts: what it may be if known
  ChoiceSet choices;              // choices, likewise
  Interval hull;                  // numbers, dates: where it lies if known
  std::optional<Dimension> kind;  // numbers: that in which it was reported; empty: any
  bool date_may_be_known = false;
  bool date_may_be_missing = true;
  Interval date;  // when it was measured, if known
};

/// Holds buffers; for one guideline, which must outlive it. A fact that is asked for is assumed to
/// become known with an exact, plausible value in any unit; one that is known already keeps its
/// value; all others stay what they are.
class PossibleTruth {
 public:
  /// `options.readings` has the reading in use of each ambiguity; nullopt: the agreement.
  PossibleTruth(const Guideline& guideline, EvaluationOptions options);

  /// What the asked fact is assumed to be: any value, or (yes/no and choice facts) this one.
  void Ask(FactId fact) { answers_[Index(fact)] = kAnyAnswer; }
  void AskWithAnswer(FactId fact, std::uint32_t choice) {
    answers_[Index(fact)] = kFirstAnswer + choice;
  }
  void DoNotAsk(FactId fact) { answers_[Index(fact)] = kNotAsked; }
  bool IsAsked(FactId fact) const { return answers_[Index(fact)] != kNotAsked; }
  bool HasAnswer(FactId fact) const {
    return answers_[Index(fact)] >= kFirstAnswer && answers_[Index(fact)] != kAssumed;
  }

  /// From now on the fact is one of these, whatever the case says, or put aside where its `suspect
  /// when` is yes; a cone that has it must have those conditions before it. `what` must outlive
  /// that.
  void Assume(FactId fact, const PossibleFact& what) {
    answers_[Index(fact)] = kAssumed;
    assumed_[Index(fact)] = &what;
  }

  /// Until it is null: the number, date or choice node is one of these, whatever it is computed
  /// from.
  void AssumeNode(NodeId node, const PossibleFact* what) {
    assumed_node_ = node;
    of_assumed_node_ = what;
  }

  /// The truths that the truth node at the end of the cone may have. Where it is a number, date or
  /// choice: yes if it may become settled, unknown if it may not. `decision` holds the case's facts
  /// and nodes.
  TruthSet Evaluate(const Decision& decision, const Cone& cone);
  /// The same of truth nodes where every fact that they read is assumed: nodes on which nothing
  /// hangs, behind lines that surely do not count, are not looked at, others once a round. Within
  /// a round what is assumed of a fact that was read stays.
  void StartRound(const Decision& decision);
  TruthSet EvaluateNeeded(NodeId node);
  /// Whether EvaluateNeeded looked at the node in this round.
  bool WasNeeded(NodeId node) const { return set_in_round_[Index(node)] == round_; }

 private:
  static constexpr std::uint32_t kNotAsked = 0;
  static constexpr std::uint32_t kAnyAnswer = 1;
  static constexpr std::uint32_t kFirstAnswer = 2;
  static constexpr std::uint32_t kAssumed = 0xFFFFFFFF;

  /// What may be said of one node. For truth nodes `truths` alone counts.
  struct Possible {
    TruthSet truths;
    bool may_be_settled = false;
    bool may_be_open = false;  // known, not settled
    bool may_be_missing = true;
    bool exact = false;              // numbers, dates: a single value where it is settled
    const Interval* hull = nullptr;  // numbers, dates: where it lies if known
    ChoiceSet choices;               // choices: what it may be if known

    bool MayBeKnown() const { return may_be_settled || may_be_open; }
    bool MayBeAnything() const { return MayBeKnown() || may_be_missing; }
    bool IsExact() const { return exact && !may_be_open; }
  };

  /// What cannot come about at all.
  static const Possible kNever;

  /// What a line may be next to the lines looked at before it.
  struct LineRole {
    bool alone = false;      // it counts and they do not
    bool with_rest = false;  // it counts, and so do those of them that do
    bool out = false;
  };
  /// What the lines looked at may give.
  struct PossibleLines {
    Possible value;
    bool may_be_none = true;          // no line counts
    std::optional<NodeId> only_node;  // the value of all that may count, where it is one node
  };

  void SetNode(NodeId id);
  bool AddNeeded(NodeId id);
  bool AddNeededLines(NodeId id);
  void SetFact(const Node& node, NodeId id);
  void SetAssumedFact(const Node& node, NodeId id);
  void SetAssumedNode(NodeId id);
  void SetAssumedDate(const Node& node, NodeId id);
  void SetAssumedSuspect(const Node& node, NodeId id);
  TruthSet PutAside(const Fact& fact) const;
  void SetDateOfFact(const Node& node, NodeId id);
  void SetComputed(const Node& node, NodeId id);
  void SetTruths(NodeId id, TruthSet truths);
  void SetHull(NodeId id, Interval hull);
  Possible Of(NodeId id) const;
  TruthSet TruthsOf(NodeId id) const;

  TruthSet EvaluateTruthOperator(const Node& node, NodeId id);
  TruthSet Known(NodeId id) const;
  TruthSet Compare(NodeId id) const;
  TruthSet CompareChoices(NodeId id) const;
  TruthSet Lines(NodeId id, const std::vector<CutLine>& lines) const;
  TruthSet LinesOfKind(NodeId id, const std::vector<CutLine>& lines, const Dimension& kind) const;
  void SetFirstKnown(NodeId id);
  void SetArithmetic(NodeId id);
  static Possible Either(const Possible& a, const Possible& b);
  const Dimension* AssumedKind(NodeId id) const;
  const Interval* Widened(NodeId id, const Interval* hull, const Possible& by);

  // possible_lines.cc
  void SetLines(NodeId id);
  void AddLine(NodeId id, NodeId value, const LineRole& role, PossibleLines& rest);
  Possible Together(NodeId value_node, const Possible& value, const PossibleLines& rest) const;

  const Guideline& guideline_;
  EvaluationOptions options_;
  std::vector<Interval> domains_;             // by fact: all plausible values
  std::vector<std::uint32_t> answers_;        // by fact
  std::vector<const PossibleFact*> assumed_;  // by fact, where its answer is kAssumed
  NodeId assumed_node_{};
  const PossibleFact* of_assumed_node_ = nullptr;
  const Decision* decision_ = nullptr;  // during Evaluate
  std::uint64_t round_ = 0;
  std::vector<std::uint64_t> set_in_round_;          // by node: its value is not the case's own
  std::vector<std::uint64_t> looked_at_in_round_;    // by node, by EvaluateNeeded
  std::vector<Possible> possible_;                   // by node, valid where set in this round
  std::unordered_map<std::size_t, Interval> hulls_;  // by node: what `hull` points to where new
  std::vector<const Interval*> operand_hulls_;
  std::vector<TruthSet> operand_truths_;
  std::vector<NodeId> needed_;  // during EvaluateNeeded
};

}  // namespace mgl
