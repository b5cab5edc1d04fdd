// Looks into the guideline's tables by kind.
#include "tools/case/consult/outcome_ref.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/meaning/action_for_case.h"
#include "tools/words/action_words.h"

namespace mgl {

std::vector<OutcomeRef> PartsOfActions(const Guideline& guideline, const Rule& rule) {
  using Kind = OutcomeRef::Kind;
  std::vector<OutcomeRef> parts;
  for (const Action& action : rule.actions) {
    if (!TreatmentGiven(action)) continue;
    const Medication& medication = guideline.medications[action.index];
    for (std::uint32_t i = 0; i < medication.doses.size(); ++i) {
      if (medication.doses[i].when) parts.push_back({Kind::kDose, action.index, i});
      if (medication.doses[i].amount) parts.push_back({Kind::kAmount, action.index, i});
    }
    // A rule that names its option is blocked with it.
    if (action.target == Action::Target::kOption) continue;
    for (std::uint32_t i = 0; i < medication.options.size(); ++i) {
      if (medication.options[i].blocked) parts.push_back({Kind::kOption, action.index, i});
    }
  }
  for (const std::uint32_t i : CautionsOf(guideline, rule)) parts.push_back({Kind::kCaution, i, 0});
  return parts;
}

std::vector<OutcomeRef> AllOutcomes(const Guideline& guideline) {
  using Kind = OutcomeRef::Kind;
  std::vector<OutcomeRef> outcomes;
  if (guideline.graph.node(guideline.scope).kind != NodeKind::kTruthConstant) {
    outcomes.push_back({Kind::kScope, 0, 0});
  }
  const auto add = [&outcomes](Kind kind, std::size_t count) {
    for (std::uint32_t i = 0; i < count; ++i) outcomes.push_back({kind, i, 0});
  };
  const auto first_rule = static_cast<std::ptrdiff_t>(outcomes.size());
  add(Kind::kRule, guideline.rules.size());
  std::stable_sort(outcomes.begin() + first_rule, outcomes.end(),
                   [&](const OutcomeRef& a, const OutcomeRef& b) {
                     return guideline.rules[a.index].urgency < guideline.rules[b.index].urgency;
                   });
  const std::vector<OutcomeRef> rules(outcomes.begin() + first_rule, outcomes.end());
  add(Kind::kResult, guideline.results.size());
  add(Kind::kRecheck, guideline.rechecks.size());
  std::set<OutcomeRef> parts;
  for (const OutcomeRef rule : rules) {
    for (const OutcomeRef part : PartsOfActions(guideline, guideline.rules[rule.index])) {
      if (parts.insert(part).second) outcomes.push_back(part);
    }
  }
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
    case OutcomeRef::Kind::kDose: {
      const Medication& medication = guideline.medications[outcome.index];
      return fmt::format("{}: {}", medication.title, medication.doses[outcome.part].text);
    }
    case OutcomeRef::Kind::kAmount: {
      const Medication& medication = guideline.medications[outcome.index];
      return fmt::format("{}: how much {} is", medication.title,
                         medication.doses[outcome.part].text);
    }
    case OutcomeRef::Kind::kOption: {
      const Medication& medication = guideline.medications[outcome.index];
      return fmt::format("{}: whether {} may be given", medication.title,
                         medication.options[outcome.part].title);
    }
    case OutcomeRef::Kind::kCaution:
      return "caution: " + guideline.contraindications[outcome.index].title;
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
      return decision.HasResults() &&
             decision.nodes[Index(guideline.results[outcome.index].node)].IsSettled();
    case OutcomeRef::Kind::kRecheck:
      return decision.rechecks[outcome.index].status != RecheckStatus::kUnknown;
    case OutcomeRef::Kind::kAmount: {
      const std::optional<NodeId> when =
          guideline.medications[outcome.index].doses[outcome.part].when;
      if (when && decision.nodes[Index(*when)].truth != Truth::kYes) return true;
      return decision.nodes[Index(OpenNodeOf(guideline, decision, outcome))].IsSettled();
    }
    case OutcomeRef::Kind::kDose:
    case OutcomeRef::Kind::kOption:
    case OutcomeRef::Kind::kCaution:
      return decision.nodes[Index(NodeOf(guideline, outcome))].IsSettled();
  }
  return true;
}

NodeId OpenNodeOf(const Guideline& guideline, const Decision& decision, OutcomeRef outcome) {
  const NodeId node = NodeOf(guideline, outcome);
  const bool is_settled = decision.nodes[Index(node)].IsSettled();
  // A result that is settled has no answer before the scope is known.
  if (outcome.kind == OutcomeRef::Kind::kResult && !decision.HasResults() && is_settled) {
    return guideline.scope;
  }
  if (outcome.kind != OutcomeRef::Kind::kAmount) return node;
  // Whether an amount is over a limit may be open where it is known.
  const Medication::Dose& dose = guideline.medications[outcome.index].doses[outcome.part];
  const std::vector<NodeId> nodes = NodesOf(*dose.amount);
  const auto open = std::ranges::find_if_not(
      nodes, [&](NodeId of) { return decision.nodes[Index(of)].IsSettled(); });
  return open == nodes.end() ? node : *open;
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
    case OutcomeRef::Kind::kDose:
      return *guideline.medications[outcome.index].doses[outcome.part].when;
    case OutcomeRef::Kind::kAmount:
      return guideline.medications[outcome.index].doses[outcome.part].amount->high;
    case OutcomeRef::Kind::kOption:
      return *guideline.medications[outcome.index].options[outcome.part].blocked;
    case OutcomeRef::Kind::kCaution:
      return guideline.contraindications[outcome.index].when;
  }
  return guideline.scope;
}

}  // namespace mgl
