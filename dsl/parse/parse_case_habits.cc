// Patients and what is expected of them, in prose. Each help is the author's own line in the form
// that works.
#include "dsl/parse/parse_case_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/given_things.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/recheck_times.h"
#include "dsl/parse/rules_that_say.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

DeclaredName NamedOutcome(std::string_view text, std::string_view words) {
  return NamedBy(
      text, words,
      {"rule", "result", "recheck", "table", "score", "threshold", "define", "ambiguity"});
}

constexpr std::string_view kGiven = "what is given is the name of a fact and its value";

/// What is given is not understood.
std::optional<Diagnostic> NothingGiven(const Place& place, Span span, std::string_view said) {
  if (!place.on_later_line) {
    return At(span, std::string(kGiven),
              "write each fact by its name: `given age 74 years, sex female`, and so on");
  }
  Diagnostic diagnostic = At(PlaceSpan(place), std::string(kGiven),
                             fmt::format("write the value behind it, such as `given {} yes`, or "
                                         "a number with its unit",
                                         said));
  diagnostic.kind = DiagnosticKind::kUnfinishedLine;
  return diagnostic;
}

/// From `begin` to the end of its line, and of the lines below while a comma ends them or they
/// stand further in.
Span ListedLines(std::string_view text, std::size_t begin) {
  Span span = RestSpan(text, begin);
  const std::size_t indent = begin - LineBegin(text, begin);
  for (std::size_t next = SkipBlanks(text, span.end); next < text.size();
       next = SkipBlanks(text, span.end)) {
    const bool is_inside = next - LineBegin(text, next) > indent;
    const bool goes_on = TextOf(text, span).ends_with(',') || is_inside;
    if (!goes_on || IsReserved(WordAt(text, next))) break;
    span.end = RestSpan(text, next).end;
  }
  const bool has_comment = TextOf(text, span).find('#') != std::string_view::npos;
  return has_comment ? RestSpan(text, begin) : span;
}

/// `confirmed A. Author, 1 March 2026`.
std::optional<Diagnostic> ConfirmedByHabit(const Place& place) {
  constexpr Expected kParts[] = {Expected::kBy, Expected::kText, Expected::kOn};
  const bool is_part = std::ranges::find(kParts, place.stop.expected) != std::end(kParts);
  if (place.clause != "confirmed" || !is_part) return std::nullopt;
  std::string_view who = Trimmed(LineRest(place.text, place.stop.clause.end));
  const std::vector<std::string> dates = DatesIn(who);
  if (who.starts_with("by ")) who = Trimmed(who.substr(3));
  const std::size_t quote = who.find('"');
  if (quote != std::string_view::npos) {
    who = who.substr(quote + 1);
    who = who.substr(0, who.find('"'));
  } else {
    who = who.substr(0, who.find(" on "));
  }
  const bool is_name = !who.empty() && who.find_first_of("0123456789#") == std::string_view::npos;
  return At(PlaceSpan(place), "a confirmation says by whom and on which day",
            fmt::format("write `confirmed by \"{}\" on {}`", is_name ? who : "A. Author",
                        dates.size() == 1 ? dates[0] : "2026-03-01"));
}

}  // namespace

