// A fact compared with the same number in three places or more, or with that of a threshold.
#include <fmt/format.h>

#include "tools/author/lint/cut_places.h"

namespace mgl {
namespace {

ast::Comparison ComparisonOf(ast::Direction direction) {
  switch (direction) {
    case ast::Direction::kBelow:
      return ast::Comparison::kLess;
    case ast::Direction::kAtMost:
      return ast::Comparison::kLessEqual;
    case ast::Direction::kAbove:
      return ast::Comparison::kGreater;
    case ast::Direction::kAtLeast:
      return ast::Comparison::kGreaterEqual;
  }
  return ast::Comparison::kLess;
}

ast::Comparison Opposite(ast::Comparison comparison) {
  switch (comparison) {
    case ast::Comparison::kLess:
      return ast::Comparison::kGreaterEqual;
    case ast::Comparison::kLessEqual:
      return ast::Comparison::kGreater;
    case ast::Comparison::kGreater:
      return ast::Comparison::kLessEqual;
    case ast::Comparison::kGreaterEqual:
      return ast::Comparison::kLess;
    case ast::Comparison::kEqual:
      return ast::Comparison::kNotEqual;
    case ast::Comparison::kNotEqual:
      return ast::Comparison::kEqual;
  }
  return comparison;
}

bool HasOneCut(const ast::Threshold& threshold) {
  return threshold.lines.size() == 1 && !threshold.lines.front().when;
}

/// How a place says that its number is cut, without a `not` before it.
ast::Comparison SaidAt(const SourceFile& source, const ast::Expr& place) {
  const bool is_mirrored = place.children.front()->kind == ast::ExprKind::kQuantity;
  const ast::Comparison said = is_mirrored ? Mirrored(place.comparison) : place.comparison;
  const std::string_view behind =
      source.text().substr(place.operator_span.end, place.span.end - place.operator_span.end);
  const bool is_not = source.Text(place.operator_span) == "is" && behind.starts_with(" not ");
  return is_not ? Opposite(said) : said;
}

/// `name` or `not name`, whichever says the same of every patient; empty where neither does.
std::string SameCut(const SourceFile& source, const ast::Threshold& threshold,
                    const ast::Expr& place) {
  if (place.kind != ast::ExprKind::kCompare || !HasOneCut(threshold)) return "";
  const ast::Comparison said = SaidAt(source, place);
  const ast::Comparison cut = ComparisonOf(threshold.lines.front().direction);
  if (said == cut) return threshold.name.text;
  const bool is_negated = source.text().substr(0, place.span.begin).ends_with("not ");
  return said == Opposite(cut) && !is_negated ? "not " + threshold.name.text : "";
}

/// For a place that says neither what the threshold says nor its opposite.
std::string HelpForOther(const SourceFile& source, const ast::Threshold& threshold,
                         const ast::Expr& place) {
  const std::string& name = threshold.name.text;
  const bool is_cut = place.kind == ast::ExprKind::kCompare && HasOneCut(threshold);
  if (is_cut) {
    const ast::Comparison said = SaidAt(source, place);
    const ast::Comparison cut = ComparisonOf(threshold.lines.front().direction);
    if (said == Opposite(cut)) return fmt::format("write `{}` without the `not` here", name);
    const Span line = threshold.lines.front().span;
    return fmt::format(
        "`{0}` says `{1}`, this says another thing of just {2}: write `{0}` or `not "
        "{0}` where that is meant, else leave it",
        name, source.Text(line), source.Text(threshold.lines.front().bound.span));
  }
  return fmt::format("write `{0}` or `not {0}` where that is meant, else leave it", name);
}

void ReportThreshold(const SourceFile& source, const CutGroup& group, Diagnostics& found) {
  const std::string& name = group.threshold->name.text;
  for (const ast::Expr* place : group.places) {
    const std::string same = SameCut(source, *group.threshold, *place);
    Diagnostic finding{DiagnosticKind::kRepeatedNumber,
                       place->span,
                       fmt::format("the threshold `{}` has this number already", name),
                       same.empty() ? HelpForOther(source, *group.threshold, *place)
                                    : fmt::format("write `{}` instead", same),
                       {{group.threshold->name.span, fmt::format("`{}` is a threshold", name)}}};
    if (!same.empty()) finding.edits.push_back({place->span, same});
    found.push_back(std::move(finding));
  }
}

}  // namespace

void LintRepeatedNumber(const LintInput& input, Diagnostics& found) {
  for (const CutGroup& group : CutGroupsOf(input)) {
    if (group.threshold != nullptr) {
      ReportThreshold(input.compiled.text.source, group, found);
    } else if (group.places.size() > kFewPlaces) {
      found.push_back(RepeatedCut(input, group, DiagnosticKind::kRepeatedNumber));
    }
  }
}

}  // namespace mgl
