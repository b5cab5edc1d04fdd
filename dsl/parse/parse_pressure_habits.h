// Blood pressures in one number: `120/80` is two facts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// The fact that may be the lower number of a blood pressure, or how to declare it.
std::string Diastolic(std::string_view text, std::string_view systolic, std::string& declare);

/// `plausible 60/30 to 250/150 mmHg` of a fact, `line 90/60 to 120/80 mmHg` of a range.
std::optional<Diagnostic> PressuresByHabit(const Place& place);

}  // namespace mgl
