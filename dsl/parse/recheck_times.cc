#include "dsl/parse/recheck_times.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/recheck_dates.h"
#include "dsl/parse/second_rule.h"
#include "dsl/parse/test_forms.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

/// How often, in words, and as a number with its unit.
using Row = std::pair<std::string_view, std::string_view>;
constexpr std::array kOften = std::to_array<Row>({{"once a year", "12 months"},
                                                  {"once yearly", "12 months"},
                                                  {"twice a year", "6 months"},
                                                  {"twice yearly", "6 months"},
                                                  {"twice a month", "2 weeks"},
                                                  {"once a month", "1 month"},
                                                  {"once a week", "1 week"},
                                                  {"twice a week", "3 days"},
                                                  {"3 times a year", "4 months"},
                                                  {"4 times a year", "3 months"},
                                                  {"monthly", "1 month"},
                                                  {"weekly", "1 week"},
                                                  {"daily", "1 day"},
                                                  {"yearly", "12 months"},
                                                  {"annually", "12 months"},
                                                  {"annual", "12 months"},
                                                  {"quarterly", "3 months"},
                                                  {"fortnightly", "2 weeks"},
                                                  {"every day", "1 day"},
                                                  {"every week", "1 week"},
                                                  {"every month", "1 month"},
                                                  {"every year", "12 months"},
                                                  {"every other week", "2 weeks"},
                                                  {"every other month", "2 months"},
                                                  {"each day", "1 day"},
                                                  {"each week", "1 week"},
                                                  {"each month", "1 month"},
                                                  {"each year", "12 months"}});

/// The facts that have all these words in their name or title: those that are numbers, if any.
std::vector<DeclaredName> FactsWith(std::string_view text, std::string_view words) {
  std::vector<DeclaredName> numbers;
  std::vector<DeclaredName> others;
  const auto padded = [](std::string_view said) {
    std::string lower = fmt::format(" {} ", LowerCase(said));
    std::ranges::replace(lower, '_', ' ');
    return lower;
  };
  const std::string wanted = padded(words);
  for (const DeclaredName& fact : DeclaredNames(text, {"fact"})) {
    if (fact.kind.starts_with("is date")) continue;
    const bool fits = padded(fact.name).find(wanted) != std::string::npos ||
                      padded(fact.title).find(wanted) != std::string::npos;
    const bool is_number = fact.kind.starts_with("in ") || fact.kind.starts_with("is number");
    if (fits) (is_number ? numbers : others).push_back(fact);
  }
  return numbers.empty() ? others : numbers;
}

/// Where the time begins in `potassium in 2 weeks`; npos: nowhere.
std::size_t TimeIn(std::string_view said) {
  for (std::size_t at = 0; at < said.size(); ++at) {
    if (at > 0 && said[at - 1] != ' ') continue;
    std::string_view rest = said.substr(at);
    std::string_view behind;
    if (!OftenSaid(rest, behind).empty()) return at;
    for (const std::string_view joint : {"in ", "every ", "each ", "after ", "within ", "at "}) {
      if (rest.starts_with(joint) && IsTime(WindowIn(Trimmed(rest.substr(joint.size()))).unit)) {
        return at;
      }
    }
  }
  return std::string_view::npos;
}

/// The line that says when, of `in 2 weeks after x`, `every 3 months`.
std::string TimeLine(std::string_view text, std::string_view time, const DeclaredName& test,
                     std::string_view given, std::string& more) {
  std::string_view rest;
  if (const std::string_view often = OftenSaid(time, rest); !often.empty()) {
    const std::string date = DateFor(text, rest, {test, given, {}}, more);
    return fmt::format("every {} from {}", often, date);
  }
  const std::string_view joint = WordAt(time, 0);
  Window window = WindowIn(Trimmed(time.substr(joint.size())));
  const std::string date = DateFor(text, window.rest, {test, given, {}}, more);
  const std::string days = IsPartOfDay(window) ? InWholeDays(window) : std::string();
  if (!days.empty()) {
    const std::string_view behind = window.rest;
    window = WindowIn(days);
    window.rest = behind;
  }
  if (joint == "every" || joint == "each") {
    return fmt::format("every {} {} from {}", window.low, window.unit, date);
  }
  const bool is_within = joint == "within" && window.high.empty();
  return is_within ? fmt::format("in 0 to {} {} after {}", window.low, window.unit, date)
                   : fmt::format("in {} after {}", DurationOf(window), date);
}

}  // namespace

