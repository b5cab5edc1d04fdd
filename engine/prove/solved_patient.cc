// A patient of whom what is computed from several numbers is what is wanted.
#include <algorithm>
#include <array>

#include "engine/prove/find_patient.h"

namespace mgl {

/// A patient of whom what is computed is what is wanted: one number of a patient is changed.
std::optional<Case> PatientFinder::SolvedPatient(std::span<const Goal> goals,
                                                 std::span<const NodeId> steps,
                                                 const PatientSet& set) {
  for (const NodeId step : steps) {
    if (conditions_.WayOf(step) != PossibleConditions::Way::kComputed) continue;
    const std::vector<Interval> stretches = conditions_.WantedStretches(step);
    if (stretches.empty()) continue;
    const NodeId computed = *conditions_.ComputedBelow(step);
    const Rational target = PlainNumberIn(stretches.front());
    const std::optional<Case> patient = sampler_.Sample(set, 0);
    if (!patient) return std::nullopt;
    for (const VariableId id : conditions_.MeasuredOf(step)) {
      const Variable& variable = values_.Of(id);
      const bool is_known =
          variable.type == FactType::kNumber &&
          patient->facts[Index(variable.fact)].state == ReportedFact::State::kValue;
      if (!is_known) continue;
      if (auto solved = SolvedBy(goals, set, computed, target, variable, *patient)) return solved;
    }
  }
  return std::nullopt;
}

/// As if what is computed were a line of the number, or its reciprocal were.
std::optional<Case> PatientFinder::SolvedBy(std::span<const Goal> goals, const PatientSet& set,
                                            NodeId node, const Rational& target,
                                            const Variable& variable, Case patient) {
  const std::uint32_t value = sampler_.PlainestKnown(set, variable);
  const Interval* const part = set.PartOf(variable);
  const Interval& stretch = part != nullptr ? *part : variable.StretchOf(value);
  std::array<Rational, 2> at;
  std::array<Rational, 2> computed;
  for (const std::uint32_t i : {0U, 1U}) {
    const std::optional<Rational> number = sampler_.Report(variable, value, stretch, i, patient);
    if (!number) return std::nullopt;
    const Value& now = Decide(patient).nodes[Index(node)];
    if (!now.known || !now.number.IsPoint()) return std::nullopt;
    at[i] = *number;
    computed[i] = now.number.low.value;
  }
  if (at[0] == at[1] || computed[0] == computed[1]) return std::nullopt;
  const auto on_line = [&](const Rational& a, const Rational& b, const Rational& to) {
    return Rational(at[0] + (to - a) * (at[1] - at[0]) / (b - a));
  };
  std::vector<Rational> candidates{on_line(computed[0], computed[1], target)};
  if (computed[0] != 0 && computed[1] != 0 && target != 0) {
    candidates.push_back(on_line(1 / computed[0], 1 / computed[1], 1 / target));
  }
  for (const Rational& candidate : candidates) {
    if (!Contains(stretch, candidate)) continue;
    const Interval point = Interval::Point(candidate);
    if (sampler_.Report(variable, value, point, 0, patient) && Meets(patient, goals)) {
      return patient;
    }
  }
  return std::nullopt;
}

std::vector<PatientFound::Computed> PatientFinder::ComputedOf(std::span<const NodeId> steps) {
  std::vector<PatientFound::Computed> computed;
  for (const NodeId step : steps) {
    if (conditions_.WayOf(step) != PossibleConditions::Way::kComputed) continue;
    std::vector<Interval> stretches = conditions_.WantedStretches(step);
    const std::optional<NodeId> node = conditions_.ComputedBelow(step);
    if (stretches.empty() || !node) continue;
    const bool is_told = std::ranges::any_of(
        computed, [&](const PatientFound::Computed& told) { return told.node == *node; });
    if (!is_told) computed.push_back({*node, std::move(stretches)});
  }
  return computed;
}

}  // namespace mgl
