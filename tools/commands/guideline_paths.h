// Files that a command is given by the names of files, folders and patterns.
#pragma once

#include <string>
#include <vector>

#include "engine/value/result.h"

namespace mgl {

struct UnusablePath {
  std::string path;
  Error error;
};

struct GuidelinePaths {
  std::vector<std::string> paths;
  std::vector<UnusablePath> unusable{};
};

/// Files that are looked at until one of them is otherwise than before.
class FileWatch {
 public:
  virtual ~FileWatch() = default;
  /// Returns when a file came, went or was written since the watch began or this returned last.
  virtual void WaitForChange() = 0;
};

}  // namespace mgl
