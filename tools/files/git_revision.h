// The text of a guideline as it was in a revision that Git keeps.
#pragma once

#include <string>

#include "dsl/text/source.h"
#include "engine/value/result.h"

namespace mgl {

/// `HEAD~1:x.mgl`: as Git reads it, from the top of the repository; where there is none, from the
/// current folder. Runs `git`, without a shell. Errors: there is no Git, no such revision, no such
/// file in it, or it is larger than kMaxSourceBytes.
Result<SourceFile> ReadGitRevision(const std::string& revision_and_path);

}  // namespace mgl
