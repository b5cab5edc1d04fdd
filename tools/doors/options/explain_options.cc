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
      AddRepeatable(explain, "--id", arguments.ids, "The case to explain; may be repeated");
  explain.add_flag("--all", arguments.all, "Explain every case, one after the other")->excludes(id);
  AddRepeatable(explain, "--of", arguments.of,
                "Only this rule, result or recheck, and what to ask for it; may be repeated");
  explain.add_flag("--short", arguments.is_short,
                   "What to do, why in a line each, what to ask; in titles");
  explain
      .add_option("--format", arguments.format,
                  "text; json: an object a line; html: one page for reading and printing")
      ->check(CLI::IsMember({"text", "json", "html"}));
  AddCaseOptions(explain, arguments);
}

}  // namespace

void AddExplainCommand(CLI::App& app, Program& program) {
  auto arguments = std::make_shared<ExplainArguments>();
  CLI::App* explain =
      app.add_subcommand("explain", "Explain a case: every outcome, why, and what to ask next");
  AddExplainOptions(*explain, *arguments);
  explain->footer(
      "Exit code: 0 done, 2 a file could not be used or there is no such case or outcome, 3 done "
      "and\n"
      "some rows were rejected.\n"
      "Examples:\n  mgl explain guidelines/magnesium_cramps/magnesium_cramps.mgl \\\n"
      "    guidelines/magnesium_cramps/cases.csv --id c2 --as-of 2026-03-01\n"
      "  mgl explain guidelines/magnesium_cramps/magnesium_cramps.mgl \\\n"
      "    guidelines/magnesium_cramps/cases.csv --id c2 --of iv_supplementation --short\n"
      "  mgl explain guidelines/magnesium_cramps/magnesium_cramps.mgl \\\n"
      "    guidelines/magnesium_cramps/cases.csv --all --format html > explained.html");
  OnCall(*explain, program, arguments, ExplainCommand);
}

}  // namespace mgl
