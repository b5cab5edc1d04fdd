// Golden tests: tests/golden/<phase>/<feature>/<case>.mgl beside <case>.expected, which holds the
// diagnostics as people see them, or "ok". `bad_` begins the name exactly when there is an error.
// In the phase `files` a line `# file NAME` begins each file. In the phase `together` each line
// `guideline …` begins another text: a.mgl, b.mgl and so on. MGL_REWRITE_GOLDEN=1 writes what is
// found instead of comparing.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "dsl/assemble/assemble.h"
#include "dsl/assemble/named_files.h"
#include "dsl/compile.h"
#include "dsl/diagnostic/diagnostic.h"
#include "dsl/join_guidelines.h"
#include "dsl/parse/parse.h"
#include "dsl/text/source.h"
#include "tests/golden_files.h"
#include "tools/author/adapt/lock.h"
#include "tools/author/lint/lint.h"

namespace mgl {
namespace {

namespace fs = std::filesystem;

struct Diagnosed {
  SourceFile source;  // that the places are in
  Diagnostics found;
};

struct Phase {
  std::string name;                // the folder
  std::vector<std::string> codes;  // those that it must show begin so
  std::function<Diagnosed(const SourceFile& source)> diagnose;
};

const LintOptions kOptions{*DayFromDate(2026, 3, 1), {}};

Diagnosed DiagnoseTogether(const SourceFile& source) {
  std::vector<std::shared_ptr<const CompiledGuideline>> parts;
  const std::string text(source.text());
  constexpr std::string_view kBegin = "guideline ";
  for (std::size_t begin = text.find(kBegin); begin != std::string::npos;) {
    const std::size_t next = text.find("\n" + std::string(kBegin), begin);
    const std::size_t end = next == std::string::npos ? text.size() : next + 1;
    const std::string name = std::string(1, static_cast<char>('a' + parts.size())) + ".mgl";
    parts.push_back(Compile(SourceFile(name, text.substr(begin, end - begin))).guideline);
    REQUIRE(parts.back() != nullptr);
    begin = next == std::string::npos ? next : end;
  }
  const Result<JoinedGuidelines> joined = JoinGuidelines(std::move(parts));
  REQUIRE(joined);
  return {joined->compiled->text.source, LintTogether(*joined, kOptions)};
}

/// Several files in one text, each behind a line `# file NAME`: the first is compiled and linted.
/// A lock is as it should be where none is shown, and missing where the one that is shown is empty.
Diagnosed DiagnoseFiles(const SourceFile& source) {
  constexpr std::string_view kFile = "# file ";
  std::vector<std::pair<std::string, std::string>> files;
  std::istringstream lines{std::string(source.text())};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(kFile)) {
      files.emplace_back(line.substr(kFile.size()), "");
    } else {
      REQUIRE_FALSE(files.empty());
      files.back().second += line + "\n";
    }
  }
  const SourceFile first(files.at(0).first, files.at(0).second);
  const SourceFile whole = WithOtherFiles(first, [&](const std::string& path) -> OtherFile {
    for (const auto& [name, text] : files) {
      if (name == path) return {text, std::nullopt};
    }
    return {{}, Error{"cannot read `" + path + "`: No such file or directory", ""}};
  });
  const CompileResult compiled = Compile(whole);
  LintOptions options = kOptions;
  const CompiledText& text = *compiled.text;
  if (text.assembly && !text.assembly->adapts.empty()) {
    options.lock = LockFile{LockPath(first.path()), LockText(LockOf(text))};
    for (const auto& [name, lock] : files) {
      if (name != options.lock->path) continue;
      options.lock->text.reset();
      if (!lock.empty()) options.lock->text = lock;
    }
  }
  return {text.source, Lint(compiled, options)};
}

/// Each later phase adds its row.
const std::vector<Phase>& Phases() {
  static const std::vector<Phase> phases = {
      {"parse",
       {"L01"},
       [](const SourceFile& source) -> Diagnosed {
         return {source, Parse(source).diagnostics};
       }},
      {"check",
       {"L02", "L03", "L04"},
       [](const SourceFile& source) -> Diagnosed {
         return {source, Compile(source).text->diagnostics};
       }},
      {"lint",
       {"L05", "L06"},
       [](const SourceFile& source) -> Diagnosed {
         return {source, Lint(Compile(source), kOptions)};
       }},
      {"together", {"L06"}, DiagnoseTogether},
      {"files", {"L04", "L05", "L06"}, DiagnoseFiles},
  };
  return phases;
}

