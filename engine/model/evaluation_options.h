// What a run chooses before any case is decided.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/value/calendar.h"

namespace mgl {

struct EvaluationOptions {
  Day as_of = 0;
  /// For each ambiguity the reading to use; empty vector or nullopt: the guideline's own choice.
  std::vector<std::optional<std::uint32_t>> readings;
  bool plans_ask = true;  // else `ask` stays empty, which saves most of the time of an open case
};

}  // namespace mgl
