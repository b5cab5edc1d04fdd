// The one layout: what it looks like, that it is stable, and that it changes no meaning.
#include "dsl/format.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>

#include "dsl/parse/parse.h"
#include "tests/dsl/ast/ast_dump.h"

namespace mgl {
namespace {

std::string Formatted(const std::string& text) {
  return Format(SourceFile("a.mgl", text)).text.value_or(text);
}

std::string Dump(const std::string& text) {
  return DumpAst(*Parse(SourceFile("a.mgl", text)).file);
}

std::size_t Comments(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '#'));
}

void CheckStable(const std::string& text) {
  const std::string once = Formatted(text);
  CAPTURE(text);
  CHECK_EQ(Formatted(once), once);
  CHECK_EQ(Dump(once), Dump(text));
  CHECK_EQ(Comments(once), Comments(text));
}

TEST_CASE("declarations stand at column 0, lines behind two blanks, one a line") {
  CHECK_EQ(
      Formatted("  rule a   \"A\" when   x<1.2mg/dL  and(y)or min( a ,b )>-3 ^ - n then give m and "
                "order x\n\n\n   cite 1,2 from line 4  to 7,\"S\" define b as not x"),
      "rule a \"A\"\n"
      "  when x < 1.2 mg/dL and (y) or min(a, b) > -3 ^ -n\n"
      "  then give m and order x\n"
      "  cite 1, 2\n"
      "  from line 4 to 7, \"S\"\n"
      "define b as not x\n");
}

TEST_CASE("the author's empty lines between declarations stay, several become one") {
  CHECK_EQ(Formatted("\n\nfact a is date\nfact b is date\n\n\n\nfact c is date\n\n"),
           "fact a is date\nfact b is date\n\nfact c is date\n");
}

TEST_CASE("a side is written with signs in conditions, with words in bounds") {
  const auto hash = [](const std::string& text) {
    return Parse(SourceFile("a.mgl", text)).file->content_hash;
  };
  struct Form {
    const char* typed;
    const char* written;
  };
  const Form forms[] = {
      {"define a as x below 3 mg and x at least 2 mg\n", "define a as x < 3 mg and x >= 2 mg\n"},
      {"define a as not x at most 3 mg or x above 9 mg\n",
       "define a as not x <= 3 mg or x > 9 mg\n"},
      {"define a as d before 2026-03-01 or d after e\n", "define a as d < 2026-03-01 or d > e\n"},
      {"define a as x below -3\n", "define a as x below -3\n"},
      {"define a as x at least 36+4 or x<34+0 or y = 3 -36+4\n",
       "define a as x >= 36+4 or x < 34+0 or y = 3 - 36 + 4\n"},
      {"define a as x below 36w4d and y < 2+3*z\n", "define a as x < 36w4d and y < 2 + 3 * z\n"},
      {"define a as x is not above 36+4 or max(2+3, y) > 5 + 1\n",
       "define a as x is not above 36+4 or max(2+3, y) > 5 + 1\n"},
      {"threshold t x >= 36+4\n", "threshold t x at least 36+4\n"},
      {"threshold t x >= 3 mg\n", "threshold t x at least 3 mg\n"},
      {"threshold t of x\n  line ≤ -3 mg\n", "threshold t of x\n  line at most -3 mg\n"},
      {"range r of x\n  line < 3 mg when y > 2\n", "range r of x\n  line below 3 mg when y > 2\n"},
      {"fact x in mg\n  plausible > 0 mg\n", "fact x in mg\n  plausible above 0 mg\n"},
      {"table t of d\n  row before 2026-03-01 or not after e gives 1\n",
       "table t of d\n  row < 2026-03-01 or not > e gives 1\n"},
      {"define a as d is 2026-03-01 to below 2026-04-01\n",
       "define a as d is 2026-03-01 to below 2026-04-01\n"},
      {"define a as x is at least 3 mg and x ≥ 2 mg and y ≠ 1\n",
       "define a as x is at least 3 mg and x >= 2 mg and y != 1\n"},
      {"define a as x is 3 to < 4 mg or x is > 3 to 4 mg or x is not ≤ 3 mg\n",
       "define a as x is 3 to below 4 mg or x is above 3 to 4 mg or x is not at most 3 mg\n"},
      {"define a as d at least 2026-03-01 and d below today or d above 2026-03-01\n",
       "define a as d >= 2026-03-01 and d < today or d > 2026-03-01\n"},
      {"define a as d is before 2026-03-01 or d is not ≥ 2026-03-01\n",
       "define a as d is below 2026-03-01 or d is not at least 2026-03-01\n"},
      {"define a as d is after 2026-03-01 to before 2026-04-01\n",
       "define a as d is above 2026-03-01 to below 2026-04-01\n"},
      {"range r of x\n  line >3 to < 4 mg\n", "range r of x\n  line above 3 to below 4 mg\n"},
      {"medication m dose 5 mg daily dose 5 mg twice  weekly when a dose 1 g 3x daily limit 2 g "
       "weekly\n",
       "medication m\n  dose 5 mg per day\n  dose 5 mg twice per week when a\n  dose 1 g 3 times "
       "per "
       "day\n  limit 2 g per week\n"},
      {"table t of x\n  row ≥ 3 mg gives 1\n  row below 3 mg gives 2\n",
       "table t of x\n  row at least 3 mg gives 1\n  row below 3 mg gives 2\n"},
      {"table t of x, d\n  row > 3 to < 4 mg or not ≤ 1 mg, at least 2026-03-01 gives 1\n"
       "  row >= y, > 2026-03-01 to before 2026-04-01 gives 2\n",
       "table t of x, d\n  row above 3 to below 4 mg or not at most 1 mg, >= 2026-03-01 gives 1\n"
       "  row >= y, above 2026-03-01 to below 2026-04-01 gives 2\n"},
      {"medication m\n  dose > 5 mg per day\n", "medication m\n  dose above 5 mg per day\n"},
  };
  for (const Form& form : forms) {
    CHECK_EQ(Formatted(form.typed), form.written);
    CHECK_FALSE(hash(form.typed).empty());
    CHECK_EQ(hash(form.typed), hash(form.written));
    CheckStable(form.typed);
  }
}

