// Ranges and thresholds of which no line counts for some patient in scope of whom all is known.
#include <fmt/format.h>

#include "dsl/resolve/statements.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// A rule, or a definition by a condition, that asks for the range or threshold: what a patient
/// without a line goes without.
struct Asking {
  NodeId node{};
  std::string name;
};

std::optional<Asking> WhoAsksFor(const LintInput& input, const std::string& name) {
  std::optional<Asking> asking;
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    const auto* const rule = std::get_if<ast::Rule>(&declaration);
    const auto* const define = std::get_if<ast::Define>(&declaration);
    const ast::ExprPtr* const condition = rule ? &rule->when : define ? &define->as : nullptr;
    if (condition == nullptr || !*condition || asking) continue;
    ForEachPart(**condition, [&](const ast::Expr& part) {
      const bool is_range = part.kind == ast::ExprKind::kIsRange;
      if (!is_range && part.kind != ast::ExprKind::kName) return;
      if (part.name.text != name) return;
      const std::optional<NodeId> node = input.compiled.expression_nodes[(*condition)->id];
      if (node) asking = Asking{*node, ast::Base(declaration).name.text};
    });
  }
  return asking;
}

constexpr std::uint64_t kBudgetToShow = 2000;

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
    const std::optional<Asking> asking = WhoAsksFor(input, name.text);
    std::vector<Goal> known_for = goals;
    if (asking) known_for.push_back({asking->node, Truth::kUnknown});
    PatientFinder& finder = input.proofs.finder();
    const PatientSet known = finder.WithAllKnown(known_for, input.proofs.everybody());
    const PatientSearch search = input.proofs.Find(
        goals, known, name.span, fmt::format("some patient has no line of `{}`", name.text));
    if (!search.found) return;
    Diagnostic finding{
        DiagnosticKind::kRangeWithoutLine,
        name.span,
        fmt::format("no line of `{}` counts {}", name.text,
                    input.proofs.ForWhom(goals, *search.found, &known)),
        fmt::format("write a line for these patients; without one the {} is unknown for them",
                    what),
        {}};
    // All is known of whom it shows, and still that is unknown, where nothing else settles it.
    const PatientSearch shown = asking ? finder.Find(known_for, known, kBudgetToShow) : search;
    const std::string title = fmt::format("no line of {}", name.text);
    finding.example = shown.found && asking
                          ? input.proofs.AsExample(*shown.found, title, {asking->name})
                          : input.proofs.AsExample(*search.found, title, {});
    found.push_back(std::move(finding));
  };
  for (const ast::Range* range : input.names().ranges) {
    look(range->name, NoLineCounts(input, range->lines), "range");
  }
  for (const ast::Threshold* threshold : input.names().thresholds) {
    look(threshold->name, NoLineCounts(input, threshold->lines), "threshold");
  }
}

}  // namespace mgl
