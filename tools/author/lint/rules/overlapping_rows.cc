// Two rows of a table that hold for one patient and give different values.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/decided_lines.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// Constants that are not the same. Of what is computed nothing is said.
bool Differ(const Graph& graph, NodeId a, NodeId b) {
  const auto is_constant = [&](NodeId id) {
    const NodeKind kind = graph.node(id).kind;
    return kind == NodeKind::kChoice || kind == NodeKind::kNumber ||
           kind == NodeKind::kTruthConstant || kind == NodeKind::kDate;
  };
  return a != b && is_constant(a) && is_constant(b);
}

void FindOverlaps(const LintInput& input, const DecidedLines& table, Diagnostics& found) {
  const Guideline& guideline = input.compiled.guideline;
  for (std::size_t i = 0; i < table.lines.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const DecidedLine& first = table.lines[k];
      const DecidedLine& second = table.lines[i];
      if (!Differ(guideline.graph, first.value, second.value)) continue;
      // A number that both have is told as the number.
      const auto is_told = [&](Span row) {
        return IsToldWithin(found, DiagnosticKind::kSharedBound, row);
      };
      if (is_told(first.span) || is_told(second.span)) continue;
      const std::vector<Goal> goals = {{first.when, Truth::kYes}, {second.when, Truth::kYes}};
      const std::string& name = table.declaration->name.text;
      const PatientSearch search =
          input.proofs.Find(goals, input.proofs.everybody(), second.span,
                            fmt::format("two rows of `{}` hold for one patient", name));
      if (!search.found) continue;
      const std::string words = input.proofs.ForWhom(goals, *search.found);
      Diagnostic finding{
          DiagnosticKind::kOverlappingRows,
          second.span,
          fmt::format("two rows of `{}` that give different values hold {}", name, words),
          "change one of the two rows so that one patient has one row",
          {{first.span, "and this row"}}};
      finding.example =
          input.proofs.AsExample(*search.found, fmt::format("two rows of {}", name), {name});
      found.push_back(std::move(finding));
    }
  }
}

}  // namespace

void LintOverlappingRows(const LintInput& input, Diagnostics& found) {
  for (const DecidedLines& table : FindDecidedLines(input)) {
    if (!table.first_wins) FindOverlaps(input, table, found);
  }
}

}  // namespace mgl