Window WindowIn(std::string_view said) {
  Window window;
  const auto digits = [&] {
    const std::size_t end = std::min(said.find_first_not_of("0123456789"), said.size());
    const std::string_view number = said.substr(0, end);
    said = said.substr(end);
    return number;
  };
  window.low = digits();
  for (const std::string_view joint : {" to ", "-", "–", " - ", " – ", " or "}) {
    if (window.low.empty() || !said.starts_with(joint)) continue;
    said = said.substr(joint.size());
    window.high = digits();
    break;
  }
  said = Trimmed(said);
  window.unit = WordAt(said, 0);
  window.rest = Trimmed(said.substr(window.unit.size()));
  return window;
}

bool IsTime(std::string_view unit) {
  constexpr std::string_view kTimes[] = {"minute", "minutes", "hour",  "hours", "h",     "hr",
                                         "hrs",    "min",     "mins",  "day",   "days",  "d",
                                         "week",   "weeks",   "wk",    "wks",   "month", "months",
                                         "mo",     "year",    "years", "yr"};
  return std::ranges::find(kTimes, unit) != std::end(kTimes);
}

std::string DurationOf(const Window& window) {
  return window.high.empty() ? fmt::format("{} {}", window.low, window.unit)
                             : fmt::format("{} to {} {}", window.low, window.high, window.unit);
}

bool IsPartOfDay(const Window& window) {
  return IsIn(window.unit, {"minute", "minutes", "min", "mins", "hour", "hours", "h", "hr", "hrs"});
}

std::string InWholeDays(const Window& window) {
  if (!window.unit.starts_with('h')) return {};
  std::string days;
  for (const std::string_view hours : {window.low, window.high}) {
    if (hours.empty()) continue;
    const std::optional<Rational> number = ParseDecimal(hours);
    if (!number || Floor(*number / 24) != *number / 24) return {};
    days += days.empty() ? "" : " to ";
    days += FormatShown(Rational(*number / 24));
  }
  return fmt::format("{} day{}", days, days == "1" ? "" : "s");
}

std::string PartOfDaySaid(std::string_view said) {
  const std::size_t at = TimeIn(said);
  if (at == said.npos) return {};
  const std::string_view time = Trimmed(said.substr(at));
  const std::string_view joint = WordAt(time, 0);
  const Window window = WindowIn(Trimmed(time.substr(joint.size())));
  return IsPartOfDay(window) && InWholeDays(window).empty()
             ? fmt::format("{} {}", joint, DurationOf(window))
             : std::string();
}

std::string HelpForHours(std::string_view text, std::size_t at, std::string_view line) {
  const std::string_view keyword = WordAt(line, 0);
  const Window window = WindowIn(Trimmed(line.substr(keyword.size())));
  if (window.low.empty() || !IsPartOfDay(window)) return {};
  if (const std::string days = InWholeDays(window); !days.empty()) {
    return fmt::format("write `{} {}{}{}`", keyword, days, window.rest.empty() ? "" : " ",
                       window.rest);
  }
  if (keyword == "within" || keyword == "for") {
    return "a day is the least that a recheck counts: leave this line out where the day itself is "
           "close enough";
  }
  return fmt::format("say it in a rule instead of this recheck: {}", RuleForHours(text, at, line));
}