TEST_CASE("comments stay at their lines") {
  CHECK_EQ(
      Formatted(
          "# head\n\n# second\nrule a # title\n\n# before when\n when x   # why\n then give m\n"
          "\n# about b\ndefine b as x and # left\n # between\n y\n# end\n"),
      "# head\n\n"
      "# second\n"
      "rule a  # title\n\n"
      "  # before when\n"
      "  when x  # why\n"
      "  then give m\n\n"
      "# about b\n"
      "define b as x and  # left\n"
      "    # between\n"
      "    y\n"
      "# end\n");
}

TEST_CASE("long expressions go on before `and` or `or`, the outermost first") {
  const std::string name = "a_name_that_is_rather_long";
  const std::string group = "(" + name + " or " + name + ")";
  CHECK_EQ(Formatted("define d as " + group + " and " + group + " and " + group),
           "define d as " + group + "\n    and " + group + "\n    and " + group + "\n");
}

TEST_CASE("lists go on behind their commas, but never with a word of the language") {
  const std::string text = Formatted(
      "fact f is one of (a_rather_long_choice, another_rather_long_choice, "
      "a_third_rather_long_one, "
      "never, route, stop, cite)");
  CHECK_EQ(text,
           "fact f is one of (a_rather_long_choice, another_rather_long_choice, "
           "a_third_rather_long_one,\n"
           "    never, route, stop, cite)\n");
  CheckStable(
      "fact f is one of (a_rather_long_choice, another_rather_long_choice, a_third_rather_long_o,\n"
      " route, stop, cite, example, rule, given, expect, when, then, dose, means, ask, cite1)");
}

TEST_CASE("a reading keeps where it comes from on its line when it fits") {
  const std::string name = "a_name_that_is_rather_long_and_then_some";
  CHECK_EQ(Formatted("ambiguity a reading x as b from line 3\n cite 2 reading y as " + name +
                     " and " + name + " from line 40 cite 7 adopt x because \"r\""),
           "ambiguity a\n"
           "  reading x as b from line 3 cite 2\n"
           "  reading y as " +
               name + " and " + name +
               "\n"
               "    from line 40\n"
               "    cite 7\n"
               "  adopt x because \"r\"\n");
  CHECK_EQ(Formatted("silent on \"A\"\n from line 3\nleft out \"B\" because \"r\"\n cite 1\n"),
           "silent on \"A\" from line 3\nleft out \"B\" because \"r\" cite 1\n");
}

