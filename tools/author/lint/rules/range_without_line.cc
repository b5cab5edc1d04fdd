// Ranges and thresholds of which no line counts for some patient in scope of whom all is known.
#include <fmt/format.h>

#include <algorithm>

#include "engine/model/node_family.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// The conditions of the lines of a cut that is used; empty where a line has none.
std::vector<NodeId> ConditionsOf(const Guideline& guideline, bool is_threshold,
                                 std::uint32_t index) {
  for (std::size_t i = 0; i < guideline.graph.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    const Node& node = guideline.graph.node(id);
    const bool is_cut = FamilyOf(node.kind) == NodeFamily::kCut;
    if (!is_cut || (node.kind == NodeKind::kThreshold) != is_threshold || node.payload != index) {
      continue;
    }
    const bool all_have_one = std::ranges::all_of(
        is_threshold ? guideline.thresholds[index].lines : guideline.ranges[index].lines,
        [](const CutLine& line) { return line.when_operand.has_value(); });
    if (!all_have_one) return {};
    const auto operands = guideline.graph.Operands(id);
    return {operands.begin() + 1, operands.end()};
  }
  return {};
}

}  // namespace

void LintRangeWithoutLine(const LintInput& input, Diagnostics& found) {
  const Guideline& guideline = input.compiled.guideline;
  const auto look = [&](bool is_threshold, std::uint32_t index, const ast::Name& name) {
    std::vector<Goal> goals;
    for (const NodeId condition : ConditionsOf(guideline, is_threshold, index)) {
      goals.push_back({condition, Truth::kNo});
    }
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
                     is_threshold ? "threshold" : "range"),
         {}});
  };
  const Resolution& names = input.names();
  for (std::uint32_t i = 0; i < names.ranges.size(); ++i) look(false, i, names.ranges[i]->name);
  for (std::uint32_t i = 0; i < names.thresholds.size(); ++i) {
    look(true, i, names.thresholds[i]->name);
  }
}

}  // namespace mgl
