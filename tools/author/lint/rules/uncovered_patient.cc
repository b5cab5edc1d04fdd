// A patient in scope of whom all is known, for whom no line of a result or table holds.
#include <fmt/format.h>

#include "tools/author/lint/decided_lines.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

void FindUncovered(const LintInput& input, const DecidedLines& table, Diagnostics& found) {
  const Guideline& guideline = input.compiled.guideline;
  const TruthSet no = Truth::kNo;
  std::vector<Goal> lines;
  for (const DecidedLine& line : table.lines) lines.push_back({line.when, no});
  std::vector<Goal> goals = lines;
  goals.push_back({guideline.scope, Truth::kYes});
  PatientFinder& finder = input.proofs.finder();
  const PatientSet known = finder.WithAllKnown(goals, input.proofs.everybody());
  const std::string& name = table.declaration->name.text;
  const PatientSearch search =
      input.proofs.Find(goals, known, table.declaration->name.span,
                        fmt::format("some patient has no line of `{}`", name));
  if (!search.found) return;
  const std::string words = input.proofs.ForWhom(goals, *search.found, &known);
  Diagnostic finding{DiagnosticKind::kUncoveredPatient,
                     table.declaration->name.span,
                     fmt::format("no line of `{}` holds {}", name, words),
                     "add a line for these patients, or `missing otherwise` where there is none on "
                     "purpose",
                     {}};
  finding.example =
      input.proofs.AsExample(*search.found, fmt::format("{} says nothing", name), {name});
  found.push_back(std::move(finding));
}

}  // namespace

void LintUncoveredPatient(const LintInput& input, Diagnostics& found) {
  for (const DecidedLines& table : FindDecidedLines(input)) {
    const bool claims_all = !table.has_otherwise && table.is_result;
    // A gap between two rows is told with the row to change.
    const bool is_told = IsToldWithin(found, DiagnosticKind::kTableGap, table.declaration->span);
    const bool is_uncovered =
        IsToldWithin(found, DiagnosticKind::kUncoveredPatient, table.declaration->span);
    if (claims_all && !is_told && !is_uncovered) FindUncovered(input, table, found);
  }
}

}  // namespace mgl
