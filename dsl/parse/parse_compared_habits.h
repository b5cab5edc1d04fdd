// Messages about what is compared: numbers that are `about`, `isn't`, signs before intervals,
// powers of ten.
#pragma once

#include <optional>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `x ~ 3.2 mmol/L`, `x about 3.2`.
std::optional<Diagnostic> AboutNumber(const Place& place);
/// `x isn't known`.
std::optional<Diagnostic> ShortNot(const Place& place);
/// `x > 3 to 4 mmol/L`, `line at least 3 to 4 mmol/L`.
std::optional<Diagnostic> SignBeforeInterval(const Place& place);
/// `x is before y`.
std::optional<Diagnostic> DateBehindIs(const Place& place);
/// `4E9/L`, `10E+9/L` at its `/`.
std::optional<Diagnostic> PowerInNumber(const Place& place);
/// `dose at least 5 mg per 8 hours`.
std::optional<Diagnostic> PerHours(const Place& place);

}  // namespace mgl
