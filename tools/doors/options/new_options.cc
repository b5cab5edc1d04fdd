// The options of `mgl new`.
#include <memory>
#include <string>

#include "tools/commands/commands.h"
#include "tools/doors/options/subcommands.h"

namespace mgl {

void AddNewCommand(CLI::App& app, Program& program) {
  auto arguments = std::make_shared<NewArguments>();
  CLI::App* start = app.add_subcommand("new", "Write a small guideline to start from");
  start->add_option("NAME", arguments->name, "Its name: it is written to NAME.mgl, here")
      ->required();
  start->footer(
      "It has a source, facts, a threshold, a rule and examples that pass; what to do with it is "
      "printed.\n"
      "A file that is there already is never overwritten.\n"
      "Exit code: 0 done, 2 it is no name, or the file is there already or cannot be written.\n"
      "Example:\n  mgl new low_potassium");
  OnCall(*start, program, arguments, NewCommand);
}

}  // namespace mgl
