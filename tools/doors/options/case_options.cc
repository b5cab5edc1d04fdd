// The options of commands that read cases.
#include "tools/doors/options/subcommands.h"
#include "tools/io/cases/case_format.h"

namespace mgl {

void AddReadingOptions(CLI::App& command, CaseArguments& arguments) {
  command
      .add_option("--input", arguments.input,
                  "Format of the cases: csv, ndjson, json (an array) or yaml (default: by content)")
      ->check(CLI::IsMember(CaseFormatNames()));
  AddRepeatable(command, "--map", arguments.mappings,
                "FACT=COLUMN: the column or key of a fact, of FACT.unit, FACT.date or id");
  AddRepeatable(command, "--unit", arguments.units,
                "FACT=UNIT: the unit of a fact's numbers where no cell says one; SPELLING=UNIT: "
                "what a spelling in the cells means (\"K/uL=10*3/uL\")");
  AddRepeatable(command, "--missing", arguments.missing_marks,
                "MARK: cells that say this state nothing, as NA, NULL or - do");
  command.add_flag("--decimal-comma", arguments.decimal_comma,
                   "Numbers have a decimal comma: 7,5 and 1.234,5");
  command
      .add_option("--date-format", arguments.date_format,
                  "dmy, mdy or ymd: the order in dates such as 01/12/2025 or 1.12.25")
      ->check(CLI::IsMember({"dmy", "mdy", "ymd"}));
  command.add_option("--encoding", arguments.encoding,
                     "Of the files of cases: utf-8, windows-1252 (also for latin-1), utf-16");
  command.add_flag("--trailing-separator", arguments.has_end_separators,
                   "The rows of a CSV end with a separator, its header does not");
}

void AddCaseOptions(CLI::App& command, CaseArguments& arguments) {
  command.add_option("--as-of", arguments.as_of, "The day to decide for (default: today)");
  AddRepeatable(command, "--reading", arguments.readings,
                "AMBIGUITY=READING: adopt another reading for this run");
  AddReadingOptions(command, arguments);
}

}  // namespace mgl
