// The facts that may still decide an outcome once some facts cannot be asked any more.
#pragma once

#include <vector>

#include "engine/ask/cone.h"
#include "engine/ask/sufficient_facts.h"
#include "tools/case/consult/outcome_ref.h"

namespace mgl {

/// Holds buffers; for one guideline, which must outlive it.
class NeededFacts {
 public:
  NeededFacts(const Guideline& guideline, const EvaluationOptions& options);

  /// What the engine would ask for an undecided outcome, whether it can be asked or not. In the
  /// guideline's order; empty where nothing decides it.
  std::vector<FactId> Deciding(const Decision& decision, OutcomeRef outcome);

  /// The same without facts that are closed (by fact: already asked). Where one of the above is
  /// closed, other facts that may decide the outcome all the same: a set from which none can be
  /// spared. Empty where the outcome is decided or will stay undecided.
  std::vector<FactId> Open(const Decision& decision, OutcomeRef outcome,
                           const std::vector<bool>& closed);

  /// The facts that a value depends on in this case, for what is no outcome (a dose's condition).
  std::vector<FactId> DecidingNode(const Decision& decision, NodeId node);

  /// Whether the outcome can depend on the fact in any case.
  bool Reads(OutcomeRef outcome, FactId fact);
  /// Likewise on the date of the fact's value.
  bool ReadsDate(OutcomeRef outcome, FactId fact);

 private:
  std::vector<FactId> PartialDates(const Recheck& recheck, const Decision& decision);
  std::vector<FactId> OpenForNode(const Decision& decision, NodeId node,
                                  const std::vector<bool>& closed);

  const Guideline& guideline_;
  ConeCache cones_;
  SufficientFacts sufficient_;
};

/// `options` with the reading in use of each ambiguity: the adopted one where none was chosen.
EvaluationOptions WithAdoptedReadings(const Guideline& guideline, EvaluationOptions options);

}  // namespace mgl
