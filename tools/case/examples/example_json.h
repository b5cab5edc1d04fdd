// What came of a guideline's examples, for programs.
#pragma once

#include <nlohmann/json.hpp>

#include "tools/case/examples/example_run.h"

namespace mgl {

/// The object of one file; see example_json.cc.
nlohmann::ordered_json ExamplesJson(const CompiledGuideline& compiled, const ExampleRun& run);

/// The same of a file that has errors or cannot be read: no guideline, no examples.
nlohmann::ordered_json UnusableFileJson(const std::string& path);

}  // namespace mgl
