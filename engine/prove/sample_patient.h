// One patient of a set, as plain as can be, as the case that would be reported of them.
#pragma once

#include <optional>
#include <vector>

#include "engine/model/case.h"
#include "engine/prove/fact_values.h"
#include "engine/prove/patient_set.h"

namespace mgl {

/// For one guideline, which must outlive it. Cases point to its units.
class PatientSampler {
 public:
  PatientSampler(const Guideline& guideline, const FactValues& values, Day as_of);

  /// The value that is the plainest of those which the set has of the variable: missing where it
  /// has that, else no, the first choice, what is usual of a number.
  std::uint32_t PlainestValue(const PatientSet& set, const Variable& variable) const;
  /// Likewise of those that are known, and missing only where there is none.
  std::uint32_t PlainestKnown(const PatientSet& set, const Variable& variable) const;

  /// Facts that are missing are not reported, or stated to be unknown where they have a default.
  /// `variant` asks for another patient of the set (0: the plainest). Empty where a fact has no
  /// value that could be reported.
  std::optional<Case> Sample(const PatientSet& set, std::uint32_t variant) const;
  /// Lets the patient have a number or date within a stretch of the variable's value, and says
  /// which. Empty where there is none that could be reported.
  std::optional<Rational> Report(const Variable& variable, std::uint32_t value,
                                 const Interval& within, std::uint32_t variant,
                                 Case& patient) const;

 private:
  std::optional<Rational> NumberIn(const Variable& variable, const Interval& stretch,
                                   std::uint32_t variant) const;

  const Guideline& guideline_;
  const FactValues& values_;
  Day as_of_;
  std::vector<std::optional<Rational>> usual_;  // by fact: in the middle of its range
};

}  // namespace mgl
