// Files watched by looking at them again and again: it works wherever files are, on network drives
// and in containers too.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tools/commands/guideline_paths.h"

namespace mgl {

/// `list` names the files each time they are looked at: which they are may change as well.
std::unique_ptr<FileWatch> PollFiles(std::function<std::vector<std::string>()> list);

}  // namespace mgl
