// Looks into the guideline's tables by kind.
#include "tools/consult/outcome_ref.h"

#include <algorithm>

namespace mgl {

std::vector<OutcomeRef> AllOutcomes(const Guideline& guideline) {
  using Kind = OutcomeRef::Kind;
  std::vector<OutcomeRef> outcomes;
  if (guideline.graph.node(guideline.scope).kind != NodeKind::kTruthConstant) {
    outcomes.push_back({Kind::kScope, 0});
  }
  const auto add = [&outcomes](Kind kind, std::size_t count) {
    for (std::uint32_t i = 0; i < count; ++i) outcomes.push_back({kind, i});
  };
  const auto first_rule = static_cast<std::ptrdiff_t>(outcomes.size());
  add(Kind::kRule, guideline.rules.size());
  std::stable_sort(outcomes.begin() + first_rule, outcomes.end(),
                   [&](const OutcomeRef& a, const OutcomeRef& b) {
                     return guideline.rules[a.index].urgency < guideline.rules[b.index].urgency;
                   });
  add(Kind::kResult, guideline.results.size());
  add(Kind::kRecheck, guideline.rechecks.size());
  return outcomes;
}

std::string TitleOf(const Guideline& guideline, OutcomeRef outcome) {
  switch (outcome.kind) {
    case OutcomeRef::Kind::kScope:
      return "Whether this guideline is for the patient";
    case OutcomeRef::Kind::kRule:
      return guideline.rules[outcome.index].title;
    case OutcomeRef::Kind::kResult:
      return guideline.results[outcome.index].title;
    case OutcomeRef::Kind::kRecheck:
      return guideline.rechecks[outcome.index].title;
  }
  return "";
}

bool IsDecided(const Guideline& guideline, const Decision& decision, OutcomeRef outcome) {
  if (decision.scope == Truth::kNo) return true;
  switch (outcome.kind) {
    case OutcomeRef::Kind::kScope:
      return decision.scope != Truth::kUnknown;
    case OutcomeRef::Kind::kRule:
      return decision.rules[outcome.index] != Outcome::kUnknown;
    case OutcomeRef::Kind::kResult:
      return decision.nodes[Index(guideline.results[outcome.index].node)].IsSettled();
    case OutcomeRef::Kind::kRecheck:
      return decision.rechecks[outcome.index].status != RecheckStatus::kUnknown;
  }
  return true;
}

NodeId NodeOf(const Guideline& guideline, OutcomeRef outcome) {
  switch (outcome.kind) {
    case OutcomeRef::Kind::kScope:
      break;
    case OutcomeRef::Kind::kRule:
      return guideline.rules[outcome.index].outcome;
    case OutcomeRef::Kind::kResult:
      return guideline.results[outcome.index].node;
    case OutcomeRef::Kind::kRecheck:
      return guideline.rechecks[outcome.index].when;
  }
  return guideline.scope;
}

}  // namespace mgl
