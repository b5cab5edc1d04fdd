// The texts of tests/golden.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace mgl {

inline std::filesystem::path GoldenFolder() {
  return std::filesystem::path(MGL_SOURCE_DIR) / "tests" / "golden";
}

inline std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

/// All below a folder with this extension, sorted; none where there is no such folder.
inline std::vector<std::filesystem::path> FilesBelow(const std::filesystem::path& folder,
                                                     const std::string& extension) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace mgl
