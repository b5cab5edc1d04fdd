// The types that lowering relies on, and that no tree makes the checker crash. Messages are shown
// by tests/golden/check.
#include "dsl/check/check.h"

#include <doctest/doctest.h>

#include "dsl/ast/ast.h"
#include "dsl/parse/parse.h"

namespace mgl {
namespace {

using Kind = ExprType::Kind;

constexpr std::string_view kHead =
    "guideline test \"Test\"\n"
    "  language mgl 1\n"
    "fact x \"X\" is yes/no\n"
    "fact mg \"Serum magnesium\" in mg/dL of magnesium\n"
    "fact k \"Potassium\" in mmol/L\n"
    "fact weight \"Weight\" in kg\n"
    "fact height \"Height\" in m\n"
    "fact apgar \"Apgar\" is number\n"
    "fact started \"Started\" is date\n"
    "fact sex \"Sex\" is one of (female, male)\n"
    "fact stage \"Stage\" is one of (mild, severe) in order\n"
    "define doubled as 2 * mg\n"
    "define days_on as time since started\n";

/// A text that lives as long as what was found in it.
struct CheckedText {
  explicit CheckedText(const std::string& expression)
      : source("test.mgl", std::string(kHead) + "define checked as " + expression + "\n"),
        parsed(Parse(source)),
        resolved(Resolve(*parsed.file)),
        result(Check(*parsed.file, resolved.resolution)) {
    REQUIRE(parsed.diagnostics.empty());
    REQUIRE(resolved.diagnostics.empty());
  }

  const ast::Expr& expression() const { return *resolved.resolution.defines.back()->as; }
  const ExprType& type() const { return result.checked.types[expression().id]; }
  const ExprType& type_of_child(std::size_t index) const {
    return result.checked.types[expression().children[index]->id];
  }

