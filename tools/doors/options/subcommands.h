// One function a command: it adds the subcommand with its options to the program, which runs the
// command when it is given.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tools/commands/commands.h"
#include "tools/doors/options/program.h"

namespace mgl {

/// What the options of all commands say, and the exit code of the one that was run.
struct Program {
  const ProgramOutput& output;
  OutputOptions options{};
  int exit_code = kExitDone;

  void Run(const std::function<int(Host&)>& command) {
    const std::unique_ptr<Host> host = output.make_host(options);
    exit_code = command(*host);
  }
};

/// Lets the subcommand run `run` with the arguments that its options fill.
template <typename Arguments>
void OnCall(CLI::App& subcommand, Program& program, std::shared_ptr<Arguments> arguments,
            int (*run)(const Arguments&, Host&)) {
  subcommand.callback([arguments = std::move(arguments), run, &program] {
    program.Run([&](Host& host) { return run(*arguments, host); });
  });
}

/// An option with one value, which may be given several times.
inline void AddThreads(CLI::App& command, unsigned& threads) {
  command.add_option("--threads", threads, "How many threads (default: all cores)")
      ->check(CLI::Range(1, 256));
}

inline CLI::Option* AddRepeatable(CLI::App& command, const std::string& name,
                                  std::vector<std::string>& values, const std::string& help) {
  return command.add_option(name, values, help)->expected(1)->take_all();
}

/// How files of cases are read: --input, --map, --unit, --missing and the like.
void AddReadingOptions(CLI::App& command, CaseArguments& arguments);
/// Likewise, and --as-of and --reading.
void AddCaseOptions(CLI::App& command, CaseArguments& arguments);

void AddNewCommand(CLI::App& app, Program& program);
void AddLintCommand(CLI::App& app, Program& program);
void AddFmtCommand(CLI::App& app, Program& program);
void AddAdaptCommand(CLI::App& app, Program& program);
void AddRunCommand(CLI::App& app, Program& program);
void AddSensitivityCommand(CLI::App& app, Program& program);
void AddTestCommand(CLI::App& app, Program& program);
void AddExplainCommand(CLI::App& app, Program& program);
void AddAskCommand(CLI::App& app, Program& program);
void AddDiffCommand(CLI::App& app, Program& program);
void AddTraceCommand(CLI::App& app, Program& program);
void AddGraphCommand(CLI::App& app, Program& program);
void AddFactsCommand(CLI::App& app, Program& program);
void AddUnitsCommand(CLI::App& app, Program& program);

/// For shells and for `man`: they look at all of the app when they are run.
void AddCompletionCommand(CLI::App& app, Program& program);
void AddManualCommand(CLI::App& app, Program& program);

}  // namespace mgl
