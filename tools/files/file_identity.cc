// A file that is there is known by device and inode, one that is not by the path that it will have.
#include "tools/files/file_identity.h"

#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <utility>

namespace mgl {
namespace {

struct Identity {
  bool is_file = false;  // or will be one
  std::optional<std::pair<dev_t, ino_t>> inode;
  std::string path;  // where there is no inode yet
};

Identity IdentityOf(const std::string& path, int standard_stream) {
  if (path.empty()) return {};
  struct stat status = {};
  const int failed = path == "-" ? fstat(standard_stream, &status) : stat(path.c_str(), &status);
  if (failed != 0) return {path != "-", std::nullopt, ResolvePath(path)};
  return {S_ISREG(status.st_mode), std::pair(status.st_dev, status.st_ino), ""};
}

bool IsSame(const Identity& a, const Identity& b) {
  return a.is_file && b.is_file && a.inode == b.inode && a.path == b.path;
}

/// Of a file that is not there yet, in its folder.
std::string ResolveNewFile(const std::string& path) {
  char resolved[PATH_MAX];
  const std::size_t slash = path.rfind('/');
  const std::string directory = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const std::string base = slash == std::string::npos ? path : path.substr(slash + 1);
  if (realpath(directory.c_str(), resolved) == nullptr) return path;
  return std::string(resolved) + "/" + base;
}

}  // namespace

std::string ResolvePath(const std::string& path) {
  constexpr int kMostLinks = 40;
  std::string followed = path;
  char resolved[PATH_MAX];
  for (int i = 0; i < kMostLinks; ++i) {
    if (realpath(followed.c_str(), resolved) != nullptr) return resolved;
    // A link to a file that is not there yet.
    const ssize_t size = readlink(followed.c_str(), resolved, sizeof resolved);
    if (size <= 0 || static_cast<std::size_t>(size) == sizeof resolved) break;
    const std::string target(resolved, static_cast<std::size_t>(size));
    const std::size_t slash = followed.rfind('/');
    const bool is_beside = target[0] != '/' && slash != std::string::npos;
    followed = is_beside ? followed.substr(0, slash + 1) + target : target;
  }
  return ResolveNewFile(followed);
}

std::optional<Error> FindOverwrite(const std::vector<NamedFile>& inputs,
                                   const std::vector<NamedFile>& outputs) {
  const auto is_same = [](const NamedFile& output, const NamedFile& other, bool other_is_input) {
    return IsSame(IdentityOf(output.path, STDOUT_FILENO),
                  IdentityOf(other.path, other_is_input ? STDIN_FILENO : STDOUT_FILENO));
  };
  return FindOverwriteBy(inputs, outputs, is_same);
}

}  // namespace mgl
