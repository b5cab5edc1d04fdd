// A file by its name and by what it is for.
#pragma once

#include <string>

namespace mgl {

/// A file that a command reads or writes. `-` as its path is standard input or output.
struct NamedFile {
  std::string option;  // as messages name what it is for: `--rejects`; of inputs it is not shown
  std::string path;    // empty: not asked for
};

}  // namespace mgl
