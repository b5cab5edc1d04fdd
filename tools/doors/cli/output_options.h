// What every command takes: colour and quiet.
#pragma once

#include <string>

namespace mgl {

struct OutputOptions {
  std::string color = "auto";  // auto, always, never
  bool quiet = false;          // findings and results only, no summaries or progress
};

/// Whether text on `file_descriptor` is coloured: `auto` means a terminal and no NO_COLOR in the
/// environment.
bool UseColor(const OutputOptions& options, int file_descriptor);

}  // namespace mgl
