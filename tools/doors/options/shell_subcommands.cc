// `mgl completion` and `mgl manual`: what a shell and `man` want to know of the program.
#include <memory>
#include <ostream>

#include "tools/doors/options/completion.h"
#include "tools/doors/options/manual.h"
#include "tools/doors/options/subcommands.h"
#include "tools/version.h"

namespace mgl {

void AddCompletionCommand(CLI::App& app, Program& program) {
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
  completion->callback([shell, &app, &program] {
    const ProgramModel model = ReadProgram(app);
    program.output.out << (*shell == "bash"  ? BashCompletion(model)
                           : *shell == "zsh" ? ZshCompletion(model)
                                             : FishCompletion(model));
  });
}

void AddManualCommand(CLI::App& app, Program& program) {
  CLI::App* manual = app.add_subcommand("manual", "Print the manual page mgl(1) in roff");
  manual->footer(
      "An installed mgl has it in place: `man mgl`. Otherwise:\n"
      "  mgl manual | man -l -\n"
      "Exit code: 0 done.\n"
      "Example:\n  mgl manual");
  manual->callback(
      [&app, &program] { program.output.out << ManualPage(ReadProgram(app), kVersion); });
}

}  // namespace mgl
