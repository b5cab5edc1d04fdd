// Each part is sorted by the truth of its condition.
#include "engine/meaning/action_for_case.h"

#include <algorithm>
#include <optional>

namespace mgl {
namespace {

Truth TruthOf(const Decision& decision, const std::optional<NodeId>& node, Truth without) {
  return node ? decision.nodes[Index(*node)].truth : without;
}

/// Giving `given` may be giving `named` in this case: an option that is out is none that may be
/// meant.
bool MayBeGivenNow(const Guideline& guideline, const Decision& decision, const Treatment& given,
                   const Treatment& named) {
  if (!MayBeGivenAs(given, named)) return false;
  if (!named.option || given.option) return true;
  const MedicationOption& option = guideline.medications[named.medication].options[*named.option];
  return TruthOf(decision, option.blocked, Truth::kNo) != Truth::kYes;
}

bool ConcernsNow(const Guideline& guideline, const Decision& decision,
                 const Contraindication& stated, const Treatment& given) {
  return std::ranges::any_of(stated.treatments, [&](const Treatment& named) {
    return MayBeGivenNow(guideline, decision, given, named);
  });
}

/// One treatment is not given apart from itself, whatever its options are.
bool AreBothGiven(const Guideline& guideline, const Decision& decision,
                  const Separation& separation, const std::vector<Treatment>& given) {
  const auto may_be = [&](const Treatment& of, const Treatment& named) {
    return MayBeGivenNow(guideline, decision, of, named);
  };
  return std::ranges::any_of(given, [&](const Treatment& a) {
    return may_be(a, separation.first) && std::ranges::any_of(given, [&](const Treatment& b) {
             return !(a == b) && may_be(b, separation.second);
           });
  });
}

/// Calls `visit(node, dose)`; the dose is null for what is no amount. `concerns(caution, given)`.
template <typename IsConcerned, typename Visit>
void VisitNodes(const Guideline& guideline, const Rule& rule, const IsConcerned& concerns,
                const Visit& visit) {
  for (const Action& action : rule.actions) {
    const std::optional<Treatment> given = TreatmentGiven(action);
    if (!given) continue;
    const Medication& medication = guideline.medications[given->medication];
    for (const Medication::Dose& dose : medication.doses) {
      if (dose.when) visit(*dose.when, nullptr);
      if (!dose.amount) continue;
      for (const NodeId node : NodesOf(*dose.amount)) visit(node, &dose);
    }
    for (const MedicationOption& option : medication.options) {
      if (option.blocked && !given->option) visit(*option.blocked, nullptr);
    }
    for (const Contraindication& caution : guideline.contraindications) {
      if (!caution.blocks && concerns(caution, *given)) visit(caution.when, nullptr);
    }
  }
}

}  // namespace

const std::string& TreatmentName(const Guideline& guideline, const Treatment& treatment) {
  const Medication& medication = guideline.medications[treatment.medication];
  return treatment.option ? medication.options[*treatment.option].name : medication.name;
}

bool Concerns(const Contraindication& stated, const Treatment& given) {
  return std::ranges::any_of(stated.treatments,
                             [&](const Treatment& named) { return MayBeGivenAs(given, named); });
}

std::vector<Treatment> TreatmentsGiven(const Guideline& guideline, const Decision& decision) {
  std::vector<Treatment> given;
  for (std::size_t i = 0; i < decision.rules.size(); ++i) {
    if (decision.rules[i] != Outcome::kYes) continue;
    for (const Action& action : guideline.rules[i].actions) {
      const std::optional<Treatment> treatment = TreatmentGiven(action);
      if (!treatment || std::ranges::find(given, *treatment) != given.end()) continue;
      given.push_back(*treatment);
    }
  }
  return given;
}

bool ConcernsInCase(const Guideline& guideline, const Decision& decision,
                    const Contraindication& stated, const Rule& rule) {
  return std::ranges::any_of(rule.actions, [&](const Action& action) {
    const std::optional<Treatment> given = TreatmentGiven(action);
    return given && ConcernsNow(guideline, decision, stated, *given);
  });
}

ActionForCase DescribeForCase(const Guideline& guideline, const Decision& decision,
                              const Action& action) {
  ActionForCase described;
  const std::optional<Treatment> given = TreatmentGiven(action);
  if (!given) return described;
  const Medication& medication = guideline.medications[given->medication];
  for (std::uint32_t i = 0; i < medication.doses.size(); ++i) {
    const Truth when = TruthOf(decision, medication.doses[i].when, Truth::kYes);
    if (when == Truth::kYes) described.doses.push_back(i);
    if (when == Truth::kUnknown) described.open_doses.push_back(i);
    if (when != Truth::kNo && medication.doses[i].amount) {
      described.amounts.push_back(DescribeDose(medication, i, decision));
    }
  }
  for (std::uint32_t i = 0; i < medication.options.size() && !given->option; ++i) {
    const Truth barred = TruthOf(decision, medication.options[i].blocked, Truth::kNo);
    (barred == Truth::kYes  ? described.barred_options
     : barred == Truth::kNo ? described.options
                            : described.open_options)
        .push_back(i);
  }
  for (std::uint32_t i = 0; i < guideline.contraindications.size(); ++i) {
    const Contraindication& caution = guideline.contraindications[i];
    if (caution.blocks || !ConcernsNow(guideline, decision, caution, *given)) continue;
    const Truth when = TruthOf(decision, caution.when, Truth::kNo);
    if (when == Truth::kYes) described.cautions.push_back(i);
    if (when == Truth::kUnknown) described.open_cautions.push_back(i);
  }
  for (const std::uint32_t i : SeparationsInForce(guideline, decision)) {
    const Separation& separation = guideline.separations[i];
    if (MayBeGivenNow(guideline, decision, *given, separation.first) ||
        MayBeGivenNow(guideline, decision, *given, separation.second)) {
      described.separations.push_back(i);
    }
  }
  return described;
}

std::vector<NodeId> NodesOfActions(const Guideline& guideline) {
  std::vector<NodeId> nodes;
  for (const Rule& rule : guideline.rules) {
    VisitNodes(guideline, rule, Concerns,
               [&](NodeId node, const Medication::Dose*) { nodes.push_back(node); });
  }
  std::ranges::sort(nodes);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

std::vector<NodeId> OpenNodesOf(const Guideline& guideline, const Decision& decision,
                                const Rule& rule) {
  std::vector<NodeId> open;
  const auto concerns = [&](const Contraindication& caution, const Treatment& given) {
    return ConcernsNow(guideline, decision, caution, given);
  };
  VisitNodes(guideline, rule, concerns, [&](NodeId node, const Medication::Dose* of_dose) {
    if (decision.nodes[Index(node)].IsSettled()) return;
    if (of_dose != nullptr && TruthOf(decision, of_dose->when, Truth::kYes) != Truth::kYes) return;
    open.push_back(node);
  });
  return open;
}

std::vector<std::uint32_t> SeparationsInForce(const Guideline& guideline,
                                              const Decision& decision) {
  std::vector<std::uint32_t> in_force;
  if (guideline.separations.empty()) return in_force;
  const std::vector<Treatment> given = TreatmentsGiven(guideline, decision);
  for (std::uint32_t i = 0; i < guideline.separations.size(); ++i) {
    if (AreBothGiven(guideline, decision, guideline.separations[i], given)) in_force.push_back(i);
  }
  return in_force;
}

}  // namespace mgl
