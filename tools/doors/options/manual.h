// The manual page mgl(1), from the text of the help.
#pragma once

#include <string>

#include "tools/doors/options/program_model.h"

namespace mgl {

/// In roff (man macros), UTF-8.
std::string ManualPage(const ProgramModel& program, const std::string& version);

}  // namespace mgl
