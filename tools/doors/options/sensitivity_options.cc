// The options of `mgl sensitivity`.
#include <memory>

#include "tools/commands/commands.h"
#include "tools/doors/options/subcommands.h"

namespace mgl {

void AddSensitivityCommand(CLI::App& app, Program& program) {
  auto arguments = std::make_shared<SensitivityArguments>();
  CLI::App* command =
      app.add_subcommand("sensitivity", "Show what decisions hang on, and what to settle first");
  command->add_option("GUIDELINE", arguments->guideline, "The guideline file")->required();
  command
      ->add_option("CASES", arguments->cases,
                   "CSV, NDJSON, JSON or YAML files, one cohort (`-`: standard input; .gz and .zst "
                   "as they are)")
      ->required();
  command->add_option("-o,--output", arguments->output,
                      "Where the report goes (`-`: standard output)");
  command
      ->add_option("--format", arguments->format, "text; csv: a record a question; json: all of it")
      ->check(CLI::IsMember({"text", "csv", "json"}));
  command->add_flag("--every-bound", arguments->every_bound,
                    "Try every bound of a threshold or range too, not only numbers that are "
                    "`assumed because`");
  AddCaseOptions(*command, *arguments);
  command->add_option("--rejects", arguments->rejects, "Where rejected rows are listed");
  command->add_flag("--strict", arguments->strict, "Reject a row for a bad value too");
  AddThreads(*command, arguments->threads);
  command->footer(
      "Counts patients whose decision hangs on each reading of an ambiguity, each assumed number "
      "(a\n"
      "step lower, a step higher: that in which the fact is recorded, else one of the last "
      "digit),\n"
      "each missing value that `mgl run` would ask for, and the unit of each number that comes\n"
      "without one where the guideline knows several. A decision is the outcome of each rule, "
      "each\n"
      "result and the status of each recheck. First comes what settles most patients, then what\n"
      "settles most of the rest; a patient is settled when nothing is open on which her decision "
      "hangs.\n"
      "Cases are read once, as `mgl run` reads them, in memory that does not grow with them.\n"
      "Exit code: 0 done, 2 a file could not be used, 3 done and some rows were rejected.\n"
      "Example:\n  mgl sensitivity guidelines/magnesium_cramps/magnesium_cramps.mgl \\\n"
      "    guidelines/magnesium_cramps/cases.csv --as-of 2026-03-01");
  OnCall(*command, program, arguments, SensitivityCommand);
}

}  // namespace mgl
