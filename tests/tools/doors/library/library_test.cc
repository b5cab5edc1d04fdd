// Columns of every type that the library takes, at random: it decides as the scalar evaluator
// decides the texts of the same cells.
#include <doctest/doctest.h>

#include <array>
#include <charconv>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "engine/eval_scalar.h"
#include "engine/meaning/result_cell.h"
#include "engine/value/day_interval.h"
#include "tests/dsl/compiled.h"
#include "tests/tools/doors/library/arrow_columns.h"
#include "tests/tools/doors/library/random_columns.h"
#include "tools/files/read_source_file.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {
namespace {

constexpr Day kAsOf = 20513;  // 2026-03-01

/// Results of every type, defaults, recorded precision, what is blocked, overridden, suspect;
/// rechecks.
constexpr const char* kEverything = R"(guideline everything "Everything"
  language mgl 1
  version 1.0.0
  status draft
  applies when not minor

fact potassium "Potassium" in mmol/L of potassium
  plausible 1 to 12 mmol/L
  in steps of 0.1 mmol/L
  suspect when haemolysed
fact sodium "Sodium" in mmol/L
fact weight "Weight" in kg
fact age "Age" in whole years
fact haemolysed "Haemolysed" is yes/no
  unless stated, no
fact visits "Visits" is number
  unless stated, 2
fact seen "Seen" is date
fact grade "Grade" is one of (low "Low" code "1", high "High" code "2") in order
fact intolerant "Intolerant" is yes/no
fact minor "Minor" is yes/no

threshold deficit "Low" potassium below 3.5 mmol/L
threshold very_low "Very low" potassium below 2.5 mmol/L
result ratio "Ratio" is number as sodium / potassium
result root "Root" is number as round(sqrt(visits), 3)
result daily "Daily dose" in mg as weight * 0.3 mg/kg
result level "Level" is one of (none, some, all) in order
  value none when visits = 0
  value some when visits < 3 and grade is low
  value all otherwise
result next_visit "Next visit" as seen + 3 months
result sick "Sick" as deficit or age >= 75 years
result advice "Advice" is text
  value "Rest, \"much\"" when very_low
  value missing otherwise
medication tablets "Tablets"
  dose 40 mg per day
medication infusion "Infusion"
  dose 40 mg per day
contraindication tablets "Intolerance"
  when intolerant
rule replace "Replace"
  when deficit
  then give tablets
rule infuse "Infuse"
  when very_low
  then give infusion
  urgency now
  overrides replace
rule late "Late"
  when time since date of potassium > 30 days
  then order potassium
recheck control "Control" of potassium
  in 2 to 4 weeks after seen
  when deficit
)";

/// A guideline as the library has it and as the scalar evaluator does.
struct Both {
  explicit Both(const SourceFile& source)
      : compiled(Compiled(source)), guideline(compiled->guideline) {
    const std::string text = source.original_text();
    mgl_error* error = nullptr;
    mgl_guideline_from_text(text.data(), text.size(), "test.mgl", &handle, &error);
    REQUIRE_MESSAGE(handle != nullptr, mgl_error_message(error));
  }
  Both(const Both&) = delete;
  Both& operator=(const Both&) = delete;
  ~Both() { mgl_guideline_free(handle); }

  std::shared_ptr<const CompiledGuideline> compiled;
  const Guideline& guideline;
  mgl_guideline* handle = nullptr;
};

std::vector<SourceFile> Sources() {
  std::vector<SourceFile> sources;
  sources.emplace_back("everything.mgl", kEverything);
  for (const char* name : {"magnesium_cramps", "cha2ds2_vasc", "kdigo_ckd", "who_anaemia"}) {
    const std::string path = std::string(MGL_SOURCE_DIR "/guidelines/") + name + "/" + name;
    sources.push_back(*ReadSourceFile(path + ".mgl"));
  }
  return sources;
}

using Expected = std::vector<std::pair<std::string, std::optional<std::string>>>;

