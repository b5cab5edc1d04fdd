// The text of a guideline from its file.
#pragma once

#include <string>

#include "dsl/text/source.h"
#include "engine/value/result.h"

namespace mgl {

/// Reads a file (`-`: standard input). Errors: missing, a directory, unreadable, larger than
/// kMaxSourceBytes. Text that is not UTF-8 is no error here: Parse reports it with its place.
Result<SourceFile> ReadSourceFile(const std::string& path);

/// Likewise, with the files that it uses or adapts. They lie within the project: the nearest folder
/// above `path` that has `mgl.yaml` or `.git`, else the folder above its own; or in a folder that
/// the environment names (MGL_FOLDERS, separated by `:`). What lies elsewhere is not opened.
Result<SourceFile> ReadGuidelineFiles(const std::string& path);

}  // namespace mgl
