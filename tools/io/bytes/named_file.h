// Files by their names and by what they are for, before anything is read or written.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/value/result.h"

namespace mgl {

/// A file that a command reads or writes. `-` as its path is standard input or output.
struct NamedFile {
  std::string option;  // as messages name what it is for: `--rejects`; of inputs it is not shown
  std::string path;    // empty: not asked for
};

/// Whether an output is the same file as an input or as another output.
using IsSameFile =
    std::function<bool(const NamedFile& output, const NamedFile& other, bool other_is_input)>;

/// Where an output would overwrite an input or an output before it.
std::optional<Error> FindOverwriteBy(const std::vector<NamedFile>& inputs,
                                     const std::vector<NamedFile>& outputs,
                                     const IsSameFile& is_same);

}  // namespace mgl
