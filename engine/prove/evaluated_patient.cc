// One patient by the evaluator: whom a search shows meets what was asked.
#include <algorithm>

#include "engine/prove/find_patient.h"

namespace mgl {

const Decision& PatientFinder::Decide(const Case& patient) {
  evaluator_.DecideInto(patient, decision_);
  return decision_;
}

const Decision& PatientFinder::Evaluate(const Case& patient, std::span<const Goal> goals) {
  if (!std::ranges::equal(goals, below_of_, {}, &Goal::node, &Goal::node)) {
    below_of_.assign(goals.begin(), goals.end());
    below_.clear();
    seen_.Clear();
    const auto add = [this](NodeId id) {
      if (seen_.Mark(Index(id))) below_.push_back(id);
    };
    for (const Goal& goal : goals) add(goal.node);
    for (std::size_t next = 0; next < below_.size(); ++next) {  // more come behind
      for (const NodeId operand : guideline_.graph.Operands(below_[next])) add(operand);
    }
    std::ranges::sort(below_);
  }
  evaluator_.EvaluateInto(patient, below_, decision_);
  return decision_;
}

bool PatientFinder::Meets(const Case& patient, std::span<const Goal> goals) {
  Evaluate(patient, goals);
  return std::ranges::all_of(goals, [this](const Goal& goal) {
    return goal.wanted.Has(decision_.nodes[Index(goal.node)].truth);
  });
}

std::optional<Case> PatientFinder::MeetingPatient(std::span<const Goal> goals,
                                                  const PatientSet& set, std::uint32_t variants) {
  for (std::uint32_t variant = 0; variant < variants; ++variant) {
    std::optional<Case> patient = sampler_.Sample(set, variant);
    if (patient && Meets(*patient, goals)) return patient;
  }
  return std::nullopt;
}

}  // namespace mgl
