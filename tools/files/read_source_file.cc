#include "tools/files/read_source_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

namespace mgl {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};

Error CannotRead(const std::string& path, const std::string& why) {
  return {"cannot read `" + path + "`: " + why, ""};
}

}  // namespace

Result<SourceFile> ReadSourceFile(const std::string& path) {
  std::unique_ptr<std::FILE, CloseFile> file;
  if (path == "-") {
    file.reset(stdin);
  } else {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
      return Error{"`" + path + "` is a directory", "name a file in it"};
    }
    file.reset(std::fopen(path.c_str(), "rb"));
    if (!file) return CannotRead(path, std::strerror(errno));
  }
  std::string text;
  char block[65536];
  for (std::size_t size = 1; size > 0 && text.size() <= kMaxSourceBytes;) {
    size = std::fread(block, 1, sizeof block, file.get());
    text.append(block, size);
  }
  if (std::ferror(file.get()) != 0) return CannotRead(path, std::strerror(errno));
  return MakeSourceFile(path, std::move(text));
}

}  // namespace mgl
