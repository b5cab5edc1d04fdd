// When tests are repeated. Each help is the author's own line in the form that works.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_case_habits.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/recheck_dates.h"
#include "dsl/parse/recheck_times.h"
#include "dsl/parse/test_forms.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

int NumberOf(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

/// The date, of the recheck around the place.
std::string DateHere(const Place& place, std::string_view said, std::string& more) {
  return DateOfRecheck(place.text, DeclarationAt(place.text, place.stop.declaration.begin), said,
                       more);
}

/// What a recheck may be of: the fact that its name or title names, else those that are numbers.
std::vector<std::string_view> TestsFor(const Place& place, const DeclaredName& recheck) {
  if (!NamedBy(place.text, recheck.name, {"fact"}).name.empty()) return {recheck.name};
  std::vector<std::string_view> numbers;
  std::vector<std::string_view> others;
  const std::string title = LowerCase(recheck.title);
  for (const DeclaredName& fact : DeclaredNames(place.text, {"fact"})) {
    if (!fact.title.empty() && title.find(LowerCase(fact.title)) != std::string::npos) {
      return {fact.name};
    }
    if (fact.kind.starts_with("is date") || fact.name == "age") continue;
    const bool is_number = fact.kind.starts_with("in ") || fact.kind.starts_with("is number");
    (is_number ? numbers : others).push_back(fact.name);
  }
  return numbers.empty() ? others : numbers;
}

std::string HeadOf(std::string_view name, std::string_view title) {
  return title.empty() ? fmt::format("recheck {}", name)
                       : fmt::format("recheck {} \"{}\"", name, title);
}

/// A line `test potassium` below: it belongs to the first line.
std::optional<Diagnostic> TestBelow(const Place& place, const DeclaredName& recheck) {
  const std::size_t begin = place.found.span.begin;
  if (!place.on_later_line || place.found.kind != FoundKind::kWord) return std::nullopt;
  const std::string_view line = LineRest(place.text, begin);
  const std::string word = LowerCase(WordAt(line, 0));
  if (!IsIn(word, {"test", "of", "check", "lab", "measure", "fact", "order", "recheck", "repeat",
                   "for", "analyte", "monitor"})) {
    return std::nullopt;
  }
  const std::string_view said = WithoutQuotes(line.substr(word.size()));
  const DeclaredName test = NamedBy(place.text, said, {"fact"});
  if (test.name.empty()) return std::nullopt;
  const std::string name = test.name == recheck.name ? fmt::format("{}_control", recheck.name)
                                                     : std::string(recheck.name);
  const std::string written = fmt::format("{} of {}", HeadOf(name, recheck.title), test.name);
  Diagnostic diagnostic =
      At(SpanOf(begin, begin + line.size()), "which test is repeated stands in the first line",
         fmt::format("write `{}`, and leave this line out", written));
  diagnostic.edits.push_back({SpanOf(place.stop.declaration.begin, begin + line.size()), written});
  return diagnostic;
}

/// The first line: `recheck tsh "Repeat TSH"`, `… of "LFTs"`, `… of tsh, ft4`.
std::optional<Diagnostic> RecheckHead(const Place& place) {
  if (!place.clause.empty() || place.stop.name.end == 0) return std::nullopt;
  const DeclaredName recheck = DeclarationAt(place.text, place.stop.declaration.begin);
  const Span span = RestSpan(place.text, place.stop.declaration.begin);
  if (place.stop.expected == Expected::kFactName && place.found.kind == FoundKind::kText) {
    const std::string_view title = WithoutQuotes(place.found.text);
    const std::string_view known = NamedBy(place.text, title, {"fact"}).name;
    if (!known.empty()) {
      return Instead(place.found.span, "a test is called by the name of its fact",
                     std::string(known));
    }
    const std::string name = NameOfTitle(title);
    if (name.empty()) return std::nullopt;
    return At(place.found.span, "a test that is repeated is a fact, so that its date is known",
              fmt::format("declare {}, and write `of {}`", DeclarationOfTest(name, title), name));
  }
  if (place.stop.expected == Expected::kOfFact) {
    if (auto below = TestBelow(place, recheck)) return below;
    constexpr std::size_t kShown = 4;
    std::vector<std::string_view> tests = TestsFor(place, recheck);
    const bool is_one = tests.size() == 1;
    const std::string name = is_one && tests[0] == recheck.name
                                 ? fmt::format("{}_control", recheck.name)
                                 : std::string(recheck.name);
    const bool has_more = tests.size() > kShown;
    if (has_more) tests.resize(kShown);
    return At(
        PlaceSpan(place), "a recheck says which test is repeated",
        fmt::format("write `{} of {}`{}", HeadOf(name, recheck.title), is_one ? tests[0] : "FACT",
                    is_one          ? std::string()
                    : tests.empty() ? std::string(", with the name of the test's fact")
                                    : fmt::format(", with the name of its fact: `{}`{}",
                                                  fmt::join(tests, "`, `"), has_more ? " …" : "")));
  }
  const bool is_list = place.stop.expected == Expected::kLine && !place.first_on_line &&
                       (place.found.text == "," || place.found.text == "and");
  if (!is_list) return std::nullopt;
  const std::string_view other = Trimmed(LineRest(place.text, place.found.span.end));
  return At(
      SpanOf(place.stop.offset, span.end), "a recheck is of one test",
      fmt::format("write `{} of {}`, and another recheck, such as `recheck {}_{} \"{}\" of {}`",
                  HeadOf(recheck.name, recheck.title), place.previous, recheck.name,
                  WordAt(other, 0), recheck.title, WordAt(other, 0)));
}

constexpr std::string_view kEveryOne = "how often a test is repeated is one number and a date";

/// `every 3 months from a then every 6 months`.
std::optional<Diagnostic> EveryThen(const Place& place, const Window& window, Span span) {
  std::string more;
  const std::string every = fmt::format("every {} {}", window.low, window.unit);
  if (const std::size_t then = window.rest.find("then "); then != std::string_view::npos) {
    const std::string date = DateHere(place, Trimmed(window.rest.substr(0, then)), more);
    const DeclaredName recheck = DeclarationAt(place.text, place.stop.declaration.begin);
    return At(span, "a recheck has one interval",
              fmt::format("write `{} from {}` with a line `for` and how long, and another `recheck "
                          "{}_later` {} with `{} from {}`{}",
                          every, date, recheck.name, recheck.kind,
                          Trimmed(window.rest.substr(then + 5)), date, more));
  }
  return std::nullopt;
}

/// `every 6 hours`: no whole days.
std::optional<Diagnostic> EveryHours(const Place& place, const Window& window, Span span) {
  if (!IsPartOfDay(window) || !InWholeDays(window).empty()) return std::nullopt;
  std::string more;
  const std::string line = window.rest.empty() ? fmt::format("every {}", DurationOf(window))
                                               : fmt::format("every {} from {}", DurationOf(window),
                                                             DateHere(place, window.rest, more));
  return At(span, "a recheck counts whole days from a date",
            HelpForHours(place.text, place.stop.offset, line));
}

constexpr std::string_view kOftenInWords = "how often is a number with its unit";

/// A line below: `when x` beside the conditions that the recheck has.
std::string Below(const Place& place, std::string_view line) {
  return line.starts_with("when ")
             ? WhenBeside(place.text, place.stop.declaration.begin, line.substr(5))
             : fmt::format(", and below it `{}`", line);
}

/// `every year while x`, `in 2 weeks as long as x`: a time with the condition behind it.
std::optional<Diagnostic> TimeWhile(const Place& place, std::size_t begin) {
  const std::string_view line = Trimmed(LineRest(place.text, begin));
  std::string_view time;
  std::string_view condition;
  for (const std::string_view joint :
       {" while ", " whilst ", " as long as ", " so long as ", " provided that ", " provided ",
        " when ", " if ", " during "}) {
    const std::size_t at = line.find(joint);
    if (at == line.npos || (!time.empty() && at >= time.size())) continue;
    time = Trimmed(line.substr(0, at));
    condition = Trimmed(line.substr(at + joint.size()));
  }
  if (condition.empty() || condition.find('"') != condition.npos) return std::nullopt;
  std::string_view rest;
  std::string interval(OftenSaid(time, rest));
  std::string_view word = interval.empty() ? WordAt(time, 0) : "every";
  if (interval.empty()) {
    const Window window = WindowIn(Trimmed(time.substr(word.size())));
    const bool is_time = IsIn(word, {"every", "in", "within", "after"}) && !window.low.empty() &&
                         IsTime(window.unit) && !IsPartOfDay(window) &&
                         (word != "every" || window.high.empty());
    if (!is_time) return std::nullopt;
    interval = DurationOf(window);
    rest = window.rest;
    if (word == "within") interval = fmt::format("0 to {}", interval);
  }
  const bool is_every = word == "every";
  std::string more;
  const std::string date = DateHere(place, rest, more);
  const std::string when = Below(place, fmt::format("when {}", condition));
  const bool is_there = when.starts_with(";");
  return At(RestSpan(place.text, begin), "for whom a recheck is stands in a line `when`",
            fmt::format("write `{} {} {} {}`{}{}", is_every ? "every" : "in", interval,
                        is_every ? "from" : "after", date, is_there ? more : when,
                        is_there ? when : more));
}

/// `within a month`, `in a week after x`.
std::optional<Diagnostic> OneUnit(const Place& place) {
  const std::string_view said = Trimmed(LineRest(place.text, place.stop.clause.end));
  const std::string_view article = WordAt(said, 0);
  const std::string_view rest = Trimmed(said.substr(article.size()));
  const std::string_view unit = WordAt(rest, 0);
  if (!IsIn(article, {"a", "an", "one"}) || !IsTime(unit)) return std::nullopt;
  const std::string_view behind = Trimmed(rest.substr(unit.size()));
  std::string more;
  std::string line = fmt::format("{} 1 {}", place.clause, unit);
  if (place.clause == "within" && !behind.empty()) return std::nullopt;
  if (place.clause != "within") {
    line += fmt::format(" {} {}", place.clause == "every" ? "from" : "after",
                        DateHere(place, behind, more));
  }
  return At(RestSpan(place.text, place.stop.clause.begin), "a time is a number with its unit",
            fmt::format("write `{}`{}", line, more));
}

/// What to write for `monthly from x until y`; empty: it does not say how often.
std::string OftenLine(const Place& place, std::string_view line) {
  std::string_view rest;
  const std::string_view interval = OftenSaid(line, rest);
  if (interval.empty()) return {};
  std::string more;
  const std::size_t until = rest.find("until ");
  const std::size_t lasts = rest.starts_with("for ") ? 0 : rest.find(" for ");
  const std::string date = DateHere(place, Trimmed(rest.substr(0, std::min(until, lasts))), more);
  std::string end;
  if (until != std::string_view::npos) {
    end = EndLine(place.text, Trimmed(rest.substr(until + 6)), more);
    end = end.empty() ? UntilWhen(place.text, rest.substr(until)) : Below(place, end);
  } else if (lasts != std::string_view::npos) {
    end = fmt::format(", and below it `{}`", Trimmed(rest.substr(lasts)));
  }
  return fmt::format("write `every {} from {}`{}{}", interval, date, end, more);
}

/// A line `every`.
std::optional<Diagnostic> EveryLine(const Place& place) {
  const Window window = WindowIn(Trimmed(LineRest(place.text, place.stop.clause.end)));
  const Span span = RestSpan(place.text, place.stop.clause.begin);
  if (window.low.empty()) {
    const std::string often = OftenLine(place, LineRest(place.text, place.stop.clause.begin));
    if (often.empty()) return std::nullopt;
    return At(span, std::string(kOftenInWords), often);
  }
  if (!IsTime(window.unit)) return std::nullopt;
  std::string more;
  if (std::optional<Diagnostic> hours = EveryHours(place, window, span)) return hours;
  if (!window.high.empty()) {
    const std::string date = DateHere(place, window.rest, more);
    const int tolerance = NumberOf(window.high) - NumberOf(window.low);
    return At(span, std::string(kEveryOne),
              fmt::format("write `every {} {} from {}`, and below it `within {} {}`{}", window.low,
                          window.unit, date, tolerance, window.unit, more));
  }
  const std::string every = fmt::format("every {} {}", window.low, window.unit);
  const auto of_its_own = [&](std::string_view joint, std::string_view keyword,
                              std::string_view what) -> std::optional<Diagnostic> {
    const std::size_t at = window.rest.find(joint);
    if (at == std::string_view::npos) return std::nullopt;
    std::string_view behind = Trimmed(window.rest.substr(at + joint.size()));
    const std::size_t from = behind.find(" from ");
    const std::string_view date_said = from == std::string_view::npos
                                           ? Trimmed(window.rest.substr(0, at))
                                           : behind.substr(from + 1);
    behind = Trimmed(behind.substr(0, from));
    const std::string date = DateHere(place, date_said, more);
    std::string below =
        keyword.empty() ? EndLine(place.text, behind, more) : fmt::format("{}{}", keyword, behind);
    if (below.empty()) below = "when not (…)";
    return At(SpanOf(span.begin, span.end), std::string(what),
              fmt::format("write `{} from {}`{}{}", every, date, Below(place, below), more));
  };
  if (window.rest.starts_with("for ")) {
    const std::size_t from = window.rest.find(" from ");
    const std::string date =
        DateHere(place, from == std::string_view::npos ? "" : window.rest.substr(from + 1), more);
    return At(span, "how long a recheck goes on stands in a line of its own",
              fmt::format("write `{} from {}`, and below it `{}`{}", every, date,
                          Trimmed(window.rest.substr(0, from)), more));
  }
  if (const auto found = of_its_own(" for ", "for ",
                                    "how long a recheck goes on stands in a line of "
                                    "its own")) {
    return found;
  }
  for (const std::string_view sign : {"+/- ", "+/-", "± ", "±", "+- "}) {
    if (const auto found = of_its_own(sign, "within ", "the tolerance is a line of its own")) {
      return found;
    }
  }
  constexpr std::string_view kEnds =
      "how long a recheck counts is a condition in a line of its own";
  if (const auto found = of_its_own("until ", "", kEnds)) return found;
  if (std::optional<Diagnostic> then = EveryThen(place, window, span)) return then;
  if (place.stop.expected != Expected::kFromDate && place.stop.expected != Expected::kDateName &&
      place.stop.expected != Expected::kLine) {
    return std::nullopt;
  }
  const std::string date = DateHere(place, window.rest, more);
  Diagnostic diagnostic = Instead(span, "a recheck says from which date on it counts",
                                  fmt::format("{} from {}", every, date));
  diagnostic.help += more;
  if (!more.empty()) diagnostic.edits.clear();
  if (place.on_later_line) diagnostic.kind = DiagnosticKind::kUnfinishedLine;
  return diagnostic;
}

/// A line `in` or `within`, or one that means it.
std::optional<Diagnostic> InLine(const Place& place, std::string_view said, Span span,
                                 bool is_unknown) {
  const Window window = WindowIn(said);
  if (window.low.empty() || !IsTime(window.unit)) return std::nullopt;
  std::string more;
  const bool is_within = place.clause == "within";
  if (is_within && window.high.empty() && window.rest.empty()) return std::nullopt;
  const std::string date = DateHere(place, window.rest, more);
  const std::string time = is_within && window.high.empty()
                               ? fmt::format("0 to {} {}", window.low, window.unit)
                               : DurationOf(window);
  const std::string written = fmt::format("in {} after {}", time, date);
  Diagnostic diagnostic = Instead(span, "when a test is due is counted from a date", written);
  if (std::string hours = HelpForHours(place.text, place.stop.offset, written); !hours.empty()) {
    diagnostic.message = "a recheck counts whole days from a date";
    diagnostic.edits.clear();
    diagnostic.help = std::move(hours);
    if (!InWholeDays(window).empty()) diagnostic.help += more;
    if (is_unknown) diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  }
  diagnostic.help += more;
  if (!more.empty()) diagnostic.edits.clear();
  if (window.rest.empty() && window.high.empty() && !is_within) {
    diagnostic.help += fmt::format("; what is repeated again and again is `every {} from {}`",
                                   DurationOf(window), date);
  }
  if (is_unknown) diagnostic.kind = DiagnosticKind::kUnknownClause;
  if (place.on_later_line && !is_unknown) {
    diagnostic.kind = DiagnosticKind::kUnfinishedLine;
    diagnostic.span = PlaceSpan(place);
  }
  return diagnostic;
}

/// A line with another first word.
std::optional<Diagnostic> OtherRecheckLine(const Place& place) {
  std::string_view line = LineRest(place.text, place.stop.offset);
  const Span span = RestSpan(place.text, place.stop.offset);
  const std::string word = LettersOf(WordAt(line, 0));
  const auto unknown = [&](std::string message, std::string help) {
    Diagnostic diagnostic = At(span, std::move(message), std::move(help));
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  };
  constexpr std::string_view kTolerance[] = {"tolerance", "window", "grace", "margin", "plus"};
  if (std::ranges::find(kTolerance, word) != std::end(kTolerance) || line.starts_with("+/-") ||
      line.starts_with("±")) {
    const std::size_t digit = line.find_first_of("0123456789");
    if (digit == std::string_view::npos) return std::nullopt;
    Diagnostic diagnostic = Instead(span, "the tolerance of a recheck is a line `within`",
                                    fmt::format("within {}", line.substr(digit)));
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  }
  if (word == "then" || word == "order") {
    return unknown("a recheck says itself that its test is due",
                   "leave this line out; what else is to be done is a `rule` of its own");
  }
  for (const std::string_view lead :
       {"repeat ", "check ", "recheck ", "again ", "due ", "measure "}) {
    if (line.starts_with(lead)) line = Trimmed(line.substr(lead.size()));
  }
  if (const std::string often = OftenLine(place, line); !often.empty()) {
    return unknown(std::string(kOftenInWords), often);
  }
  if (line.starts_with("every ") && word != "every") {
    std::string more;
    const Window window = WindowIn(Trimmed(line.substr(6)));
    if (window.low.empty()) return std::nullopt;
    return unknown("how often a test is repeated is a line `every`",
                   fmt::format("write `every {} from {}`{}", DurationOf(window),
                               DateHere(place, window.rest, more), more));
  }
  for (const std::string_view lead : {"in ", "after ", "at ", "by ", "about ", "around "}) {
    if (line.starts_with(lead)) line = Trimmed(line.substr(lead.size()));
  }
  if (line.empty() || !IsDigit(line.front())) return std::nullopt;
  return InLine(place, line, span, true);
}

}  // namespace

