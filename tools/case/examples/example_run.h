// Runs the examples of one guideline.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tools/case/examples/coverage.h"
#include "tools/case/examples/example_check.h"

namespace mgl {

/// An expectation that was not met, and why, line by line.
struct ExplainedExpectation {
  UnmetExpectation unmet;
  std::vector<std::string> why;
};

/// What came of one example. What it was given, its readings and warnings are told only where it
/// failed.
struct ExampleOutcome {
  const ast::Example* example = nullptr;
  std::vector<ExplainedExpectation> unmet;  // none: it passed
  std::vector<std::string> given;           // "serum_magnesium 1.0 mg/dL", by `like` too
  std::vector<std::string> readings;        // "iv_indication broad": those it chooses
  std::vector<std::string> warnings;
  Day as_of = 0;
  bool has_as_of = true;        // false: as of the day of the run
  bool depends_on_day = false;  // it has none, and comes out otherwise on another day
};

struct ExampleRun {
  std::vector<ExampleOutcome> examples;  // in the order of the text
  std::unique_ptr<Coverage> coverage;    // null: not asked for

  std::size_t Failed() const;
};

struct ExampleRunOptions {
  Day today = 0;       // the as-of date of examples that name none
  std::string filter;  // only examples whose title holds this, in any case; empty: all
  bool coverage = false;
};

/// `compiled` must outlive the result.
ExampleRun RunExamples(const CompiledGuideline& compiled, const ExampleRunOptions& options);

}  // namespace mgl
