// The `mgl.yaml` that holds for a guideline.
#pragma once

#include <optional>
#include <string>

#include "engine/value/result.h"

namespace mgl {

/// The `mgl.yaml` of the folder of `linted` (`-`: the current folder) or of the nearest folder
/// above it, up to the root or a folder with `.git`; empty where there is none.
std::optional<std::string> FindLevelFile(const std::string& linted);

/// Its text, of which no more is read than one byte over kMostLevelBytes; the error where it cannot
/// be read.
Result<std::string> ReadLevelFile(const std::string& path);

}  // namespace mgl
