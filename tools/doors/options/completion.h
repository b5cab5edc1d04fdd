// Scripts by which shells complete `mgl`: commands, options, the values of options, and files
// (.mgl where a guideline is expected).
#pragma once

#include <string>

#include "tools/doors/options/program_model.h"

namespace mgl {

std::string BashCompletion(const ProgramModel& program);
std::string ZshCompletion(const ProgramModel& program);
std::string FishCompletion(const ProgramModel& program);

}  // namespace mgl
