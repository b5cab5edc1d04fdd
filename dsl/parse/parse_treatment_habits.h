// Messages about lines that stand elsewhere: what warns of a medication, when a rule does not
// count, how often a recheck comes, an item of a score on one line.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `contraindication X`, `caution "X" when y`: without the medication, also under it.
std::optional<Diagnostic> WarningWithoutName(const Place& place);
/// `contraindicated in X`, `warning "X"` under a medication.
std::optional<Diagnostic> WarningByHabit(const Place& place);
/// `except when X` under a rule.
std::optional<Diagnostic> ExceptionByHabit(const Place& place);
/// `monthly from DATE`, `every month from DATE`.
std::optional<Diagnostic> IntervalByHabit(const Place& place);
/// `age >= 75 years: 2 points`, `add 2 if X`, `+2 X` under a score.
std::optional<Diagnostic> ItemByHabit(const Place& place);

}  // namespace mgl
