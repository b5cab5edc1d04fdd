// `--help` of the program and of each command, as wide as the terminal.
#pragma once

#include <CLI/CLI.hpp>

namespace mgl {

/// Makes the app, and the commands that are added to it later, print their help so. The width is
/// $COLUMNS, else that of the terminal, else 80; at least 80.
void UseHelp(CLI::App& app);

}  // namespace mgl
