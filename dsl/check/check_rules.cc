// Rules and rechecks.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "dsl/ast/calendar_duration.h"
#include "dsl/check/check_statements.h"
#include "dsl/check/dimension_help.h"
#include "dsl/check/grading_help.h"
#include "dsl/resolve/fact_help.h"
#include "dsl/resolve/wording.h"
#include "engine/model/guideline.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using TypeKind = ExprType::Kind;

constexpr int kFewestDaysAMonth = 28;
constexpr int kMostDaysAMonth = 31;

bool StandsAlone(ast::ActionVerb verb) {
  return verb == ast::ActionVerb::kGive || verb == ast::ActionVerb::kConsider ||
         verb == ast::ActionVerb::kStop;
}

/// A part may be avoided; it is given with the others.
void CheckPartActions(const StatementChecker& checker, const ast::Rule& rule) {
  const Resolution& names = checker.context.resolution;
  for (const ast::Action& action : rule.actions) {
    if (!action.target || !StandsAlone(action.verb)) continue;
    const Symbol symbol = names.FindWithOptions(action.target->text);
    if (symbol.kind != SymbolKind::kPart) continue;
    const std::string& medication = names.medications[symbol.index]->name.text;
    const std::string_view verb = ActionVerbName(static_cast<ActionVerb>(action.verb));
    checker.context.Report(DiagnosticKind::kPart, action.target->span,
                           fmt::format("`{}` is a part of `{}`, whose parts are given together",
                                       action.target->text, medication),
                           fmt::format("write `{} {}`", verb, medication));
  }
}

void CheckActions(const StatementChecker& checker, const ast::Rule& rule) {
  if (rule.actions.size() < 2) return;
  const auto alone =
      std::find_if(rule.actions.begin(), rule.actions.end(),
                   [](const ast::Action& action) { return StandsAlone(action.verb); });
  if (alone == rule.actions.end()) return;
  const ast::Action& other = alone == rule.actions.begin() ? rule.actions[1] : rule.actions[0];
  const ast::Action& second = alone->span.begin > other.span.begin ? *alone : other;
  const ast::Action& first = &second == &other ? *alone : other;
  checker.context.Report(DiagnosticKind::kSeveralActions, second.span,
                         fmt::format("a rule with `{}` has that one action",
                                     ActionVerbName(static_cast<ActionVerb>(alone->verb))),
                         "write a rule of its own for the other action",
                         {{first.span, "the other action is here"}});
}

/// What a grading knows; empty: anything.
struct Grades {
  std::vector<std::string> strengths;
  std::vector<std::string> certainties;
};

Grades GradesOf(const ast::Guideline& guideline) {
  Grades grades;
  for (const ast::Text& grade : guideline.grades) grades.strengths.push_back(grade.text);
  if (!grades.strengths.empty()) return grades;
  const std::string& grading = guideline.grading->text;
  if (grading == "GRADE" || grading == "grade") {
    return {{"strong", "conditional"}, {"high", "moderate", "low", "very_low"}};
  }
  if (grading == "uspstf") return {{"A", "B", "C", "D", "I"}, {"high", "moderate", "low"}};
  if (grading == "sign") {
    return {{"A", "B", "C", "D"}, {"1++", "1+", "1-", "2++", "2+", "2-", "3", "4"}};
  }
  return grades;
}

/// The help lists all: a grade is never guessed.
void CheckGrade(const StatementChecker& checker, const ast::Rule& rule, const ast::Name& grade,
                std::string_view what, const std::vector<std::string>& allowed) {
  if (allowed.empty() || std::ranges::find(allowed, grade.text) != allowed.end()) return;
  const std::string pair = HelpForPair(rule, what, grade);
  const bool is_grade = std::ranges::find(allowed, "strong") != allowed.end() ||
                        std::ranges::find(allowed, "very_low") != allowed.end();
  // The GRADE group itself names it both ways.
  const bool is_weak =
      LowerCase(grade.text) == "weak" && std::ranges::find(allowed, "conditional") != allowed.end();
  checker.context.Report(DiagnosticKind::kUnknownWord, grade.span,
                         fmt::format("{} is not a word for the {}", Quoted(grade.text), what),
                         is_grade && !pair.empty() ? pair
                         : is_weak ? std::string("write `strength conditional`: what GRADE calls "
                                                 "weak is its conditional")
                                   : fmt::format("write {}", JoinedNames(allowed)));
}

