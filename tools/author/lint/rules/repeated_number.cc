// A fact compared with the same number in two places, or with that of a threshold.
#include <fmt/format.h>

#include "tools/author/lint/cut_places.h"

namespace mgl {
namespace {

void ReportThreshold(const CutGroup& group, Diagnostics& found) {
  const std::string& name = group.threshold->name.text;
  for (const ast::Expr* place : group.places) {
    found.push_back({DiagnosticKind::kRepeatedNumber,
                     place->span,
                     fmt::format("the threshold `{}` has this number already", name),
                     fmt::format("write `{0}` or `not {0}` instead", name),
                     {{group.threshold->name.span, fmt::format("`{}` is a threshold", name)}}});
  }
}

}  // namespace

void LintRepeatedNumber(const LintInput& input, Diagnostics& found) {
  for (const CutGroup& group : FindCutGroups(input)) {
    if (group.threshold != nullptr) {
      ReportThreshold(group, found);
    } else if (group.places.size() > 1) {
      std::vector<Label> labels;
      for (std::size_t i = 1; i < group.places.size(); ++i) {
        labels.push_back({group.places[i]->span, "and here"});
      }
      const ast::Expr& first = *group.places.front();
      found.push_back({DiagnosticKind::kRepeatedNumber, first.span,
                       fmt::format("`{}` is cut at the same number in {} places",
                                   input.names().facts[group.fact]->name.text, group.places.size()),
                       fmt::format("write `{}` and use its name", AsDeclaration(input, first)),
                       std::move(labels)});
    }
  }
}

}  // namespace mgl
