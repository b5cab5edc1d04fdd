// The program `mgl` on this machine.
#include <csignal>
#include <iostream>
#include <memory>

#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"
#include "tools/doors/cli/machine_host.h"
#include "tools/doors/cli/standard_streams.h"
#include "tools/doors/cli/terminal_width.h"
#include "tools/doors/options/program.h"
#include "tools/files/environment.h"

namespace mgl {
namespace {

int Report(const Error& error) {
  std::cerr << ErrorText("", error);
  return kExitUnusable;
}

/// The exit code; what is on standard output may not be written yet.
int Run(const std::vector<std::string>& arguments) {
  if (const auto error = LimitSimdLevelByEnvironment()) return Report(*error);
  const Result<bool> row_by_row = DecidesRowByRow();
  if (!row_by_row) return Report(row_by_row.error());
  const auto make_host = [&](const OutputOptions& options) {
    return std::make_unique<MachineHost>(options, *row_by_row);
  };
  return RunProgram(arguments, {std::cout, std::cerr, TerminalWidth(), make_host});
}

}  // namespace
}  // namespace mgl

int main(int argc, char** argv) {
  if (!mgl::OpenClosedStreams()) return mgl::kExitUnusable;
  // A closed pipe and the limit of a file's size are errors of the write, with their message.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  mgl::StandardOutput output;
  const int exit_code = mgl::Run({argv + std::min(argc, 1), argv + argc});
  const std::optional<mgl::Error> error = output.Finish();
  return error ? mgl::Report(*error) : exit_code;
}