void CheckGrades(const StatementChecker& checker, const ast::Rule& rule) {
  const ast::Guideline* guideline = checker.context.resolution.guideline;
  const bool is_known = guideline != nullptr;
  const bool is_ungraded = is_known && (!guideline->grading || guideline->grading->text == "none");
  const ast::Name* grade = rule.strength    ? &*rule.strength
                           : rule.certainty ? &*rule.certainty
                                            : nullptr;
  if (grade == nullptr || !is_known) return;
  // The line may be there and not be readable.
  const std::set<std::string>& broken = checker.context.file.broken_names;
  const bool may_be_lost = broken.contains("grading") || broken.contains("GRADE");
  if (is_ungraded && !guideline->grading && may_be_lost) return;
  if (is_ungraded) {
    const Span place = guideline->grading ? guideline->grading->span : guideline->keyword;
    checker.context.Report(
        DiagnosticKind::kUngraded, grade->span,
        fmt::format("the guideline has no grading, and `{}` has the grade `{}`", rule.name.text,
                    grade->text),
        HelpForUngraded(checker.context.resolution, rule),
        {{place, guideline->grading ? "no grading" : "a guideline without `grading`"}});
    return;
  }
  const Grades grades = GradesOf(*guideline);
  if (rule.strength) CheckGrade(checker, rule, *rule.strength, "strength", grades.strengths);
  if (rule.certainty) CheckGrade(checker, rule, *rule.certainty, "certainty", grades.certainties);
}

bool IsPartOfDay(const ast::Quantity& quantity) {
  constexpr std::array kUnits = std::to_array<std::string_view>(
      {"hours", "hour", "h", "hr", "hrs", "minutes", "minute", "min", "mins"});
  return quantity.unit &&
         std::find(kUnits.begin(), kUnits.end(), quantity.unit->code) != kUnits.end();
}

/// Empty, and reported, where it is not whole days, weeks, months or years.
std::optional<CalendarDuration> ReadDuration(const StatementChecker& checker,
                                             const ast::Quantity& quantity, bool may_be_zero) {
  const ExprType type = checker.quantities.TypeOf(quantity);
  if (type.kind == TypeKind::kError) return std::nullopt;
  const std::optional<CalendarDuration> duration = ToCalendarDuration(quantity);
  const bool is_negative = duration && (duration->months < 0 || duration->days < 0);
  const bool is_zero = duration && duration->months == 0 && duration->days == 0;
  if (duration && !is_negative && (may_be_zero || !is_zero)) return duration;
  if (IsPartOfDay(quantity)) {
    checker.context.Report(
        DiagnosticKind::kRecheckWindow, quantity.span,
        fmt::format("a recheck counts whole days: `{}` cannot be said in this version",
                    QuantityText(quantity)),
        "write whole days, or say the hours in a rule with `then order \"…\"`");
    return std::nullopt;
  }
  const std::string meant = TimeMeant(quantity, false);
  checker.context.Report(DiagnosticKind::kRecheckWindow, quantity.span,
                         fmt::format("`{}` is not a number of whole days, weeks, months or years{}",
                                     QuantityText(quantity), duration ? " above zero" : ""),
                         meant.empty() ? "write for example `2 weeks` or `3 months`" : meant);
  return std::nullopt;
}

int FewestDays(const CalendarDuration& duration) {
  return duration.months * kFewestDaysAMonth + duration.days;
}
int MostDays(const CalendarDuration& duration) {
  return duration.months * kMostDaysAMonth + duration.days;
}

