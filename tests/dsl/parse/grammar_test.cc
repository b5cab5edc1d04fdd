// The grammar itself: PEGTL's analysis, the words, and texts that try to exhaust it.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <tao/pegtl/contrib/analyze.hpp>

#include "dsl/parse/grammar.h"
#include "dsl/parse/parse.h"
#include "dsl/text/words.h"

namespace mgl {
namespace {

std::string Repeated(std::string_view text, std::size_t bytes) {
  std::string repeated;
  while (repeated.size() < bytes) repeated += text;
  return repeated;
}

TEST_CASE("PEGTL's analysis finds no loop without progress") {
  CHECK_EQ(tao::pegtl::analyze<grammar::file>(0), 0);
}

TEST_CASE("reserved words are no names, the others are") {
  for (const WordRole role :
       {WordRole::kDeclaration, WordRole::kLaterDeclaration, WordRole::kClause,
        WordRole::kLaterClause, WordRole::kAction, WordRole::kOperator, WordRole::kJoin,
        WordRole::kValue, WordRole::kFunction}) {
    for (const std::string& word : WordsOf(role)) {
      CAPTURE(word);
      CHECK(IsReserved(word));
      const SourceFile source("a.mgl", "define " + word + " \"T\" as x\n");
      CHECK_EQ(Parse(source).diagnostics.size(), 1);
    }
  }
  for (const std::string& word : WordsOf(WordRole::kContext)) {
    CAPTURE(word);
    CHECK_FALSE(IsReserved(word));
    const SourceFile source("a.mgl", "define " + word + " \"T\" as " + word + " and x\n");
    CHECK(Parse(source).diagnostics.empty());
  }
}

TEST_CASE("every declaration with lines is known to the messages") {
  for (const std::string& word : WordsOf(WordRole::kDeclaration)) {
    for (const std::string& clause : ClausesOf(word)) {
      CAPTURE(word);
      CAPTURE(clause);
      CHECK_NE(FindWord(clause), nullptr);
      CHECK(HasClause(word, clause));
    }
  }
}

// These would run for hours, or exhaust the stack, if anything were read twice or nested without
// limit.
TEST_CASE("no text of a quarter of a mebibyte takes more than moments") {
  constexpr std::size_t kSize = 1U << 18;
  const std::string as = "define d \"D\" as ";
  for (const std::string_view repeated :
       {"(", "not ", "- ", "a and ", "a + ", "a ^ ", "a is yes ", "min(", "at least 2 of (",
        "time since ", "5 mg/", "5 {", "1,2", "9", "a is one of (a, "}) {
    CAPTURE(repeated);
    const SourceFile source("a.mgl", as + Repeated(repeated, kSize));
    CHECK_EQ(Parse(source).diagnostics.size(), 1);
  }
  const std::string row = "table t \"T\" of x row ";
  for (const std::string_view repeated : {"a or ", "a, ", "not ", "otherwise gives ", "5 to "}) {
    CAPTURE(repeated);
    CHECK_EQ(Parse(SourceFile("a.mgl", row + Repeated(repeated, kSize))).diagnostics.size(), 1);
  }
  for (const std::string_view repeated : {"a, ", "stop, ", "(", "first known of ("}) {
    CAPTURE(repeated);
    const SourceFile source("a.mgl", row + "5 gives " + Repeated(repeated, kSize));
    CHECK_EQ(Parse(source).diagnostics.size(), 1);
  }
  for (const std::string_view repeated :
       {"\"", "\"\n", "a\n", "rule ", ";", "fact a is one of (a, ", "given a 1\nxx b 2,"}) {
    CAPTURE(repeated);
    const SourceFile source("a.mgl", Repeated(repeated, kSize));
    CHECK_FALSE(Parse(source).diagnostics.empty());
  }
  CHECK(Parse(SourceFile("a.mgl", Repeated("# (\n", kSize))).diagnostics.empty());
  CHECK(Parse(SourceFile("a.mgl", as + Repeated("a or ", kSize) + "a")).diagnostics.empty());
}

TEST_CASE("random bytes and random words neither crash nor hang") {
  std::mt19937 random(1);
  constexpr std::string_view kBytes = " \n\"#abcdefgij()<>=,.0123456789/*-+\t\\";
  const std::vector<std::string> words = {
      "rule", "fact",  "define", "\"a\"",   "x",      "as",     "when",     "and", "not",
      "(",    ")",     "is",     "5",       "mg",     "of",     "in",       ",",   "then",
      "give", "to",    "\n",     "\n",      "1.2",    "-",      "<",        "one", "yes",
      "cite", "from",  "line",   "example", "given",  "expect", "\"b",      "#",   "table",
      "row",  "gives", "score",  "item",    "points", "value",  "otherwise"};
  for (int round = 0; round < 200; ++round) {
    std::string bytes, readable, sentence;
    for (int i = 0; i < 2000; ++i) {
      bytes += static_cast<char>(random() % 256);
      readable += kBytes[random() % kBytes.size()];
      sentence += words[random() % words.size()] + (random() % 5 == 0 ? "" : " ");
    }
    for (const std::string& text : {bytes, readable, sentence}) {
      const ParseResult result = Parse(SourceFile("a.mgl", text));
      for (const Diagnostic& diagnostic : result.diagnostics) {
        CHECK(diagnostic.span.begin <= diagnostic.span.end);
        CHECK(diagnostic.span.end <= text.size());
      }
    }
  }
}

}  // namespace
}  // namespace mgl
