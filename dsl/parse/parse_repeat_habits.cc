#include "dsl/parse/parse_repeat_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/recheck_dates.h"
#include "dsl/parse/recheck_times.h"
#include "dsl/parse/second_rule.h"
#include "dsl/parse/test_forms.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::string_view kRecheckMessage = "a recheck is a declaration of its own";

bool IsRepeating(std::string_view verb) {
  return IsIn(verb, {"monitor", "repeat", "recheck", "review", "check", "measure", "test",
                     "reassess", "retest", "follow", "remeasure", "order"});
}

/// The last declaration at the margin before `at`.
DeclaredName Around(std::string_view text, std::size_t at) {
  return DeclarationAt(text, LineBegin(text, at) == 0 ? 0 : LineBegin(text, at) - 1);
}

/// The rule that begins at `rule` does something beside the line that holds `at`.
bool HasOtherAction(std::string_view text, std::size_t rule, std::size_t at) {
  for (std::size_t line = rule; line < text.size();
       line = std::min(text.find('\n', line), text.size()) + 1) {
    const bool is_next = line > rule && IsDeclarationWord(WordAt(text, line));
    if (is_next) return false;
    std::string_view said = LineRest(text, line);
    if (line == LineBegin(text, at)) said = said.substr(0, at - line);
    said = Trimmed(said);
    const std::size_t then = StartsWithWord(said, "then") ? 0 : said.find(" then ");
    const bool is_action = then != said.npos && !Trimmed(said.substr(then)).ends_with("then");
    if (is_action) return true;
  }
  return false;
}

/// `review in clinic`, `follow up`: of no test.
bool IsOfTest(std::string_view text, std::string_view verb, std::string_view said) {
  if (!IsIn(verb, {"review", "follow", "reassess"})) return true;
  const std::string_view test = TestSaid(said);
  return !TestCalled(text, test).name.empty() || !FormOfTest(test).kinds.empty();
}

/// What becomes of the rule, and the recheck.
std::string InRule(std::string_view text, std::size_t at, const DeclaredName& rule,
                   const RecheckSaid& recheck) {
  if (HasOtherAction(text, rule.begin, at)) {
    return fmt::format(
        "leave it out here, where the rule stays with what else it does, and below the rule {}",
        InWords(recheck));
  }
  return fmt::format("in place of `rule {}`, which does nothing else, {}", rule.name,
                     InWords(recheck));
}

/// The words `line` at `at`, in a rule or under a medication.
std::optional<std::string> HelpForLine(std::string_view text, std::size_t at,
                                       std::string_view line) {
  const bool at_margin = LineBegin(text, at) == at;
  const DeclaredName around = at_margin ? DeclaredName() : Around(text, at);
  const std::string_view verb = WordAt(line, 0);
  const std::string_view said = Trimmed(line.substr(verb.size()));
  if (!IsOfTest(text, verb, said)) return std::nullopt;
  if (!PartOfDaySaid(said).empty()) {
    const std::string order = fmt::format("order \"{}\"", AsTitle(said));
    if (around.keyword == "rule")
      return fmt::format("a recheck counts whole days: write `then {}`", order);
    const std::string test = NameOfTitle(TestSaid(said));
    return fmt::format("a recheck counts whole days: write a rule, {}",
                       WholeRule(fmt::format("{}_again", test.empty() ? "test" : test),
                                 fmt::format("{} again", AsTitle(TestSaid(said))),
                                 BesideAt(text, at).when, order));
  }
  if (around.keyword == "rule") {
    const RecheckSaid recheck =
        ReadRecheck(text, said, line, ConditionAbove(text, at), GivenAbove(text, at));
    if (recheck.head.empty()) return std::nullopt;
    return InRule(text, at, around, recheck);
  }
  if (around.keyword == "medication") {
    const RecheckSaid recheck = ReadRecheck(text, said, line, {}, around.name);
    if (recheck.head.empty()) return std::nullopt;
    return fmt::format("leave it out here, and below the lines of the medication {}",
                       InWords(recheck));
  }
  const RecheckSaid recheck = ReadRecheck(text, said, line, {}, {});
  return recheck.head.empty() ? std::nullopt : std::optional(InWords(recheck));
}

