// What came of guidelines' examples, for programs that run tests: JUnit's XML.
#pragma once

#include <string>

#include "tools/case/examples/example_run.h"

namespace mgl {

/// Collects one `testsuite` a file; a `testcase` is an example. Attributes as most readers of the
/// format know them: name, classname (the guideline's name), file, line; no times.
class JunitReport {
 public:
  JunitReport();
  ~JunitReport();
  JunitReport(const JunitReport&) = delete;
  JunitReport& operator=(const JunitReport&) = delete;

  void Add(const CompiledGuideline& compiled, const ExampleRun& run);
  /// A file that has errors or cannot be read: one `testcase` with an `error`.
  void AddUnusable(const std::string& path);

  std::string Text() const;

 private:
  struct Document;
  std::unique_ptr<Document> document_;
};

}  // namespace mgl
