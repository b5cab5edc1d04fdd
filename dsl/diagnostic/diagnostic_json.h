// Diagnostics as JSON, for programs.
#pragma once

#include <string>
#include <vector>

#include "dsl/diagnostic/diagnostic.h"

namespace mgl {

/// What was found in one text. `cases`, where not empty, holds a JSON text for each diagnostic: the
/// patient that shows it, or an empty string.
struct FileFindings {
  const SourceFile* source;
  const Diagnostics* diagnostics;
  std::vector<std::string> cases;
};

/// One array over all files, in their order:
/// {"code","level","file","line","column","end_line","end_column","message","help","labels":[…]},
/// and "case" where there is one. Columns count characters from 1; the end is behind the last one.
std::string RenderJson(const std::vector<FileFindings>& files);

}  // namespace mgl