/// Reports where `first` is, or in some months can be, longer than `last`. `message`: of both texts
/// and of "lies" or "can lie".
void ReportLonger(const StatementChecker& checker, Span span, const CalendarDuration& first,
                  const CalendarDuration& last, std::string_view message,
                  const std::pair<std::string, std::string>& texts, const char* help) {
  const bool only_months = first.days == 0 && last.days == 0;
  const bool is_reversed =
      only_months ? first.months > last.months
                  : MostDays(first) > FewestDays(last) &&
                        !(first.months == 0 && last.months == 0 && first.days <= last.days);
  if (!is_reversed) return;
  const bool is_sometimes = !only_months && FewestDays(first) <= MostDays(last);
  checker.context.Report(DiagnosticKind::kRecheckWindow, span,
                         fmt::format(fmt::runtime(message), texts.first, texts.second,
                                     is_sometimes ? "can lie" : "lies"),
                         is_sometimes ? "months have 28 to 31 days: write both in one unit" : help);
}

void CheckWindow(const StatementChecker& checker, const ast::QuantitySpan& window) {
  if (!window.low || !window.high || !window.low_closed || !window.high_closed) {
    checker.context.Report(DiagnosticKind::kRecheckWindow, window.span,
                           "a recheck has a first and a last day, and both count",
                           "write for example `in 1 to 2 weeks after DATE`");
    return;
  }
  // The last day first: its unit is also the first one's where that has none.
  const auto last = ReadDuration(checker, *window.high, true);
  if (!last) return;
  const auto first = ReadDuration(checker, *window.low, true);
  if (!first) return;
  ReportLonger(
      checker, window.span, *first, *last, "the last day, `{1}`, {2} before the first, `{0}`",
      {QuantityText(*window.low), QuantityText(*window.high)}, "write the earlier day first");
}

/// The last day, or the period, lies within the time for which there are rechecks.
void CheckEnd(const StatementChecker& checker, const ast::Recheck& recheck) {
  const auto end = ReadDuration(checker, *recheck.lasts, false);
  const ast::Quantity* const due = recheck.every                    ? &*recheck.every
                                   : recheck.in && recheck.in->high ? &*recheck.in->high
                                                                    : nullptr;
  const auto day = due != nullptr ? ToCalendarDuration(*due) : std::nullopt;
  if (!end || !day) return;
  ReportLonger(
      checker, recheck.lasts->span, *day, *end, "the end, `{1}`, {2} before the test is due, `{0}`",
      {QuantityText(*due), QuantityText(*recheck.lasts)}, "write a longer time behind `for`");
}

}  // namespace

void CheckRule(const StatementChecker& checker, const ast::Rule& rule) {
  checker.expressions.CheckCondition(rule.when.get());
  checker.expressions.CheckCondition(rule.unless.get());
  CheckPartActions(checker, rule);
  CheckActions(checker, rule);
  CheckGrades(checker, rule);
}

void CheckRecheck(const StatementChecker& checker, const ast::Recheck& recheck) {
  checker.expressions.CheckCondition(recheck.when.get());
  for (const ast::ExprPtr& anchor : recheck.anchors) {
    const ExprType type = checker.expressions.Check(anchor.get());
    if (type.kind == TypeKind::kDate || type.kind == TypeKind::kError) continue;
    const Resolution& resolution = checker.context.resolution;
    const std::string words = TypeInWords(type);
    const std::string& name = anchor->name.text;
    const ast::DeclarationBase& declared = *DeclarationOf(resolution, resolution.Find(name));
    const std::string date = HelpForDatedFact(resolution, resolution.Find(name));
    checker.context.Report(
        DiagnosticKind::kNotADateFact, anchor->span,
        fmt::format("a recheck counts from a date; `{}` is {}", name, words),
        !date.empty() ? date
        : type.kind == TypeKind::kTruth
            ? fmt::format("write `{0}_since`, and declare the date when it began: `fact {0}_since "
                          "\"{1}: since when\" is date`",
                          name, declared.title ? declared.title->text : name)
            : "name a fact, define or result that is a date",
        {DeclaredHere(declared, words)});
  }
  if (recheck.in) CheckWindow(checker, *recheck.in);
  if (recheck.every) ReadDuration(checker, *recheck.every, false);
  if (recheck.within) ReadDuration(checker, *recheck.within, true);
  if (recheck.lasts) CheckEnd(checker, recheck);
}

}  // namespace mgl
