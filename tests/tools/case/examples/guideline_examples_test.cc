// The guidelines of the project: laid out, without errors, and each does what its examples expect.
#include <doctest/doctest.h>

#include <deque>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsl/compile.h"
#include "dsl/format.h"
#include "engine/eval_scalar.h"
#include "tests/dsl/compiled.h"
#include "tools/case/examples/example_case.h"
#include "tools/case/examples/example_check.h"

namespace mgl {
namespace {

namespace fs = std::filesystem;

/// One of each folder of guidelines/, named as it is.
std::vector<fs::path> GuidelineFiles() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(MGL_SOURCE_DIR) / "guidelines")) {
    files.push_back(entry.path() / (entry.path().filename().string() + ".mgl"));
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string TextOf(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("every guideline has its text, its source, cases and examples") {
  CHECK(GuidelineFiles().size() >= 4);
  for (const fs::path& file : GuidelineFiles()) {
    const fs::path folder = file.parent_path();
    CAPTURE(folder.string());
    CHECK(fs::exists(file));
    CHECK(fs::file_size(folder / "SOURCE.md") > 0);
    CHECK((fs::exists(folder / "cases.csv") || fs::exists(folder / "cases.yaml")));
    const SourceFile source = AtItsPlace(file.string(), TextOf(file));
    const CompileResult compiled = Compile(source);
    REQUIRE(compiled.guideline != nullptr);
    std::deque<Unit> units;
    CHECK_FALSE(MakeExampleCases(*compiled.guideline, 0, units).empty());
  }
}

TEST_CASE("guidelines compile and do what their examples expect") {
  for (const fs::path& file : GuidelineFiles()) {
    const SourceFile source = AtItsPlace(file.string(), TextOf(file));
    const CompileResult compiled = Compile(source);
    for (const Diagnostic& diagnostic : compiled.text->diagnostics) {
      MESSAGE(RenderText(diagnostic, compiled.text->source, false));
    }
    REQUIRE(compiled.guideline != nullptr);
    CHECK_MESSAGE(Format(source).text == source.text(), file,
                  " is not laid out as `mgl fmt` would");
    std::deque<Unit> units;
    const Day today = *DayFromDate(2026, 1, 1);
    for (const ExampleCase& example : MakeExampleCases(*compiled.guideline, today, units)) {
      ScalarEvaluator evaluator(compiled.guideline->guideline, example.options);
      const Decision decision = evaluator.Decide(example.given);
      for (const UnmetExpectation& unmet :
           CheckExpectations(*compiled.guideline, *example.example, decision)) {
        FAIL_CHECK(file.filename().string()
                   << ", example \"" << example.given.id << "\": expected " << unmet.subject << " "
                   << unmet.expected << ", got " << unmet.actual);
      }
    }
  }
}

}  // namespace mgl