std::optional<std::string> NumberOf(const Bound& bound) {
  if (bound.infinite) return std::nullopt;
  const std::string exact = FormatDecimal(bound.value, 60);
  double nearest = 0;
  std::from_chars(exact.data(), exact.data() + exact.size(), nearest);
  std::array<char, 64> text;
  return std::string(text.data(), std::to_chars(text.begin(), text.end(), nearest).ptr);
}

void ExpectResult(const ResultColumn& result, const Value& value, bool is_out, Expected& expected) {
  const bool is_known = value.known && !is_out;
  const std::string cell = is_out ? "" : ResultCell(result, value);
  const auto is_one = [&] { return is_known && value.number.IsPoint(); };
  using Cell = std::optional<std::string>;
  switch (result.type) {
    case FactType::kTruth:
      expected.emplace_back(result.name, is_out || cell == "unknown" ? Cell() : cell);
      return;
    case FactType::kChoice:
      expected.emplace_back(result.name,
                            is_known && value.choices.size() == 1 ? Cell(cell) : Cell());
      return;
    case FactType::kNumber:
      expected.emplace_back(result.name, is_one() ? NumberOf(value.number.low) : Cell());
      expected.emplace_back(result.name + ".low", is_known ? NumberOf(value.number.low) : Cell());
      expected.emplace_back(result.name + ".high", is_known ? NumberOf(value.number.high) : Cell());
      return;
    case FactType::kDate:
      break;
  }
  const DaySpan days = is_known ? SpanOfDays(value.number) : DaySpan{};
  const bool is_day = is_known && days.first == days.last;
  expected.emplace_back(result.name, is_day ? Cell(FormatDay(days.first)) : Cell());
  expected.emplace_back(result.name + ".low", is_known ? Cell(FormatDay(days.first)) : Cell());
  expected.emplace_back(result.name + ".high", is_known ? Cell(FormatDay(days.last)) : Cell());
}

std::optional<std::string> RuleCell(const Decision& decision, std::size_t rule, bool as_texts) {
  if (decision.rules.empty()) return std::nullopt;
  const Outcome outcome = decision.rules[rule];
  if (as_texts) return std::string(OutcomeName(outcome));
  if (outcome == Outcome::kUnknown) return std::nullopt;
  return outcome == Outcome::kYes ? "yes" : "no";
}

/// All columns of a case, in their order.
Expected Expect(const Guideline& guideline, const Decision& decision, const std::string& id,
                bool as_texts) {
  Expected expected{{"id", id}, {"scope", std::string(ScopeName(decision.scope))}};
  const bool is_out = decision.scope == Truth::kNo;
  for (const ResultColumn& result : guideline.results) {
    const bool has_results = decision.scope == Truth::kYes;
    ExpectResult(result, decision.nodes[Index(result.node)], !has_results, expected);
  }
  for (std::size_t i = 0; i < guideline.rules.size(); ++i) {
    expected.emplace_back(guideline.rules[i].name, RuleCell(decision, i, as_texts));
  }
  for (std::size_t i = 0; i < guideline.rechecks.size(); ++i) {
    const std::string& name = guideline.rechecks[i].name;
    const RecheckState state = is_out ? RecheckState{} : decision.rechecks[i];
    const auto day = [](std::optional<Day> of) {
      return of ? std::optional(FormatDay(*of)) : std::nullopt;
    };
    std::optional<std::string> status;
    if (!is_out) status = RecheckStatusName(state.status);
    expected.emplace_back(name + ".status", status);
    expected.emplace_back(name + ".from", day(state.from));
    expected.emplace_back(name + ".to", day(state.to));
  }
  std::string ask;
  for (const FactId fact : decision.ask) {
    ask += (ask.empty() ? "" : "; ") + guideline.facts[Index(fact)].name;
  }
  std::string warnings;
  for (const Warning& warning : decision.warnings) {
    warnings += (warnings.empty() ? "" : "; ") + warning.text;
  }
  expected.emplace_back("ask", ask);
  expected.emplace_back("warnings", warnings);
  return expected;
}

