// `mgl test`: do guidelines decide what their examples expect?
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <memory>

#include "tools/case/examples/example_json.h"
#include "tools/case/examples/example_junit.h"
#include "tools/case/examples/example_text.h"
#include "tools/doors/cli/commands.h"
#include "tools/doors/cli/guideline_file.h"

namespace mgl {
namespace {

constexpr const char* kCommand = "test";

struct TestArguments {
  std::vector<std::string> files;
  std::string format = "text";
  std::string as_of;
  std::string filter;
  bool coverage = false;
  std::string at_least;  // percent, or empty
};

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
void WarnOfDays(const SourceFile& source, const ExampleRun& run) {
  const ExampleOutcome* first = nullptr;
  std::size_t count = 0;
  for (const ExampleOutcome& outcome : run.examples) {
    if (!outcome.depends_on_day) continue;
    if (first == nullptr) first = &outcome;
    ++count;
  }
  if (first == nullptr) return;
  std::cerr << fmt::format("mgl test: {}:{}: {}\n  write `as of DATE` in {}\n", source.path(),
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
  TestRun(const TestArguments& arguments, const OutputOptions& options, Day today,
          std::optional<Rational> at_least)
      : arguments_(arguments),
        options_(options),
        run_options_{today, arguments.filter, arguments.coverage || at_least.has_value()},
        at_least_(std::move(at_least)) {}

  void Add(const std::string& path) {
    const std::unique_ptr<GuidelineFile> file =
        LoadGuideline(kCommand, path, "no example was run", options_);
    if (file == nullptr) {
      totals.some_file_unusable = true;
      json.push_back(UnusableFileJson(path));
      junit.AddUnusable(path);
      return;
    }
    const Guideline& guideline = file->guideline();
    const ExampleRun run = RunExamples(file->source, *file->compiled.text, guideline, run_options_);
    ++totals.files;
    totals.examples += run.examples.size();
    totals.failed += run.Failed();
    if (arguments_.format == "json") {
      json.push_back(ExamplesJson(file->source, guideline, run));
    } else if (arguments_.format == "junit") {
      junit.Add(file->source, guideline, run);
    } else {
      const bool color = UseColor(options_, STDOUT_FILENO);
      std::cout << ExamplesText(file->source, guideline, run, color, options_.quiet);
      if (arguments_.coverage) std::cout << CoverageText(file->source, guideline, *run.coverage);
      std::cout.flush();
    }
    WarnOfDays(file->source, run);
    CheckCoverage(path, run);
  }

  TestTotals totals;
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  JunitReport junit;

 private:
  void CheckCoverage(const std::string& path, const ExampleRun& run) {
    if (!at_least_) return;
    const CoverageTotal total = run.coverage->Total();
    if (!IsBelow(total, *at_least_)) return;
    totals.some_coverage_too_low = true;
    std::cerr << fmt::format(
        "mgl test: {}: the examples cover {} of {} ({} %), less than the {} % that are asked for\n"
        "  --coverage shows what no example does\n",
        path, total.covered, total.of, total.Percent(), arguments_.at_least);
  }

  const TestArguments& arguments_;
  const OutputOptions& options_;
  ExampleRunOptions run_options_;
  std::optional<Rational> at_least_;
};

int TestFiles(const TestArguments& arguments, const OutputOptions& options) {
  const Result<Day> today = ReadAsOf(arguments.as_of);
  if (!today) return ReportError(kCommand, today.error());
  std::optional<Rational> at_least;
  if (!arguments.at_least.empty()) {
    at_least = ParseDecimal(arguments.at_least);
    if (!at_least || *at_least < 0 || *at_least > 100) {
      return ReportError(kCommand, {fmt::format("`{}` is no percentage", arguments.at_least),
                                    "write a number from 0 to 100: --coverage-at-least 90"});
    }
  }
  TestRun run(arguments, options, *today, std::move(at_least));
  for (const std::string& path : arguments.files) run.Add(path);
  if (arguments.format == "json") std::cout << run.json.dump(2) << '\n';
  if (arguments.format == "junit") std::cout << run.junit.Text();
  if (arguments.format == "text" && arguments.files.size() > 1 && !options.quiet) {
    std::cout << fmt::format("{}, {}: {} passed, {} failed\n", Counted(run.totals.files, "file"),
                             Counted(run.totals.examples, "example"),
                             run.totals.examples - run.totals.failed, run.totals.failed);
  }
  const int exit_code = run.totals.ExitCode();
  if (arguments.filter.empty() || run.totals.examples > 0 || exit_code == kExitUnusable) {
    return exit_code;
  }
  return ReportError(kCommand, {fmt::format("no example has `{}` in its title", arguments.filter),
                                "without --filter all examples are run"});
}

void AddOptions(CLI::App& test, TestArguments& arguments) {
  test.add_option("FILE", arguments.files, "Guideline files (`-`: standard input)")->required();
  test.add_option("--format", arguments.format, "text, json or junit")
      ->check(CLI::IsMember({"text", "json", "junit"}));
  test.add_option("--filter", arguments.filter,
                  "Run only the examples whose title holds this text, in any case");
  test.add_option("--as-of", arguments.as_of,
                  "The day of examples without `as of` (default: today)");
  test.add_flag("--coverage", arguments.coverage,
                "Show what the examples show of the guideline, and what no example does");
  test.add_option("--coverage-at-least", arguments.at_least,
                  "PERCENT: exit with 1 where the examples of a file cover less");
}

}  // namespace

void AddTestCommand(CLI::App& app, const OutputOptions& options, int& exit_code) {
  auto arguments = std::make_shared<TestArguments>();
  CLI::App* test = app.add_subcommand("test", "Run the examples of guideline files");
  AddOptions(*test, *arguments);
  test->footer(
      "Covered are: outcomes of rules, values of results and statuses of rechecks that an example\n"
      "expects; conditions that are yes in one example and no in another; lines and rows that an\n"
      "example comes to; readings by which one is decided.\n"
      "Exit code: 0 all examples passed, 1 an example failed (or the coverage is too low), 2 a "
      "file\n"
      "or an option could not be used, or no title holds the text of --filter.\n"
      "Example:\n  mgl test guidelines/magnesium_cramps/magnesium_cramps.mgl --coverage");
  test->callback([arguments, &options, &exit_code] { exit_code = TestFiles(*arguments, options); });
}

}  // namespace mgl
