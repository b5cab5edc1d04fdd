// The pages of the language reference: dsl/language.md and dsl/language/*.md. On each page
//  - the ```mgl blocks together are one guideline: it compiles, is laid out, its examples hold;
//  - a ```mgl-error block gets, behind the blocks before it, the messages of the ```text block that
//    follows, in full where that shows a place (MGL_REWRITE_GOLDEN=1 writes what is found instead);
//  - a ```mgl PATH block is another file, which these may use or adapt;
//  - a table whose column titles are all `names` in backticks holds cases, one a row: facts are
//    given, everything else is expected.
// A page without a `guideline` declaration gets kHeader.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "dsl/assemble/named_files.h"
#include "dsl/compile.h"
#include "dsl/format.h"
#include "dsl/text/words.h"
#include "engine/eval_scalar.h"
#include "tools/author/lint/lint.h"
#include "tools/case/examples/example_case.h"
#include "tools/case/examples/example_check.h"

namespace mgl {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHeader = "guideline page \"An example, not for the care of patients\"\n\n";

/// Columns of a table of cases that are compared with the decision as a whole.
constexpr const char* kAsk = "ask";
constexpr const char* kWarnings = "warnings";

struct Block {
  std::string language;  // mgl, mgl-error, text, …
  std::string text;
  std::size_t first_line = 0;  // of the page, from 0: the line behind the fence
  std::size_t end_line = 0;    // the closing fence
};

struct CaseTable {
  std::vector<std::string> columns;
  std::map<std::size_t, std::vector<std::string>> rows;  // by line of the page, from 1
};

struct Page {
  fs::path path;
  std::vector<std::string> lines;
  std::vector<Block> blocks;
  std::vector<CaseTable> tables;
};

std::string Trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::vector<std::string> CellsOf(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line.substr(1));
  for (std::string cell; std::getline(in, cell, '|');) cells.push_back(Trimmed(cell));
  return cells;
}

bool IsCode(const std::string& cell) {
  return cell.size() > 2 && cell.front() == '`' && cell.back() == '`';
}

void AddTable(std::size_t& at, Page& page) {
  CaseTable table;
  for (const std::string& cell : CellsOf(page.lines[at])) {
    table.columns.push_back(IsCode(cell) ? cell.substr(1, cell.size() - 2) : "");
  }
  for (at += 2; at < page.lines.size() && page.lines[at].starts_with("|"); ++at) {
    table.rows[at + 1] = CellsOf(page.lines[at]);
  }
  if (std::ranges::count(table.columns, "") == 0) page.tables.push_back(std::move(table));
}

Page ReadPage(const fs::path& path) {
  Page page{path, {}, {}, {}};
  std::ifstream in(path, std::ios::binary);
  for (std::string line; std::getline(in, line);) page.lines.push_back(line);
  for (std::size_t at = 0; at < page.lines.size();) {
    const std::string& line = page.lines[at];
    if (line.starts_with("```")) {
      Block block{line.substr(3), "", at + 1, at + 1};
      while (block.end_line < page.lines.size() && page.lines[block.end_line] != "```") {
        block.text += page.lines[block.end_line++] + "\n";
      }
      at = block.end_line + 1;
      page.blocks.push_back(std::move(block));
    } else if (line.starts_with("|")) {
      AddTable(at, page);
    } else {
      ++at;
    }
  }
  return page;
}

std::vector<Page> Pages() {
  const fs::path folder = fs::path(MGL_SOURCE_DIR) / "dsl";
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder / "language")) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Page> pages = {ReadPage(folder / "language.md")};
  for (const fs::path& path : paths) pages.push_back(ReadPage(path));
  return pages;
}

/// The guideline of a page, of its first `count` blocks.
std::string GuidelineOf(const Page& page, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    const Block& block = page.blocks[i];
    if (block.language == "mgl") text += (text.empty() ? "" : "\n") + block.text;
  }
  return text.starts_with("guideline") ? text : kHeader + text;
}
std::string GuidelineOf(const Page& page) { return GuidelineOf(page, page.blocks.size()); }

/// A text of a page, with the other files that the page shows.
SourceFile SourceOf(const Page& page, std::string text, std::string name = "") {
  if (name.empty()) name = page.path.filename().string();
  return WithOtherFiles(SourceFile(std::move(name), std::move(text)),
                        [&](const std::string& path) -> OtherFile {
                          for (const Block& block : page.blocks) {
                            if (block.language == "mgl " + path) return {block.text, std::nullopt};
                          }
                          return {{}, Error{"cannot read `" + path + "`", ""}};
                        });
}

/// What a case of a table says beside its example.
struct WholeAnswer {
  std::string subject;  // kAsk, kWarnings
  std::string expected;
};
using WholeAnswers = std::multimap<std::string, WholeAnswer>;  // by title of the example

