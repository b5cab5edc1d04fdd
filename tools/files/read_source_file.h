// The text of a guideline from its file.
#pragma once

#include <string>

#include "dsl/text/source.h"
#include "engine/value/result.h"

namespace mgl {

/// Reads a file (`-`: standard input). Errors: missing, a directory, unreadable, larger than
/// kMaxSourceBytes. Text that is not UTF-8 is no error here: Parse reports it with its place.
Result<SourceFile> ReadSourceFile(const std::string& path);

}  // namespace mgl
