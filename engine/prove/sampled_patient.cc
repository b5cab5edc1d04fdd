// Patients at random: where numbers of several facts are computed, a difference that nobody could
// prove or solve for is often seen by looking.
#include <algorithm>

#include "engine/prove/find_patient.h"

namespace mgl {
namespace {

/// Of a linear congruential generator (Knuth, MMIX), the upper bits.
std::uint32_t Next(std::uint64_t& random) {
  random = random * std::uint64_t{6'364'136'223'846'793'005} + 1'442'695'040'888'963'407;
  return static_cast<std::uint32_t>(random >> 33);
}

/// Within the ends, or near the one that there is.
Rational SomeNumberIn(const Interval& stretch, std::uint64_t& random) {
  constexpr std::uint32_t kParts = 1009;
  const bool is_from = !stretch.low.infinite;
  const bool is_to = !stretch.high.infinite;
  const auto room = [](const Rational& end) { return Rational(4 * abs(end) + 4); };
  const Rational low = is_from ? stretch.low.value
                       : is_to ? Rational(stretch.high.value - room(stretch.high.value))
                               : Rational(-100);
  const Rational high = is_to ? stretch.high.value : Rational(low + room(low));
  // Half of them nearer to the lower end: concentrations are.
  Rational part(Next(random) % kParts, kParts);
  if (Next(random) % 2 == 0) part = part * part * part;
  Rational number = low + (high - low) * part;
  for (int digits = 0; digits <= 6; ++digits) {
    const Rational step = (high - low) / 1000;
    Rational plain = RoundToStep(number, PowerOfTen(-digits));
    if (Contains(stretch, plain) && abs(plain - number) <= step) return plain;
  }
  return number;
}

}  // namespace

bool PatientFinder::ReportSome(const Variable& variable, const PatientSet& set,
                               std::uint64_t& random, Case& patient) const {
  std::vector<std::uint32_t> values;
  for (std::uint32_t value = 0; value < variable.known_count; ++value) {
    if (set.Has(variable, value)) values.push_back(value);
  }
  constexpr std::uint32_t kOneMissingOf = 16;
  const bool may_be_missing = set.Has(variable, variable.missing());
  if (values.empty() || (may_be_missing && Next(random) % kOneMissingOf == 0)) {
    const bool has_default = guideline_.facts[Index(variable.fact)].default_value.has_value();
    ReportedFact& reported = patient.facts[Index(variable.fact)];
    if (!variable.is_date_of && has_default) reported.state = ReportedFact::State::kUnknown;
    return may_be_missing;
  }
  const std::uint32_t value = values[Next(random) % values.size()];
  if (!variable.IsInterval()) {
    ReportedFact& reported = patient.facts[Index(variable.fact)];
    reported.state = ReportedFact::State::kValue;
    reported.choice = value;
    return true;
  }
  const Interval* const part = set.PartOf(variable);
  const Interval& stretch = part != nullptr ? *part : variable.StretchOf(value);
  Interval near = stretch;
  near.low = Bound::At(SomeNumberIn(stretch, random));
  const bool is_reported = sampler_.Report(variable, value, near, 0, patient).has_value();
  return is_reported || sampler_.Report(variable, value, stretch, 0, patient).has_value();
}

std::optional<Case> PatientFinder::AmongSamples(std::span<const Goal> goals,
                                                const PatientSet& among, std::uint32_t count) {
  const std::vector<VariableId> variables = VariablesOf(goals);
  std::uint64_t random = 1;
  for (std::uint32_t i = 0; i < count; ++i) {
    Case patient;
    patient.facts.resize(guideline_.facts.size());
    const bool is_reported = std::ranges::all_of(variables, [&](VariableId id) {
      const Variable& variable = values_.Of(id);
      return variable.computed || ReportSome(variable, among, random, patient);
    });
    if (is_reported && Meets(patient, goals)) return patient;
  }
  return std::nullopt;
}

}  // namespace mgl
