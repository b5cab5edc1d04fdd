// The options of commands that read cases.
#include "tools/doors/options/subcommands.h"
#include "tools/io/cases/case_format.h"

namespace mgl {

void AddCaseOptions(CLI::App& command, CaseArguments& arguments) {
  command
      .add_option("--input", arguments.input,
                  "Format of the cases: csv, ndjson, json (an array) or yaml (default: by content)")
      ->check(CLI::IsMember(CaseFormatNames()));
  command.add_option("--as-of", arguments.as_of, "The day to decide for (default: today)");
  command
      .add_option("--map", arguments.mappings,
                  "FACT=COLUMN: the column or key of a fact, of FACT.unit, FACT.date or id")
      ->expected(1)
      ->take_all();
  command
      .add_option("--unit", arguments.units,
                  "FACT=UNIT: the unit of a fact's numbers where no cell says one")
      ->expected(1)
      ->take_all();
  command
      .add_option("--reading", arguments.readings,
                  "AMBIGUITY=READING: adopt another reading for this run")
      ->expected(1)
      ->take_all();
  command.add_flag("--trailing-separator", arguments.has_end_separators,
                   "The rows of a CSV end with a separator, its header does not");
}

}  // namespace mgl
