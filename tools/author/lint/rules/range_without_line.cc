// Ranges and thresholds of which no line counts for some patient in scope of whom all is known.
#include <fmt/format.h>

#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// The conditions of all its lines; empty where a line has none.
std::vector<Goal> NoLineCounts(const LintInput& input, const auto& lines) {
  std::vector<Goal> goals;
  for (const auto& line : lines) {
    if (!line.when) return {};
    const std::optional<NodeId> when = input.compiled.expression_nodes[line.when->id];
    if (!when) return {};
    goals.push_back({*when, Truth::kNo});
  }
  return goals;
}

}  // namespace

void LintRangeWithoutLine(const LintInput& input, Diagnostics& found) {
  const Guideline& guideline = input.compiled.guideline;
  const auto look = [&](const ast::Name& name, std::vector<Goal> goals, std::string_view what) {
    if (goals.empty()) return;
    goals.push_back({guideline.scope, Truth::kYes});
    const PatientSet known = input.proofs.finder().WithAllKnown(goals, input.proofs.everybody());
    const PatientSearch search = input.proofs.Find(
        goals, known, name.span, fmt::format("some patient has no line of `{}`", name.text));
    if (!search.found) return;
    found.push_back(
        {DiagnosticKind::kRangeWithoutLine,
         name.span,
         fmt::format("no line of `{}` counts {}", name.text,
                     input.proofs.ForWhom(goals, *search.found, &known)),
         fmt::format("write a line for these patients; without one the {} is unknown for them",
                     what),
         {}});
  };
  for (const ast::Range* range : input.names().ranges) {
    look(range->name, NoLineCounts(input, range->lines), "range");
  }
  for (const ast::Threshold* threshold : input.names().thresholds) {
    look(threshold->name, NoLineCounts(input, threshold->lines), "threshold");
  }
}

}  // namespace mgl
