// `mgl test`: do guidelines decide what their examples expect?
#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "dsl/ast/ast.h"
#include "engine/text/plain_text.h"
#include "tools/author/testing/missing_examples.h"
#include "tools/author/testing/mutation_output.h"
#include "tools/author/testing/proved_coverage_json.h"
#include "tools/case/examples/example_json.h"
#include "tools/case/examples/example_junit.h"
#include "tools/case/examples/example_text.h"
#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"

namespace mgl {
namespace {

constexpr const char* kTestCommand = "test";

struct TestTotals {
  std::size_t files = 0;
  std::size_t examples = 0;
  std::size_t failed = 0;
  bool some_file_unusable = false;
  bool some_coverage_too_low = false;

  int ExitCode() const {
    if (some_file_unusable) return kExitUnusable;
    return failed > 0 || some_coverage_too_low ? kExitFindings : kExitDone;
  }
};

/// On standard error, once a file: examples without `as of` that are true on some days only.
void WarnOfDays(const SourceFile& source, const ExampleRun& run, Host& host) {
  const ExampleOutcome* first = nullptr;
  std::size_t count = 0;
  for (const ExampleOutcome& outcome : run.examples) {
    if (!outcome.depends_on_day) continue;
    if (first == nullptr) first = &outcome;
    ++count;
  }
  if (first == nullptr) return;
  host.err << fmt::format("mgl test: {}:{}: {}\n  write `as of DATE` in {}\n", source.path(),
                          source.PositionOf(first->example->span.begin).line,
                          count == 1
                              ? "this example comes out otherwise on another day"
                              : fmt::format("this and {} more come out otherwise on another day",
                                            Counted(count - 1, "example")),
                          count == 1 ? "it" : "them");
}

/// Exact: 85.5 percent of 200 are 171.
bool IsBelow(const CoverageTotal& total, const Rational& percent) {
  return Rational(total.covered) * 100 < percent * Rational(total.of);
}

class TestRun {
 public:
  TestRun(const TestArguments& arguments, Host& host, Day today, std::optional<Rational> at_least)
      : arguments_(arguments),
        host_(host),
        run_options_{today, arguments.filter, arguments.coverage || at_least.has_value()},
        at_least_(std::move(at_least)) {}

  void Add(const std::string& path) {
    const std::shared_ptr<const CompiledGuideline> compiled =
        LoadGuideline(kTestCommand, path, "no example was run", host_);
    if (compiled == nullptr) {
      totals.some_file_unusable = true;
      json.push_back(UnusableFileJson(path));
      junit.Add(UnusableSuite(
          path, "no example was run: standard error says what is wrong with the file"));
      return;
    }
    const ExampleRun run = RunExamples(*compiled, run_options_);
    ++totals.files;
    totals.examples += run.examples.size();
    totals.failed += run.Failed();
    if (arguments_.format == "json") {
      json.push_back(FileJson(*compiled, run));
    } else if (arguments_.format == "junit") {
      junit.Add(ExampleSuite(*compiled, run));
    } else {
      const bool color = host_.out_is_colored();
      host_.out << ExamplesText(*compiled, run, color, host_.is_quiet());
      if (arguments_.coverage) {
        host_.out << CoverageText(*compiled, *run.coverage)
                  << ProvedCoverageText(compiled->text.source, Prove(*compiled, run));
      }
      if (arguments_.mutate) host_.out << MutationText(*compiled, Mutate(*compiled));
      host_.out.flush();
    }
    WarnOfDays(compiled->text.source, run, host_);
    CheckCoverage(path, run);
  }

  TestTotals totals;
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  JunitDocument junit{"mgl test"};

 private:
  ProvedCoverage Prove(const CompiledGuideline& compiled, const ExampleRun& run) const {
    return ProveCoverage(compiled, run, run_options_.today);
  }
  MutationReport Mutate(const CompiledGuideline& compiled) const {
    return TryMutants(compiled, run_options_.today, arguments_.mutants);
  }

  nlohmann::ordered_json FileJson(const CompiledGuideline& compiled, const ExampleRun& run) const {
    nlohmann::ordered_json file = ExamplesJson(compiled, run);
    if (arguments_.coverage) {
      file["coverage"]["proved"] = ProvedCoverageJson(compiled.text.source, Prove(compiled, run));
    }
    if (arguments_.mutate) file["mutation"] = MutationJson(compiled, Mutate(compiled));
    return file;
  }