TEST_CASE("the dates of a recheck get their parentheses") {
  const std::string head = "recheck r of t\n  in 1 week after latest of ";
  CHECK_EQ(Formatted("recheck r of t in 1 week after latest of a, b  # why\n when c"),
           head + "(a, b)  # why\n  when c\n");
  CHECK_EQ(Formatted("recheck r of t in 1 week after latest of a , b"), head + "(a, b)\n");
  CHECK_EQ(Formatted("recheck r of t in 1 week after latest of ( a,b ) cite 1"),
           head + "(a, b)\n  cite 1\n");
}

TEST_CASE("value lines, rows and columns stand one a line, the points of an item deeper") {
  CHECK_EQ(
      Formatted("result level \"L\"  is one of(low,high)in order value low when x<3 value stop\n"
                "otherwise define d in mg as 3 mg"),
      "result level \"L\" is one of (low, high) in order\n"
      "  value low when x < 3\n"
      "  value stop otherwise\n"
      "define d in mg as 3 mg\n");
  CHECK_EQ(
      Formatted("table t \"T\" of a,b across c gives mg/dL first\nrow wins columns A1,<3,any row "
                "<30mg/g,G1 or not G2 gives -1,2 mg/dL,missing row otherwise gives 1,2,3"),
      "table t \"T\" of a, b across c gives mg/dL\n"
      "  first row wins\n"
      "  columns A1, below 3, any\n"
      "  row below 30 mg/g, G1 or not G2 gives -1, 2 mg/dL, missing\n"
      "  row otherwise gives 1, 2, 3\n");
  CHECK_EQ(
      Formatted(
          "score s \"S\" item \"Age\" # why\n points 2 when age>=75 years points -1 otherwise\n"
          "  # the second\n item \"Mood\" points of mood at most 9 cite 1"),
      "score s \"S\"\n"
      "  item \"Age\"  # why\n"
      "    points 2 when age >= 75 years\n"
      "    points -1 otherwise\n"
      "  # the second\n"
      "  item \"Mood\"\n"
      "    points of mood\n"
      "  at most 9\n"
      "  cite 1\n");
}

TEST_CASE("what goes on behind the points of an item stands deeper than they") {
  const std::string name = "a_name_that_is_rather_long_and_then_some";
  CHECK_EQ(Formatted("score s item \"A\" points 1 when " + name + " and " + name + " and " + name),
           "score s\n"
           "  item \"A\"\n"
           "    points 1 when " +
               name + "\n      and " + name + " and " + name + "\n");
}

TEST_CASE("treatments: what is short stands on one line") {
  CHECK_EQ(Formatted(
               "contraindication m,o \"T\" when a when b because \"r\" caution m \"T\"\n when a "
               "exclusive m,o\n because \"r\" apart m,o by 2 hours before\n or 6 hours after\n"
               "from line 3 medication m dose 2 g when a limit rate 3 mg/min contains 5 % of zinc"),
           "contraindication m, o \"T\"\n"
           "  when a\n"
           "  when b\n"
           "  because \"r\"\n"
           "caution m \"T\"\n"
           "  when a\n"
           "exclusive m, o because \"r\"\n"
           "apart m, o by 2 hours before or 6 hours after from line 3\n"
           "medication m\n"
           "  dose 2 g when a\n"
           "  limit rate 3 mg/min\n"
           "  contains 5 % of zinc\n");
}

TEST_CASE("a text with mistakes stays as it is") {
  CHECK_EQ(Formatted("rule   a\n whn  x"), "rule   a\n whn  x");
}

TEST_CASE("golden files and guidelines keep their meaning, formatted twice as once") {
  namespace fs = std::filesystem;
  for (const char* const folder : {"tests/golden", "guidelines"}) {
    const fs::path root = fs::path(MGL_SOURCE_DIR) / folder;
    if (!fs::exists(root)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      if (entry.path().extension() != ".mgl") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      std::ostringstream content;
      content << in.rdbuf();
      if (Parse(SourceFile("a.mgl", content.str())).diagnostics.empty()) CheckStable(content.str());
    }
  }
}