/// Codes that no text of 30 lines can show: other tests do.
const std::set<std::string_view> kShownElsewhere = {
    "L0001",  // parse_test.cc: the text is not UTF-8
    "L0002",  // parse_test.cc: 4 MiB
    "L0004",  // parse_test.cc: 10,000 declarations
    "L0005",  // lowering: 1,000,000 nodes
    "L0006",  // parse_test.cc: a control character
};

std::vector<fs::path> FilesOf(const std::string& phase, const std::string& extension) {
  return FilesBelow(GoldenFolder() / phase, extension);
}

/// The path in messages has no folders, so that goldens do not depend on where the project lies.
SourceFile Load(const fs::path& path) { return {path.filename().string(), ReadFile(path)}; }

std::string Render(const Diagnostics& diagnostics, const SourceFile& source) {
  if (diagnostics.empty()) return "ok\n";
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    text += RenderText(diagnostic, source, false);
  }
  return text;
}

void CheckCase(const Phase& phase, const fs::path& path, bool rewrite) {
  const std::string shown = fs::relative(path, GoldenFolder()).string();
  CAPTURE(shown);
  const SourceFile source = Load(path);
  CHECK_MESSAGE(source.line_count() <= 31, "a case has at most 30 lines");
  const auto [shown_in, diagnostics] = phase.diagnose(source);
  CHECK_MESSAGE(path.filename().string().starts_with("bad_") == HasErrors(diagnostics),
                "`bad_` begins a case exactly when it has an error");
  const std::string found = Render(diagnostics, shown_in);
  fs::path expected = path;
  expected.replace_extension(".expected");
  if (rewrite) {
    std::ofstream(expected, std::ios::binary) << found;
  } else {
    CHECK_EQ(ReadFile(expected), found);
  }
}

TEST_CASE("golden cases show what they are expected to show") {
  const char* const rewrite = std::getenv("MGL_REWRITE_GOLDEN");
  for (const Phase& phase : Phases()) {
    const std::vector<fs::path> cases = FilesOf(phase.name, ".mgl");
    CHECK_FALSE(cases.empty());
    for (const fs::path& path : cases) {
      CheckCase(phase, path, rewrite != nullptr && std::string_view(rewrite) == "1");
    }
  }
}

TEST_CASE("no golden file is an orphan") {
  for (const Phase& phase : Phases()) {
    for (fs::path expected : FilesOf(phase.name, ".expected")) {
      CAPTURE(expected.string());
      CHECK(fs::exists(expected.replace_extension(".mgl")));
    }
  }
}

TEST_CASE("bad cases show one mistake each") {
  const std::set<std::string> of_several = {"recovery", "first_hour", "elsewhere"};
  for (const Phase& phase : Phases()) {
    for (const fs::path& path : FilesOf(phase.name, ".mgl")) {
      const std::string name = path.filename().string();
      const std::string folder = path.parent_path().filename().string();
      if (!name.starts_with("bad_") || of_several.contains(folder)) continue;
      CAPTURE(path.string());
      CHECK_EQ(phase.diagnose(Load(path)).found.size(), 1);
    }
  }
}

TEST_CASE("every diagnostic of a phase has a golden case") {
  std::map<std::string_view, std::set<std::string_view>> shown;
  for (const Phase& phase : Phases()) {
    for (const fs::path& path : FilesOf(phase.name, ".mgl")) {
      for (const Diagnostic& diagnostic : phase.diagnose(Load(path)).found) {
        for (const std::string& codes : phase.codes) {
          shown[codes].insert(Info(diagnostic.kind).code);
        }
        shown["L00"].insert(Info(diagnostic.kind).code);
      }
    }
  }
  const std::string_view codes[] = {
#define MGL_DIAGNOSTIC(name, code, level, title, explanation) code,
#include "dsl/diagnostic/diagnostic_kind.def"
#undef MGL_DIAGNOSTIC
  };
  for (const std::string_view code : codes) {
    const auto phase = shown.find(code.substr(0, 3));
    if (phase == shown.end() || kShownElsewhere.contains(code)) continue;
    CAPTURE(code);
    CHECK(phase->second.contains(code));
  }
}

}  // namespace
}  // namespace mgl