  SourceFile source;
  ParseResult parsed;
  ResolveResult resolved;
  CheckResult result;
};

TEST_CASE("expressions have types and units") {
  struct Row {
    std::string expression;
    Kind kind;
    std::string unit;
  };
  const Row rows[] = {
      {"x", Kind::kTruth, ""},
      {"not x and mg < 1.2 mg/dL", Kind::kTruth, ""},
      {"mg", Kind::kNumber, "mg/dL"},
      {"1.5 mmol/L", Kind::kNumber, "mmol/L"},
      {"apgar", Kind::kNumber, "1"},
      {"doubled", Kind::kNumber, "mg/dL"},
      {"mg + 1 mmol/L", Kind::kNumber, "mg/dL"},
      {"min(mg, 1 mmol/L)", Kind::kNumber, "mg/dL"},
      {"round(mg, 1)", Kind::kNumber, "mg/dL"},
      {"first known of (mg, doubled)", Kind::kNumber, "mg/dL"},
      {"2 * mg / 3", Kind::kNumber, "mg/dL"},
      {"weight / height ^ 2", Kind::kNumber, "kg/(m.m)"},
      {"mg / mg", Kind::kNumber, "1"},
      {"- mg", Kind::kNumber, "mg/dL"},
      {"weight in g", Kind::kNumber, "1"},
      {"time since started", Kind::kNumber, "d"},
      {"days_on", Kind::kNumber, "d"},
      {"today - started", Kind::kNumber, "d"},
      {"started + 3 months", Kind::kDate, ""},
      {"2 weeks + started", Kind::kDate, ""},
      {"date of mg", Kind::kDate, ""},
      {"first known of (started, today)", Kind::kDate, ""},
      {"sex", Kind::kChoice, ""},
      {"first known of (sex, sex)", Kind::kChoice, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.expression);
    const CheckedText text(row.expression);
    CHECK(text.result.diagnostics.empty());
    CHECK_EQ(text.type().kind, row.kind);
    if (row.kind == Kind::kNumber) CHECK_EQ(text.type().unit->code, row.unit);
  }
}

TEST_CASE("numbers are inexact until they are rounded") {
  for (const std::string expression :
       {"sqrt(apgar)", "2 * ln(apgar) + 1", "apgar ^ 0.5", "apgar ^ apgar", "max(1, exp(apgar))",
        "abs(ln(apgar))", "first known of (apgar, sqrt(apgar))", "(sqrt(apgar) * weight) in kg"}) {
    CAPTURE(expression);
    const CheckedText text(expression);
    CHECK(text.result.diagnostics.empty());
    CHECK(text.type().inexact);
  }
  for (const std::string expression :
       {"round(sqrt(apgar), 1)", "floor(exp(apgar))", "ceiling(ln(2))", "apgar ^ 2", "apgar ^ -1",
        "round(apgar ^ 0.5, 0) * 2"}) {
    CAPTURE(expression);
    const CheckedText text(expression);
    CHECK(text.result.diagnostics.empty());
    CHECK_FALSE(text.type().inexact);
  }
}

TEST_CASE("the values of a definition have one type") {
  const SourceFile source("test.mgl", std::string(kHead) +
                                          "define level in mmol/L\n"
                                          "  value mg when x\n"
                                          "  value 3 mg/dL otherwise\n"
                                          "result days as time since started\n"
                                          "define shown is one of (mild, severe) in order\n"
                                          "  value stage when x\n"
                                          "  value severe otherwise\n"
                                          "table words \"Words\" of x\n"
                                          "  row yes gives \"a\"\n"
                                          "  row otherwise gives missing\n"
                                          "table risk \"Risk\" of x\n"
                                          "  row yes gives low\n"
                                          "  row otherwise gives high\n");
  const ParseResult parsed = Parse(source);
  const ResolveResult resolved = Resolve(*parsed.file);
  const CheckResult result = Check(*parsed.file, resolved.resolution);
  REQUIRE(parsed.diagnostics.empty());
  REQUIRE(resolved.diagnostics.empty());
  CHECK(result.diagnostics.empty());
  const Checked& checked = result.checked;
  const std::vector<const ast::Define*>& defines = resolved.resolution.defines;
  REQUIRE_EQ(checked.define_types.size(), 5);
  CHECK_EQ(checked.define_types[2].unit->code, "mmol/L");
  REQUIRE(checked.define_types[2].substance != nullptr);  // that of the value
  CHECK_EQ(checked.define_types[2].substance->name, "magnesium");
  CHECK_FALSE(checked.define_types[3].time_since);
  CHECK(checked.define_types[3].day_count);
  CHECK_EQ(checked.define_types[4].choices, defines[4]);
  REQUIRE_EQ(checked.table_types.size(), 2);
  CHECK_EQ(checked.table_types[0].kind, Kind::kText);
  CHECK_EQ(checked.table_types[1].choices, resolved.resolution.tables[1]);
}

TEST_CASE("only time since itself is compared by the calendar") {
  CHECK(CheckedText("time since started").type().time_since);
  CHECK(CheckedText("time since started").type().day_count);
  CHECK_FALSE(CheckedText("days_on").type().time_since);
  CHECK(CheckedText("days_on").type().day_count);
  CHECK(CheckedText("today - started").type().day_count);
  CHECK_FALSE(CheckedText("time since started in days").type().day_count);
}

TEST_CASE("a literal takes over the substance that it is compared with") {
  for (const std::string expression : {"1 mmol/L < mg", "1 mmol/L + mg > mg", "mg > 1 mmol/L"}) {
    CAPTURE(expression);
    const CheckedText text(expression);
    CHECK(text.result.diagnostics.empty());
    for (std::size_t i = 0; i < 2; ++i) {
      REQUIRE(text.type_of_child(i).substance != nullptr);
      CHECK_EQ(text.type_of_child(i).substance->name, "magnesium");
    }
  }
}

TEST_CASE("substances survive the arithmetic that keeps them") {
  CHECK(CheckedText("mg + mg").type().substance != nullptr);
  CHECK(CheckedText("2 * mg").type().substance != nullptr);
  CHECK(CheckedText("mg / 2").type().substance != nullptr);
  CHECK(CheckedText("min(1 mmol/L, mg)").type().substance != nullptr);
  CHECK(CheckedText("first known of (1 mmol/L, mg)").type().substance != nullptr);
  CHECK(CheckedText("mg / height").type().substance == nullptr);
  CHECK(CheckedText("k + k").type().substance == nullptr);
}

TEST_CASE("a choice compared by its name has the type of its fact") {
  const CheckedText text("stage >= severe");
  CHECK(text.result.diagnostics.empty());
  CHECK_EQ(text.type_of_child(1).kind, Kind::kChoice);
  CHECK_EQ(text.type_of_child(1).choices, text.type_of_child(0).choices);
}

TEST_CASE("the facts' units and substances are known to lowering") {
  const CheckedText text("x");
  const Checked& checked = text.result.checked;
  CHECK_EQ(checked.fact_units[1].code, "mg/dL");
  REQUIRE(checked.fact_substances[1].has_value());
  CHECK_EQ(checked.fact_substances[1]->valence, 2);
  CHECK_EQ(checked.fact_units[0].code, UnityUnit().code);
  CHECK_FALSE(checked.fact_substances[2].has_value());
}

TEST_CASE("an error type silences what follows") {
  const SourceFile source("test.mgl", std::string(kHead) +
                                          "fact broken \"Broken\" in mgg/dL\n"
                                          "define a as broken + 1\n"
                                          "define b as a < 2 mg and broken\n"
                                          "define c as time since b is 2 to 1 kg\n");
  const ParseResult parsed = Parse(source);
  const ResolveResult resolved = Resolve(*parsed.file);
  REQUIRE(resolved.diagnostics.empty());
  const CheckResult result = Check(*parsed.file, resolved.resolution);
  REQUIRE_EQ(result.diagnostics.size(), 3);  // the unit; `time since b`; days and kg
  CHECK_EQ(result.diagnostics[0].kind, DiagnosticKind::kInvalidUnit);
}

/// Every kind of expression without children, with missing ones and with ones that do not fit.
TEST_CASE("no expression is too broken to be looked at") {
  constexpr int kKinds = static_cast<int>(ast::ExprKind::kMissingValue) + 1;
  for (int kind = 0; kind < kKinds; ++kind) {
    for (int children = 0; children <= 3; ++children) {
      for (const bool is_null : {true, false}) {
        CAPTURE(kind);
        CAPTURE(children);
        ast::File file;
        file.broken_guideline = true;
        ast::Define define;
        define.name.text = "a";
        define.as = std::make_unique<ast::Expr>();
        define.as->kind = static_cast<ast::ExprKind>(kind);
        for (int i = 0; i < children; ++i) {
          ast::ExprPtr child;
          if (!is_null) {
            child = std::make_unique<ast::Expr>();
            child->kind = ast::ExprKind::kYes;
            child->id = static_cast<std::uint32_t>(i + 1);
          }
          define.as->children.push_back(std::move(child));
        }
        file.expression_count = 4;
        file.declarations.emplace_back(std::move(define));
        const ResolveResult resolved = Resolve(file);
        const CheckResult result = Check(file, resolved.resolution);
        CHECK_EQ(result.checked.types.size(), 4);
      }
    }
  }
}

TEST_CASE("no declaration is too empty to be looked at") {
  ast::File file;
  file.broken_guideline = true;
  const auto add = [&](auto declaration) {
    declaration.name.text = "d" + std::to_string(file.declarations.size());
    file.declarations.emplace_back(std::move(declaration));
  };
  for (const ast::FactType type :
       {ast::FactType::kYesNo, ast::FactType::kQuantity, ast::FactType::kDate,
        ast::FactType::kNumber, ast::FactType::kChoice}) {
    ast::Fact fact;
    fact.type = type;
    fact.plausible.emplace();
    fact.unless_stated.emplace();
    fact.suspect_when.emplace_back();
    fact.codes.emplace_back();
    add(std::move(fact));
  }
  ast::Range range;
  range.lines.resize(2);
  add(std::move(range));
  ast::Threshold threshold;
  threshold.lines.resize(2);
  add(std::move(threshold));
  add(ast::Ambiguity());
  ast::Medication medication;
  medication.doses.resize(1);
  medication.limits.resize(1);
  medication.contents.resize(1);
  medication.duration.emplace();
  add(std::move(medication));
  ast::Diet diet;
  diet.foods.resize(1);
  diet.foods[0].serving.emplace();
  add(std::move(diet));
  ast::Rule rule;
  rule.actions.resize(2);
  add(std::move(rule));
  ast::Recheck recheck;
  recheck.in.emplace();
  recheck.every.emplace();
  recheck.within.emplace();
  add(std::move(recheck));
  add(ast::Property());
  for (const ast::FactType type :
       {ast::FactType::kYesNo, ast::FactType::kQuantity, ast::FactType::kDate,
        ast::FactType::kNumber, ast::FactType::kChoice, ast::FactType::kText}) {
    ast::Define define;
    define.is_result = true;
    define.type.emplace().type = type;
    define.lines.resize(2);
    add(std::move(define));
    ast::Table table;
    table.type.emplace().type = type;
    table.rows.resize(1);
    table.rows[0].values.resize(1);
    add(std::move(table));
  }
  ast::Score score;
  score.items.resize(1);
  score.items[0].lines.resize(1);
  add(std::move(score));
  ast::Contraindication contraindication;
  contraindication.treatments.resize(2);
  add(std::move(contraindication));
  ast::Apart apart;
  apart.before.emplace();
  apart.after.emplace();
  add(std::move(apart));
  ast::Example example;
  example.givens.resize(1);
  example.expectations.resize(2);
  example.expectations[1].kind = ast::Expectation::Kind::kCouldBe;
  add(std::move(example));
  const ResolveResult resolved = Resolve(file);
  CHECK_EQ(Check(file, resolved.resolution).checked.fact_units.size(), 5);
}

}  // namespace
}  // namespace mgl
