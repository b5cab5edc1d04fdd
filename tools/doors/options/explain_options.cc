// The options of `mgl explain`.
#include <memory>
#include <string>
#include <vector>

#include "tools/commands/commands.h"
#include "tools/doors/options/subcommands.h"

namespace mgl {
namespace {

void AddExplainOptions(CLI::App& explain, ExplainArguments& arguments) {
  explain.add_option("GUIDELINE", arguments.guideline, "The guideline file")->required();
  explain
      .add_option("CASES", arguments.cases, "CSV, NDJSON, JSON or YAML files (`-`: standard input)")
      ->required();
  CLI::Option* id =
      explain.add_option("--id", arguments.ids, "The case to explain; may be repeated")
          ->expected(1)
          ->take_all();
  explain.add_flag("--all", arguments.all, "Explain every case, one after the other")->excludes(id);
  explain.add_option("--format", arguments.format, "text, or json: an object a line")
      ->check(CLI::IsMember({"text", "json"}));
  AddCaseOptions(explain, arguments);
}

}  // namespace

void AddExplainCommand(CLI::App& app, Program& program) {
  auto arguments = std::make_shared<ExplainArguments>();
  CLI::App* explain =
      app.add_subcommand("explain", "Explain a case: every outcome, why, and what to ask next");
  AddExplainOptions(*explain, *arguments);
  explain->footer(
      "Exit code: 0 done, 2 a file could not be used or there is no such case, 3 done and some "
      "rows\n"
      "were rejected.\n"
      "Example:\n  mgl explain guidelines/magnesium_cramps/magnesium_cramps.mgl \\\n"
      "    guidelines/magnesium_cramps/cases.csv --id c2 --as-of 2026-03-01");
  OnCall(*explain, program, arguments, ExplainCommand);
}

}  // namespace mgl
