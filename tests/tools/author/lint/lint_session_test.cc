// A session against a plain lint of each text, over random edits.
#include "tools/author/lint/lint_session.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "dsl/diagnostic/diagnostic_json.h"
#include "dsl/format.h"
#include "dsl/text/comment.h"
#include "tests/dsl/compiled.h"
#include "tools/author/lint/fingerprint.h"

namespace mgl {
namespace {

namespace fs = std::filesystem;

const LintOptions kOptions{*DayFromDate(2026, 3, 1), {}};

std::string ReadText(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::vector<fs::path> Texts(const std::string& folder, std::string_view begin = "") {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(MGL_SOURCE_DIR) / folder)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".mgl") && name.starts_with(begin)) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

using Random = std::mt19937;

std::size_t Below(Random& random, std::size_t most) {
  return std::uniform_int_distribution<std::size_t>(0, most - 1)(random);
}

/// Changes that say nothing else.
std::string WithOtherComments(const std::string& text, Random& random) {
  std::vector<std::string> lines = LinesOf(text);
  if (lines.empty()) return "# begin\n";
  for (int i = 0; i < 3; ++i) {
    const std::size_t at = Below(random, lines.size());
    const auto place = lines.begin() + static_cast<std::ptrdiff_t>(at);
    switch (Below(random, 5)) {
      case 0:
        lines.insert(place, "");
        break;
      case 1:
        lines.insert(place, "  # a remark: \"µ\" when 1 < 2");
        break;
      case 2:
        lines[at] += "  # said here";
        break;
      case 3:
        lines[at] += "  \t";
        break;
      default:
        lines.erase(std::remove(lines.begin(), lines.end(), ""), lines.end());
    }
  }
  return Joined(lines);
}

/// One name of a fact, somewhere, is that of another.
std::string WithOtherFact(const std::string& text, Random& random) {
  static const std::regex kDeclared("(?:^|\n)fact ([a-z0-9_]+)");
  std::vector<std::string> names;
  for (std::sregex_iterator at(text.begin(), text.end(), kDeclared), end; at != end; ++at) {
    names.push_back((*at)[1]);
  }
  if (names.size() < 2) return text;
  const std::string& name = names[Below(random, names.size())];
  const std::regex used("\\b" + name + "\\b");
  std::vector<std::size_t> places;
  for (std::sregex_iterator at(text.begin(), text.end(), used), end; at != end; ++at) {
    places.push_back(static_cast<std::size_t>(at->position()));
  }
  std::string changed = text;
  changed.replace(places[Below(random, places.size())], name.size(),
                  names[Below(random, names.size())]);
  return changed;
}

/// Changes that may say anything.
std::string WithOtherWords(const std::string& text, Random& random) {
  std::vector<std::string> lines = LinesOf(text);
  if (lines.empty()) return text;
  const std::size_t at = Below(random, lines.size());
  const auto place = lines.begin() + static_cast<std::ptrdiff_t>(at);
  switch (Below(random, 6)) {
    case 5:
      return WithOtherFact(text, random);
    case 0:
      lines.erase(place);
      break;
    case 1:
      lines.insert(place, lines[at]);
      break;
    case 2:
      for (char& c : lines[at]) {
        if (c >= '0' && c <= '8') ++c;
      }
      break;
    case 3:
      lines[at].resize(Below(random, lines[at].size() + 1));
      break;
    default:
      lines[at] = " " + lines[at];
  }
  return Joined(lines);
}

std::vector<std::string> Sorted(std::vector<std::string> texts) {
  std::ranges::sort(texts);
  return texts;
}

/// How often the findings were taken over.
int CheckSession(const fs::path& path, int rounds, Random& random) {
  const std::string original = ReadText(path);
  LintSession session(path.string(), kOptions);
  std::string text = original;
  std::vector<std::string> before;
  int reused = 0;
  for (int i = 0; i < rounds; ++i) {
    const SourceFile source = AtItsPlace(path.string(), text);
    const CompileResult compiled = Compile(source);
    const Diagnostics found = Lint(compiled, kOptions);
    const LintSession::Report& report = session.Update(source);
    const std::vector<std::string> fingerprints = Fingerprints(*compiled.text, found);
    CHECK_EQ(RenderJson({{&session.compiled().text->source, &report.findings}}),
             RenderJson({{&compiled.text->source, &found}}));
    CHECK_EQ(report.fingerprints, fingerprints);
    // What was there, without what is gone and with what came, is what is there.
    std::vector<std::string> now;
    std::ranges::set_difference(before, report.gone, std::back_inserter(now));
    now.insert(now.end(), report.added.begin(), report.added.end());
    CHECK_EQ(Sorted(now), Sorted(fingerprints));
    before = Sorted(fingerprints);
    reused += report.is_reused ? 1 : 0;
    const bool is_good = compiled.guideline != nullptr;
    if (!is_good) text = original;
    text = Below(random, 3) == 0 ? WithOtherWords(text, random) : WithOtherComments(text, random);
  }
  return reused;
}

TEST_CASE("a session finds what a plain lint finds, in any text that follows another") {
  Random random(20260301);
  int reused = 0;
  for (const fs::path& path : Texts("tests/golden/lint")) {
    INFO(path);
    reused += CheckSession(path, 8, random);
  }
  CHECK_GT(reused, 100);
}

TEST_CASE("a session of each guideline of the project") {
  Random random(7);
  for (const fs::path& path : Texts("guidelines")) {
    INFO(path);
    // Findings of several files are not taken over.
    const bool is_one = PathsNamedIn(SourceFile("g.mgl", ReadText(path))).empty();
    CHECK_GE(CheckSession(path, 10, random), is_one ? 1 : 0);
  }
}

TEST_CASE("what does not hang on a change is not proved again") {
  std::string text =
      "guideline small \"Small\"\n  language mgl 1\n  version 1.0.0\n  status draft\n"
      "  grading none\n\n";
  for (int i = 0; i < 40; ++i) {
    text += fmt::format("fact n{0} \"N{0}\" in mg/dL\n  plausible 0 to 100 mg/dL\n", i);
  }
  for (int i = 0; i < 40; ++i) {
    text += fmt::format(
        "rule a{0} \"A{0}\"\n  when n{0} > {0}.5 mg/dL and n{1} < 50 mg/dL\n"
        "  then note \"a\"\n",
        i, (i + 1) % 40);
  }
  LintSession session("g.mgl", kOptions);
  session.Update(text);
  CHECK_EQ(session.memory().recalled(), 0);
  const std::size_t asked = session.memory().asked();
  CHECK_GT(asked, 40);
  const std::size_t place = text.find("n7 > 7.5");
  text[place + 7] = '6';
  session.Update(text);
  // Those of its own rule, and of the one that compares its fact: its stretches are others now.
  const std::size_t proved = session.memory().asked() - session.memory().recalled();
  CHECK_GT(proved, 0);
  CHECK_LT(proved, asked / 10);
}

TEST_CASE("facts that are alike are still two: what was proved of one is not said of both") {
  const auto text = [](std::string_view second) {
    return fmt::format(
        "guideline small \"Small\"\n  language mgl 1\n  version 1.0.0\n  status draft\n"
        "  grading none\n\nfact a \"A\" is yes/no\nfact b \"B\" is yes/no\n\n"
        "rule one \"One\"\n  when a and not {}\n  then note \"n\"\n",
        second);
  };
  LintSession session("g.mgl", kOptions);
  const auto tells = [&](std::string_view second) {
    return std::ranges::any_of(session.Update(text(second)).findings, [](const Diagnostic& of) {
      return of.kind == DiagnosticKind::kRuleNeverHolds;
    });
  };
  CHECK(tells("a"));
  CHECK_FALSE(tells("b"));
  CHECK(tells("a"));
}

TEST_CASE("an approval is said in words that the hash leaves out") {
  const fs::path path = Texts("tests/golden/lint/approval").front();
  const std::string text = ReadText(path);
  LintSession session("g.mgl", kOptions);
  session.Update(text);
  std::string other = text;
  const std::size_t at = other.find("approved by");
  REQUIRE_NE(at, std::string::npos);
  const std::size_t day = other.find("-0", at);
  REQUIRE_NE(day, std::string::npos);
  other[day + 2] = other[day + 2] == '1' ? '2' : '1';
  CHECK_FALSE(session.Update(other).is_reused);
  CHECK(session.Update(other).is_reused);
}

TEST_CASE("comments, blank lines and layout leave a fingerprint as it is") {
  Random random(3);
  std::vector<fs::path> paths = Texts("tests/golden/lint");
  for (const fs::path& path : Texts("guidelines")) paths.push_back(path);
  for (const fs::path& path : paths) {
    INFO(path);
    const SourceFile source("g.mgl", ReadText(path));
    const CompileResult compiled = Compile(source);
    if (compiled.guideline == nullptr) continue;
    const auto marks = [&](const CompileResult& of) {
      return Sorted(Fingerprints(*of.text, Lint(of, kOptions)));
    };
    const std::vector<std::string> expected = marks(compiled);
    CHECK_EQ(std::ranges::adjacent_find(expected), expected.end());
    const std::string remarked = WithOtherComments(std::string(source.text()), random);
    CHECK_EQ(marks(Compile(SourceFile("other.mgl", "# first\n\n" + remarked))), expected);
    const FormatResult formatted = Format(source);
    REQUIRE(formatted.text);
    CHECK_EQ(marks(Compile(SourceFile("g.mgl", *formatted.text))), expected);
  }
}

TEST_CASE("comments within what a finding quotes are no part of it") {
  const std::string text =
      "guideline small \"Small\"\n  language mgl 1\n  version 1.0.0\n  status draft\n"
      "  grading none\n  applies when a or\n    b and\n    c\n\n"
      "fact a \"A\" is yes/no\nfact b \"B\" is yes/no\nfact c \"C\" is yes/no\n";
  LintSession session("g.mgl", kOptions);
  session.Update(text);
  std::string other = text;
  other.insert(other.find("    c\n"), "  # a remark\n");
  const LintSession::Report& report = session.Update(other);
  CHECK(report.is_reused);
  const SourceFile source("g.mgl", other);
  const Diagnostics found = Lint(Compile(source), kOptions);
  CHECK_EQ(RenderJson({{&source, &report.findings}}), RenderJson({{&source, &found}}));
  CHECK(std::ranges::any_of(found, [](const Diagnostic& finding) {
    return finding.help.find("(b and c)") != std::string::npos;
  }));
}

TEST_CASE("comments end lines, but not within quotes") {
  CHECK_EQ(WithoutComment("a b  # c"), "a b");
  CHECK_EQ(WithoutComment("a \"# b\" c"), "a \"# b\" c");
  CHECK_EQ(WithoutComment(R"(a "\"# b" # c)"), R"(a "\"# b")");
  CHECK_EQ(WithoutComment("4 10*3{#}/uL # c"), "4 10*3{#}/uL");
  CHECK_EQ(WithoutComment("a \"b\\"), "a \"b\\");
  CHECK_EQ(WithoutComment("  # c"), "");
  CHECK_EQ(WithoutComment("a \t\r\n"), "a");
}

}  // namespace
}  // namespace mgl
