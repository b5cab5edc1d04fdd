// Messages about the foods of a diet as leaflets write them.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `food "Fish" 2 portions per week`, `food salt "Salt" max 6 g a day`, `avoid alcohol`.
std::optional<Diagnostic> FoodByHabit(const Place& place);

}  // namespace mgl
