// Long columns of bools and doubles, which are read ahead: the same as the scalar evaluator says,
// whatever a double is taken for, and wherever its buffer begins.
#include <doctest/doctest.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/eval_scalar.h"
#include "tests/dsl/compiled.h"
#include "tests/tools/doors/library/arrow_columns.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {
namespace {

constexpr Day kAsOf = 20513;  // 2026-03-01
constexpr std::size_t kRows = 35'011;

/// Numbers that are only compared: with constants of other units, on a grid, with a range.
constexpr const char* kCompared = R"(guideline compared "Compared"
  language mgl 1
  version 1.0.0
  status draft

substance magnesium
  molar mass 24.305 g/mol
  valence 2

fact serum "Serum" in mg/dL of magnesium
  plausible 0.1 to 20 mg/dL
fact weight "Weight" in kg
  in steps of 0.1 kg
fact age "Age" in whole years
fact cramps "Cramps" is yes/no
fact pregnant "Pregnant" is yes/no

threshold low "Low" serum below 0.5 mmol/L
threshold high "High" serum above 1.2 mg/dL
threshold heavy "Heavy" weight at least 70.3 kg
threshold old "Old" age above 64 years
rule rule_a "A"
  when low and cramps
  then note "First"
rule rule_b "B"
  when high or heavy or pregnant
  then note "Second"
rule rule_c "C"
  when exactly 1 of (old, heavy, cramps, serum is missing)
  then note "Third"
)";

struct NumberFact {
  const char* name;
  std::vector<double> near;
};

/// Close to a constant, on it, somewhere, or what no number is.
double NumberNear(const NumberFact& fact, std::mt19937_64& random) {
  const double near = fact.near[random() % fact.near.size()];
  switch (random() % 8) {
    case 0:
      return std::nextafter(near, random() % 2 == 0 ? -1e300 : 1e300);
    case 1:
      return near + static_cast<double>(random() % 5) * 0.01 - 0.02;
    case 2:
      return near + static_cast<double>(random() % 9) * 1e-10;
    case 3:
      return random() % 50 == 0 ? std::vector<double>{NAN, 1e300, -3.0, 0.0, 2e15}[random() % 5]
                                : near;
    default:
      return static_cast<double>(random() % 9000) / 100;
  }
}

std::string Written(double value) {
  char text[64];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

struct Cohort {
  std::vector<NumberFact> facts{
      {"serum", {1.2, 1.21525, 0.1, 20}}, {"weight", {70.25, 70.3}}, {"age", {64, 65}}};
  std::vector<std::vector<double>> numbers;
  std::vector<Cells> cells;  // of facts and then of cramps and pregnant
  std::unique_ptr<TestTable> table;

  /// `shift`: bytes by which the numbers lie beside their alignment.
  Cohort(std::uint64_t seed, std::size_t before, std::size_t shift) {
    std::mt19937_64 random(seed);
    std::vector<TestColumn> columns;
    for (const NumberFact& fact : facts) {
      std::vector<double>& values = numbers.emplace_back();
      Cells& texts = cells.emplace_back();
      for (std::size_t row = 0; row < kRows; ++row) {
        values.push_back(NumberNear(fact, random));
        texts.push_back(random() % 9 == 0 ? std::nullopt : std::optional(Written(values.back())));
      }
      columns.push_back(MakeColumn(fact.name, "g", texts, before, random));
      TestColumn& made = columns.back();
      const std::size_t bytes = (before + kRows) * sizeof(double);
      auto moved = std::make_unique<char[]>(bytes + shift);
      std::memcpy(moved.get() + shift, made.pointers[1], bytes);
      made.pointers[1] = moved.get() + shift;
      made.buffers.push_back(std::move(moved));
    }
    for (const char* name : {"cramps", "pregnant"}) {
      Cells& texts = cells.emplace_back();
      for (std::size_t row = 0; row < kRows; ++row) {
        const std::size_t kind = random() % 3;
        texts.push_back(kind == 2 ? std::nullopt
                                  : std::optional<std::string>(kind == 0 ? "yes" : "no"));
      }
      columns.push_back(MakeColumn(name, "b", texts, before, random));
    }
    table = std::make_unique<TestTable>(std::move(columns), static_cast<std::int64_t>(kRows));
  }

  Case CaseAt(std::size_t row, FactReader& reader, bool is_exact) const {
    Case reported;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      ReportedFact fact = reader.Read(static_cast<FactId>(i), cells[i][row].value_or(""), "", "");
      if (is_exact && i < numbers.size() && fact.state == ReportedFact::State::kValue) {
        fact.number = Interval::Point(RationalOf(numbers[i][row]));
      }
      reported.facts.push_back(fact);
    }
    return reported;
  }
};

void CheckLikeScalar(const Cohort& cohort, bool is_exact) {
  const auto compiled = Compiled(SourceFile("compared.mgl", kCompared));
  mgl_guideline* handle = nullptr;
  REQUIRE(mgl_guideline_from_text(kCompared, std::strlen(kCompared), "compared.mgl", &handle,
                                  nullptr) == MGL_OK);
  mgl_options options;
  mgl_options_init(&options);
  options.as_of = kAsOf;
  options.columns = MGL_COLUMN_RULES | MGL_COLUMN_WARNINGS;
  options.floats = is_exact ? MGL_FLOATS_EXACT : MGL_FLOATS_AS_WRITTEN;
  TestDecisions decisions;
  REQUIRE(mgl_evaluate(handle, &options, &cohort.table->schema, &cohort.table->array,
                       &decisions.schema, &decisions.array, nullptr) == MGL_OK);
  mgl_guideline_free(handle);
  EvaluationOptions evaluation;
  evaluation.as_of = kAsOf;
  evaluation.plans_ask = false;
  ScalarEvaluator scalar(compiled->guideline, evaluation);
  FactReader reader(compiled->guideline);
  std::size_t unknown = 0;
  for (std::size_t row = 0; row < kRows; ++row) {
    const Decision decision = scalar.Decide(cohort.CaseAt(row, reader, is_exact));
    for (std::size_t i = 0; i < decision.rules.size(); ++i) {
      const Outcome outcome = decision.rules[i];
      const std::optional<std::string> cell = decisions.Cell(i, row);
      const std::string said = cell.value_or("unknown");
      unknown += said == "unknown" ? 1 : 0;
      if (said != OutcomeName(outcome)) FAIL("row ", row, ", rule ", i, ": ", said);
    }
    const bool is_warned = !decisions.Cell(decision.rules.size(), row)->empty();
    if (is_warned == decision.warnings.empty()) FAIL("row ", row, ": warnings");
  }
  CHECK(unknown > kRows / 10);
  CHECK(unknown < kRows * 2);
}

}  // namespace

TEST_SUITE_BEGIN("kernels");

TEST_CASE("library: long columns of doubles and bools decide as the scalar evaluator") {
  for (const bool is_exact : {false, true}) {
    CAPTURE(is_exact);
    CheckLikeScalar(Cohort(1, 0, 0), is_exact);
    CheckLikeScalar(Cohort(2, 13, 0), is_exact);
    CheckLikeScalar(Cohort(3, 8, 4), is_exact);
  }
}

TEST_SUITE_END();

}  // namespace mgl
