// The options of `mgl trace`.
#include <memory>
#include <string>
#include <vector>

#include "tools/commands/commands.h"
#include "tools/doors/options/subcommands.h"

namespace mgl {

void AddTraceCommand(CLI::App& app, Program& program) {
  auto arguments = std::make_shared<TraceArguments>();
  CLI::App* trace = app.add_subcommand("trace", "Show which place of the source became what");
  trace->add_option("GUIDELINE", arguments->guideline, "The guideline file (`-`: standard input)")
      ->required();
  trace->add_option("--source", arguments->source,
                    "FILE: the text of the source, UTF-8; each of its lines is shown, and what "
                    "became of it");
  trace
      ->add_option("--format", arguments->format,
                   "text; csv: a record a place and statement; json; html: one page for reading "
                   "and printing")
      ->check(CLI::IsMember({"text", "csv", "json", "html"}));
  trace->add_option("-o,--output", arguments->output,
                    "Where the trace goes (`-`: standard output)");
  trace->footer(
      "A statement is quoted (it names a place or cites a reference), interpreted, assumed, or\n"
      "added (it says nothing of where it comes from); parts of the source are silent or left "
      "out.\n"
      "Lines of the source that nothing names are unaccounted for.\n"
      "Exit code: 0 done, 1 lines of the source are unaccounted for, 2 a file could not be used, "
      "or\n"
      "the guideline names lines that the source does not have.\n"
      "Example:\n  mgl trace guidelines/magnesium_cramps/magnesium_cramps.mgl --format html \\\n"
      "    -o trace.html");
  OnCall(*trace, program, arguments, TraceCommand);
}

}  // namespace mgl
