#include "tools/files/find_level_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "tools/author/lint/level_file.h"

namespace mgl {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFileName = "mgl.yaml";

}  // namespace

std::optional<std::string> FindLevelFile(const std::string& linted) {
  std::error_code failure;
  fs::path folder = fs::absolute(linted == "-" ? "." : linted, failure).lexically_normal();
  if (failure) return std::nullopt;
  folder = folder.parent_path();
  while (true) {
    const fs::path file = folder / kFileName;
    if (fs::exists(file, failure)) return file.string();
    if (fs::exists(folder / ".git", failure) || folder == folder.parent_path()) {
      return std::nullopt;
    }
    folder = folder.parent_path();
  }
}

Result<std::string> ReadLevelFile(const std::string& path) {
  std::error_code failure;
  std::ifstream in(path, std::ios::binary);
  if (fs::is_directory(path, failure) || !in) {
    return Error{fmt::format("{} cannot be read", path), "check its name and permissions"};
  }
  std::string text(kMostLevelBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace mgl
