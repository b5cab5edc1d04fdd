// tests/golden/diff/FEATURE/CASE.mgl: two versions, one behind the other, beside CASE.expected,
// which holds what the comparison says of them. MGL_REWRITE_GOLDEN=1 writes it.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "dsl/compile.h"
#include "tests/dsl/compiled.h"
#include "tests/golden_files.h"
#include "tools/author/versions/diff_report.h"

namespace mgl {
namespace {

TEST_CASE("golden comparisons say what they are expected to say") {
  const char* const rewrite = std::getenv("MGL_REWRITE_GOLDEN");
  const bool rewrites = rewrite != nullptr && std::string_view(rewrite) == "1";
  const auto cases = FilesBelow(GoldenFolder() / "diff", ".mgl");
  CHECK_FALSE(cases.empty());
  for (const std::filesystem::path& path : cases) {
    const std::string shown = std::filesystem::relative(path, GoldenFolder()).string();
    CAPTURE(shown);
    const std::string text = ReadFile(path);
    const std::size_t second = text.find("\nguideline ") + 1;
    REQUIRE(second > 0);
    const auto before = Compiled(SourceFile("old.mgl", text.substr(0, second)));
    const auto after = Compiled(SourceFile("new.mgl", text.substr(second)));
    const VersionDiff diff = CompareVersions(*before, *after, {*DayFromDate(2026, 3, 1), {}, {}});
    const std::string found =
        DiffText(diff, {100, false}) + (diff.Differs() ? "exit 1\n" : "exit 0\n");
    std::filesystem::path expected = path;
    expected.replace_extension(".expected");
    if (rewrites) {
      std::ofstream(expected, std::ios::binary) << found;
    } else {
      CHECK_EQ(ReadFile(expected), found);
    }
  }
  for (std::filesystem::path expected : FilesBelow(GoldenFolder() / "diff", ".expected")) {
    CAPTURE(expected.string());
    CHECK(std::filesystem::exists(expected.replace_extension(".mgl")));
  }
}

}  // namespace
}  // namespace mgl
