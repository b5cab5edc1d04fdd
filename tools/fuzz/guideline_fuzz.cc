// The fuzz target from bytes to decisions: reads a text as a guideline, and where it is one,
// formats and lints it, decides its examples and some generated cases, and renders the decisions.
// What must hold for every text is checked with Require, which aborts.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <nlohmann/json.hpp>
#include <random>

#include "dsl/compile.h"
#include "dsl/diagnostic/diagnostic_json.h"
#include "dsl/format.h"
#include "engine/eval_scalar.h"
#include "tools/author/lint/lint.h"
#include "tools/author/lint/report/lint_report.h"
#include "tools/case/examples/example_case.h"
#include "tools/case/examples/example_check.h"
#include "tools/io/cells/fact_reader.h"
#include "tools/io/decisions/decision_writer.h"
#include "tools/io/decisions/run_record.h"

namespace mgl {
namespace {

constexpr int kGeneratedCases = 4;

void Require(bool holds, std::string_view what) {
  if (holds) return;
  std::cerr << fmt::format("this does not hold: {}\n", what);
  std::abort();
}

Day AsOf() { return *DayFromDate(2026, 3, 1); }

/// Renders every finding; the outputs must be well-formed whatever the text holds.
void CheckFindings(const SourceFile& source, const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    Require(!RenderText(diagnostic, source, true).empty(), "a finding has a text");
  }
  Require(nlohmann::json::accept(RenderJson({{&source, &diagnostics, {}}})),
          "the findings are valid JSON");
  const LintReport report{.files = {{&source, &diagnostics}}, .shows_infos = true};
  Require(nlohmann::json::accept(Sarif(report)), "the findings are valid SARIF");
  Require(LintJunit(report).ends_with("</testsuites>\n"), "the findings are a whole JUnit file");
  const std::string annotations = GithubAnnotations(report);
  Require(std::ranges::count(annotations, '\n') == std::ssize(diagnostics),
          "an annotation is a line");
}

/// Layout: twice equals once, and nothing but layout changes.
void CheckFormat(const SourceFile& once) {
  const FormatResult twice = Format(once);
  Require(twice.text.has_value(), "a formatted text can be read");
  Require(*twice.text == once.text(), "formatting twice equals formatting once");
}

std::size_t CsvCells(std::string_view record) {
  std::size_t cells = 1;
  bool quoted = false;
  for (const char c : record) {
    if (c == '"') quoted = !quoted;
    if (c == ',' && !quoted) ++cells;
  }
  return cells;
}

/// Decides with one evaluator all cases of a guideline, and renders what comes out.
class DecisionCheck {
 public:
  DecisionCheck(const Guideline& guideline, const EvaluationOptions& options)
      : guideline_(guideline),
        options_(options),
        evaluator_(guideline, options),
        csv_(MakeCsvDecisionWriter(guideline, AllParts(guideline, false))),
        ndjson_(MakeNdjsonDecisionWriter(guideline, AllParts(guideline, true),
                                         MakeRunRecord(guideline, options))) {}

  const Decision& Check(const Case& reported) {
    evaluator_.DecideInto(reported, decision_);
    const std::string csv = Csv(reported, decision_);
    ScalarEvaluator fresh(guideline_, options_);
    Require(Csv(reported, fresh.Decide(reported)) == csv,
            "a decision does not depend on the cases before it");
    Require(CsvCells(csv) == CsvCells(csv_->Header()), "a record has the header's cells");
    std::string line;
    ndjson_->Append(reported.id, decision_, line);
    Require(line.find('\n') + 1 == line.size(), "a record is one line");
    Require(nlohmann::json::accept(line), "a record is valid JSON");
    return decision_;
  }

 private:
  std::string Csv(const Case& reported, const Decision& decision) const {
    std::string record;
    csv_->Append(reported.id, decision, record);
    return record;
  }

  const Guideline& guideline_;
  EvaluationOptions options_;
  ScalarEvaluator evaluator_;
  std::unique_ptr<DecisionWriter> csv_;
  std::unique_ptr<DecisionWriter> ndjson_;
  Decision decision_;
};

void CheckExamples(const CompiledGuideline& compiled) {
  std::deque<Unit> units;
  for (const ExampleCase& example : MakeExampleCases(compiled, AsOf(), units)) {
    DecisionCheck check(compiled.guideline, example.options);
    CheckExpectations(compiled, *example.example, check.Check(example.given));
  }
}

/// A cell as a table could hold it, most of them readable.
std::string Cell(const Fact& fact, std::mt19937& random) {
  static const std::vector<std::string> kCells = {
      "",   "unknown", "yes",  "no",  "0",           "1",       "5",       "18",         "65",
      "-3", "1.2",     "1e-3", "250", "0.45 mmol/L", "3 mg/dL", "2 mEq/L", "70 kg",      "> 2",
      "<1", ">=10",    "abc",  "99",  "2026-01-15",  "2025-06", "1950",    "2027-01-01", "1e300"};
  if (!fact.choices.empty() && random() % 4 > 0) {
    return fact.choices[random() % fact.choices.size()].name;
  }
  return kCells[random() % kCells.size()];
}

void CheckGeneratedCases(const Guideline& guideline, std::size_t seed) {
  std::mt19937 random(static_cast<std::mt19937::result_type>(seed));
  FactReader reader(guideline);
  EvaluationOptions options;
  options.as_of = AsOf();
  DecisionCheck check(guideline, options);
  for (int i = 0; i < kGeneratedCases; ++i) {
    Case reported;
    reported.id = "a, \"b\"";
    for (std::size_t fact = 0; fact < guideline.facts.size(); ++fact) {
      const char* const date = random() % 2 == 0 ? "" : "2026-02-01";
      reported.facts.push_back(
          reader.Read(static_cast<FactId>(fact), Cell(guideline.facts[fact], random), "", date));
    }
    check.Check(reported);
  }
}

void CheckText(std::string text) {
  const std::size_t seed = std::hash<std::string>()(text);
  const SourceFile source("fuzz.mgl", std::move(text));
  const FormatResult once = Format(source);
  if (!once.text) {
    CheckFindings(source, once.diagnostics);
    return;
  }
  const SourceFile formatted_source(source.path(), *once.text);
  CheckFormat(formatted_source);
  LintOptions lint_options;
  lint_options.as_of = AsOf();
  const CompileResult compiled = Compile(source);
  CheckFindings(source, Lint(compiled, lint_options));
  Require((compiled.guideline == nullptr) == HasErrors(compiled.text->diagnostics),
          "a text without errors is a guideline");
  if (compiled.guideline == nullptr) return;
  const Guideline& guideline = compiled.guideline->guideline;
  const CompileResult formatted = Compile(formatted_source);
  Require(formatted.guideline != nullptr &&
              DumpGraph(formatted.guideline->guideline) == DumpGraph(guideline),
          "layout does not change the meaning");
  Require(formatted.guideline->guideline.header.content_hash == guideline.header.content_hash,
          "layout does not change the content hash");
  CheckExamples(*compiled.guideline);
  CheckGeneratedCases(guideline, seed);
}

}  // namespace
}  // namespace mgl

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  mgl::CheckText(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
