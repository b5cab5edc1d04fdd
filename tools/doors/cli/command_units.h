// `mgl units`: checks, explains and converts units of measure.
#pragma once

#include <CLI/CLI.hpp>

namespace mgl {

/// Adds the subcommand. Its callback sets `exit_code`: 0; 1 for an invalid code or an impossible
/// conversion; 2 for wrong usage.
void AddUnitsCommand(CLI::App& app, int& exit_code);

}  // namespace mgl