std::optional<Diagnostic> RecheckTimeByHabit(const Place& place) {
  if (place.keyword != "recheck" || place.stop.declaration.end == 0) return std::nullopt;
  if (LineBegin(place.text, place.stop.declaration.begin) != place.stop.declaration.begin) {
    return std::nullopt;
  }
  const bool is_line = place.stop.expected == Expected::kLine && place.first_on_line &&
                       LineBegin(place.text, place.stop.offset) != place.stop.offset;
  if (is_line) {
    if (std::optional<Diagnostic> found = TimeWhile(place, place.stop.offset)) {
      found->kind = DiagnosticKind::kUnknownClause;
      return found;
    }
    return OtherRecheckLine(place);
  }
  if (place.stop.expected == Expected::kLine && place.first_on_line) return std::nullopt;
  if (place.clause.empty()) return RecheckHead(place);
  if (IsIn(place.clause, {"every", "in", "within"})) {
    if (std::optional<Diagnostic> found = OneUnit(place)) return found;
    if (std::optional<Diagnostic> found = TimeWhile(place, place.stop.clause.begin)) return found;
  }
  if (place.clause == "every") return EveryLine(place);
  if (place.clause == "in" || place.clause == "within") {
    return InLine(place, Trimmed(LineRest(place.text, place.stop.clause.end)),
                  RestSpan(place.text, place.stop.clause.begin), false);
  }
  return std::nullopt;
}

}  // namespace mgl
