// The words for the enumerations of a decision, as its outputs write them.
#include "engine/model/decision.h"

#include <algorithm>

namespace mgl {

std::string_view OutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNo:
      return "no";
    case Outcome::kYes:
      return "yes";
    case Outcome::kUnknown:
      return "unknown";
    case Outcome::kBlocked:
      return "blocked";
    case Outcome::kOverridden:
      return "overridden";
  }
  return "";
}

std::string_view RecheckStatusName(RecheckStatus status) {
  switch (status) {
    case RecheckStatus::kNo:
      return "no";
    case RecheckStatus::kUnknown:
      return "unknown";
    case RecheckStatus::kUpcoming:
      return "upcoming";
    case RecheckStatus::kDue:
      return "due";
    case RecheckStatus::kOverdue:
      return "overdue";
    case RecheckStatus::kDone:
      return "done";
  }
  return "";
}

std::string_view FactStateName(FactState state) {
  switch (state) {
    case FactState::kKnown:
      return "known";
    case FactState::kDefault:
      return "default";
    case FactState::kNotReported:
      return "not reported";
    case FactState::kFutureDated:
      return "future-dated";
    case FactState::kStatedUnknown:
      return "stated unknown";
    case FactState::kUnreadable:
      return "unreadable";
    case FactState::kWrongUnit:
      return "wrong unit";
    case FactState::kImplausible:
      return "implausible";
    case FactState::kSuspect:
      return "suspect";
  }
  return "";
}

std::string_view ScopeName(Truth scope) {
  return scope == Truth::kNo ? "out" : scope == Truth::kYes ? "in" : "unknown";
}

bool IsPutAside(const Guideline& guideline, const Decision& decision, FactId fact) {
  const std::vector<NodeId>& conditions = guideline.facts[Index(fact)].suspect_when;
  return std::any_of(conditions.begin(), conditions.end(),
                     [&](NodeId id) { return decision.nodes[Index(id)].truth == Truth::kYes; });
}

}  // namespace mgl
