// Points of an item by the bands of a number, as scores are printed.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `<65: 0`, `65-74: 1`, `>=75: 2` under an item, `age <65: 0` under a score, `female: 1`.
std::optional<Diagnostic> ItemBandByHabit(const Place& place);

}  // namespace mgl
