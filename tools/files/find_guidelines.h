// The guideline files that a name on a command line stands for.
#pragma once

#include <string>

#include "tools/commands/guideline_paths.h"

namespace mgl {

/// A file by its name (`-`: standard input), whether it is there or not. Of a folder all files
/// `*.mgl` in it and below, sorted; what begins with a point is left out, links to folders are not
/// followed. Where nothing has this name and it has one of `*?[`, it is a pattern for such files
/// and folders, in which `**` stands for any folders. Unusable: a folder that cannot be read or
/// that lies too deep, a folder or pattern without any such file.
GuidelinePaths FindGuidelines(const std::string& name);

/// `path` as seen from the folder of the file `from`, links followed.
std::string PathFrom(const std::string& path, const std::string& from);

}  // namespace mgl
