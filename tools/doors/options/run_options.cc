// The options of `mgl run`.
#include <memory>
#include <string>
#include <vector>

#include "tools/commands/commands.h"
#include "tools/doors/options/subcommands.h"
#include "tools/io/decisions/decision_writer.h"

namespace mgl {
namespace {

/// `id, scope, …`
std::string GroupNames() {
  std::string names;
  for (const std::string_view name : kDecisionGroupNames) {
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  return names;
}

void AddRunOptions(CLI::App& run, RunArguments& arguments) {
  run.add_option("GUIDELINE", arguments.guideline, "The guideline file")->required();
  run.add_option("CASES", arguments.cases,
                 "CSV, NDJSON, JSON or YAML files, one cohort (`-`: standard input; .gz and .zst "
                 "as they are)")
      ->required();
  run.add_option("-o,--output", arguments.output,
                 "Where decisions go (`-`: standard output): FILE is replaced when they are whole; "
                 "FILE.run.json beside it says what the run was");
  run.add_option("--format", arguments.format,
                 "csv, ndjson or table (cut to a line's width); on a terminal a table, else CSV")
      ->check(CLI::IsMember({"csv", "ndjson", "table"}));
  AddCaseOptions(run, arguments);
  run.add_option("--cells", arguments.cells, "long (yes no …) or short (y n ? b o)")
      ->check(CLI::IsMember({"long", "short"}));
  // Not into the optional: an empty text would be none.
  run.add_option_function<std::string>(
      "--columns", [&arguments](const std::string& columns) { arguments.columns = columns; },
      "Which columns, in this order: results, rules and rechecks by name, and groups: " +
          GroupNames());
  run.add_option("--rejects", arguments.rejects, "Where rejected rows are listed");
  run.add_option("--summary", arguments.summary, "Where the summary goes as JSON");
  run.add_flag("--strict", arguments.strict, "Reject a row for a bad value too");
  AddThreads(run, arguments.threads);
}

}  // namespace

void AddRunCommand(CLI::App& app, Program& program) {
  auto arguments = std::make_shared<RunArguments>();
  CLI::App* run = app.add_subcommand("run", "Decide cases in batch");
  AddRunOptions(*run, *arguments);
  run->footer(
      "Beside a file of decisions, DECISIONS.run.json says what the run was: guideline, version,\n"
      "content hash, status, day, readings; where NDJSON goes elsewhere, its first line does. "
      "Both\n"
      "replace files of these names, when they are whole.\n"
      "A row with more cells than the header is rejected, one with fewer is a warning, a blank "
      "one is\n"
      "no case. What looks like a fact or its unit and is not named so ends the run, with the "
      "--map or\n"
      "--unit to write. tools/io/README.md in the sources says all of it.\n"
      "Numbers are shown in full where they are finite decimals, else rounded to 15 digits. In "
      "NDJSON\n"
      "a result that is a number is a number or null; where it could be one of several, NAME.low\n"
      "and NAME.high follow, its ends (null: no end).\n"
      "Exit code: 0 done, 2 a file could not be used, 3 done and some rows were rejected.\n"
      "Example:\n  mgl run guidelines/magnesium_cramps/magnesium_cramps.mgl \\\n"
      "    guidelines/magnesium_cramps/cases.csv --as-of 2026-03-01 -o decisions.csv");
  OnCall(*run, program, arguments, RunCommand);
}

}  // namespace mgl
