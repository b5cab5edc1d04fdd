// Two doses in one line, and a condition before the amount.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `dose 500 mg or 1 g if severe`, `dose 500 mg every 8 hours or 12 hours`.
std::optional<Diagnostic> DoseOrDose(const Place& place);
/// `dose if severe 1 g every 8 hours`.
std::optional<Diagnostic> ConditionBeforeDose(const Place& place);
/// `dose 1 g every 8 hours for severe infection`.
std::optional<Diagnostic> DoseForWhom(const Place& place);

}  // namespace mgl
