// The options of `mgl adapt`.
#include <memory>
#include <string>

#include "tools/commands/commands.h"
#include "tools/doors/options/subcommands.h"

namespace mgl {

void AddAdaptCommand(CLI::App& app, Program& program) {
  auto arguments = std::make_shared<AdaptArguments>();
  CLI::App* adapt =
      app.add_subcommand("adapt", "Keep a local version in step with the guideline it adapts");
  adapt
      ->add_option("ACTION", arguments->action,
                   "pin: write the lock; status: what changed upstream since; update: write the "
                   "lock anew, and upstream's version")
      ->required()
      ->check(CLI::IsMember({"pin", "status", "update"}));
  adapt->add_option("GUIDELINE", arguments->guideline, "The file of the local version")->required();
  adapt->add_option("--format", arguments->format, "Of status: text or json")
      ->check(CLI::IsMember({"text", "json"}));
  adapt->footer(
      "The lock, NAME.lock.yaml, stands beside the file and is kept with it: upstream's version, "
      "what each of\nits declarations says, and what is used of other files. `mgl lint` "
      "errs without one that fits.\n"
      "Exit code: 0 done, 1 status: upstream has changed, 2 a file could not be used.\n"
      "Example:\n"
      "  mgl adapt status guidelines/magnesium_cramps_guarded/magnesium_cramps_guarded.mgl");
  OnCall(*adapt, program, arguments, AdaptCommand);
}

}  // namespace mgl