  void CheckCoverage(const std::string& path, const ExampleRun& run) {
    if (!at_least_) return;
    const CoverageTotal total = run.coverage->Total();
    if (!IsBelow(total, *at_least_)) return;
    totals.some_coverage_too_low = true;
    host_.err << fmt::format(
        "mgl test: {}: the examples cover {} of {} ({} %), less than the {} % that are asked for\n"
        "  --coverage shows what no example does\n",
        path, total.covered, total.of, total.Percent(), arguments_.at_least);
  }

  const TestArguments& arguments_;
  Host& host_;
  ExampleRunOptions run_options_;
  std::optional<Rational> at_least_;
};

/// `--generate`: the examples that are missing, on standard output or behind the text of --out.
int GenerateExamples(const TestArguments& arguments, Host& host, Day today) {
  if (!arguments.out.empty() && arguments.files.size() > 1) {
    return ReportError(host, kTestCommand,
                       {"--out takes the examples of one guideline", "name one FILE"});
  }
  for (const std::string& path : arguments.files) {
    const std::shared_ptr<const CompiledGuideline> compiled =
        LoadGuideline(kTestCommand, path, "no example was written", host);
    if (compiled == nullptr) return kExitUnusable;
    const ExampleRun run = RunExamples(*compiled, {today, arguments.filter, true});
    const ProvedCoverage proved = ProveCoverage(*compiled, run, today);
    const MissingExamples missing = WriteMissingExamples(*compiled, proved, today);
    if (arguments.out.empty()) {
      host.out << missing.text;
    } else if (missing.examples > 0) {
      std::string text;
      if (host.Exists(arguments.out)) {
        const Result<SourceFile> source = host.ReadGuideline(arguments.out);
        if (!source) return ReportError(host, kTestCommand, source.error());
        text = source->original_text();
        if (!text.empty() && text.back() != '\n') text += '\n';
      }
      const auto error = WriteWhole(arguments.out, text + missing.text, host);
      if (error) return ReportError(host, kTestCommand, *error);
    }
    if (host.is_quiet()) continue;
    const std::size_t undecided = proved.Count(Aim::State::kNotDecided) + missing.unwritten;
    host.err << fmt::format("{}: {} written for {} that no example shows{}\n", path,
                            Counted(missing.examples, "example"), Counted(missing.aims, "thing"),
                            undecided == 0 ? "" : fmt::format("; none for {}", undecided));
  }
  return kExitDone;
}

}  // namespace

int TestCommand(const TestArguments& arguments, Host& host) {
  const Result<Day> today = ReadAsOf(host, arguments.as_of);
  if (!today) return ReportError(host, kTestCommand, today.error());
  std::optional<Rational> at_least;
  if (!arguments.at_least.empty()) {
    at_least = ParseDecimal(arguments.at_least);
    if (!at_least || *at_least < 0 || *at_least > 100) {
      return ReportError(host, kTestCommand,
                         {fmt::format("`{}` is no percentage", arguments.at_least),
                          "write a number from 0 to 100: --coverage-at-least 90"});
    }
  }
  if (arguments.generate) return GenerateExamples(arguments, host, *today);
  TestRun run(arguments, host, *today, std::move(at_least));
  for (const std::string& path : arguments.files) run.Add(path);
  if (arguments.format == "json") host.out << run.json.dump(2) << '\n';
  if (arguments.format == "junit") host.out << run.junit.Text();
  if (arguments.format == "text" && arguments.files.size() > 1 && !host.is_quiet()) {
    host.out << fmt::format("{}, {}: {} passed, {} failed\n", Counted(run.totals.files, "file"),
                            Counted(run.totals.examples, "example"),
                            run.totals.examples - run.totals.failed, run.totals.failed);
  }
  const int exit_code = run.totals.ExitCode();
  if (arguments.filter.empty() || run.totals.examples > 0 || exit_code == kExitUnusable) {
    return exit_code;
  }
  return ReportError(host, kTestCommand,
                     {fmt::format("no example has `{}` in its title", arguments.filter),
                      "without --filter all examples are run"});
}

}  // namespace mgl
