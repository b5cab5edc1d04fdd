// Whether some patient meets several conditions at once: shown by a patient whom the evaluator has
// decided so, or proved that there is none.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/eval_scalar.h"
#include "engine/prove/fact_values.h"
#include "engine/prove/patient_set.h"
#include "engine/prove/possible_conditions.h"
#include "engine/prove/question_key.h"
#include "engine/prove/sample_patient.h"

namespace mgl {

struct PatientFound {
  PatientSet set;  // all of whom meet the goals, or may (`is_exact` false: computed numbers)
  bool is_exact = true;
  Case patient;
  /// Where it is not exact: what is computed and must be within one of these stretches, in order.
  struct Computed {
    NodeId node{};
    std::vector<Interval> stretches;
  };
  std::vector<Computed> computed;
};

struct PatientSearch {
  enum class Answer : std::uint8_t { kFound, kNone, kNotDecided };
  /// Why kNotDecided.
  enum class Reason : std::uint8_t { kNothing, kBudget, kComputedNumbers, kOpenDefault };
  Answer answer = Answer::kNotDecided;
  Reason reason = Reason::kNothing;
  std::optional<PatientFound> found;
  std::uint64_t sets_looked_at = 0;
};

/// Holds buffers; for one guideline, which must outlive it. Values are exact or missing (where a
/// default is a date without its day, nobody is proved not to be there); numbers
/// are reported in dimensions that some line of a range or threshold states, or in the fact's own.
class PatientFinder {
 public:
  PatientFinder(const Guideline& guideline, EvaluationOptions options);
  PatientFinder(const PatientFinder&) = delete;
  PatientFinder& operator=(const PatientFinder&) = delete;

  const FactValues& values() const { return values_; }
  PossibleNumbers& numbers() { return values_.numbers(); }
  PatientSet Everybody() const { return PatientSet(values_); }

  /// Those of `among` who may meet the goals, as far as is seen without a split; empty: surely
  /// nobody does. What they depend on and which values are left tells quickly who may meet others,
  /// too.
  std::optional<PatientSet> Narrowed(std::span<const Goal> goals, const PatientSet& among);

  /// A patient of `among` of whom each goal's node is one of the truths that it wants. `budget`: of
  /// sets that are looked at; the same search needs the same number on every machine.
  PatientSearch Find(std::span<const Goal> goals, const PatientSet& among, std::uint64_t budget);
  /// Whether there is one. Not decided by the evaluator where sets alone show it: that is quick,
  /// and enough where nobody is shown.
  PatientSearch LookFor(std::span<const Goal> goals, const PatientSet& among, std::uint64_t budget);

  /// A patient who meets the goals and was found elsewhere.
  PatientFound FoundElsewhere(std::span<const Goal> goals, const PatientSet& among, Case patient);

  /// One of `count` patients of `among` who meets the goals; the same on every machine. That none
  /// of them does proves nothing.
  std::optional<Case> AmongSamples(std::span<const Goal> goals, const PatientSet& among,
                                   std::uint32_t count);

  /// What the answer of LookFor hangs on.
  QuestionKey KeyOf(std::span<const Goal> goals);
  QuestionKey KeyOf(std::span<const Goal> goals, const PatientSet& among);

  /// The facts on which the goals depend.
  std::vector<VariableId> VariablesOf(std::span<const Goal> goals);
  /// Whether some condition below the goals is about the day of the decision.
  bool HangsOnToday(std::span<const Goal> goals) const;
  /// Whether the conditions below the goals ask for the fact at several places.
  bool AsksTwice(std::span<const Goal> goals, VariableId variable);
  /// Whether some number or date below the goals is computed of several facts.
  bool ComputesOfSeveral(std::span<const Goal> goals);
  /// Those of `among` of whom every fact on which the goals depend is known.
  PatientSet WithAllKnown(std::span<const Goal> goals, const PatientSet& among);

  /// A larger set of `among` around `set`, all of whom meet the goals as those of `set` do: no
  /// single value can be added to it. What does not matter has all its values.
  PatientSet Widened(std::span<const Goal> goals, const PatientSet& set, const PatientSet& among);

  /// Such sets around the one that was found and others of `among`, `most` at most. One alone where
  /// what was found is not exact.
  std::vector<PatientSet> Regions(std::span<const Goal> goals, const PatientFound& found,
                                  const PatientSet& among, std::size_t most, std::uint64_t budget);

