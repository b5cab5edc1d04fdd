// The command line of `mgl`, whatever it runs on: options, help, and which command does what.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tools/commands/host.h"

namespace mgl {

/// What every command takes.
struct OutputOptions {
  std::string color = "auto";  // auto (a terminal, and no NO_COLOR), always, never
  bool quiet = false;          // findings and results only, no summaries or progress
};

/// Where the program speaks, and how it gets the host of a command.
struct ProgramOutput {
  std::ostream& out;
  std::ostream& err;
  std::size_t width = 0;  // of a line of `out` in characters; 0: 80
  std::function<std::unique_ptr<Host>(const OutputOptions&)> make_host;
};

/// Runs `mgl ARGUMENTS`; returns the exit code.
int RunProgram(const std::vector<std::string>& arguments, const ProgramOutput& output);

}  // namespace mgl
