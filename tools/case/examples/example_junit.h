// What came of guidelines' examples, for programs that run tests.
#pragma once

#include <string>

#include "tools/case/examples/example_run.h"
#include "tools/words/junit_document.h"

namespace mgl {

/// A suite a file; its name and the class are the guideline's name, a case is an example.
JunitSuite ExampleSuite(const CompiledGuideline& compiled, const ExampleRun& run);

}  // namespace mgl
