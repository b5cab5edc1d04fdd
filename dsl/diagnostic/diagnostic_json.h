// Diagnostics as JSON, for programs.
#pragma once

#include <string>
#include <vector>

#include "dsl/diagnostic/diagnostic.h"

namespace mgl {

/// What was found in one text. `cases`, where not empty, holds a JSON text for each diagnostic: the
/// patient that shows it, or an empty string; `fingerprints` what it is known by in later versions.
struct FileFindings {
  const SourceFile* source;
  const Diagnostics* diagnostics;
  std::vector<std::string> cases{};
  std::vector<std::string> fingerprints{};
};

/// One array over all files, in their order:
/// {"code","level","file","line","column","end_line","end_column","message","help","labels":[…],
/// "edits":[…],"fixes":[…]}, and "case" and "fingerprint" where there is one. Columns count
/// characters from 1, the end is behind the last one; "offset" counts bytes from 0, of the text
/// without a byte order mark. A fix has its edits, which belong together, and says whether it is
/// "safe": whether `mgl lint --fix` would write it.
std::string RenderJson(const std::vector<FileFindings>& files);

}  // namespace mgl