/// `until not fever` in a recheck.
std::optional<Diagnostic> RecheckUntil(const Place& place) {
  const bool is_line = BeginsLine(place, "recheck");
  const bool is_behind = place.keyword == "recheck" && !place.on_later_line && !is_line &&
                         IsIn(place.clause, {"every", "in", "within"});
  if ((!is_line && !is_behind) || place.found.text != "until") return std::nullopt;
  const std::string_view line = LineRest(place.text, place.stop.offset);
  const bool is_dated = place.stop.expected != Expected::kFromDate;
  if (is_behind && !is_dated) return std::nullopt;  // the date is missing as well
  std::string more;
  const std::string end = EndLine(place.text, line.substr(place.found.text.size()), more);
  const std::size_t begin = is_line || end.empty() ? place.stop.offset : place.stop.clause.begin;
  const std::string kept(Trimmed(place.text.substr(begin, place.stop.offset - begin)));
  const std::string help =
      end.empty() ? fmt::format("leave out `{}`{}", line, UntilWhen(place.text, line))
      : is_line   ? fmt::format("write `{}`{}", end, more)
                  : fmt::format("write `{}`, and below it `{}`{}", kept, end, more);
  Diagnostic diagnostic =
      At(SpanOf(begin, EndIn(place.text, line)), "a recheck ends by its condition", help);
  if (is_line) diagnostic.kind = DiagnosticKind::kUnknownClause;
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> RecheckInOneLine(const Place& place) {
  if (std::optional<Diagnostic> end = RecheckUntil(place)) return end;
  if (place.keyword != "recheck" || !place.clause.empty() || place.on_later_line) {
    return std::nullopt;
  }
  const std::size_t begin = place.stop.declaration.begin;
  if (LineBegin(place.text, begin) != LineBegin(place.text, place.stop.offset)) return std::nullopt;
  const std::string_view line = LineRest(place.text, begin);
  if (line.find('"') != std::string_view::npos || line.find(" of ") != std::string_view::npos) {
    return std::nullopt;
  }
  std::optional<std::string> help = HelpForLine(place.text, begin, line);
  if (!help) return std::nullopt;
  return At(SpanOf(begin, begin + line.size()), std::string(kRecheckMessage), std::move(*help));
}

std::optional<Diagnostic> RepeatedLine(const Place& place) {
  if (!BeginsLine(place, "rule") && !BeginsLine(place, "medication")) return std::nullopt;
  const std::string_view line = LineRest(place.text, place.stop.offset);
  const std::string verb = LettersOf(WordAt(line, 0));
  if (!IsRepeating(verb) && verb != "monitoring") return std::nullopt;
  std::string spaced(line);  // `monitoring: potassium weekly`
  if (const std::size_t colon = spaced.find(':'); colon != std::string::npos) {
    spaced.replace(colon, 1, " ");
  }
  std::optional<std::string> help = HelpForLine(place.text, place.stop.offset, spaced);
  if (!help) return std::nullopt;
  Diagnostic diagnostic = At(SpanOf(place.stop.offset, EndIn(place.text, line)),
                             std::string(kRecheckMessage), std::move(*help));
  diagnostic.kind = DiagnosticKind::kUnknownClause;
  return diagnostic;
}

std::optional<Diagnostic> RepeatedAction(const Place& place, std::string_view said, Span span) {
  if (!IsRepeating(WordAt(said, 0))) return std::nullopt;
  std::optional<std::string> help = HelpForLine(place.text, span.begin, said);
  if (!help) return std::nullopt;
  return At(span, fmt::format("{}, and no action", kRecheckMessage), std::move(*help));
}

}  // namespace mgl
