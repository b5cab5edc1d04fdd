// Examples, rechecks and properties as case reports and order sets write them.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `given 74 year old woman with AF`, `given age is 74 years, not af`, `patient age 74 years`.
std::optional<Diagnostic> GivenByHabit(const Place& place);
/// `expect give amox`, `expect not treat`, `expect in scope`, `then treat`.
std::optional<Diagnostic> ExpectByHabit(const Place& place);
/// `in 3 months`, `every 3 to 6 months from …`, `within 1 to 2 weeks after …`, `of "LFTs"`.
std::optional<Diagnostic> RecheckTimeByHabit(const Place& place);
/// `must not …`, `must always "…" if a then b`, `… af and give warfarin`.
std::optional<Diagnostic> PropertyByHabit(const Place& place);

}  // namespace mgl