/// One row as an example.
std::string ExampleOf(const CaseTable& table, const std::vector<std::string>& cells,
                      const std::string& title, const Resolution& names, WholeAnswers& answers) {
  std::string text = fmt::format("example \"{}\"\n", title);
  std::string expected;
  for (std::size_t i = 0; i < std::min(cells.size(), table.columns.size()); ++i) {
    const std::string& column = table.columns[i];
    if (column == kAsk || column == kWarnings) {
      answers.emplace(title, WholeAnswer{column, cells[i]});
    } else if (column == "as of") {
      text += fmt::format("  as of {}\n", cells[i]);
    } else if (names.Find(column).kind != SymbolKind::kFact) {
      expected += fmt::format("  expect {} {}\n", column, cells[i]);
    } else if (!cells[i].empty()) {
      text += fmt::format("  given {} {}\n", column, cells[i]);
    }
  }
  return text + expected;
}

std::string ExamplesOf(const Page& page, const Resolution& names, WholeAnswers& answers) {
  std::string text;
  for (const CaseTable& table : page.tables) {
    for (const auto& [line, cells] : table.rows) {
      const std::string title = fmt::format("the case in line {} of the page", line);
      CHECK_MESSAGE(cells.size() == table.columns.size(), page.path.filename().string(), ", ",
                    title, ": a row has one cell a column");
      text += ExampleOf(table, cells, title, names, answers);
    }
  }
  return text;
}