/// Makes valid texts with odd blanks and comments.
class TextMaker {
 public:
  explicit TextMaker(unsigned seed) : random_(seed) {}

  std::string Text() {
    std::string text;
    for (int i = 0; i < 6; ++i) text += Declaration() + Blank();
    return text;
  }

 private:
  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

  std::string Blank() {
    constexpr const char* kBlanks[] = {" ",
                                       " ",
                                       " ",
                                       "  ",
                                       "\n",
                                       "\n\n",
                                       "\t",
                                       " # note\n",
                                       "\n# own line\n",
                                       "\n\n\n  # far\n\n"};
    return kBlanks[Below(10)];
  }
  std::string Join(std::initializer_list<std::string> parts) {
    std::string text;
    for (const std::string& part : parts) text += part + Blank();
    return text;
  }
  std::string Name() {
    constexpr const char* kNames[] = {"a", "serum_magnesium", "x1",
                                      "an_extraordinarily_long_name_of_a_fact"};
    return kNames[Below(4)];
  }
  std::string Quantity() {
    constexpr const char* kUnits[] = {"mg/dL", "mg per day", "years", "%", "10*9/L"};
    return Join({std::to_string(Below(100)) + ".5", kUnits[Below(5)]});
  }
  std::string Expression(int depth) {
    switch (depth == 0 ? Below(3) : Below(9)) {
      case 0:
        return Name();
      case 1:
        return Join({Name(), "<", Quantity()});
      case 2:
        return Join({Name(), "is", "known"});
      case 3:
        return Join({Expression(depth - 1), "and", Expression(depth - 1)});
      case 4:
        return Join({Expression(depth - 1), "or", Expression(depth - 1)});
      case 5:
        return Join({"not", "(", Expression(depth - 1), ")"});
      case 6:
        return Join({"at", "least", "1", "of", "(", Expression(depth - 1), ",", Name(), ")"});
      case 7:
        return Join({Name(), "is", "1", "to", "below", Quantity()});
      default:
        return Join({"(", Name(), "-", "-", "x1", "*", Name(), "^", "2", ">", Quantity(), ")"});
    }
  }
  std::string Declaration() {
    switch (Below(8)) {
      case 5:
        return Join({"result", Name(), "value stop", "when", Expression(2), "value", Name(), "when",
                     Expression(1), "value", "\"# no comment\"", "otherwise", "cite", "1"});
      case 6:
        return Join({"table", Name(),        "of",       "a",     ",",   Name(),
                     "row",   "<",           Quantity(), ",",     "G1",  "or",
                     "not",   "any_choice",  "gives",    "never", "row", "otherwise",
                     "gives", Expression(2), "from",     "line",  "3"});
      case 7:
        return Join({"score", Name(),        "item",    "\"I\"", "points",    "1",
                     "when",  Expression(3), "points",  "-2",    "otherwise", "item",
                     "\"J\"", "points",      "from",    Name(),  "at",        "least",
                     "0",     "assumed",     "because", "\"r\""});
      case 0:
        return Join({"rule", Name(), "\"A # no comment\"", "when", Expression(4), "then", "give",
                     Name(), "cite", "1"});
      case 1:
        return Join({"define", Name(), "as", Expression(5)});
      case 2:
        return Join({"ambiguity", Name(), "reading", "p", "as", Expression(2), "from", "line", "3",
                     "reading", "q", "as", Expression(3), "adopt", "p"});
      case 3:
        return Join({"example", "\"e\"", "given", Name(), Quantity(), ",", Name(), "yes", "expect",
                     Name(), "no"});
      default:
        return Join({"fact", Name(), "\"F\"", "in", "mg/dL", "plausible", "0", "to", Quantity()});
    }
  }

  std::mt19937 random_;
};

TEST_CASE("generated texts keep their meaning, formatted twice as once") {
  int formatted = 0;
  for (unsigned seed = 0; seed < 500; ++seed) {
    const std::string text = TextMaker(seed).Text();
    if (!Parse(SourceFile("a.mgl", text)).diagnostics.empty()) continue;
    ++formatted;
    CheckStable(text);
  }
  CHECK(formatted > 450);
}

}  // namespace
}  // namespace mgl
