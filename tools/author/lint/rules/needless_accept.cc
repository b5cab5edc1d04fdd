// An `accept` of what was not found. It runs last: `found` holds all findings of the file.
#include <fmt/format.h>

#include <algorithm>

#include "tools/author/lint/levels.h"
#include "tools/author/lint/lint.h"
#include "tools/author/lint/rules.h"

namespace mgl {

void LintNeedlessAccept(const LintInput& input, Diagnostics& found) {
  const Diagnostics others = found;
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    const auto* accept = std::get_if<ast::Accept>(&declaration);
    if (accept == nullptr) continue;
    const DiagnosticKindInfo* info = FindDiagnosticKind(accept->name.text);
    // An accept of this very finding is for accepts whose finding comes and goes with the date.
    if (info == nullptr || info->kind == DiagnosticKind::kNeedlessAccept) continue;
    if (IsOfSeveral(*info)) continue;  // comes with the other guideline
    const bool comes_with_date =
        info->kind == DiagnosticKind::kPastDate || info->kind == DiagnosticKind::kRangeWithoutLine;
    if (IsLanguageError(*info)) {
      found.push_back({DiagnosticKind::kNeedlessAccept,
                       accept->name.span,
                       fmt::format("`{}` is an error of the language, which nothing accepts",
                                   accept->name.text),
                       "remove this line",
                       {},
                       {},
                       {{accept->span, ""}}});
    } else if (std::ranges::none_of(others, [&](const Diagnostic& finding) {
                 return Accepts(*accept, input.compiled.text, finding);
               })) {
      found.push_back(
          {DiagnosticKind::kNeedlessAccept,
           accept->name.span,
           fmt::format("this accepts nothing: there is no finding `{}` ({}){}", accept->name.text,
                       info->title, accept->of ? " at `" + accept->of->text + "`" : ""),
           "remove this line",
           {},
           {},
           comes_with_date ? std::vector<Edit>() : std::vector<Edit>{{accept->span, ""}}});
    }
  }
}

}  // namespace mgl
