// Rules in the guideline's order, then rechecks.
#include "engine/meaning/outcome.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "engine/meaning/action_for_case.h"
#include "engine/meaning/lines.h"
#include "engine/meaning/recheck_status.h"
#include "engine/model/node_family.h"

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
    if (overridden) return Outcome::kOverridden;
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

/// A table or lines claim to be complete: a case that none of them takes is told.
void AddGaps(const Guideline& guideline, Decision& decision) {
  for (std::uint32_t i = 0; i < guideline.results.size(); ++i) {
    const ResultColumn& result = guideline.results[i];
    const Node& node = guideline.graph.node(result.node);
    if (!result.has_lines || FamilyOf(node.kind) != NodeFamily::kLines) continue;
    if (!NoLineHolds(guideline.graph.Operands(result.node), decision.nodes)) continue;
    const bool is_table = result.kind == ResultColumn::Kind::kTable;
    decision.warnings.push_back(
        {Warning::Kind::kGap, i,
         fmt::format("no {} of {} holds", is_table ? "row" : "line", result.name)});
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

/// Whether the caution concerns what a rule with one of the outcomes gives or considers.
bool ConcernsOneOf(const Guideline& guideline, const Decision& decision,
                   const Contraindication& caution, std::initializer_list<Outcome> outcomes) {
  for (std::size_t i = 0; i < decision.rules.size(); ++i) {
    if (std::ranges::find(outcomes, decision.rules[i]) == outcomes.end()) continue;
    if (ConcernsInCase(guideline, decision, caution, guideline.rules[i])) return true;
  }
  return false;
}

/// A caution that holds is told where the treatment may be given, one that may hold where it is.
void AddCautions(const Guideline& guideline, Decision& decision) {
  for (std::uint32_t i = 0; i < guideline.contraindications.size(); ++i) {
    const Contraindication& caution = guideline.contraindications[i];
    const Truth holds = TruthOf(decision, caution.when);
    if (caution.blocks || holds == Truth::kNo) continue;
    if (holds == Truth::kYes) {
      if (!ConcernsOneOf(guideline, decision, caution, {Outcome::kYes, Outcome::kUnknown}))
        continue;
      decision.warnings.push_back(
          {Warning::Kind::kCaution, i, fmt::format("caution: {}", caution.title)});
    } else if (ConcernsOneOf(guideline, decision, caution, {Outcome::kYes})) {
      decision.warnings.push_back(
          {Warning::Kind::kOpenCaution, i, fmt::format("caution not known: {}", caution.title)});
    }
  }
}

void AddDoseWarnings(const Guideline& guideline, Decision& decision) {
  std::optional<std::vector<Treatment>> given;  // made where it is needed
  for (std::uint32_t i = 0; i < guideline.medications.size(); ++i) {
    if (!MayWarnOfDoses(guideline.medications[i])) continue;
    if (!given) given = TreatmentsGiven(guideline, decision);
    const bool is_given = std::ranges::any_of(
        *given, [i](const Treatment& treatment) { return treatment.medication == i; });
    if (!is_given) continue;
    for (std::string& text : DoseWarnings(guideline.medications[i], decision)) {
      decision.warnings.push_back({Warning::Kind::kDose, i, std::move(text)});
    }
  }
}

void AddSeparations(const Guideline& guideline, Decision& decision) {
  for (const std::uint32_t i : SeparationsInForce(guideline, decision)) {
    const Separation& separation = guideline.separations[i];
    decision.warnings.push_back(
        {Warning::Kind::kSeparation, i,
         fmt::format("apart: {}, {}", TreatmentName(guideline, separation.first),
                     TreatmentName(guideline, separation.second))});
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
    decision.rechecks.push_back(DecideRecheck(recheck, decision, as_of));
  }
}

void AddCaseWarnings(const Guideline& guideline, Decision& decision) {
  if (decision.scope == Truth::kNo) return;
  AddRuleConflicts(guideline, decision);
  AddTableConflicts(guideline, decision);
  AddCautions(guideline, decision);
  AddDoseWarnings(guideline, decision);
  AddSeparations(guideline, decision);
  if (decision.scope != Truth::kYes) return;
  AddGaps(guideline, decision);
  AddProperties(guideline, decision);
}

}  // namespace mgl
