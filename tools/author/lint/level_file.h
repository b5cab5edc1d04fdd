// mgl.yaml: the levels of findings that a project has agreed on.
//   lint:
//     levels:
//       missing-source: error
//       L0501: off
#pragma once

#include <optional>
#include <string>

#include "engine/value/result.h"
#include "tools/author/lint/levels.h"

namespace mgl {

/// The `mgl.yaml` of the folder of `linted` (`-`: the current folder) or of the nearest folder
/// above it, up to the root or a folder with `.git`; empty where there is none.
std::optional<std::string> FindLevelFile(const std::string& linted);

/// Errors name the file, the line and the column: unreadable, over 64 KiB, no YAML, an unknown key,
/// finding or level, a finding named twice.
Result<LintLevels> ReadLevelFile(const std::string& path);

}  // namespace mgl
