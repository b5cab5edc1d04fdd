// Every text that a message proposes is tried: those of all golden texts lead to no mistake.
#include "dsl/reread/tried_proposals.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "dsl/compile.h"
#include "dsl/reread/proposal_place.h"
#include "dsl/reread/shown_proposals.h"

namespace mgl {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> BadTexts(const std::string& phase) {
  std::vector<fs::path> texts;
  const fs::path folder = fs::path(MGL_SOURCE_DIR) / "tests" / "golden" / phase;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const bool is_bad = entry.path().filename().string().starts_with("bad_");
    if (is_bad && entry.path().extension() == ".mgl") texts.push_back(entry.path());
  }
  std::ranges::sort(texts);
  return texts;
}

SourceFile Load(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return {path.filename().string(), content.str()};
}

bool IsSyntax(const Diagnostic& diagnostic) {
  return Info(diagnostic.kind).code.starts_with("L01");
}

/// The help says what is still to be decided there.
bool IsSaid(const Diagnostic& diagnostic, const Diagnostic& mistake) {
  return !mistake.help.empty() && diagnostic.help.find(mistake.message) != std::string::npos;
}

/// Texts of the parser alone declare no names: only what cannot be read counts there.
void TryAll(const std::string& phase, bool is_syntax_alone, std::size_t& tried) {
  for (const fs::path& path : BadTexts(phase)) {
    const SourceFile source = Load(path);
    const Diagnostics diagnostics = Compile(source).text->diagnostics;
    for (std::size_t i = 0; i < diagnostics.size(); ++i) {
      if (LevelOf(diagnostics[i]) != Level::kError) continue;
      for (const LedTo& led : WhereProposalsLead(source, MistakesOf, diagnostics, i, tried)) {
        if (is_syntax_alone && !IsSyntax(led.mistake)) continue;
        if (IsSaid(diagnostics[i], led.mistake)) continue;
        const std::string shown = fmt::format(
            "{}: {}: {}\n  leads to: {}: {}", path.filename().string(), diagnostics[i].message,
            diagnostics[i].help, led.mistake.message, led.mistake.help);
        FAIL_CHECK(shown);
      }
    }
  }
}

TEST_CASE("no proposal of a golden text leads to a mistake at its place") {
  std::size_t checked = 0;
  TryAll("check", false, checked);
  std::size_t parsed = 0;
  TryAll("parse", true, parsed);
  MESSAGE("proposals tried: ", checked + parsed);
  CHECK_GT(checked, 200);
  CHECK_GT(parsed, 600);
}

TEST_CASE("no number of a proposal is lost where it is followed") {
  std::size_t followed = 0;
  for (const std::string phase : {"check", "parse"}) {
    for (const fs::path& path : BadTexts(phase)) {
      const SourceFile source = Load(path);
      const Diagnostics before = MistakesOf(source);
      const Diagnostics after = Compile(source).text->diagnostics;
      REQUIRE_EQ(before.size(), after.size());
      for (std::size_t i = 0; i < before.size(); ++i) {
        const bool is_followed = before[i].help != after[i].help &&
                                 before[i].help.starts_with("write `") &&
                                 after[i].help.starts_with("write `");
        if (!is_followed) continue;
        ++followed;
        for (const Span span : TokensOf(before[i].help)) {
          const std::string_view token =
              std::string_view(before[i].help).substr(span.begin, span.end - span.begin);
          const bool is_number = token[0] >= '0' && token[0] <= '9';
          CAPTURE(after[i].help);
          CHECK((!is_number || after[i].help.find(token) != std::string::npos));
        }
      }
    }
  }
  CHECK_GT(followed, 10);
}

constexpr std::string_view kHead = R"(guideline test "Test"
  language mgl 1
fact age "Age" in years
fact k "Potassium" in mmol/L of potassium
fact height "Height" in cm
fact fever "Fever" is yes/no
define low_k "Low" as k < 3.5 mmol/L
)";

Diagnostic FirstOf(std::string_view lines) {
  const SourceFile source("g.mgl", fmt::format("{}{}\n", kHead, lines));
  const Diagnostics diagnostics = Compile(source).text->diagnostics;
  REQUIRE_FALSE(diagnostics.empty());
  return diagnostics.front();
}

TEST_CASE("a proposal is followed to its end") {
  // The name that it gives is taken, and what follows has no `as`.
  CHECK_EQ(FirstOf("define \"Low k\": k < 3.5 mmol/L").help,
           "write `define low_k_2 \"Low k\" as k < 3.5 mmol/L`");
  // A header without its fact, and the line below it.
  CHECK_EQ(FirstOf("range normal_k \"Normal\"\n  k 3.5-5.0 mmol/L").help,
           "write `range normal_k \"Normal\" of k`, and below it `line 3.5 to 5.0 mmol/L`");
}

TEST_CASE("a followed proposal loses nothing that its author wrote") {
  // The second round would be a guess: `height` is no misspelt `weight`.
  const std::string help = FirstOf("fact bmi \"BMI\" = k / heigth ^ 2").help;
  CHECK_NE(help.find("k / heigth ^ 2"), std::string::npos);
  // A number of puffs is no frequency.
  const std::string dose = FirstOf("medication m \"M\"\n  dose 100 mcg 1-2 puffs as needed").help;
  CHECK_EQ(dose.find("2 times per day"), std::string::npos);
}

TEST_CASE("what is open is recognised") {
  CHECK(HasPlaceholder("contraindication MEDICATION \"X\"", "rule a \"A\""));
  CHECK(HasPlaceholder("value … when x", "x"));
  CHECK(HasPlaceholder("min(x, y)", "min(k)"));
  CHECK_FALSE(HasPlaceholder("define aki \"AKI\" as x > 1 g", "threshold aki \"AKI\" x 1 g"));
}

}  // namespace
}  // namespace mgl
