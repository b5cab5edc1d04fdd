// What `mgl lint --fix` writes: of each text of tests/golden/fix, in `.expected` beside it
// (MGL_REWRITE_GOLDEN=1 writes it), and of all other golden texts, where nothing may be lost.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "dsl/diagnostic/kept_text.h"
#include "dsl/text/source.h"
#include "tests/golden_files.h"
#include "tools/author/lint/lint.h"
#include "tools/author/lint/mend.h"

namespace mgl {
namespace {

namespace fs = std::filesystem;

/// Findings of a text that is understood write less where that is proven to say the same.
const LintOptions kMistakesOnly{
    *DayFromDate(2026, 3, 1),
    {{DiagnosticKind::kRepeatedNumber, {}}, {DiagnosticKind::kNeedlessAccept, {}}}};

std::string DigitsOf(const std::string& line) {
  std::string digits;
  std::copy_if(line.begin(), line.end(), std::back_inserter(digits),
               [](char c) { return c >= '0' && c <= '9'; });
  std::sort(digits.begin(), digits.end());
  return digits;
}

/// In straight quotes.
std::vector<std::string> QuotedOf(const std::string& line) {
  std::vector<std::string> texts;
  for (std::size_t open = line.find('"'); open != std::string::npos;) {
    const std::size_t close = line.find('"', open + 1);
    if (close == std::string::npos) break;
    texts.push_back(line.substr(open + 1, close - open - 1));
    open = line.find('"', close + 1);
  }
  return texts;
}

void CheckKept(const std::string& before, const std::string& after) {
  std::istringstream old_lines(before);
  std::istringstream new_lines(after);
  std::string was;
  std::string is;
  while (std::getline(old_lines, was)) {
    std::getline(new_lines, is);
    if (was == is) continue;
    CAPTURE(was);
    CAPTURE(is);
    const std::string kept = DigitsOf(is);
    const std::string digits = DigitsOf(was);
    CHECK(std::includes(kept.begin(), kept.end(), digits.begin(), digits.end()));
    for (const std::string& text : QuotedOf(was)) {
      CHECK_NE(is.find('"' + text + '"'), std::string::npos);
    }
  }
}

TEST_CASE("what --fix writes is what it is expected to write") {
  const char* const rewrite = std::getenv("MGL_REWRITE_GOLDEN");
  for (const fs::path& path : FilesBelow(GoldenFolder() / "fix", ".mgl")) {
    CAPTURE(path.string());
    const std::string text = ReadFile(path);
    const std::string found = Mend(SourceFile("a.mgl", text), kMistakesOnly).text;
    fs::path expected = path;
    expected.replace_extension(".expected");
    if (rewrite != nullptr && std::string(rewrite) == "1") {
      std::ofstream(expected, std::ios::binary) << found;
    } else {
      CHECK_EQ(ReadFile(expected), found);
    }
    CheckKept(text, found);
  }
}

TEST_CASE("--fix loses nothing of any golden text") {
  for (const fs::path& path : FilesBelow(GoldenFolder(), ".mgl")) {
    CAPTURE(path.string());
    const std::string text = ReadFile(path);
    if (text.size() > kMaxSourceBytes) continue;
    const std::string fixed = Mend(SourceFile("a.mgl", text), kMistakesOnly).text;
    CheckKept(text, fixed);
  }
}

TEST_CASE("--fix ends lines where word processors and old systems do") {
  const std::string lines =
      "guideline a \"A\" version 1.0.0\nfact b \"B\" is yes/no  # told\n  unless stated, no\n";
  for (const std::string end : {"\u2028", "\u2029", "\r", "\v", "\f"}) {
    std::string text;
    for (const char c : lines) text += c == '\n' ? end : std::string(1, c);
    CAPTURE(end);
    const Mended mended = Mend(SourceFile("a.mgl", text), kMistakesOnly);
    CHECK_EQ(mended.text, lines);
    CHECK_EQ(mended.places, 3);
    const std::string diff = UnifiedDiff("a.mgl", text, mended.text);
    CHECK(diff.starts_with("--- a.mgl\n+++ a.mgl\n@@ -1,1 +1,3 @@\n-"));
    CHECK(diff.ends_with("+  unless stated, no\n"));
  }
  const auto mended = [](const std::string& text) {
    return Mend(SourceFile("a.mgl", text), kMistakesOnly).text;
  };
  CHECK_EQ(mended("fact b \"B\vC\" is yes/no\v"), "fact b \"B C\" is yes/no\n");
  CHECK_EQ(mended("fact b \"B\u2028C\" is yes/no\n"), "fact b \"B\u2028C\" is yes/no\n");
  CHECK_EQ(mended("# a\u0085b\nfact b \"B\" is yes/no\n"), "# a\u0085b\nfact b \"B\" is yes/no\n");
}

TEST_CASE("what is kept, and what is lost") {
  const auto keeps = [](std::string_view before, std::string_view after) {
    CAPTURE(before);
    CAPTURE(after);
    CHECK(KeepsWhatIsSaid(before, after));
  };
  const auto loses = [](std::string_view before, std::string_view after) {
    CAPTURE(before);
    CAPTURE(after);
    CHECK_FALSE(KeepsWhatIsSaid(before, after));
  };
  keeps("k 3,5–5,0 mmol/L", "k 3.5 to 5.0 mmol/L");
  keeps("egfr =< 30", "egfr at most 30");
  keeps("review by 25.02.2026", "review by 2026-02-25");
  keeps("dose 2 x 500 mg daily", "dose 500 mg 2 times per day");
  keeps("dose 2½ mg q8h", "dose 2.5 mg every 8 hours");
  keeps("given a yes and b no", "given a yes, b no");
  keeps("because Ward practice", "because \"Ward practice\"");
  loses("t egfr =< 30 mL/min", "t as egfr = 30 mL/min");
  loses("dose 3 x 5 mg every week", "dose 5 mg 3 times per day");
  loses("dose max 5 mg when weak", "dose at most 5 mg");
  loses("dose max 5 mg", "dose at most 5 mg per day");
  loses("dose 5 mg every 8 hours max 20 mg", "dose 5 mg every 8 hours limit 20 mg per day");
  loses("in mg/dL Of magnesium", "in mg/dL");
  loses("Assumed Because \"x\"", "assumed because \"Because x\"");
  loses("Silent On \"x\" From Line 3", "silent on \"on x From Line 3\"");
  loses("from Line 21", "from \"Line 21\"");
  loses("when weak and not fit", "when weak and fit");
  loses("1 g", "1000 mg");
  loses("age under 65", "age below 65 years");
}

}  // namespace
}  // namespace mgl
