// The options of `mgl fmt`.
#include <memory>
#include <string>
#include <vector>

#include "tools/commands/commands.h"
#include "tools/doors/options/subcommands.h"

namespace mgl {

void AddFmtCommand(CLI::App& app, Program& program) {
  auto arguments = std::make_shared<FmtArguments>();
  CLI::App* format = app.add_subcommand("fmt", "Rewrite guideline files in the one layout");
  format->add_option("FILE", arguments->files, "Guideline files (`-`: input to output)")
      ->required();
  format->add_flag("--check", arguments->check,
                   "Change nothing; exit 1 where something would change");
  format
      ->add_flag("--flatten", arguments->flatten,
                 "Print the whole guideline that one of several files is: what it uses and adapts, "
                 "with its changes")
      ->excludes("--check");
  format->footer(
      "Comments stay, meaning does not change; a file with syntax errors is left as it is.\n"
      "Exit code: 0 done, 1 with --check: something would change, 2 a file could not be used.\n"
      "Example:\n  mgl fmt --check guidelines/magnesium_cramps/magnesium_cramps.mgl");
  OnCall(*format, program, arguments, FmtCommand);
}

}  // namespace mgl
