// An unmet expectation is underlined in the text as diagnostics are, without a code: the text has
// no mistake.
#include "tools/case/examples/example_text.h"
#include "dsl/ast/ast.h"
#include "engine/text/plain_text.h"

#include <fmt/format.h>

namespace mgl {
namespace {

constexpr const char* kRed = "\033[1;31m";
constexpr const char* kGreen = "\033[1;32m";
constexpr const char* kReset = "\033[0m";

std::string Painted(const std::string& text, const char* paint, bool color) {
  return color ? paint + text + kReset : text;
}

/// The place and the underlined text of a diagnostic, without its first line.
std::string UnderlinedText(const UnmetExpectation& unmet, const SourceFile& source, bool color) {
  Diagnostic diagnostic{DiagnosticKind::kWrongExpectation, unmet.span, "", "", {}, Level::kError};
  const char* const label =
      unmet.subject == "ask" ? "expected to ask for {}, asks for {}" : "expected {}, got {}";
  diagnostic.labels.push_back(
      {unmet.span, fmt::format(fmt::runtime(label), unmet.expected, unmet.actual)});
  const std::string text = RenderText(diagnostic, source, color);
  return text.substr(text.find('\n') + 1);
}

void AddList(std::string_view title, const std::vector<std::string>& items, std::string& out) {
  if (!items.empty()) out += fmt::format("  {}: {}\n", title, fmt::join(items, ", "));
}

}  // namespace

std::string FailedText(const ExampleOutcome& outcome, const SourceFile& source, bool color) {
  const ast::Example& example = *outcome.example;
  std::string out =
      fmt::format("{} \"{}\" ({}:{})\n", Painted("failed:", kRed, color),
                  example.title ? example.title->text : "", source.PathAt(example.span.begin),
                  source.PositionOf(example.span.begin).line);
  for (const ExplainedExpectation& item : outcome.unmet) {
    out += UnderlinedText(item.unmet, source, color);
    for (const std::string& line : item.why) out += "    " + line + "\n";
  }
  AddList("given", outcome.given, out);
  AddList("reading", outcome.readings, out);
  AddList("warnings", outcome.warnings, out);
  if (outcome.has_as_of || outcome.depends_on_day) {
    out += fmt::format("  as of {}{}\n", FormatDay(outcome.as_of),
                       outcome.has_as_of ? "" : ", as the example names no day");
  }
  out += '\n';
  return out;
}

std::string ExamplesText(const CompiledGuideline& compiled, const ExampleRun& run, bool color,
                         bool quiet) {
  const GuidelineHeader& header = compiled.guideline.header;
  std::string out;
  if (!quiet) {
    out += fmt::format("{}: {} {}\n{}\n", compiled.text.source.path(), header.name, header.version,
                       StatusLine(header));
  }
  for (const ExampleOutcome& outcome : run.examples) {
    if (!outcome.unmet.empty()) out += FailedText(outcome, compiled.text.source, color);
  }
  if (quiet) return out;
  const std::size_t failed = run.Failed();
  if (run.examples.empty()) return out + "no examples\n";
  out +=
      fmt::format("{}: {}", Counted(run.examples.size(), "example"),
                  Painted(fmt::format("{} passed", run.examples.size() - failed), kGreen, color));
  if (failed > 0) out += ", " + Painted(fmt::format("{} failed", failed), kRed, color);
  return out + "\n";
}

}  // namespace mgl