std::string RuleForHours(std::string_view text, std::size_t at, std::string_view time) {
  const DeclaredName recheck = DeclarationAt(text, at);
  const bool is_own = recheck.keyword == "recheck";
  std::string test(is_own && recheck.kind.starts_with("of ")
                       ? TitleOfName(text, WordAt(recheck.kind, 3))
                       : std::string());
  if (test.empty()) test = "Test";
  std::string said(time);  // `in 2 to 4 hours after Start of x`
  for (const std::string_view joint : {" after ", " from "}) {
    const std::size_t date = said.find(joint);
    if (date == said.npos) continue;
    const std::string name = said.substr(date + joint.size());
    if (IsConditionName(text, name)) {
      said = fmt::format("{} after: {}", said.substr(0, date), TitleOfName(text, name));
    }
  }
  std::erase(said, '"');
  const std::string name =
      is_own && !recheck.name.empty() ? fmt::format("{}_soon", recheck.name) : "test_soon";
  const std::string title =
      is_own && !recheck.title.empty() ? std::string(recheck.title) : fmt::format("{} again", test);
  return WholeRule(name, title, is_own ? ConditionOf(text, recheck.begin) : std::string(),
                   fmt::format("order \"{} again {}\"", test, said));
}

std::string_view OftenSaid(std::string_view said, std::string_view& rest) {
  for (const auto& [words, interval] : kOften) {
    if (!StartsWithWord(said, words)) continue;
    rest = Trimmed(said.substr(words.size()));
    return interval;
  }
  return {};
}

DeclaredName TestCalled(std::string_view text, std::string_view words) {
  const DeclaredName test = NamedBy(text, words, {"fact"});
  if (!test.name.empty()) return test;
  std::vector<DeclaredName> with = FactsWith(text, words);
  const TestForm form = FormOfTest(words);
  if (with.empty() && !form.kinds.empty()) with = FactsWith(text, form.title);  // `K+`
  return with.size() == 1 ? with.front() : DeclaredName();
}

std::string_view TestSaid(std::string_view said) {
  std::string_view test = WithoutSigns(Trimmed(said.substr(0, TimeIn(said))));
  for (const std::string_view lead : {"the ", "your ", "a ", "again ", "repeat "}) {
    if (test.starts_with(lead)) test = Trimmed(test.substr(lead.size()));
  }
  for (const std::string_view tail : {" again", " levels", " level"}) {
    if (test.ends_with(tail)) test.remove_suffix(tail.size());
  }
  return test;
}

RecheckSaid ReadRecheck(std::string_view text, std::string_view said, std::string_view line,
                        std::string_view when, std::string_view given) {
  const std::size_t at = TimeIn(said);
  if (at == std::string_view::npos) return {};
  const std::string_view test_said = TestSaid(said);
  const DeclaredName test = TestCalled(text, test_said);
  const std::vector<DeclaredName> with = FactsWith(text, test_said);
  const std::string own = NameOfTitle(test_said);
  const bool is_unnamed = test.name.empty() && own.empty();
  if (is_unnamed && !StartsWithWord(line, "recheck")) return {};
  const std::string_view name = is_unnamed          ? std::string_view("FACT")
                                : test.name.empty() ? std::string_view(own)
                                                    : test.name;
  RecheckSaid read;
  std::string control = is_unnamed ? std::string("test_control") : fmt::format("{}_control", name);
  while (!NamedBy(text, control, {"recheck", "rule", "fact", "define"}).name.empty()) {
    control += "_again";
  }
  read.head =
      fmt::format("recheck {} \"{}\" of {}", control, AsTitle(TitleOfCondition(text, line)), name);
  std::string more;
  const std::string_view time_said = Trimmed(said.substr(at));
  const std::string time = TimeLine(text, time_said, test, given, more);
  read.lines =
      when.empty() ? fmt::format("`{}`", time) : fmt::format("`when {}` and `{}`", when, time);
  read.more = more + UntilWhen(text, time_said);
  if (!test.name.empty()) return read;
  if (is_unnamed) {
    read.more += ", with the name of the test's fact for `FACT`";
    return read;
  }
  if (with.empty()) {
    read.more +=
        fmt::format(", and declare the test: {}", DeclarationOfTest(own, AsTitle(test_said)));
    return read;
  }
  read.more += ", and name the test:";
  for (std::size_t i = 0; i < with.size(); ++i) {
    read.more += fmt::format("{} `{}`", i == 0 ? "" : " or", with[i].name);
  }
  return read;
}

std::string InWords(const RecheckSaid& said) {
  return fmt::format("write `{}`, and below it {}{}", said.head, said.lines, said.more);
}

}  // namespace mgl