mgl_options AllColumns(bool as_texts) {
  mgl_options options;
  mgl_options_init(&options);
  options.as_of = kAsOf;
  options.columns |= MGL_COLUMN_BOUNDS;
  options.outcomes = as_texts ? MGL_OUTCOMES_AS_TEXTS : MGL_OUTCOMES_AS_BOOLS;
  return options;
}

void CheckRow(const TestDecisions& decisions, std::size_t row, const Expected& expected) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const std::optional<std::string> cell = decisions.Cell(i, row);
    if (cell == expected[i].second) continue;
    FAIL_CHECK("row ", row, ", ", expected[i].first, ": got ", cell.value_or("null"), ", expected ",
               expected[i].second.value_or("null"));
  }
}

/// Decides the columns; what comes out is that of the scalar evaluator, row by row.
void CheckDecisions(const Both& both, RandomColumns& columns, bool as_texts) {
  const Guideline& guideline = both.guideline;
  const mgl_options options = AllColumns(as_texts);
  TestDecisions decisions;
  mgl_error* error = nullptr;
  const mgl_status status =
      mgl_evaluate(both.handle, &options, &columns.table->schema, &columns.table->array,
                   &decisions.schema, &decisions.array, &error);
  REQUIRE_MESSAGE(status == MGL_OK, mgl_error_message(error));
  CHECK(columns.table->releases == 0);
  REQUIRE(decisions.array.length == static_cast<std::int64_t>(columns.rows));
  EvaluationOptions evaluation;
  evaluation.as_of = kAsOf;
  ScalarEvaluator scalar(guideline, evaluation);
  FactReader reader(guideline);
  for (std::size_t row = 0; row < columns.rows; ++row) {
    const Case reported = columns.CaseAt(row, reader);
    const Expected expected = Expect(guideline, scalar.Decide(reported), reported.id, as_texts);
    if (row == 0) {
      std::vector<std::string> names;
      for (const auto& [name, cell] : expected) names.push_back(name);
      REQUIRE(decisions.Names() == names);
    }
    CheckRow(decisions, row, expected);
  }
}

}  // namespace

TEST_CASE("library: random columns decide as the texts of their cells") {
  std::uint64_t seed = 1;
  for (const SourceFile& source : Sources()) {
    const Both both(source);
    for (int round = 0; round < 24; ++round, ++seed) {
      CAPTURE(source.path());
      CAPTURE(seed);
      RandomColumns columns(both.guideline, seed, kAsOf);
      CheckDecisions(both, columns, round % 2 == 0);
    }
  }
}

TEST_CASE("library: one guideline decides in several threads at once") {
  const SourceFile source("everything.mgl", kEverything);
  const Both both(source);
  RandomColumns columns(both.guideline, 7, kAsOf);
  constexpr int kThreads = 4;
  std::array<TestDecisions, kThreads> alone;
  std::array<TestDecisions, kThreads> together;
  const auto decide = [&](int thread, TestDecisions& into) {
    mgl_options options = AllColumns(true);
    options.as_of = kAsOf + 30 * (thread / 2);  // two days, each in two threads
    return mgl_evaluate(both.handle, &options, &columns.table->schema, &columns.table->array,
                        &into.schema, &into.array, nullptr);
  };
  std::array<mgl_status, kThreads> statuses{};
  for (int i = 0; i < kThreads; ++i) REQUIRE(decide(i, alone[i]) == MGL_OK);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 3; ++round) {
        if (together[i].schema.release != nullptr) together[i].schema.release(&together[i].schema);
        if (together[i].array.release != nullptr) together[i].array.release(&together[i].array);
        statuses[i] = decide(i, together[i]);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int i = 0; i < kThreads; ++i) {
    REQUIRE(statuses[i] == MGL_OK);
    bool is_same = true;
    for (std::size_t column = 0; column < alone[i].Names().size(); ++column) {
      for (std::size_t row = 0; row < columns.rows; ++row) {
        is_same &= alone[i].Cell(column, row) == together[i].Cell(column, row);
      }
    }
    CHECK(is_same);
  }
}

}  // namespace mgl
