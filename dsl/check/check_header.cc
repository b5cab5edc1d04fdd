// What the guideline says of itself.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include "dsl/check/check_statements.h"
#include "dsl/check/grading_help.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/written_status.h"
#include "dsl/resolve/wording.h"
#include "engine/value/calendar.h"

namespace mgl {
namespace {

constexpr int kLanguageVersion = 1;

void CheckDateOrder(const StatementChecker& checker, const std::optional<ast::DateText>& first,
                    const std::optional<ast::DateText>& second, std::string_view message) {
  if (!first || !second || first->day <= second->day) return;
  checker.context.Report(DiagnosticKind::kDatesOutOfOrder, second->span,
                         fmt::format("{} `{}`", message, FormatDay(first->day)),
                         "check the two dates", {{first->span, "the other date is here"}});
}

void CheckGrading(const StatementChecker& checker, const ast::Guideline& guideline) {
  constexpr std::string_view kKnown[] = {"none", "GRADE", "grade", "sign", "uspstf"};
  const std::string& word = guideline.grading->text;
  const bool is_own = !word.empty() && std::ranges::find(kKnown, word) == std::end(kKnown);
  const std::string grades = is_own ? GradesUsed(checker.context.resolution) : std::string();
  if (guideline.grades.empty() && !grades.empty()) {
    checker.context.Report(DiagnosticKind::kUnknownWord, guideline.grading->span,
                           fmt::format("`{}` is not a word for the grading", word),
                           fmt::format("name its grades, from strong to weak: `grading \"{}\" with "
                                       "({})`",
                                       word, grades));
  } else if (guideline.grades.empty()) {
    CheckWord(checker.context, *guideline.grading, "grading",
              {"none", "GRADE", "grade", "sign", "uspstf"});
  }
  std::map<std::string_view, Span> places;
  for (const ast::Text& grade : guideline.grades) {
    const auto [first, is_new] = places.emplace(grade.text, grade.span);
    if (is_new) continue;
    checker.context.Report(DiagnosticKind::kDuplicateMember, grade.span,
                           fmt::format("the grade {} stands twice", Quoted(grade.text)),
                           "keep one of the two", {{first->second, "it stands here"}});
  }
}

void CheckStatus(const StatementChecker& checker, const ast::Name& status) {
  const std::string& word = status.text;
  if (word.empty() || IsIn(word, {"draft", "active", "retired"})) return;
  // `under review`: the parser has reported the line.
  const bool is_reported = IsIn(word, {"under", "in", "for", "awaiting", "pending", "needs"}) &&
                           checker.context.file.broken_names.contains("review");
  if (is_reported) return;
  checker.context.Report(DiagnosticKind::kUnknownWord, status.span,
                         fmt::format("`{}` is not a word for the status", word),
                         HelpForStatus(word));
}

}  // namespace

void CheckGuideline(const StatementChecker& checker, const ast::Guideline& guideline) {
  if (guideline.language && guideline.language->value != kLanguageVersion) {
    checker.context.Report(
        DiagnosticKind::kLanguageVersion, guideline.language->span,
        fmt::format("the file is in version {} of the language; this program reads version {}",
                    FormatDecimal(guideline.language->value), kLanguageVersion),
        fmt::format("write `language mgl {}`, or use a program for that version",
                    kLanguageVersion));
  }
  if (guideline.status) {
    CheckStatus(checker, *guideline.status);
  }
  if (guideline.grading) {
    CheckGrading(checker, guideline);
  }
  CheckDateOrder(checker, guideline.valid_from, guideline.valid_until,
                 "the last valid day lies before the first,");
  CheckDateOrder(checker, guideline.valid_from, guideline.review_by,
                 "the review lies before the first valid day,");
  checker.expressions.CheckCondition(guideline.applies_when.get());
}

}  // namespace mgl
