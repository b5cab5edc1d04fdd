// Reading a unit code without the search for what may have been meant.
#pragma once

#include <string_view>

#include "engine/unit/unit.h"

namespace mgl {

/// ParseUnit without suggestions: the help of the error is empty where only a suggestion could
/// help.
Result<Unit> ReadUnit(std::string_view code, UnitDialect dialect);

}  // namespace mgl
