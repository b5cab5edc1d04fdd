// The unit that a title states: "Hepatic clearance (mL/min/kg)".
#pragma once

#include <optional>
#include <string_view>

#include "engine/unit/unit.h"

namespace mgl {

/// A quotient in brackets, or behind `in` at the end; empty where there is none.
std::optional<Unit> UnitSaidIn(std::string_view title);

}  // namespace mgl
