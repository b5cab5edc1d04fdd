// What names stand for, which order definitions have, and when the resolver stays silent. Messages
// are shown by tests/golden/check/names.
#include "dsl/resolve/resolve.h"

#include <doctest/doctest.h>

#include "dsl/parse/parse.h"
#include "dsl/resolve/resolve_names.h"

namespace mgl {
namespace {

constexpr std::string_view kHead = "guideline test \"Test\"\n  language mgl 1\n";

/// A text that lives as long as its resolution.
struct Resolved {
  explicit Resolved(std::string_view text)
      : source("test.mgl", std::string(kHead) + std::string(text)),
        parsed(Parse(source)),
        result(Resolve(*parsed.file)) {}

  SourceFile source;
  ParseResult parsed;
  ResolveResult result;
};

std::string DefinitionOrder(const Resolution& resolution) {
  std::string names;
  for (const Symbol& symbol : resolution.definition_order) {
    if (!names.empty()) names += ' ';
    names += DeclarationOf(resolution, symbol)->name.text;
  }
  return names;
}

TEST_CASE("names stand for declarations, counted by kind") {
  const Resolved text(
      "fact x \"X\" is yes/no\n"
      "fact k \"K\" in mmol/L\n"
      "threshold low \"Low\" k below 3 mmol/L\n"
      "medication m \"M\"\n"
      "  choose one of\n"
      "  option a \"A\"\n"
      "  option b \"B\"\n"
      "medication n \"N\"\n"
      "  choose one of\n"
      "  option b \"B\"\n"
      "  option c \"C\"\n");
  CHECK(text.result.diagnostics.empty());
  const Resolution& resolution = text.result.resolution;
  CHECK_EQ(resolution.Find("x").kind, SymbolKind::kFact);
  CHECK_EQ(resolution.Find("k").index, 1);
  CHECK_EQ(resolution.Find("low").kind, SymbolKind::kThreshold);
  CHECK_EQ(resolution.Find("n").index, 1);
  CHECK_EQ(resolution.Find("nothing").kind, SymbolKind::kNone);
  CHECK_EQ(resolution.options.size(), 2);
  CHECK_EQ(resolution.options.at("c").index, 1);
  CHECK_EQ(resolution.options.at("c").member, 1);
  CHECK_FALSE(resolution.options.contains("b"));
}

TEST_CASE("definitions come after those they use") {
  const Resolved text(
      "fact x \"X\" is yes/no\n"
      "fact k \"K\" in mmol/L\n"
      "define last as who and middle\n"
      "ambiguity who \"Who\"\n"
      "  reading strict as x and k is below normal from line 1\n"
      "  reading broad as middle from line 2\n"
      "define middle as start or x\n"
      "range normal \"Normal\" of k\n"
      "  line 3.5 to 5 mmol/L when start\n"
      "define start as x\n");
  REQUIRE(text.result.diagnostics.empty());
  CHECK_EQ(DefinitionOrder(text.result.resolution), "start normal middle who last");
}

TEST_CASE("tables, scores and results are ordered with the definitions") {
  const Resolved text(
      "fact x \"X\" is yes/no\n"
      "result last \"Last\" as risk is high\n"
      "table risk \"Risk\" of total\n"
      "  row < 2 gives low\n"
      "  row otherwise gives high\n"
      "score total \"Total\"\n"
      "  item \"One\"\n"
      "    points from first_points\n"
      "define first_points\n"
      "  value 1 when x\n"
      "  value 0 otherwise\n");
  REQUIRE(text.result.diagnostics.empty());
  CHECK_EQ(DefinitionOrder(text.result.resolution), "first_points total risk last");
}

TEST_CASE("words that nothing is called by are choices") {
  const Resolved text(
      "fact x \"X\" is yes/no\n"
      "fact y \"Y\" is yes/no\n"
      "define implied\n"
      "  value low when x\n"
      "  value missing otherwise\n"
      "define names\n"
      "  value x when y\n"
      "  value y otherwise\n"
      "define declared is one of (x, low)\n"
      "  value x when y\n"
      "  value low otherwise\n"
      "define late as implied >= low\n");
  REQUIRE(text.result.diagnostics.empty());
  const Resolution& resolution = text.result.resolution;
  CHECK(resolution.implied_choices.contains(resolution.defines[0]));
  CHECK_EQ(resolution.implied_choices.size(), 1);
  const auto kind = [&](std::size_t define, std::size_t line) {
    return resolution.expression_symbols[resolution.defines[define]->lines[line].value->id].kind;
  };
  CHECK_EQ(kind(0, 0), SymbolKind::kNone);
  CHECK_EQ(kind(1, 0), SymbolKind::kFact);
  CHECK_EQ(kind(2, 0), SymbolKind::kNone);  // a choice, though a fact has this name too
}

TEST_CASE("suspect when does not disturb the order of definitions") {
  const Resolved text(
      "fact k \"K\" in mmol/L\n"
      "  suspect when too_high\n"
      "define too_high as high\n"
      "define high as k > 9 mmol/L\n");
  REQUIRE(text.result.diagnostics.empty());
  CHECK_EQ(DefinitionOrder(text.result.resolution), "high too_high");
}

TEST_CASE("a choice in a comparison is left to the checker") {
  const Resolved text(
      "fact stage \"Stage\" is one of (mild, severe) in order\n"
      "define late as stage >= severe\n");
  REQUIRE(text.result.diagnostics.empty());
  const ast::Expr& comparison = *text.result.resolution.defines[0]->as;
  const auto& symbols = text.result.resolution.expression_symbols;
  CHECK_EQ(symbols[comparison.children[0]->id].kind, SymbolKind::kFact);
  CHECK_EQ(symbols[comparison.children[1]->id].kind, SymbolKind::kNone);
}

TEST_CASE("names of declarations that could not be read are not unknown") {
  const Resolved text(
      "fact broken \"Broken\" is yess/no\n"
      "define a as broken and not broken\n");
  CHECK_EQ(text.parsed.diagnostics.size(), 1);
  CHECK(text.result.diagnostics.empty());
}

TEST_CASE("a guideline that could not be read is not missing") {
  ast::File file;
  CHECK_EQ(Resolve(file).diagnostics.size(), 1);
  file.broken_guideline = true;
  CHECK(Resolve(file).diagnostics.empty());
}

TEST_CASE("empty names and missing expressions are passed over") {
  ast::File file;
  file.broken_guideline = true;
  file.declarations.emplace_back(ast::Fact());
  file.declarations.emplace_back(ast::Range());
  file.declarations.emplace_back(ast::Threshold());
  file.declarations.emplace_back(ast::Define());
  file.declarations.emplace_back(ast::Ambiguity());
  file.declarations.emplace_back(ast::Medication());
  file.declarations.emplace_back(ast::Diet());
  file.declarations.emplace_back(ast::Rule());
  file.declarations.emplace_back(ast::Recheck());
  file.declarations.emplace_back(ast::Property());
  file.declarations.emplace_back(ast::Example());
  file.declarations.emplace_back(ast::Accept());
  ast::Table table;
  table.inputs.emplace_back();
  table.rows.resize(1);
  table.rows[0].cells.resize(2);
  table.rows[0].values.emplace_back();
  file.declarations.emplace_back(std::move(table));
  ast::Score score;
  score.items.resize(1);
  score.items[0].lines.resize(1);
  file.declarations.emplace_back(std::move(score));
  file.declarations.emplace_back(ast::Contraindication());
  file.declarations.emplace_back(ast::Exclusive());
  file.declarations.emplace_back(ast::Apart());
  CHECK(Resolve(file).diagnostics.empty());
}

}  // namespace
}  // namespace mgl
