// The syntax tree of a text: expressions, places, limits, and what a broken declaration leaves
// behind.
#include "dsl/parse/parse.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/dsl/ast/ast_dump.h"

namespace mgl {
namespace {

std::string Expression(const std::string& text) {
  const SourceFile source("a.mgl", "define d as " + text);
  const ParseResult result = Parse(source);
  if (!result.diagnostics.empty()) return RenderText(result.diagnostics[0], source, false);
  return DumpExpression(*std::get<ast::Define>(result.file->declarations.at(0)).as);
}

std::string Whole(const std::string& text) {
  const SourceFile source("a.mgl", text);
  const ParseResult result = Parse(source);
  if (!result.diagnostics.empty()) return RenderText(result.diagnostics[0], source, false);
  return DumpAst(*result.file);
}

TEST_CASE("operators bind from loosest to tightest") {
  CHECK_EQ(Expression("a or b and not c = d + e * -f ^ g"),
           "(or a (and b (not (= c (+ d (* e (negate (^ f g))))))))");
  CHECK_EQ(Expression("a and b or c implies d or e"), "(implies (or (and a b) c) (or d e))");
  CHECK_EQ(Expression("surely a and not surely b < 3"), "(and (surely a) (not (surely (< b 3))))");
  CHECK_EQ(Expression("a and b and c"), "(and a b c)");
  CHECK_EQ(Expression("a and (b and c)"), "(and a (and b c))");
  CHECK_EQ(Expression("a - b - c"), "(- (- a b) c)");
  CHECK_EQ(Expression("a / b * c"), "(* (/ a b) c)");
  CHECK_EQ(Expression("a ^ b ^ c"), "(^ a (^ b c))");
  CHECK_EQ(Expression("a ^ -b * c"), "(* (^ a (negate b)) c)");
  CHECK_EQ(Expression("-a ^ 2"), "(negate (^ a 2))");
  CHECK_EQ(Expression("not a = b"), "(not (= a b))");
  CHECK_EQ(Expression("not not a"), "(not (not a))");
  CHECK_EQ(Expression("-age in years"), "(negate (in-unit years age))");
  CHECK_EQ(Expression("a + b in mg > 3"), "(> (+ a (in-unit mg b)) 3)");
  CHECK_EQ(Expression("a ≤ b and c ≥ d and e ≠ f"), "(and (<= a b) (>= c d) (!= e f))");
}

TEST_CASE("what stands after is") {
  CHECK_EQ(Expression("a + b is 5 mg"), "(= (+ a b) 5 mg)");
  CHECK_EQ(Expression("x is 1.2 to 1.8 mg/dL"), "(is [6/5 mg/dL, 9/5 mg/dL] x)");
  CHECK_EQ(Expression("x is 1.2 to below 1.8 mg/dL"), "(is [6/5 mg/dL, 9/5 mg/dL) x)");
  CHECK_EQ(Expression("x is above -2 to 2 mmol/L"), "(is (-2 mmol/L, 2 mmol/L] x)");
  CHECK_EQ(Expression("age is 12 years to 17 years"), "(is [12 years, 17 years] age)");
  CHECK_EQ(Expression("not x is below normal"), "(not (below normal x))");
  CHECK_EQ(Expression("x is not within normal"), "(not (within normal x))");
  CHECK_EQ(Expression("sex is not female or a"), "(or (not (is-choice female sex)) a)");
  CHECK_EQ(Expression("s is one of (never, stop, 3)"), "(is-one-of s never stop 3)");
  CHECK_EQ(Expression("x is known and y is missing and z is yes and w is no"),
           "(and (is-known x) (is-missing y) (is-yes z) (is-no w))");
  CHECK_EQ(Expression("d is 2026-03-01"), "(= d 2026-03-01)");
  CHECK_EQ(Expression("mood is order and a"), "(and (is-choice order mood) a)");
}

TEST_CASE("a side with words, without is") {
  CHECK_EQ(Expression("a + b below 5 mg or not x at least -2 and y above 3"),
           "(or (< (+ a b) 5 mg) (and (not (>= x -2)) (> y 3)))");
  CHECK_EQ(Expression("d before 2026-03-01 and d after e or d before today"),
           "(or (and (< d 2026-03-01) (> d e)) (< d today))");
  CHECK_EQ(Expression("d is 2026-03-01 to 2026-04-01"),
           "(and (>= d 2026-03-01) (<= d 2026-04-01))");
  CHECK_EQ(Expression("d is not 2026-03-01 to below 2026-04-01"),
           "(not (and (>= d 2026-03-01) (< d 2026-04-01)))");
  CHECK_EQ(Whole("threshold t x < 3 mg"), Whole("threshold t x below 3 mg"));
  CHECK_EQ(Whole("threshold t of x line ≥ 3 mg"), Whole("threshold t of x line at least 3 mg"));
  CHECK_EQ(Whole("range t of x line <= 3 mg"), Whole("range t of x line at most 3 mg"));
  CHECK_EQ(Whole("fact x in mg plausible > 3 mg"), Whole("fact x in mg plausible above 3 mg"));
  // A score's own line.
  CHECK_EQ(Whole("score s item \"A\" points 1 when x at least 3\n at least 0"),
           Whole("score s item \"A\" points 1 when x >= 3\n at least 0"));
}

TEST_CASE("weeks and days as on charts, where they may be") {
  CHECK_EQ(Expression("a < 36+4 and 34+0 <= b"),
           "(and (< a 40 or 256 days) (<= 34 or 238 days b))");
  CHECK_EQ(Expression("a below 36+4"), Expression("a < 36+4"));
  CHECK_EQ(Expression("a is 34+0 to below 36w4d"), "(is [238 days, 256 days) a)");
  CHECK_EQ(Expression("a is one of (36+4, 37w0d)"), "(is-one-of a 256 days 259 days)");
  CHECK_EQ(Expression("a - 36w4d < 36w4d"), "(< (- a 256 days) 256 days)");
  // Sums: blanks, signs before or behind, more days than a week has.
  CHECK_EQ(Expression("a < 36 + 4"), "(< a (+ 36 4))");
  CHECK_EQ(Expression("a < 36+ 4"), "(< a (+ 36 4))");
  CHECK_EQ(Expression("a < (36)+4"), "(< a (+ 36 4))");
  CHECK_EQ(Expression("a < 36+7"), "(< a (+ 36 7))");
  CHECK_EQ(Expression("a < 36+40"), "(< a (+ 36 40))");
  CHECK_EQ(Expression("a < 3.5+4"), "(< a (+ 7/2 4))");
  CHECK_EQ(Expression("a - 36+4 > b"), "(> (+ (- a 36) 4) b)");
  CHECK_EQ(Expression("a < 36+4*b"), "(< a (+ 36 (* 4 b)))");
  CHECK_EQ(Expression("a < 36+4 days"), "(< a (+ 36 4 days))");
  CHECK_EQ(Expression("a < -36+4"), "(< a (+ (negate 36) 4))");
}

TEST_CASE("lists, functions and dates") {
  CHECK_EQ(Expression("at least 2 of (a, b or c, d)"), "(at-least 2 a (or b c) d)");
  CHECK_EQ(Expression("any known of (a, b) and exactly 1 of (c)"),
           "(and (any-known a b) (exactly 1 c))");
  CHECK_EQ(Expression("first known of (x, y) > 5 min"), "(> (first-known x y) 5 min)");
  CHECK_EQ(Expression("round(min(a, b), 1)"), "(call round (call min a b) 1)");
  CHECK_EQ(Expression("time since (a + 2 weeks) > 3 months"),
           "(> (time-since (+ a 2 weeks)) 3 months)");
  CHECK_EQ(Expression("date of x > 2026-03-01 - 2 days and today > a"),
           "(and (> (date-of x) (- 2026-03-01 2 days)) (> today a))");
}

TEST_CASE("units, divisions and products") {
  CHECK_EQ(Expression("a / 10 mg/kg / b"), "(/ (/ a 10 mg/kg) b)");
  CHECK_EQ(Expression("a > 5 mg/kg per day"), "(> a 5 mg/kg per day)");
  CHECK_EQ(Expression("a > 100 per minute"), "(> a 100 per minute)");
  CHECK_EQ(Expression("a < 150 10*9/L and 5 * b > 10*c"),
           "(and (< a 150 10*9/L) (> (* 5 b) (* 10 c)))");
  CHECK_EQ(Expression("a > 30 kg.m-2 and b > 5 -2"), "(and (> a 30 kg.m-2) (> b (- 5 2)))");
  CHECK_EQ(Expression("a < 1.2mg/dL or b > 6.5%"), "(or (< a 6/5 mg/dL) (> b 13/2 %))");
  CHECK_EQ(Expression("a > 3 mL/min/{1.73_m2} and b < 3 mL/min/1.73m2"),
           "(and (> a 3 mL/min/{1.73_m2}) (< b 3 mL/min/1.73m2))");
  CHECK_EQ(Expression("a > 2 mg of magnesium"), "(> a 2 mg of magnesium)");
  CHECK_EQ(Expression("a > 1e-3"), "(> a 1/1000)");
}

TEST_CASE("line ends and indentation mean nothing") {
  const std::string text =
      "rule a \"A\" when x < 1.2 mg/dL and y is known unless z then give m and order x "
      "urgency today cite 1 from line 4 to 7 fact f \"F\" in mg per day plausible 0 to 5 mg per "
      "day";
  std::string one_word_a_line;
  bool quoted = false;
  for (const char c : text) {
    quoted = quoted != (c == '"');
    one_word_a_line += c == ' ' && !quoted ? '\n' : c;
  }
  CHECK_EQ(Whole(one_word_a_line), Whole(text));
  CHECK_NE(Whole(text).find("(rule (and (< x 6/5 mg/dL) (is-known y)) z"), std::string::npos);
}

TEST_CASE("a reading keeps its own provenance, the ambiguity its own") {
  CHECK_EQ(
      Whole(
          "ambiguity a cite 1 reading x as b from line 3 cite 2 reading y as c adopt x from \"S\""),
      "(declaration a - (provenance [1] [\"S\"] - -)) (ambiguity "
      "[(reading x - b (provenance [2] [3-3] - -)) (reading y - c (provenance [] [] - -))] x -)\n");
}

TEST_CASE("several `when` lines are all required, several `unless` lines each suffice") {
  const std::string dump = Whole("rule r when a when b or c unless d unless e then give m");
  CHECK_NE(dump.find("(rule (and a (or b c)) (or d e)"), std::string::npos);
}

TEST_CASE("a cell is a condition on the input of its column") {
  const auto cell = [](const std::string& text) {
    const SourceFile source("a.mgl", "table t of x\n row " + text + " gives 1");
    const ParseResult result = Parse(source);
    if (!result.diagnostics.empty()) return RenderText(result.diagnostics[0], source, false);
    const auto& table = std::get<ast::Table>(result.file->declarations.at(0));
    const ast::ExprPtr& expr = table.rows.at(0).cells.at(0);
    return expr ? DumpExpression(*expr) : "any";
  };
  CHECK_EQ(cell("any"), "any");
  CHECK_EQ(cell("< 30 mg/g"), "(< x 30 mg/g)");
  CHECK_EQ(cell("!= upper"), "(!= x upper)");
  CHECK_EQ(cell(">= 2026-03-01"), "(>= x 2026-03-01)");
  CHECK_EQ(cell("> today"), "(> x today)");
  CHECK_EQ(cell("5 mg"), "(= x 5 mg)");
  CHECK_EQ(cell("2026-03-01"), "(= x 2026-03-01)");
  CHECK_EQ(cell("before 2026-03-01"), "(< x 2026-03-01)");
  CHECK_EQ(cell("not after y"), "(not (> x y))");
  CHECK_EQ(cell("2026-03-01 to 2026-04-01"), "(and (>= x 2026-03-01) (<= x 2026-04-01))");
  CHECK_EQ(cell("below 30 mg/g"), "(< x 30 mg/g)");
  CHECK_EQ(cell("above -3 mg/g"), "(> x -3 mg/g)");
  CHECK_EQ(cell("at least 30 mg/g"), "(>= x 30 mg/g)");
  CHECK_EQ(cell("at most 30 mg/g"), "(<= x 30 mg/g)");
  CHECK_EQ(cell("30 to 300 mg/g"), "(is [30 mg/g, 300 mg/g] x)");
  CHECK_EQ(cell("30 to below 300 mg/g"), "(is [30 mg/g, 300 mg/g) x)");
  CHECK_EQ(cell("above 30 to 300 mg/g"), "(is (30 mg/g, 300 mg/g] x)");
  CHECK_EQ(cell("within normal"), "(within normal x)");
  CHECK_EQ(cell("not below normal or missing"), "(or (not (below normal x)) (is-missing x))");
  CHECK_EQ(cell("G1 or not G2 or one of (stop, never, 3)"),
           "(or (is-choice G1 x) (not (is-choice G2 x)) (is-one-of x stop never 3))");
  CHECK_EQ(cell("yes or no or known"), "(or (is-yes x) (is-no x) (is-known x))");
}

TEST_CASE("a message about the input of a cell underlines the cell") {
  const SourceFile source("a.mgl", "table t of a, x\n row any, not < 5 mg or G1 gives 1");
  const ParseResult result = Parse(source);
  REQUIRE(result.diagnostics.empty());
  const auto& table = std::get<ast::Table>(result.file->declarations.at(0));
  const ast::Expr& either = *table.rows.at(0).cells.at(1);
  CHECK_EQ(source.Text(either.span), "not < 5 mg or G1");
  const ast::Expr& subject = *either.children.at(0)->children.at(0)->children.at(0);
  CHECK_EQ(subject.name.text, "x");
  CHECK_EQ(source.Text(subject.span), "not < 5 mg");
  CHECK_EQ(source.Text(subject.name.span), "not < 5 mg");
}

TEST_CASE("values of one word are choices, whatever they are spelt like") {
  const auto body = [](const std::string& text) {
    const std::string dump = Whole("result r " + text);
    return dump.substr(dump.find("(result"));
  };
  CHECK_EQ(body("value stop when a value missing when b value low otherwise"),
           "(result - [(choice stop - - -) (choice low - - -)] false - [(value stop a) (value "
           "missing b) (value low -)])\n");
  CHECK_EQ(body("value today when a value date otherwise"),
           "(result - [(choice today - - -) (choice date - - -)] false - [(value today a) (value "
           "date -)])\n");
  CHECK_EQ(body("value x + 1 when a value low otherwise"),
           "(result - [] false - [(value (+ x 1) a) (value low -)])\n");
  CHECK_EQ(body("is number value x otherwise"), "(result (number -) [] false - [(value x -)])\n");
  CHECK_EQ(body("value yes when a value \"t\" otherwise"),
           "(result - [] false - [(value yes a) (value \"t\" -)])\n");
  // `today` alone is the date; only beside other words, or in a declared list, is it a choice.
  const SourceFile source("a.mgl", "result r\n value today otherwise");
  const ParseResult result = Parse(source);
  const auto& define = std::get<ast::Define>(result.file->declarations.at(0));
  CHECK(define.lines.at(0).value->kind == ast::ExprKind::kToday);
  CHECK(define.choices.empty());
}

TEST_CASE("tables, scores and treatments are read as written") {
  CHECK_EQ(
      Whole(
          "table t \"T\" of a, b across c columns A1, < 3, any row G1, any gives low, stop, today"),
      "(declaration t \"T\" (provenance [] [] - -)) (table [a b] c - [(choice low - - -) (choice "
      "stop - - -) (choice today - - -)] false [(is-choice A1 c) (< c 3) -] [(row [(is-choice G1 "
      "a) -] [low stop today])])\n");
  CHECK_EQ(
      Whole("score s item \"A\" points 2 when x points -0.5 otherwise item \"B\" points from t "
            "item \"C\" points of f at least -1 at most 9 cite 1"),
      "(declaration s - (provenance [1] [] - -)) (score [(item \"A\" [(points 2 x) (points -1/2 "
      "-)] - -) (item \"B\" [] t -) (item \"C\" [] - f)] -1 9)\n");
  CHECK_EQ(Whole("contraindication m, o \"T\" when a when b caution m \"T\" when c"),
           "(declaration  \"T\" (provenance [] [] - -)) (contraindication [m o] (or a b) -)\n"
           "(declaration  \"T\" (provenance [] [] - -)) (caution [m] c -)\n");
  CHECK_EQ(
      Whole("apart m, o by 2 hours apart m, o by 6 hours after or 2 hours before because \"r\""),
      "(declaration  - (provenance [] [] - -)) (apart [m o] 2 hours 2 hours -)\n"
      "(declaration  - (provenance [] [] - -)) (apart [m o] 2 hours 6 hours \"r\")\n");
  const std::string medication = Whole(
      "medication m dose 2 g when a limit 5 mg per day of zinc limit rate 3 mg/min contains 5 % "
      "zinc");
  CHECK_NE(
      medication.find("[(dose [2 g, 2 g] [] - - - a)] [(limit 5 mg per day of zinc) (limit rate 3 "
                      "mg/min)] [(contains 5 % zinc)]"),
      std::string::npos);
}

TEST_CASE("expected values: texts, intervals, words of the language") {
  const std::string dump = Whole(
      "example \"e\" expect s \"t\", r could be \"a\", low, q could be 2 to below 5 mg, at least "
      "7, 3, u "
      "stop");
  CHECK_NE(
      dump.find("[(outcome s [\"t\"]) (could r [\"a\" word low]) (could q [[2 mg, 5 mg) [7, -] "
                "3]) (outcome u [word stop])]"),
      std::string::npos);
}

TEST_CASE("places are those of the text") {
  const SourceFile source(
      "a.mgl", "# a comment\nrule a \"A\"\n  when (x or y) and z\n  then give m  # end\n");
  const ParseResult result = Parse(source);
  REQUIRE_EQ(result.file->declarations.size(), 1);
  const auto& rule = std::get<ast::Rule>(result.file->declarations[0]);
  CHECK_EQ(source.Text(rule.span), "rule a \"A\"\n  when (x or y) and z\n  then give m");
  CHECK_EQ(source.Text(rule.keyword), "rule");
  CHECK_EQ(source.Text(rule.name.span), "a");
  CHECK_EQ(source.Text(rule.title->span), "\"A\"");
  CHECK_EQ(source.Text(rule.when->span), "(x or y) and z");
  CHECK_EQ(source.Text(rule.when->children[0]->span), "x or y");
  CHECK_EQ(source.Text(rule.when->operator_span), "and");
  CHECK_EQ(source.Text(rule.actions[0].span), "give m");
}

TEST_CASE("ids of expressions are dense and leave out what is broken") {
  const SourceFile source("a.mgl", "define a as x and y\ndefine b as 1 < x < 3\ndefine c as z\n");
  const ParseResult result = Parse(source);
  CHECK_EQ(result.diagnostics.size(), 1);
  REQUIRE_EQ(result.file->declarations.size(), 2);
  CHECK_EQ(result.file->expression_count, 4);
  CHECK_EQ(std::get<ast::Define>(result.file->declarations[1]).as->id, 3);
}

TEST_CASE("what is broken leaves its names, and says whether it was the guideline") {
  const SourceFile source(
      "a.mgl",
      "guideline g \"G\"\n  verson 1.0.0\nreference 7\nrulle r \"the title\"\n  when x2\n"
      "define d as 1 < low < 3\ndefine ok as y\n");
  const ParseResult result = Parse(source);
  CHECK_EQ(result.diagnostics.size(), 4);
  CHECK_EQ(result.file->declarations.size(), 2);
  for (const char* const name : {"verson", "7", "r", "the title", "x2", "d", "low"}) {
    CAPTURE(name);
    CHECK(result.file->broken_names.contains(name));
  }
  CHECK_FALSE(result.file->broken_names.contains("y"));
  CHECK_FALSE(result.file->broken_names.contains("g"));
  CHECK_FALSE(result.file->broken_guideline);
  CHECK(Parse(SourceFile("a.mgl", "guideline g G\nrule\n")).file->broken_guideline);
  CHECK_FALSE(Parse(SourceFile("a.mgl", "guideline g\nrule\n")).file->broken_guideline);
  CHECK(Parse(SourceFile("a.mgl", "guideln g\nrule\n")).file->broken_guideline);
}

std::string FirstCode(const std::string& text) {
  const ParseResult result = Parse(SourceFile("a.mgl", text));
  if (result.diagnostics.size() != 1)
    return std::to_string(result.diagnostics.size()) + " diagnostics";
  return std::string(Info(result.diagnostics[0].kind).code) + " at " +
         std::to_string(result.diagnostics[0].span.begin);
}

TEST_CASE("texts that are no texts") {
  CHECK_EQ(FirstCode("fact \xC3\x28 is date\n"), "L0001 at 5");
  CHECK_EQ(FirstCode("fact a\xFF"), "L0001 at 6");
  CHECK_EQ(FirstCode("\xFF\xFE"
                     "f"),
           "L0001 at 0");
  CHECK_EQ(FirstCode("\xED\xA0\x80"), "L0001 at 0");  // a surrogate
  CHECK_EQ(FirstCode("a\xE2\x82"), "L0001 at 1");     // cut off
  CHECK_EQ(FirstCode("\xC0\x80"), "L0001 at 0");      // overlong
  CHECK_EQ(FirstCode(std::string("fact\0a", 6)), "L0006 at 4");
  CHECK_EQ(FirstCode("fact a\x1B[0m"), "L0006 at 6");
  CHECK_EQ(FirstCode("fact a is date\rfact b is date"), "L0006 at 14");
  CHECK_EQ(FirstCode(std::string(kMaxSourceBytes + 1, '#')), "L0002 at 0");
}

TEST_CASE("depth is limited to 128") {
  const auto text = [](const std::string& open, int times, const std::string& close) {
    std::string all = "define d as ";
    for (int i = 0; i < times; ++i) all += open;
    all += "x";
    for (int i = 0; i < times; ++i) all += close;
    return all;
  };
  struct Nesting {
    const char* open;
    const char* close;
  };
  const Nesting nestings[] = {{"(", ")"},
                              {"not ", ""},
                              {"-", ""},
                              {"abs(", ")"},
                              {"at least 1 of (", ")"},
                              {"any known of (", ")"},
                              {"2 ^ ", ""},
                              {"time since ", ""},
                              {"(a and ", ")"}};
  for (const Nesting& nesting : nestings) {
    CAPTURE(nesting.open);
    CHECK_EQ(FirstCode(text(nesting.open, 128, nesting.close)), "0 diagnostics");
    CHECK_EQ(FirstCode(text(nesting.open, 129, nesting.close)).substr(0, 5), "L0003");
    CHECK_EQ(FirstCode(text(nesting.open, 5000, nesting.close)).substr(0, 5), "L0003");
  }
  // What cells join is flat.
  std::string cell = "table t of x row a";
  for (int i = 0; i < 5000; ++i) cell += " or not a";
  CHECK_EQ(FirstCode(cell + " gives " + text("(", 128, ")").substr(12)), "0 diagnostics");
  CHECK_EQ(FirstCode(cell + " gives " + text("(", 129, ")").substr(12)).substr(0, 5), "L0003");
  CHECK_EQ(FirstCode(text("(not -", 43, ")")).substr(0, 5), "L0003");
  CHECK_EQ(FirstCode(text("(not ", 64, ")")), "0 diagnostics");
}

TEST_CASE("declarations are limited") {
  std::string text;
  for (std::size_t i = 0; i < kMaxDeclarations; ++i) text += "fact a is date\n";
  CHECK_EQ(FirstCode(text), "0 diagnostics");
  CHECK_EQ(FirstCode(text + "fact b is date\n"), "L0004 at " + std::to_string(text.size()));
}

TEST_CASE("an empty text has no declarations and no mistakes") {
  for (const char* const text : {"", "\n", "# only a comment", " \t\r\n"}) {
    CHECK_EQ(FirstCode(text), "0 diagnostics");
  }
}

}  // namespace
}  // namespace mgl
