// Which names are one file: so that no output replaces an input or another output.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/value/result.h"
#include "tools/io/bytes/named_file.h"

namespace mgl {

/// The absolute path of what `path` names, links followed; of a file that is not there yet, in its
/// folder. `path` itself where there is no such folder.
std::string ResolvePath(const std::string& path);

/// Where an output is the same file as an input or as an output before it, whatever their names
/// (links, hard links, `./x` and `x`, a file that is not there yet). Pipes and devices can be named
/// several times. Commands call it before they read or write anything.
std::optional<Error> FindOverwrite(const std::vector<NamedFile>& inputs,
                                   const std::vector<NamedFile>& outputs);

}  // namespace mgl
