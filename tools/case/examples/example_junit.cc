#include "tools/case/examples/example_junit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "dsl/ast/ast.h"
#include "tools/case/examples/example_text.h"

namespace mgl {
namespace {

/// "severe: expected yes, got no; ask: …"
std::string Summary(const ExampleOutcome& outcome) {
  std::vector<std::string> parts;
  for (const ExplainedExpectation& item : outcome.unmet) {
    parts.push_back(fmt::format("{}: expected {}, got {}", item.unmet.subject, item.unmet.expected,
                                item.unmet.actual));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace

JunitSuite ExampleSuite(const CompiledGuideline& compiled, const ExampleRun& run) {
  const SourceFile& source = compiled.text.source;
  const GuidelineHeader& header = compiled.guideline.header;
  JunitSuite suite{header.name,
                   source.path(),
                   {{"version", header.version},
                    {"status", StatusLine(header)},
                    {"content", "sha256:" + header.content_hash}},
                   {}};
  for (const ExampleOutcome& outcome : run.examples) {
    JunitCase test{.name = outcome.example->title ? outcome.example->title->text : "",
                   .class_name = header.name,
                   .file = source.PathAt(outcome.example->span.begin),
                   .line = source.PositionOf(outcome.example->span.begin).line};
    if (!outcome.unmet.empty()) {
      test.outcome = JunitCase::Outcome::kFailed;
      test.message = Summary(outcome);
      test.text = FailedText(outcome, source, false);
    }
    suite.cases.push_back(std::move(test));
  }
  return suite;
}

}  // namespace mgl