std::optional<Diagnostic> GivenByHabit(const Place& place) {
  if (place.keyword != "example") return std::nullopt;
  if (std::optional<Diagnostic> confirmed = ConfirmedByHabit(place)) return confirmed;
  const bool is_line = place.stop.expected == Expected::kLine && place.first_on_line &&
                       LineBegin(place.text, place.stop.offset) != place.stop.offset;
  constexpr std::string_view kLines[] = {"patient", "case",  "when", "if",  "with", "where",
                                         "input",   "facts", "let",  "and", "has",  "data"};
  const bool is_led =
      is_line && std::ranges::find(kLines, LettersOf(place.found.text)) != std::end(kLines);
  constexpr std::string_view kDays[] = {"on", "date", "today", "day", "at", "now"};
  const std::string_view line = is_line ? LineRest(place.text, place.stop.offset)
                                        : LineRest(place.text, place.stop.clause.end);
  if (is_line && std::ranges::find(kDays, LettersOf(place.found.text)) != std::end(kDays)) {
    const std::vector<std::string> dates = DatesIn(line);
    Diagnostic diagnostic = Instead(
        RestSpan(place.text, place.stop.offset), "the day of the decision is a line `as of`",
        fmt::format("as of {}", dates.empty() ? "2026-03-01" : dates[0]));
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    if (dates.size() != 1) diagnostic.edits.clear();
    return diagnostic;
  }
  if (place.clause == "as" && place.stop.expected == Expected::kDate && !is_line) {
    if (!DatesIn(line).empty() || place.found.kind == FoundKind::kNumber) return std::nullopt;
    return At(PlaceSpan(place), "an example is decided on one day, always the same",
              "write the day: `as of 2026-03-01`");
  }
  // `age 60, potassium 3.0`
  const std::string_view first = WordAt(place.text, place.stop.offset);
  const bool is_bare = is_line && !is_led && !IsReserved(first) &&
                       line.find('"') == std::string_view::npos &&
                       !TestCalled(place.text, first).name.empty();
  const bool is_other = is_led || is_bare;
  const bool is_next = place.stop.expected == Expected::kLine && place.on_later_line;
  const bool is_given = place.clause == "given" && !is_next;
  constexpr Expected kPlaces[] = {Expected::kGiven,  Expected::kValue,     Expected::kLine,
                                  Expected::kNumber, Expected::kTwoValues, Expected::kUnit};
  const bool is_place = std::ranges::find(kPlaces, place.stop.expected) != std::end(kPlaces);
  if (!is_other && !(is_given && is_place)) return std::nullopt;
  const Span comma = NumberWithCommaAt(place.text, place.stop.offset);
  const bool is_hyphen =
      place.found.text.starts_with("-") && line.find("-year-old") == std::string_view::npos;
  if (is_given && (place.found.kind == FoundKind::kText || is_hyphen || comma.end > comma.begin)) {
    return std::nullopt;
  }
  const Span span = ListedLines(place.text, is_other ? place.stop.offset : place.stop.clause.begin);
  const std::string_view all = TextOf(place.text, span);
  const std::string_view said =
      is_led    ? Without(all.substr(place.found.text.size()), {":", "is ", "has "})
      : is_bare ? all
                : Without(all.substr(place.clause.size()), {":"});
  const Given given = GivenIn(place.text, said);
  if (given.list.empty()) return is_other ? std::nullopt : NothingGiven(place, span, said);
  Diagnostic diagnostic = Instead(span, std::string(kGiven), fmt::format("given {}", given.list));
  if (is_other) diagnostic.kind = DiagnosticKind::kUnknownClause;
  if (!given.remarks.empty()) diagnostic.edits.clear();
  diagnostic.is_proposal = given.is_guess && !diagnostic.edits.empty();
  diagnostic.help += given.remarks;
  return diagnostic;
}

