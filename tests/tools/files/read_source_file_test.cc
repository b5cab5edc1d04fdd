// Reading guidelines from files.
#include "tools/files/read_source_file.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

namespace mgl {
namespace {

TEST_CASE("files that cannot be read say why") {
  const Result<SourceFile> missing = ReadSourceFile("/no/such/file.mgl");
  REQUIRE_FALSE(missing);
  CHECK_EQ(missing.error().message, "cannot read `/no/such/file.mgl`: No such file or directory");
  const Result<SourceFile> folder = ReadSourceFile("/tmp");
  REQUIRE_FALSE(folder);
  CHECK_EQ(folder.error().message, "`/tmp` is a directory");
}

TEST_CASE("a file is read whole, up to 4 MiB") {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / "mgl_source_test_file.mgl";
  const auto write = [&](std::size_t size) {
    std::ofstream(path, std::ios::binary) << std::string(size, '#');
  };
  write(kMaxSourceBytes);
  const Result<SourceFile> largest = ReadSourceFile(path.string());
  REQUIRE(largest);
  CHECK_EQ(largest->text().size(), kMaxSourceBytes);
  CHECK_EQ(largest->path(), path.string());
  write(kMaxSourceBytes + 1);
  CHECK_FALSE(ReadSourceFile(path.string()));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace mgl
