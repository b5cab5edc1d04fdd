// Bounds of numbers that are recorded in steps, in one form: what holds of the same multiples is
// one condition. `above 17 years` is `at least 18 years` of an age in whole years.
#pragma once

#include <optional>

#include "engine/model/guideline.h"

namespace mgl {

/// The step of which each known value of the fact is a multiple, the ends of uncertain ones too;
/// empty: none is known.
std::optional<Rational> RecordedStepOf(const Fact& fact);

/// The stretch of the same multiples that begins with one and ends before one.
Interval FromStepToStep(const Interval& stretch, const Rational& step);

}  // namespace mgl
