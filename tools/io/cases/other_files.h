// Files of other programs, which hold tables but are no text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/value/result.h"

namespace mgl {

/// What to say of a file that begins with `start` (decompressed): that it is a workbook, a data
/// set of a statistics program, a database …, and what to do. Empty: it may be text.
std::optional<Error> SayOtherFile(std::string_view start, const std::string& name);

}  // namespace mgl
