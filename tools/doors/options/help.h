// `--help` of the program and of each command, as it is shown.
#pragma once

#include <CLI/CLI.hpp>

namespace mgl {

/// Makes the app, and the commands that are added to it later, print their help so; lines have at
/// most `width` characters.
void UseHelp(CLI::App& app, std::size_t width);

}  // namespace mgl
