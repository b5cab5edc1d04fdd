// Two rows of a table that hold for one patient and give different values; likewise two doses.
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
  std::size_t count = 0;  // titles of examples differ
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
      finding.example = input.proofs.AsExample(
          *search.found,
          fmt::format("two rows of {}{}", name, ++count > 1 ? fmt::format(", {}", count) : ""),
          {name});
      found.push_back(std::move(finding));
    }
  }
}

/// Given again and again, in the same kind of amount.
bool AreAlike(const ast::Dose& a, const ast::Dose& b) {
  const auto unit_of = [](const ast::Dose& dose) {
    const ast::Quantity& amount = dose.amount.high ? *dose.amount.high : *dose.amount.low;
    return amount.unit ? amount.unit->code.substr(0, amount.unit->code.find_first_of(" /"))
                       : std::string();
  };
  const auto is_regular = [](const ast::Dose& dose) {  // no loading dose
    const ast::Quantity& amount = dose.amount.high ? *dose.amount.high : *dose.amount.low;
    const bool has_time =
        amount.unit && ParseUnit(amount.unit->code)->dimension.ExponentOf(BaseDimension::kTime) < 0;
    return !dose.over && (dose.every || dose.often || has_time);
  };
  return is_regular(a) && is_regular(b) && unit_of(a) == unit_of(b);
}

/// A dose for everybody beside one for some: these get both.
void FindDoses(const LintInput& input, const ast::Medication& medication, Diagnostics& found) {
  for (const ast::Dose& dose : medication.doses) {
    if (dose.when) continue;
    for (const ast::Dose& other : medication.doses) {
      if (!other.when || !AreAlike(dose, other)) continue;
      const SourceFile& source = input.compiled.text.source;
      const std::string when = TextAsWritten(source, other.when->span);
      const bool is_name = other.when->kind == ast::ExprKind::kName;
      found.push_back(
          {DiagnosticKind::kOverlappingRows,
           dose.span,
           fmt::format("this dose of `{}` has no condition: where `{}` holds, both doses are given",
                       medication.name.text, when),
           fmt::format("write `dose {} when not {}{}{}`", TextAsWritten(source, dose.said),
                       is_name ? "" : "(", when, is_name ? "" : ")"),
           {{other.span, "and this dose"}}});
      break;
    }
  }
}

}  // namespace

void LintOverlappingRows(const LintInput& input, Diagnostics& found) {
  for (const ast::Medication* medication : input.names().medications) {
    FindDoses(input, *medication, found);
  }
  for (const DecidedLines& table : FindDecidedLines(input)) {
    if (!table.first_wins) FindOverlaps(input, table, found);
  }
}

}  // namespace mgl
