// mgl.yaml: the levels of findings that a project has agreed on.
//   lint:
//     levels:
//       missing-source: error
//       L0501: off
#pragma once

#include <string>

#include "engine/value/result.h"
#include "tools/author/lint/levels.h"

namespace mgl {

inline constexpr std::size_t kMostLevelBytes = 64U << 10;

/// The levels that the text of an `mgl.yaml` sets; `path` is its name in errors. These name the
/// line and the column: over 64 KiB, no YAML, an unknown key, finding or level, a finding named
/// twice.
Result<LintLevels> ReadLevels(const std::string& text, const std::string& path);

}  // namespace mgl
