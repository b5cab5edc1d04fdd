// What both versions state, side by side: nodes and indexes are those of the joint guideline.
#include <algorithm>

#include "engine/prove/pair_builder.h"

namespace mgl {

void PairBuilder::CopyTreatments(Side& side) {
  const Guideline& version = *side.version;
  const auto first = static_cast<std::uint32_t>(joint_.medications.size());
  for (Medication medication : version.medications) {
    const auto of = [&](NodeId& node) { node = side.where.Of(node); };
    const auto of_optional = [&](std::optional<NodeId>& node) {
      if (node) of(*node);
    };
    for (MedicationOption& option : medication.options) of_optional(option.blocked);
    of_optional(medication.until);
    for (Medication::Dose& dose : medication.doses) {
      of_optional(dose.when);
      if (!dose.amount) continue;
      Medication::Amount& amount = *dose.amount;
      for (NodeId* const node : {&amount.low, &amount.high, &amount.worked_out_low,
                                 &amount.worked_out_high, &amount.size, &amount.is_nothing}) {
        of(*node);
      }
      for (Medication::Amount::OverLimit& over : amount.over_limits) {
        of(over.holds);
        of(over.may_reach);
      }
    }
    joint_.medications.push_back(std::move(medication));
  }
  for (Contraindication item : version.contraindications) {
    item.when = side.where.Of(item.when);
    for (Treatment& treatment : item.treatments) treatment.medication += first;
    joint_.contraindications.push_back(std::move(item));
  }
}

void PairBuilder::CopyStatements(Side& side) {
  const Guideline& version = *side.version;
  VersionInBoth& where = side.where;
  where.first_rule = static_cast<std::uint32_t>(joint_.rules.size());
  where.first_result = static_cast<std::uint32_t>(joint_.results.size());
  where.first_recheck = static_cast<std::uint32_t>(joint_.rechecks.size());
  const auto first_medication =
      static_cast<std::uint32_t>(joint_.medications.size() - version.medications.size());
  const auto first_diet = static_cast<std::uint32_t>(joint_.diets.size());
  joint_.diets.insert(joint_.diets.end(), version.diets.begin(), version.diets.end());
  for (Rule rule : version.rules) {
    rule.when = where.Of(rule.when);
    if (rule.unless) rule.unless = where.Of(*rule.unless);
    rule.due = where.Of(rule.due);
    rule.allowed = where.Of(rule.allowed);
    rule.outcome = where.Of(rule.outcome);
    for (std::uint32_t& overrider : rule.overriders) overrider += where.first_rule;
    for (Action& action : rule.actions) {
      if (TreatmentOf(action)) action.index += first_medication;
      if (action.target == Action::Target::kDiet) action.index += first_diet;
      if (action.target != Action::Target::kFact) continue;
      action.index = static_cast<std::uint32_t>(Index(where.facts[action.index]));
    }
    joint_.rules.push_back(std::move(rule));
  }
  for (Definition definition : version.definitions) {
    definition.node = where.Of(definition.node);
    joint_.definitions.push_back(std::move(definition));
  }
  for (ResultColumn result : version.results) {
    result.node = where.Of(result.node);
    for (ShownText& text : result.texts) {
      for (std::uint32_t& shown : text.results) shown += where.first_result;
    }
    joint_.results.push_back(std::move(result));
  }
  for (Recheck recheck : version.rechecks) {
    recheck.fact = where.facts[Index(recheck.fact)];
    recheck.when = where.Of(recheck.when);
    for (NodeId& anchor : recheck.anchors) anchor = where.Of(anchor);
    joint_.rechecks.push_back(std::move(recheck));
  }
}

}  // namespace mgl
