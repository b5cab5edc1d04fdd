// The examples that are missing, written as they would be decided now, for a person to confirm.
#pragma once

#include <string>

#include "tools/author/testing/proved_coverage.h"

namespace mgl {

struct MissingExamples {
  std::string text;           // declarations, each after a blank line and marked by a comment
  std::size_t examples = 0;   // in it
  std::size_t aims = 0;       // that they show
  std::size_t unwritten = 0;  // aims whose patients no example can state
};

/// As few as show all that is missing, each with a patient as plain as can be; they parse and pass,
/// and come out alike for the same day.
MissingExamples WriteMissingExamples(const CompiledGuideline& compiled,
                                     const ProvedCoverage& proved, Day today);

}  // namespace mgl
