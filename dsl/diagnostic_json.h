// Diagnostics as JSON, for programs.
#pragma once

#include <string>
#include <vector>

#include "dsl/diagnostic.h"

namespace mgl {

/// The diagnostics of one text as one array, in their order:
/// {"code","level","file","line","column","end_line","end_column","message","help","labels":[…]}.
/// Columns count characters from 1; the end is behind the last one. `cases`, where given, holds a JSON
/// text for each diagnostic: the patient that shows it, or an empty string.
std::string RenderJson(const Diagnostics& diagnostics, const SourceFile& source,
                       const std::vector<std::string>& cases = {});

}  // namespace mgl
