// What to ask next: the facts that would decide what is unknown of a case, most useful first.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/ask/sufficient_facts.h"
#include "engine/model/decision.h"
#include "engine/model/evaluation_options.h"

namespace mgl {

/// Holds buffers; for one guideline, which must outlive it. `options.readings` has the reading in
/// use of each ambiguity; nullopt: the agreement.
class AskPlanner {
 public:
  AskPlanner(const Guideline& guideline, EvaluationOptions options);

  /// Sets `ask` of a decision in which all else is set. First what an unknown scope needs, then
  /// unknown outcomes by urgency, then results that are not settled, then rechecks: their `when`,
  /// then their dates. Within each the facts that most of these need, then those of
  /// contraindications, then the guideline's order. Not what would be put aside as suspect, nor
  /// what decides nothing without it.
  void Plan(Decision& decision);

 private:
  void AddNeeds(int rank, std::span<const FactId> facts);
  bool AddNode(int rank, const Decision& decision, NodeId node);
  void AddRule(const Rule& rule, const Decision& decision);
  void AddActions(const Rule& rule, const Decision& decision);
  void AddDates(const Recheck& recheck, const Decision& decision);

  const Guideline& guideline_;
  EvaluationOptions options_;
  std::optional<SufficientFacts> sufficient_;  // made when the first case leaves something open
  struct Need {
    int rank = 0;          // the most urgent of those that need it
    std::uint32_t by = 0;  // how many need it; 0: none
    bool is_for_allowed = false;
  };
  ConeCache cones_;                 // of what rules are allowed by
  std::vector<Need> needs_;         // by fact
  std::vector<bool> is_put_aside_;  // likewise, in the case at hand
};

}  // namespace mgl
