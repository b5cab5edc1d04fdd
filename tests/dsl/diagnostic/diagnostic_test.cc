// The registry of diagnostics, their order, the nearest word, and how they look.
#include "dsl/diagnostic/diagnostic.h"

#include <doctest/doctest.h>

#include <set>

#include "dsl/diagnostic/diagnostic_json.h"
#include "dsl/diagnostic/fix.h"
#include "engine/text/did_you_mean.h"

namespace mgl {
namespace {

Span SpanOf(const SourceFile& source, std::string_view text) {
  const auto begin = static_cast<std::uint32_t>(source.text().find(text));
  return {begin, static_cast<std::uint32_t>(begin + text.size())};
}

Diagnostic Unexpected(Span span, std::string message, std::string help = {}) {
  return {DiagnosticKind::kUnexpectedText, span, std::move(message), std::move(help), {}};
}

TEST_CASE("codes are unique, of one shape, and found in any case") {
  std::set<std::string_view> codes;
  const std::string_view all[] = {
#define MGL_DIAGNOSTIC(name, code, level, title, explanation) code,
#include "dsl/diagnostic/diagnostic_kind.def"
#undef MGL_DIAGNOSTIC
  };
  for (const std::string_view code : all) {
    CAPTURE(code);
    CHECK_EQ(code.size(), 5);
    CHECK(codes.insert(code).second);
    CHECK_NE(FindDiagnosticKind(code), nullptr);
  }
  CHECK_EQ(FindDiagnosticKind("l0101"), &Info(DiagnosticKind::kUnexpectedText));
  CHECK_EQ(FindDiagnosticKind("L9999"), nullptr);
}

TEST_CASE("the nearest word") {
  const std::vector<std::string> words = {"when", "then", "unless", "serum_magnesium", "is"};
  CHECK_EQ(Nearest("whn", words), "when");
  CHECK_EQ(Nearest("wehn", words), "when");  // a transposition is one mistake
  CHECK_EQ(Nearest("serum_magnesum", words), "serum_magnesium");
  CHECK_EQ(Nearest("potassium", words), "");
  CHECK_EQ(Nearest("x", words), "");
  CHECK_EQ(Nearest("", words), "");
}

TEST_CASE("diagnostics are sorted by place, repeats removed") {
  Diagnostics diagnostics = {Unexpected({9, 10}, "c"), Unexpected({1, 2}, "a"),
                             Unexpected({9, 10}, "c"), Unexpected({1, 2}, "b")};
  SortDiagnostics(diagnostics);
  REQUIRE_EQ(diagnostics.size(), 3);
  CHECK_EQ(diagnostics[0].message, "a");
  CHECK_EQ(diagnostics[1].message, "b");
  CHECK_EQ(diagnostics[2].message, "c");
}

TEST_CASE("the text underlines the place and keeps tabs aligned") {
  const SourceFile source("a.mgl", "fact a\n\twhen\tx ≥ 5\n");
  CHECK_EQ(RenderText(Unexpected(SpanOf(source, "≥ 5"), "message", "do it"), source, false),
           "error[L0101]: message\n"
           " --> a.mgl:2:9\n"
           "  |\n"
           "2 | \twhen\tx ≥ 5\n"
           "  | \t    \t  ^^^\n"
           "  |\n"
           "  = help: do it\n");
}

TEST_CASE("a label has its own line, or the text behind the marks of the same place") {
  const SourceFile source("a.mgl", "one\ntwo\n");
  Diagnostic diagnostic = Unexpected(SpanOf(source, "two"), "message");
  diagnostic.labels = {{SpanOf(source, "one"), "the first"}, {SpanOf(source, "two"), "the second"}};
  CHECK_EQ(RenderText(diagnostic, source, false),
           "error[L0101]: message\n"
           " --> a.mgl:2:1\n"
           "  |\n"
           "2 | two\n"
           "  | ^^^ the second\n"
           "  |\n"
           "1 | one\n"
           "  | --- the first\n");
}

TEST_CASE("the end of a line, the end of the file and several lines have marks") {
  const SourceFile source("a.mgl", "ab\ncd");
  const auto marks = [&](Span span) {
    const std::string text = RenderText(Unexpected(span, "m"), source, false);
    const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
    return text.substr(last, text.size() - last - 1);
  };
  CHECK_EQ(marks({2, 2}), "  |   ^");
  CHECK_EQ(marks({5, 5}), "  |   ^");
  CHECK_EQ(marks({0, 5}), "  | ^^");
}

TEST_CASE("long lines are cut around the place") {
  const SourceFile source("a.mgl", std::string(500, 'x') + " here " + std::string(500, 'y'));
  const std::string text = RenderText(Unexpected(SpanOf(source, "here"), "m"), source, false);
  CHECK_NE(text.find("1 | …xxxxx"), std::string::npos);
  CHECK_NE(text.find("yyyyy…\n"), std::string::npos);
  const std::size_t line = text.find("1 | ");
  const std::size_t marks = text.find("  | ", line + 1);
  const std::size_t column = text.find("here", line) - line - (std::string("…").size() - 1);
  CHECK_EQ(text.find("^^^^", marks) - marks, column);
}

TEST_CASE("bytes that are no text are shown as question marks") {
  const SourceFile source("a.mgl", std::string("a\0b\xFF"
                                               "c",
                                               5));
  const std::string text = RenderText(Unexpected({3, 4}, "m"), source, false);
  CHECK_NE(text.find("1 | a?b?c\n  |    ^\n"), std::string::npos);
}

TEST_CASE("colors do not change the text") {
  const SourceFile source("a.mgl", "one\n");
  const Diagnostic diagnostic = Unexpected({0, 3}, "message", "help");
  std::string colored = RenderText(diagnostic, source, true);
  CHECK_NE(colored, RenderText(diagnostic, source, false));
  for (std::size_t escape = colored.find('\033'); escape != std::string::npos;
       escape = colored.find('\033')) {
    colored.erase(escape, colored.find('m', escape) - escape + 1);
  }
  CHECK_EQ(colored, RenderText(diagnostic, source, false));
}

TEST_CASE("JSON has the fields of the contract") {
  const SourceFile source("a.mgl", "µ two\n");
  Diagnostic diagnostic = Unexpected(SpanOf(source, "two"), "say \"x\"", "do");
  diagnostic.labels = {{SpanOf(source, "µ"), "here"}};
  diagnostic.edits = {{SpanOf(source, "two"), "2"}};
  const Diagnostics diagnostics = {diagnostic};
  CHECK_EQ(RenderJson({{&source, &diagnostics, {R"({"age": 60})"}}}),
           R"([
  {
    "code": "L0101",
    "level": "error",
    "file": "a.mgl",
    "line": 1,
    "column": 3,
    "end_line": 1,
    "end_column": 6,
    "message": "say \"x\"",
    "help": "do",
    "labels": [
      {
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 2,
        "text": "here"
      }
    ],
    "edits": [
      {
        "line": 1,
        "column": 3,
        "end_line": 1,
        "end_column": 6,
        "text": "2"
      }
    ],
    "fixes": [
      {
        "title": "do",
        "safe": true,
        "edits": [
          {
            "line": 1,
            "column": 3,
            "end_line": 1,
            "end_column": 6,
            "offset": 3,
            "end_offset": 6,
            "text": "2"
          }
        ]
      }
    ],
    "case": {
      "age": 60
    }
  }
]
)");
  CHECK_EQ(RenderJson({}), "[]\n");
  CHECK_NE(RenderJson({{&source, &diagnostics, {}, {"0123"}}}).find("\"fingerprint\": \"0123\""),
           std::string::npos);
}

TEST_CASE("a fix is safe where it is no proposal, stays within its lines and loses nothing") {
  const SourceFile source("a.mgl", "one\nof \n");
  Diagnostic diagnostic = Unexpected({0, 3}, "message", "");
  CHECK_FALSE(HasSafeFix(diagnostic, source));
  diagnostic.edits = {{{0, 3}, "1"}, {{4, 7}, ""}};
  CHECK(HasSafeFix(diagnostic, source));
  CHECK_EQ(FixTitle(diagnostic), "write `1`");
  diagnostic.edits[0].text = "2";
  CHECK_FALSE(HasSafeFix(diagnostic, source));
  diagnostic.edits[0].text = "1";
  diagnostic.is_proposal = true;
  CHECK_FALSE(HasSafeFix(diagnostic, source));
  diagnostic.is_proposal = false;
  diagnostic.edits[1].text = "a\nb";
  CHECK_FALSE(HasSafeFix(diagnostic, source));
  diagnostic.edits = {{{2, 5}, ""}};
  CHECK_FALSE(HasSafeFix(diagnostic, source));
  CHECK_EQ(FixTitle(diagnostic), "remove it");
}

}  // namespace
}  // namespace mgl
