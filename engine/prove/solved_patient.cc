// Patients who differ from the plainest of a set: of whom what is computed from several numbers is
// what is wanted, or who have a value by default.
#include <algorithm>
#include <array>
#include <iterator>

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

/// As if what is computed were a line of the number, or its reciprocal were; then, as it may be
/// rounded, once more from where that led to.
std::optional<Case> PatientFinder::SolvedBy(std::span<const Goal> goals, const PatientSet& set,
                                            NodeId node, const Rational& target,
                                            const Variable& variable, Case patient) {
  const std::uint32_t value = sampler_.PlainestKnown(set, variable);
  const Interval* const part = set.PartOf(variable);
  const Interval& stretch = part != nullptr ? *part : variable.StretchOf(value);
  std::array<Rational, 2> at;
  std::array<Rational, 2> computed;
  const auto compute = [&](std::size_t i) {
    const Value& now = Evaluate(patient, goals).nodes[Index(node)];
    if (!now.known || !now.number.IsPoint()) return false;
    computed[i] = now.number.low.value;
    return true;
  };
  for (const std::uint32_t i : {0U, 1U}) {
    const std::optional<Rational> number = sampler_.Report(variable, value, stretch, i, patient);
    if (!number) return std::nullopt;
    at[i] = *number;
    if (!compute(i)) return std::nullopt;
  }
  const auto on_line = [&](const Rational& a, const Rational& b, const Rational& to) {
    return Rational(at[0] + (to - a) * (at[1] - at[0]) / (b - a));
  };
  // As people write it, where that is near enough.
  const auto meets_near = [&](const Rational& candidate) {
    for (const int digits : {3, 5, 8}) {
      const Rational number = RoundToDigits(candidate, digits);
      if (!Contains(stretch, number)) continue;
      const Interval point = Interval::Point(number);
      if (sampler_.Report(variable, value, point, 0, patient) && Meets(patient, goals)) return true;
    }
    return false;
  };
  constexpr int kMostSteps = 4;
  for (int step = 0; step < kMostSteps && computed[0] != computed[1]; ++step) {
    std::vector<Rational> candidates{on_line(computed[0], computed[1], target)};
    if (computed[0] != 0 && computed[1] != 0 && target != 0) {
      candidates.push_back(on_line(1 / computed[0], 1 / computed[1], 1 / target));
    }
    bool is_nearer = false;
    for (const Rational& candidate : candidates) {
      if (!Contains(stretch, candidate)) continue;
      if (meets_near(candidate)) return patient;
      const Interval point = Interval::Point(candidate);
      const auto number = sampler_.Report(variable, value, point, 0, patient);
      if (!number) continue;
      if (Meets(patient, goals)) return patient;
      const std::size_t farther = abs(computed[0] - target) > abs(computed[1] - target) ? 0 : 1;
      const Rational before = computed[farther];
      if (!compute(farther)) continue;
      is_nearer |= abs(computed[farther] - target) < abs(before - target);
      at[farther] = *number;
    }
    if (!is_nearer) break;
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

/// The facts that are put aside because they were reported: with the same value by default they
/// are not.
std::vector<FactId> PatientFinder::AsideUnlessDefault(const Case& patient, const PatientSet& set) {
  std::vector<FactId> facts;
  std::ranges::copy_if(guideline_.suspect_order, std::back_inserter(facts),
                       [&](FactId fact) { return IsDefaultIn(set, fact); });
  if (facts.empty()) return facts;
  Evaluate(patient, {});
  std::erase_if(facts, [this](FactId fact) {
    return decision_.facts[Index(fact)].state != FactState::kSuspect;
  });
  return facts;
}

bool PatientFinder::IsDefaultIn(const PatientSet& set, FactId fact) const {
  const std::optional<DefaultValue>& by_default = guideline_.facts[Index(fact)].default_value;
  if (!by_default) return false;
  const std::optional<VariableId> date = values_.DateOf(fact);
  if (date && !set.Has(values_.Of(*date), values_.Of(*date).missing())) return false;
  const Variable& variable = values_.Of(values_.OfFact(fact));
  if (!variable.IsInterval()) return set.Has(variable, by_default->choice);
  const bool is_number = variable.type == FactType::kNumber;
  const Rational value =
      is_number ? by_default->number.low.value : Rational(by_default->date.first);
  const Interval* const part = set.PartOf(variable);
  if (part != nullptr && !Contains(*part, value)) return false;
  for (std::uint32_t i = 0; i < variable.stretches.size(); ++i) {
    if (set.Has(variable, i) && Contains(variable.stretches[i], value)) return true;
  }
  return false;
}

/// Whether the goals depend on a fact that is by default in an interval (some day of a month): none
/// of the patients in sets is.
bool PatientFinder::MayBeOpenByDefault(std::span<const Goal> goals) {
  return std::ranges::any_of(VariablesOf(goals), [this](VariableId id) {
    const Variable& variable = values_.Of(id);
    const std::optional<DefaultValue>& by_default =
        guideline_.facts[Index(variable.fact)].default_value;
    if (!by_default || variable.computed) return false;
    const bool is_date = variable.type == FactType::kDate;
    return is_date ? by_default->date.first != by_default->date.last
                   : variable.type == FactType::kNumber && !by_default->number.IsPoint();
  });
}

std::optional<Case> PatientFinder::MeetingByDefault(std::span<const Goal> goals,
                                                    const PatientSet& set) {
  const bool may_be_default = std::ranges::any_of(
      guideline_.suspect_order, [&](FactId fact) { return IsDefaultIn(set, fact); });
  if (!may_be_default) return std::nullopt;
  const std::optional<Case> patient = sampler_.Sample(set, 0);
  if (!patient) return std::nullopt;
  std::vector<FactId> facts = AsideUnlessDefault(*patient, set);
  facts.resize(std::min(facts.size(), kMostDefaults));
  for (std::uint32_t some = 1; some < 1U << facts.size(); ++some) {
    Case other = *patient;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if ((some >> i & 1U) != 0) other.facts[Index(facts[i])] = {};
    }
    if (Meets(other, goals)) return other;
  }
  return std::nullopt;
}

}  // namespace mgl
