// One consultation: which fact is asked next, what was answered, what is decided by now. Knows no
// words and no terminal.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/eval_scalar.h"
#include "tools/case/consult/needed_facts.h"
#include "tools/case/consult/outcome_ref.h"

namespace mgl {

/// What is asked: a fact's value, or the date of the value that was answered before.
struct ConsultQuestion {
  FactId fact{};
  bool of_date = false;
  bool operator==(const ConsultQuestion&) const = default;
};

/// What was stated of one fact.
struct StatedFact {
  ReportedFact reported;
  std::string cell;  // the value as a cell of a case file reads it; "unknown"
  std::string date;  // likewise; empty: none
  bool value_stated = false;
  bool date_asked = false;  // or stated
};

/// Whether a part of actions matters.
enum class PartUse {
  kNone,         // no rule that has it applies so far
  kIfItApplied,  // a rule that has it may apply, and nothing can decide that any more
  kApplies,      // a rule that has it applies
};

class Consultation {
 public:
  /// The guideline, and the units that answers point to, must outlive it. `ask_all`: every fact
  /// that something uses, in the guideline's order; else only what may still decide something.
  Consultation(const Guideline& guideline, const EvaluationOptions& options, bool ask_all);

  /// Known beforehand: never asked, never taken back.
  void Give(FactId fact, StatedFact stated);

  /// Empty: everything that can be decided is decided. What only the actions of rules depend on
  /// comes last, the most urgent rule's first.
  std::optional<ConsultQuestion> Next();

  /// For a date: `stated` is that of the fact with its date.
  void Answer(ConsultQuestion question, StatedFact stated);
  /// What was asked for the last answer, which counts no more; empty: there was none.
  std::optional<ConsultQuestion> TakeBack();

  const StatedFact& Stated(FactId fact) const { return stated_[Index(fact)]; }
  const Decision& decision() const { return decision_; }
  const Case& reported() const { return case_; }
  const std::vector<OutcomeRef>& outcomes() const { return outcomes_; }
  NeededFacts& needed() { return needed_; }

  /// Of a part of actions.
  PartUse UseOf(OutcomeRef part) const;

  /// The undecided outcomes that may be decided by this answer; for a date all that read it.
  std::vector<OutcomeRef> OutcomesThatNeed(ConsultQuestion question);
  /// All outcomes that can depend on the answer in some case.
  std::vector<OutcomeRef> OutcomesThatRead(ConsultQuestion question);

 private:
  bool IsPartOf(OutcomeRef part, std::uint32_t rule) const;
  bool NeedsDate(FactId fact) const { return needs_date_[Index(fact)]; }
  std::vector<bool> Closed() const;
  void Decide();
  std::vector<FactId> Open(OutcomeRef outcome);
  std::optional<FactId> MostUrgent();
  void Set(FactId fact, StatedFact stated);

  struct Step {
    ConsultQuestion question;
    StatedFact before;
  };

  bool ask_all_;
  const Guideline& guideline_;
  ScalarEvaluator evaluator_;
  NeededFacts needed_;
  std::vector<OutcomeRef> outcomes_;
  std::map<OutcomeRef, std::vector<std::uint32_t>> rules_of_parts_;  // of actions
  std::vector<bool> is_used_;                                        // by fact: something reads it
  std::vector<bool> needs_date_;  // by fact: something reads the date of its value
  std::vector<StatedFact> stated_;
  std::vector<Step> steps_;
  Case case_;
  Decision decision_;
  std::vector<bool> closed_;      // by fact: asked, and its date too where something reads it
  std::vector<FactId> deciding_;  // may still decide what is no part of actions; may repeat
};

}  // namespace mgl
