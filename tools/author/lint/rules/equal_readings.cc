// Readings of one ambiguity that are the same for every patient, with whatever is missing of them.
#include <fmt/format.h>

#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

bool AreEqual(const LintInput& input, NodeId first, NodeId second, Span place,
              const std::string& question) {
  if (first == second) return true;
  if (input.compiled.guideline.graph.node(first).type != ValueType::kTruth) return false;
  for (const Truth truth : kTruths) {
    TruthSet others;
    for (const Truth other : kTruths) {
      if (other != truth) others = others | other;
    }
    const std::vector<Goal> goals = {{first, truth}, {second, others}};
    if (!input.proofs.IsNobody(goals, place, question)) return false;
  }
  return true;
}

}  // namespace

void LintEqualReadings(const LintInput& input, Diagnostics& found) {
  const auto& ambiguities = input.compiled.guideline.ambiguities;
  for (std::size_t i = 0; i < ambiguities.size(); ++i) {
    const ast::Ambiguity& written = *input.names().ambiguities[i];
    const auto& readings = ambiguities[i].readings;
    for (std::size_t k = 1; k < readings.size(); ++k) {
      for (std::size_t j = 0; j < k; ++j) {
        const std::string question =
            fmt::format("`{}` and `{}` of `{}` differ for a patient", readings[j].name,
                        readings[k].name, ambiguities[i].name);
        const Span place = written.readings[k].name.span;
        // What is written alike is told for itself.
        if (IsToldWithin(found, DiagnosticKind::kDuplicateDeclaration, written.readings[k].span)) {
          continue;
        }
        if (!AreEqual(input, readings[j].node, readings[k].node, place, question)) continue;
        found.push_back({DiagnosticKind::kEqualReadings,
                         place,
                         fmt::format("the readings `{}` and `{}` decide every patient alike",
                                     readings[j].name, readings[k].name),
                         "see what the two ways to read the source were; where there is one, write "
                         "it as a `define`",
                         {{written.readings[j].name.span, "the same as this"}}});
      }
    }
  }
}

}  // namespace mgl
