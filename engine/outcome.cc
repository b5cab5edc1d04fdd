// Rules in the guideline's order, then rechecks.
#include "engine/outcome.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/lines.h"
#include "engine/recheck_status.h"

namespace mgl {
namespace {

Truth TruthOf(const Decision& decision, NodeId node) { return decision.nodes[Index(node)].truth; }

Outcome OutcomeOf(const Guideline& guideline, const Rule& rule, const Decision& decision) {
  const auto is_yes = [&](std::uint32_t overrider) {
    return TruthOf(decision, guideline.rules[overrider].outcome) == Truth::kYes;
  };
  if (TruthOf(decision, rule.due) == Truth::kYes) {
    const Truth allowed = TruthOf(decision, rule.allowed);
    if (allowed == Truth::kNo) return Outcome::kBlocked;
    const bool overridden = std::ranges::any_of(rule.overriders, is_yes);
    if (allowed == Truth::kYes && overridden) return Outcome::kOverridden;
  }
  const Truth outcome = TruthOf(decision, rule.outcome);
  if (outcome == Truth::kUnknown) return Outcome::kUnknown;
  return outcome == Truth::kYes ? Outcome::kYes : Outcome::kNo;
}

void AddRuleConflicts(const Guideline& guideline, Decision& decision) {
  const auto is_yes = [&decision](std::uint32_t rule) {
    return decision.rules[rule] == Outcome::kYes;
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
}

void AddTableConflicts(const Guideline& guideline, Decision& decision) {
  for (std::uint32_t i = 0; i < guideline.results.size(); ++i) {
    const ResultColumn& result = guideline.results[i];
    const Node& node = guideline.graph.node(result.node);
    if (result.kind != ResultColumn::Kind::kTable || node.kind != NodeKind::kOnlyLine) continue;
    if (!RowsConflict(node, guideline.graph.Operands(result.node), decision.nodes)) continue;
    decision.warnings.push_back(
        {Warning::Kind::kResult, i, fmt::format("conflict: {}", result.name)});
  }
}

/// Calls `use` with each treatment given or considered by a rule whose outcome is in `is_shown`.
template <typename IsShown, typename Use>
void ForEachTreatment(const Guideline& guideline, const Decision& decision, IsShown is_shown,
                      Use use) {
  for (std::size_t i = 0; i < decision.rules.size(); ++i) {
    if (!is_shown(decision.rules[i])) continue;
    for (const Action& action : guideline.rules[i].actions) {
      if (const std::optional<Treatment> treatment = TreatmentGiven(action)) use(*treatment);
    }
  }
}

void AddCautions(const Guideline& guideline, Decision& decision) {
  const auto may_be_given = [](Outcome outcome) {
    return outcome == Outcome::kYes || outcome == Outcome::kUnknown;
  };
  for (std::uint32_t i = 0; i < guideline.contraindications.size(); ++i) {
    const Contraindication& caution = guideline.contraindications[i];
    if (caution.blocks || TruthOf(decision, caution.when) != Truth::kYes) continue;
    bool concerns = false;
    ForEachTreatment(guideline, decision, may_be_given, [&](const Treatment& given) {
      concerns |= std::ranges::any_of(
          caution.treatments, [&](const Treatment& named) { return MayBeGivenAs(given, named); });
    });
    if (!concerns) continue;
    decision.warnings.push_back(
        {Warning::Kind::kCaution, i, fmt::format("caution: {}", caution.title)});
  }
}

const std::string& NameOf(const Guideline& guideline, const Treatment& treatment) {
  const Medication& medication = guideline.medications[treatment.medication];
  return treatment.option ? medication.options[*treatment.option].name : medication.name;
}

void AddSeparations(const Guideline& guideline, Decision& decision) {
  if (guideline.separations.empty()) return;
  std::vector<Treatment> given;
  ForEachTreatment(
      guideline, decision, [](Outcome outcome) { return outcome == Outcome::kYes; },
      [&](const Treatment& treatment) {
        if (std::ranges::find(given, treatment) == given.end()) given.push_back(treatment);
      });
  for (std::uint32_t i = 0; i < guideline.separations.size(); ++i) {
    const Separation& separation = guideline.separations[i];
    // One treatment is not given apart from itself, whatever its options are.
    bool both = false;
    for (const Treatment& a : given) {
      both |=
          MayBeGivenAs(a, separation.first) && std::ranges::any_of(given, [&](const Treatment& b) {
            return !(a == b) && MayBeGivenAs(b, separation.second);
          });
    }
    if (!both) continue;
    decision.warnings.push_back({Warning::Kind::kSeparation, i,
                                 fmt::format("apart: {}, {}", NameOf(guideline, separation.first),
                                             NameOf(guideline, separation.second))});
  }
}

void AddProperties(const Guideline& guideline, Decision& decision) {
  for (std::uint32_t i = 0; i < guideline.properties.size(); ++i) {
    const Property& property = guideline.properties[i];
    const Truth refuting = property.always ? Truth::kNo : Truth::kYes;
    if (TruthOf(decision, property.condition) != refuting) continue;
    decision.warnings.push_back(
        {Warning::Kind::kProperty, i, fmt::format("property: {}", property.title)});
  }
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
  if (decision.scope == Truth::kNo) return;
  AddRuleConflicts(guideline, decision);
  AddTableConflicts(guideline, decision);
  AddCautions(guideline, decision);
  AddSeparations(guideline, decision);
  if (decision.scope == Truth::kYes) AddProperties(guideline, decision);
}

}  // namespace mgl
