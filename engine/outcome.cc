// Rules in the guideline's order, then rechecks.
#include "engine/outcome.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/recheck_status.h"

namespace mgl {
namespace {

Truth TruthOf(const Decision& decision, NodeId node) { return decision.nodes[Index(node)].truth; }

Outcome OutcomeOf(const Guideline& guideline, const Rule& rule, const Decision& decision) {
  const auto is_yes = [&](std::uint32_t overrider) {
    return TruthOf(decision, guideline.rules[overrider].outcome) == Truth::kYes;
  };
  const bool is_due = TruthOf(decision, rule.due) == Truth::kYes;
  if (is_due && std::ranges::any_of(rule.overriders, is_yes)) return Outcome::kOverridden;
  const Truth outcome = TruthOf(decision, rule.outcome);
  if (outcome == Truth::kUnknown) return Outcome::kUnknown;
  return outcome == Truth::kYes ? Outcome::kYes : Outcome::kNo;
}

}  // namespace

void DecideOutcomes(const Guideline& guideline, Day as_of, Decision& decision) {
  decision.rules.clear();
  decision.rechecks.clear();
  decision.scope = TruthOf(decision, guideline.scope);
  if (decision.scope == Truth::kNo) return;
  for (const Rule& rule : guideline.rules) {
    decision.rules.push_back(OutcomeOf(guideline, rule, decision));
  }
  for (const Recheck& recheck : guideline.rechecks) {
    const Truth when = TruthOf(decision, recheck.when);
    decision.rechecks.push_back(DecideRecheck(recheck, when, decision.facts, as_of));
  }
}

void AddCaseWarnings(const Guideline& guideline, Decision& decision) {
  const auto is_yes = [&decision](std::uint32_t rule) {
    return rule < decision.rules.size() && decision.rules[rule] == Outcome::kYes;
  };
  for (std::uint32_t i = 0; i < guideline.conflicts.size(); ++i) {
    const ConflictPair& pair = guideline.conflicts[i];
    const auto [first, second] = std::minmax(pair.first_rule, pair.second_rule);
    if (!is_yes(first) || !is_yes(second)) continue;
    const std::string& first_name = guideline.rules[first].name;
    const std::string& second_name = guideline.rules[second].name;
    decision.warnings.push_back(
        {Warning::Kind::kConflict, i, fmt::format("conflict: {}, {}", first_name, second_name)});
  }
  if (decision.scope != Truth::kYes) return;
  for (std::uint32_t i = 0; i < guideline.properties.size(); ++i) {
    const Property& property = guideline.properties[i];
    const Truth refuting = property.always ? Truth::kNo : Truth::kYes;
    if (TruthOf(decision, property.condition) != refuting) continue;
    decision.warnings.push_back(
        {Warning::Kind::kProperty, i, fmt::format("property: {}", property.title)});
  }
}

}  // namespace mgl