std::string WholeAnswerOf(const std::string& subject, const Guideline& guideline,
                          const Decision& decision) {
  std::vector<std::string> parts;
  if (subject == kAsk) {
    for (const FactId fact : decision.ask) parts.push_back(guideline.facts[Index(fact)].name);
  } else {
    for (const Warning& warning : decision.warnings) parts.push_back(warning.text);
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string Summary(const Diagnostic& diagnostic) {
  std::string text = fmt::format("{}[{}]: {}\n", LevelName(LevelOf(diagnostic)),
                                 Info(diagnostic.kind).code, diagnostic.message);
  if (!diagnostic.help.empty()) text += fmt::format("help: {}\n", diagnostic.help);
  return text;
}

void RunExamples(const Page& page, const std::string& text, const WholeAnswers& answers) {
  const std::string name = page.path.filename().string();
  const CompileResult compiled = Compile(SourceOf(page, text));
  for (const Diagnostic& diagnostic : compiled.text->diagnostics) {
    FAIL_CHECK(name << ", with the cases of its tables: " << Summary(diagnostic));
  }
  if (compiled.guideline == nullptr) return;
  std::deque<Unit> units;
  const Day today = *DayFromDate(2026, 3, 1);
  for (const ExampleCase& example : MakeExampleCases(*compiled.guideline, today, units)) {
    ScalarEvaluator evaluator(compiled.guideline->guideline, example.options);
    const Decision decision = evaluator.Decide(example.given);
    const std::string& title = example.given.id;
    for (const UnmetExpectation& unmet :
         CheckExpectations(*compiled.guideline, *example.example, decision)) {
      FAIL_CHECK(name << ", " << title << ": expected " << unmet.subject << " " << unmet.expected
                      << ", got " << unmet.actual);
    }
    const auto [begin, end] = answers.equal_range(title);
    for (auto answer = begin; answer != end; ++answer) {
      const WholeAnswer& whole = answer->second;
      const std::string actual =
          WholeAnswerOf(whole.subject, compiled.guideline->guideline, decision);
      CHECK_MESSAGE(actual == whole.expected, name, ", ", title, ": expected ", whole.subject,
                    " \"", whole.expected, "\", got \"", actual, "\"");
    }
  }
}

/// What `mgl lint` says of the block: each error, or each finding but infos and missing sources.
std::string MessagesOf(const Page& page, std::size_t block) {
  const std::string before = GuidelineOf(page, block) + "\n";
  const SourceFile source = SourceOf(page, before + page.blocks[block].text, "guideline.mgl");
  const bool in_full = page.blocks[block + 1].text.find("-->") != std::string::npos;
  std::string text;
  const CompileResult compiled = Compile(source);
  const SourceFile& whole = compiled.text->source;
  for (const Diagnostic& diagnostic : Lint(compiled, {*DayFromDate(2026, 3, 1), {}})) {
    const bool shown =
        LevelOf(diagnostic) == Level::kError || (LevelOf(diagnostic) == Level::kWarning &&
                                                 diagnostic.kind != DiagnosticKind::kMissingSource);
    const std::optional<Span> own = whole.InFirstFile(diagnostic.span);
    if (!shown || !own || own->begin < before.size()) continue;
    text += in_full ? RenderText(diagnostic, whole, false) : Summary(diagnostic);
  }
  return text;
}

bool Rewrites() {
  const char* const rewrite = std::getenv("MGL_REWRITE_GOLDEN");
  return rewrite != nullptr && std::string_view(rewrite) == "1";
}

void WriteMessages(const Page& page, const std::map<std::size_t, std::string>& by_block) {
  std::ofstream out(page.path, std::ios::binary);
  std::size_t at = 0;
  for (const auto& [block, text] : by_block) {
    for (; at < page.blocks[block].first_line; ++at) out << page.lines[at] << '\n';
    out << text;
    at = page.blocks[block].end_line;
  }
  for (; at < page.lines.size(); ++at) out << page.lines[at] << '\n';
}

}  // namespace

TEST_CASE("language reference: there is a page for each topic") { CHECK(Pages().size() >= 11); }

TEST_CASE("language reference: the guideline of each page compiles and is laid out") {
  for (const Page& page : Pages()) {
    const std::string name = page.path.filename().string();
    const SourceFile source = SourceOf(page, GuidelineOf(page));
    const CompileResult compiled = Compile(source);
    for (const Diagnostic& diagnostic : compiled.text->diagnostics) {
      FAIL_CHECK(RenderText(diagnostic, compiled.text->source, false));
    }
    const std::string laid_out = Format(source).text.value_or("");
    const bool is_laid_out = laid_out == source.text();
    CHECK_MESSAGE(is_laid_out, name, ": not laid out as `mgl fmt` would:\n", laid_out);
  }
}

TEST_CASE("language reference: the examples and the cases of the tables are decided as shown") {
  std::size_t count = 0;
  for (const Page& page : Pages()) {
    const std::string text = GuidelineOf(page);
    const CompileResult compiled = Compile(SourceOf(page, text));
    if (compiled.guideline == nullptr) continue;  // reported by the case above
    WholeAnswers answers;
    const std::string cases = ExamplesOf(page, compiled.text->names, answers);
    RunExamples(page, text + cases, answers);
    for (const CaseTable& table : page.tables) count += table.rows.size();
  }
  CHECK(count >= 40);
}

TEST_CASE("language reference: mistakes get the messages that are shown") {
  std::size_t count = 0;
  for (const Page& page : Pages()) {
    std::map<std::size_t, std::string> found;
    for (std::size_t i = 0; i < page.blocks.size(); ++i) {
      if (page.blocks[i].language != "mgl-error") continue;
      CAPTURE(page.path.filename().string());
      CAPTURE(page.blocks[i].first_line);
      REQUIRE(i + 1 < page.blocks.size());
      REQUIRE_EQ(page.blocks[i + 1].language, "text");
      const std::string messages = MessagesOf(page, i);
      CHECK_FALSE(messages.empty());
      if (!Rewrites()) CHECK_EQ(page.blocks[i + 1].text, messages);
      found[i + 1] = messages;
      ++count;
    }
    if (Rewrites()) WriteMessages(page, found);
  }
  CHECK(count >= 20);
}

TEST_CASE("language reference: the reserved words are those of the language") {
  std::set<std::string> shown;
  for (const Page& page : Pages()) {
    auto line = std::ranges::find(page.lines, "## Reserved words");
    for (; line != page.lines.end() && *line != "## Limits"; ++line) {
      if (!line->starts_with("| ")) continue;
      std::istringstream words(*line);
      for (std::string word; words >> word;) {
        if (IsCode(word)) shown.insert(word.substr(1, word.size() - 2));
      }
    }
  }
  std::set<std::string> reserved;
  for (const char* const word : {
#define MGL_WORD(word, role) #word,
#include "dsl/text/words.def"
       }) {
    if (IsReserved(word)) reserved.insert(word);
  }
  CHECK_EQ(fmt::format("{}", fmt::join(shown, " ")), fmt::format("{}", fmt::join(reserved, " ")));
}

TEST_CASE("language reference: the start page lists every declaration") {
  const Page page = Pages().front();
  std::string table;
  for (const std::string& line : page.lines) {
    if (line.starts_with("| `")) table += line.substr(0, line.find('|', 1));
  }
  for (const std::string& word : WordsOf(WordRole::kDeclaration)) {
    const bool is_listed = table.find("`" + word) != std::string::npos;
    CHECK_MESSAGE(is_listed, word);
  }
}

TEST_CASE("language reference: the start page's guideline has no warnings") {
  const Page page = Pages().front();
  for (const Diagnostic& diagnostic : Lint(Compile(SourceFile("language.md", GuidelineOf(page))),
                                           {*DayFromDate(2026, 3, 1), {}})) {
    CHECK_MESSAGE(LevelOf(diagnostic) == Level::kInfo, Summary(diagnostic));
  }
}

}  // namespace mgl
