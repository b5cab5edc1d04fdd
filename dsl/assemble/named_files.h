// The files that a guideline needs beside its own: what they are called, and their texts.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "dsl/text/source.h"

namespace mgl {

/// A path as it is named in the file `path`: `../a/b.mgl` in `x/c.mgl` is `a/b.mgl`.
std::string PathBeside(const std::string& path, const std::string& named);

/// The paths that a text uses or adapts, as PathBeside says them. Of a text with errors those that
/// can be read.
std::vector<std::string> PathsNamedIn(const SourceFile& source);

/// Reads one of them, or says why not. Whoever reads files decides which may be read.
using ReadOther = std::function<OtherFile(const std::string& path)>;

/// The text with all the files that it needs, and those that these need.
SourceFile WithOtherFiles(SourceFile source, const ReadOther& read);

}  // namespace mgl
