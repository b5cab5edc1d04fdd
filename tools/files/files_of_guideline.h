// The files whose change changes what is said of a guideline.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mgl {

/// Of guidelines that are looked at again and again: a file is read only where it, or one that it
/// names, was written since.
class FilesOfGuidelines {
 public:
  /// The guideline, those that it uses or adapts and these do, its lock; there or not.
  const std::vector<std::string>& Of(const std::string& path);

 private:
  struct Known {
    std::vector<std::string> files;
    std::vector<std::filesystem::file_time_type> written;  // of each, when they were read
  };
  std::map<std::string, Known> known_;
};

}  // namespace mgl
