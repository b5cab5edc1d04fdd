// What came of a guideline's examples, for people.
#pragma once

#include <string>

#include "tools/case/examples/example_run.h"

namespace mgl {

/// Which guideline it is, with its status, each failed example with its place and why, and how many
/// passed. `quiet`: the failed ones only.
std::string ExamplesText(const CompiledGuideline& compiled, const ExampleRun& run, bool color,
                         bool quiet);

/// One failed example: its place, what was expected and came out, why, what it was given.
std::string FailedText(const ExampleOutcome& outcome, const SourceFile& source, bool color);

/// Tables of what the examples show, and lists of what no example does.
std::string CoverageText(const CompiledGuideline& compiled, const Coverage& coverage);

}  // namespace mgl