  /// Likewise, and whether all of `among` who meet the goals are in one of them.
  struct RegionsFound {
    std::vector<PatientSet> regions;
    bool are_all = false;
  };
  RegionsFound AllRegions(std::span<const Goal> goals, const PatientFound& found,
                          const PatientSet& among, std::size_t most, std::uint64_t budget);

  /// What the evaluator says; valid until the next call of anything here.
  const Decision& Decide(const Case& patient);
  /// Likewise, of the nodes on which the goals depend alone.
  const Decision& Evaluate(const Case& patient, std::span<const Goal> goals);
  /// Whether each goal's node is one of the truths that it wants in this case.
  bool Meets(const Case& patient, std::span<const Goal> goals);

 private:
  RegionsFound RegionsAround(std::span<const Goal> goals, const PatientFound& found,
                             const PatientSet& among, std::size_t most, std::uint64_t budget,
                             std::vector<PatientSet>& pieces);
  std::size_t MostPlacesOf(std::span<const Goal> goals, VariableId variable) const;
  std::size_t PlacesOf(std::span<const Goal> goals, VariableId variable);
  PatientSearch Search(std::span<const Goal> goals, const PatientSet& among, std::uint64_t budget,
                       bool shows_patient);
  /// Goals that may still fail in a set of patients, and what they depend on. Those that all
  /// patients of a set meet are met in each part of it.
  struct OpenGoals {
    std::vector<Goal> goals;
    std::vector<NodeId> steps;
  };
  using OpenGoalsOfSet = std::shared_ptr<const OpenGoals>;
  OpenGoalsOfSet AllOf(std::span<const Goal> goals);
  OpenGoalsOfSet OpenOf(const OpenGoalsOfSet& open);
  enum class State : std::uint8_t { kMet, kImpossible, kOpen };
  State Look(OpenGoalsOfSet& open, PatientSet& set);
  bool Split(std::span<const Goal> goals, std::span<const NodeId> steps, const PatientSet& set,
             std::vector<PatientSet>& pending);
  bool SplitStep(NodeId step, const PatientSet& set, std::vector<PatientSet>& pending);
  std::optional<NodeId> OpenStepBelow(NodeId node) const;
  void SplitByTable(NodeId node, const PatientSet& set, std::vector<PatientSet>& pending) const;
  bool AreMet(std::span<const Goal> goals) const;
  void Widen(std::span<const Goal> goals, const Variable& variable, const PatientSet& among,
             PatientSet& set);
  bool IsOnePatient(std::span<const NodeId> steps, const PatientSet& set);
  bool SplitMeasured(std::span<const NodeId> steps, const PatientSet& set,
                     std::vector<PatientSet>& pending);
  bool SplitVariable(NodeId node, const PatientSet& set, std::vector<PatientSet>& pending);
  std::vector<PatientFound::Computed> ComputedOf(std::span<const NodeId> steps);
  std::vector<PatientSet> Without(const PatientSet& region, const PatientSet& set) const;
  std::optional<Case> SolvedPatient(std::span<const Goal> goals, std::span<const NodeId> steps,
                                    const PatientSet& set);
  std::optional<Case> SolvedBy(std::span<const Goal> goals, const PatientSet& set, NodeId node,
                               const Rational& target, const Variable& variable, Case patient);
  /// sampled_patient.cc: lets the patient have a value of the set, by the random numbers.
  bool ReportSome(const Variable& variable, const PatientSet& set, std::uint64_t& random,
                  Case& patient) const;
  std::optional<Case> MeetingPatient(std::span<const Goal> goals, const PatientSet& set,
                                     std::uint32_t variants);
  // solved_patient.cc
  static constexpr std::size_t kMostDefaults = 6;  // facts, reported or not, with one value
  std::vector<FactId> AsideUnlessDefault(const Case& patient, const PatientSet& set);
  bool IsDefaultIn(const PatientSet& set, FactId fact) const;
  bool MayBeOpenByDefault(std::span<const Goal> goals);
  std::optional<Case> MeetingByDefault(std::span<const Goal> goals, const PatientSet& set);

  const Guideline& guideline_;
  EvaluationOptions options_;
  ScalarEvaluator evaluator_;
  Decision constants_;
  FactValues values_;
  PossibleConditions conditions_;
  PatientSampler sampler_;
  std::optional<QuestionKeys> keys_;  // made for the first question
  Decision decision_;
  std::vector<Goal> below_of_;  // of which `below_` is
  std::vector<NodeId> below_;   // all nodes on which they depend, in order
  Marks seen_;                  // nodes, during a walk
};

}  // namespace mgl