namespace {

/// One thing that is expected, as the language states it; empty where it is not understood.
std::string ExpectedThing(std::string_view text, std::string_view thing) {
  if (thing == "in scope") return "scope in";
  if (thing == "out of scope" || thing == "not in scope") return "scope out";
  if (thing.starts_with("ask for ")) return fmt::format("ask {}", Trimmed(thing.substr(8)));
  bool is_no = false;
  std::string_view said = Without(thing, {"that ", "rule ", "to "});
  for (const std::string_view lead : {"not ", "no ", "never ", "without "}) {
    if (!said.starts_with(lead)) continue;
    said = Trimmed(said.substr(lead.size()));
    is_no = true;
  }
  const std::string_view outcome = is_no ? "no" : "yes";
  const std::string_view name = WordAt(said, 0);
  // A result that is a text, without its quotes, and a rule called by its action.
  const DeclaredName whole = NamedOutcome(text, WithoutQuotes(said));
  if (!whole.name.empty()) return fmt::format("{} {}", whole.name, outcome);
  if (const std::string rule = RuleThatSays(text, said); !rule.empty()) {
    return fmt::format("{} {}", rule, outcome);
  }
  const DeclaredName named = NamedOutcome(text, name);
  std::string_view value = Without(said.substr(name.size()), {"is ", "= ", "=", ": ", ":", "== "});
  if (named.name.empty() || value.empty()) return "";
  constexpr std::string_view kYes[] = {"true",  "applies", "given", "fires", "positive",
                                       "fired", "present", "on",    "due"};
  const bool is_rule = named.keyword == "rule";
  const std::string lower = LowerCase(value);  // `TRUE`
  if (is_rule && WordAt(lower, 0).size() == lower.size()) value = lower;
  if (is_rule && std::ranges::find(kYes, value) != std::end(kYes)) value = "yes";
  if (is_rule && (value == "false" || value.starts_with("not "))) value = "no";
  const bool is_text = value.find(' ') != std::string_view::npos && IsWordStart(value.front()) &&
                       !value.starts_with("could be");
  return is_text ? fmt::format("{} \"{}\"", named.name, value)
                 : fmt::format("{} {}", named.name, value);
}

/// `result treat yes` under an example.
std::optional<Diagnostic> ResultInExample(const Place& place) {
  if (place.keyword == "result" &&
      LineBegin(place.text, place.stop.declaration.begin) != place.stop.declaration.begin &&
      DeclarationAt(place.text, place.stop.declaration.begin).keyword == "example") {
    return Instead(
        RestSpan(place.text, place.stop.declaration.begin), "what is expected is a line `expect`",
        fmt::format("expect {}", Trimmed(LineRest(place.text, place.stop.declaration.end))));
  }
  return std::nullopt;
}

constexpr std::string_view kExpected =
    "what is expected is the name of a rule or result, and what comes out";

/// What is expected is not understood.
std::optional<Diagnostic> NothingExpected(const Place& place) {
  const WordRole* role = FindWord(WordAt(place.text, place.stop.offset));
  const bool is_name =
      place.found.kind == FoundKind::kWord &&
      (role == nullptr || *role == WordRole::kAction || *role == WordRole::kContext);
  const bool is_start = place.stop.expected == Expected::kExpectation && is_name;
  const bool is_bare = place.stop.expected == Expected::kOutcome && place.on_later_line;
  if (!is_start && !is_bare) return std::nullopt;
  const std::vector<DeclaredName> rules = DeclaredNames(place.text, {"rule", "result", "score"});
  Diagnostic diagnostic = At(
      PlaceSpan(place), std::string(kExpected),
      is_bare
          ? fmt::format("write what comes out behind it, such as `expect {} yes`", place.previous)
      : rules.empty() ? "write its name and `yes` or `no`, such as `expect treat yes`"
                      : fmt::format("write for example `expect {} {}`", rules.front().name,
                                    rules.front().keyword == "rule" ? "yes" : "missing"));
  if (is_bare) diagnostic.kind = DiagnosticKind::kUnfinishedLine;
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> ExpectByHabit(const Place& place) {
  if (std::optional<Diagnostic> result = ResultInExample(place)) return result;
  if (place.keyword != "example") return std::nullopt;
  const bool is_line = place.stop.expected == Expected::kLine && place.first_on_line &&
                       LineBegin(place.text, place.stop.offset) != place.stop.offset;
  constexpr std::string_view kLines[] = {"then",   "should", "outcome", "output",
                                         "assert", "verify", "result",  "expected"};
  const bool is_other =
      is_line && std::ranges::find(kLines, LettersOf(place.found.text)) != std::end(kLines);
  constexpr Expected kPlaces[] = {Expected::kExpectation, Expected::kOutcome, Expected::kLine,
                                  Expected::kFactName,    Expected::kNumber,  Expected::kScope};
  const bool is_place = std::ranges::find(kPlaces, place.stop.expected) != std::end(kPlaces);
  const bool is_next = place.stop.expected == Expected::kLine && place.on_later_line;
  if (!is_other && (place.clause != "expect" || is_next || !is_place)) return std::nullopt;
  const Span comma = NumberWithCommaAt(place.text, place.stop.offset);
  if (place.found.kind == FoundKind::kText || place.found.text.starts_with("-") ||
      comma.end > comma.begin) {
    return std::nullopt;
  }
  const std::size_t begin =
      is_other ? place.stop.offset + place.found.text.size() : place.stop.clause.end;
  const std::string_view said = Without(LineRest(place.text, begin), {":", "be ", "is "});
  const Span span = RestSpan(place.text, is_other ? place.stop.offset : place.stop.clause.begin);
  std::string list;
  std::string left;
  for (const std::string& thing : ThingsOf(said, false)) {
    const std::string stated = ExpectedThing(place.text, thing);
    if (stated.empty()) left += fmt::format("{}`{}`", left.empty() ? "" : ", ", thing);
    if (!stated.empty()) list += fmt::format("{}{}", list.empty() ? "" : ", ", stated);
  }
  if (said == "nothing" || said == "none" || said == "no action" || said == "no rules") {
    list.clear();
    for (const DeclaredName& rule : DeclaredNames(place.text, {"rule"})) {
      list += fmt::format("{}{} no", list.empty() ? "" : ", ", rule.name);
    }
    left.clear();
  }
  if (list.empty() || !left.empty()) {
    return is_other ? std::nullopt : NothingExpected(place);
  }
  const bool is_same = fmt::format("expect {}", list) ==
                       LineRest(place.text, is_other ? place.stop.offset : place.stop.clause.begin);
  if (is_same) return std::nullopt;
  Diagnostic diagnostic = Instead(span, std::string(kExpected), fmt::format("expect {}", list));
  if (is_other) diagnostic.kind = DiagnosticKind::kUnknownClause;
  return diagnostic;
}

}  // namespace mgl
