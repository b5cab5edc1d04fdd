// `mgl test --format json` prints one array, one object a file. The keys are a contract:
//   {"file", "guideline": {"name", "title", "version", "status", "source_kind", "content_hash"},
//    "passed", "failed",
//    "examples": [{"title", "line", "passed", "as_of", "depends_on_day",
//                  "unmet": [{"subject", "expected", "actual", "line", "column", "why": […]}],
//                  "given": […], "readings": […], "warnings": […]}],
//    "coverage": null without --coverage, else
//      {"covered", "of", "percent",
//       "totals": {"rules", "results", "rechecks", "readings", "conditions", "lines":
//                  {"covered", "of", "percent"}},
//       "rules": [{"name", "line", "outcomes": {"yes": {"reached", "expected"}, …}}],
//       "results": [{"name", "line", "values": {…}}],
//       "rechecks": [{"name", "line", "statuses": {…}}],
//       "ambiguities": [{"name", "line", "readings": {…}}],
//       "conditions": [{"text", "line", "column", "yes", "no"}],
//       "lines": [{"of", "text", "line", "counted"}],
//       "proved": …, see author/testing/proved_coverage_json.h}
//    "mutation": only with --mutate, see author/testing/mutation_output.h}
// `subject` is a name, or "scope" or "ask". `reached` counts examples that came out so, `expected`
// those of them that expect it; `yes`, `no` and `counted` count examples too. `given`, `readings`
// and `warnings` are empty where the example passed. Percents are whole, rounded down. A file that
// cannot be used has "guideline": null and no examples; what is wrong stands on standard error.
#include "tools/case/examples/example_json.h"

#include "dsl/ast/ast.h"

namespace mgl {
namespace {

using Json = nlohmann::ordered_json;

int LineOf(const SourceFile& source, Span span) { return source.PositionOf(span.begin).line; }

Json GuidelineJson(const GuidelineHeader& header) {
  return {{"name", header.name},
          {"title", header.title},
          {"version", header.version},
          {"status", header.status},
          {"source_kind", header.source_kind},
          {"content_hash", "sha256:" + header.content_hash}};
}

Json ExampleJson(const SourceFile& source, const ExampleOutcome& outcome) {
  const ast::Example& example = *outcome.example;
  Json json;
  json["title"] = example.title ? example.title->text : "";
  json["line"] = LineOf(source, example.span);
  json["passed"] = outcome.unmet.empty();
  json["as_of"] = FormatDay(outcome.as_of);
  json["depends_on_day"] = outcome.depends_on_day;
  json["unmet"] = Json::array();
  for (const ExplainedExpectation& item : outcome.unmet) {
    const Position place = source.PositionOf(item.unmet.span.begin);
    json["unmet"].push_back({{"subject", item.unmet.subject},
                             {"expected", item.unmet.expected},
                             {"actual", item.unmet.actual},
                             {"line", place.line},
                             {"column", place.column},
                             {"why", item.why}});
  }
  json["given"] = outcome.given;
  json["readings"] = outcome.readings;
  json["warnings"] = outcome.warnings;
  return json;
}

Json TotalJson(const CoverageTotal& total) {
  return {{"covered", total.covered}, {"of", total.of}, {"percent", total.Percent()}};
}

Json DeclarationsJson(const SourceFile& source, const std::vector<CoveredDeclaration>& items,
                      const char* key) {
  Json json = Json::array();
  for (const CoveredDeclaration& declaration : items) {
    Json entry{{"name", declaration.name}, {"line", LineOf(source, declaration.place)}};
    entry[key] = Json::object();
    for (const CoverageItem& item : declaration.items) {
      entry[key][item.name] = {{"reached", item.reached}, {"expected", item.expected}};
    }
    json.push_back(std::move(entry));
  }
  return json;
}

Json CoverageJson(const SourceFile& source, const Coverage& coverage) {
  Json json = TotalJson(coverage.Total());
  json["totals"] = {{"rules", TotalJson(coverage.RuleTotal())},
                    {"results", TotalJson(coverage.ResultTotal())},
                    {"rechecks", TotalJson(coverage.RecheckTotal())},
                    {"readings", TotalJson(coverage.ReadingTotal())},
                    {"conditions", TotalJson(coverage.ConditionTotal())},
                    {"lines", TotalJson(coverage.LineTotal())}};
  json["rules"] = DeclarationsJson(source, coverage.rules, "outcomes");
  json["results"] = DeclarationsJson(source, coverage.results, "values");
  json["rechecks"] = DeclarationsJson(source, coverage.rechecks, "statuses");
  json["ambiguities"] = DeclarationsJson(source, coverage.ambiguities, "readings");
  json["conditions"] = Json::array();
  for (const CoveredCondition& condition : coverage.conditions) {
    const Position place = source.PositionOf(condition.place.begin);
    json["conditions"].push_back({{"text", condition.text},
                                  {"line", place.line},
                                  {"column", place.column},
                                  {"yes", condition.yes},
                                  {"no", condition.no}});
  }
  json["lines"] = Json::array();
  for (const CoveredLines& group : coverage.lines) {
    for (const CoveredLine& line : group.lines) {
      json["lines"].push_back({{"of", group.owner},
                               {"text", line.text},
                               {"line", LineOf(source, line.place)},
                               {"counted", line.counted}});
    }
  }
  return json;
}

}  // namespace

Json ExamplesJson(const CompiledGuideline& compiled, const ExampleRun& run) {
  const SourceFile& source = compiled.text.source;
  Json json;
  json["file"] = source.path();
  json["guideline"] = GuidelineJson(compiled.guideline.header);
  json["passed"] = run.examples.size() - run.Failed();
  json["failed"] = run.Failed();
  json["examples"] = Json::array();
  for (const ExampleOutcome& outcome : run.examples) {
    json["examples"].push_back(ExampleJson(source, outcome));
  }
  json["coverage"] = run.coverage ? CoverageJson(source, *run.coverage) : Json();
  return json;
}

Json UnusableFileJson(const std::string& path) {
  Json json;
  json["file"] = path;
  json["guideline"] = nullptr;
  json["passed"] = 0;
  json["failed"] = 0;
  json["examples"] = Json::array();
  json["coverage"] = nullptr;
  return json;
}

}  // namespace mgl
