// One function a command: it adds the subcommand to the program, and sets the exit code when it is
// run. Exit codes: 0 done; 1 findings; 2 the command or a file could not be used; 3 done, rows
// rejected.
#pragma once

#include <CLI/CLI.hpp>

#include "tools/doors/cli/output_options.h"

namespace mgl {

inline constexpr int kExitDone = 0;
inline constexpr int kExitFindings = 1;
inline constexpr int kExitUnusable = 2;
inline constexpr int kExitRejectedRows = 3;

void AddLintCommand(CLI::App& app, const OutputOptions& options, int& exit_code);
void AddFmtCommand(CLI::App& app, const OutputOptions& options, int& exit_code);
void AddRunCommand(CLI::App& app, const OutputOptions& options, int& exit_code);
void AddTestCommand(CLI::App& app, const OutputOptions& options, int& exit_code);
void AddExplainCommand(CLI::App& app, const OutputOptions& options, int& exit_code);
void AddAskCommand(CLI::App& app, const OutputOptions& options, int& exit_code);
void AddTraceCommand(CLI::App& app, const OutputOptions& options, int& exit_code);
void AddGraphCommand(CLI::App& app, const OutputOptions& options, int& exit_code);
void AddFactsCommand(CLI::App& app, const OutputOptions& options, int& exit_code);

/// For shells and for `man`: they look at all of the app when they are run.
void AddCompletionCommand(CLI::App& app);
void AddManualCommand(CLI::App& app);

}  // namespace mgl
