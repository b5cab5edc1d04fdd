// `mgl completion` and `mgl manual`: what a shell and `man` want to know of the program.
#include <iostream>
#include <memory>

#include "tools/doors/cli/completion.h"
#include "tools/doors/cli/manual.h"
#include "tools/doors/cli/subcommands.h"
#include "tools/version.h"

namespace mgl {

void AddCompletionCommand(CLI::App& app) {
  auto shell = std::make_shared<std::string>();
  CLI::App* completion =
      app.add_subcommand("completion", "Print the script by which a shell completes mgl");
  completion->add_option("SHELL", *shell, "The shell")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  completion->footer(
      "An installed mgl has these scripts in place. Otherwise, in ~/.bashrc:\n"
      "  source <(mgl completion bash)\n"
      "Exit code: 0 done, 2 no such shell.\n"
      "Example:\n  mgl completion bash");
  completion->callback([shell, &app] {
    const ProgramModel program = ReadProgram(app);
    std::cout << (*shell == "bash"  ? BashCompletion(program)
                  : *shell == "zsh" ? ZshCompletion(program)
                                    : FishCompletion(program));
  });
}

void AddManualCommand(CLI::App& app) {
  CLI::App* manual = app.add_subcommand("manual", "Print the manual page mgl(1) in roff");
  manual->footer(
      "An installed mgl has it in place: `man mgl`. Otherwise:\n"
      "  mgl manual | man -l -\n"
      "Exit code: 0 done.\n"
      "Example:\n  mgl manual");
  manual->callback([&app] { std::cout << ManualPage(ReadProgram(app), kVersion); });
}

}  // namespace mgl
