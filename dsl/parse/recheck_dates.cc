#include "dsl/parse/recheck_dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/written_name.h"
#include "dsl/parse/written_time.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// The words of names and titles by which one belongs to another.
std::vector<std::string> WordsThatTell(std::string_view said) {
  constexpr std::string_view kOfMany[] = {
      "date",  "day",   "last",    "first", "start", "started", "begin", "began", "serum",
      "test",  "level", "control", "check", "blood", "the",     "was",   "and",   "for",
      "after", "from",  "since",   "time",  "with",  "when",    "again", "repeat"};
  constexpr std::size_t kShort = 2;
  std::vector<std::string> words;
  std::string lower = LowerCase(said) + ' ';
  std::string word;
  for (const char c : lower) {
    if (IsWordCharacter(c) && c != '_') {
      word += c;
      continue;
    }
    if (word.size() > kShort && !IsOneOf(word, kOfMany)) words.push_back(word);
    word.clear();
  }
  return words;
}

std::vector<DeclaredName> DatesOf(std::string_view text) {
  std::vector<DeclaredName> dates = DeclaredNames(text, {"fact", "define", "result"});
  std::erase_if(dates, [](const DeclaredName& one) { return !one.kind.starts_with("is date"); });
  return dates;
}

/// The dates that have a word of `said` in their name or title.
std::vector<std::string_view> DatesAbout(const std::vector<DeclaredName>& dates,
                                         std::string_view said) {
  const std::vector<std::string> wanted = WordsThatTell(said);
  std::vector<std::string_view> found;
  for (const DeclaredName& date : dates) {
    const std::vector<std::string> own = WordsThatTell(fmt::format("{} {}", date.name, date.title));
    const bool fits = std::ranges::find_first_of(own, wanted) != own.end();
    if (fits) found.push_back(date.name);
  }
  return found;
}

/// The only one of them, or empty.
std::string_view DateAbout(const std::vector<DeclaredName>& dates, std::string_view said) {
  const std::vector<std::string_view> found = DatesAbout(dates, said);
  return found.size() == 1 ? found.front() : std::string_view();
}

/// Whether the recheck speaks of two dates: of its test, and of whom it is for.
bool AreSeveral(const std::vector<DeclaredName>& dates, const DateAsked& asked,
                std::string_view found) {
  const std::string said = fmt::format("{} {} {}", asked.title, asked.given, asked.condition);
  return !found.empty() && std::ranges::any_of(DatesAbout(dates, said),
                                               [&](std::string_view one) { return one != found; });
}

/// `oral_iron` of `starting oral iron`; of a rule, what it gives.
std::string_view TreatmentIn(std::string_view text, std::string_view said) {
  if (said.empty()) return {};
  for (const std::string_view lead :
       {"the ", "starting ", "start of ", "beginning ", "begin of ", "beginning of ", "first ",
        "dose of ", "initiation of ", "initiating ", "giving ", "stopping ", "taking "}) {
    if (said.starts_with(lead)) said = Trimmed(said.substr(lead.size()));
  }
  for (const std::string_view tail :
       {" started", " start", " begins", " is started", " was given"}) {
    if (said.ends_with(tail)) said = Trimmed(said.substr(0, said.size() - tail.size()));
  }
  if (const DeclaredName named = NamedBy(text, said, {"medication"}); !named.name.empty()) {
    return named.name;
  }
  if (IsTreatmentName(text, said)) return said;
  for (const DeclaredName& medication : DeclaredNames(text, {"medication"})) {
    if (RuleGiving(text, medication.name) == said) return medication.name;
  }
  return {};
}

/// `date of potassium`, `last test`, `the last potassium`.
bool SaysLastTest(std::string_view said, const DeclaredName& test) {
  if (test.name.empty()) return false;
  bool is_led = false;
  for (const std::string_view lead :
       {"the ", "date of ", "last ", "previous ", "most recent ", "prior "}) {
    if (!said.starts_with(lead)) continue;
    said = Trimmed(said.substr(lead.size()));
    is_led = is_led || lead != "the ";
  }
  return is_led && (IsIn(said, {"test", "check", "result", "measurement", "value", "one", "level",
                                "blood test", "control", "recheck"}) ||
                    said == test.name || EqualsIgnoringCase(said, test.title));
}

/// A name that is not taken.
std::string FreeDateName(std::string_view text, std::string name) {
  if (!DeclaredNames(text, {"fact"}).empty() && IsConditionName(text, name)) name += "_date";
  return name;
}

/// A fact that counts weeks or days of a pregnancy, the only one; else empty.
std::string_view AgeInWeeks(std::string_view text) {
  std::string_view found;
  for (const DeclaredName& fact : DeclaredNames(text, {"fact", "define"})) {
    if (UnitOf(fact) != "weeks" && !fact.kind.starts_with("in weeks and days")) continue;
    if (!found.empty()) return {};
    found = fact.name;
  }
  return found;
}

/// `gestation < 36+0` for an end of `36+0`, `36 weeks`.
std::string BelowWeeks(std::string_view text, std::string_view end) {
  const std::string_view name = AgeInWeeks(text);
  if (name.empty() || end.empty() || !IsDigit(end.front())) return {};
  const std::string_view digits =
      end.substr(0, std::min(end.find_first_not_of("0123456789+/"), end.size()));
  const std::string_view unit = Trimmed(end.substr(digits.size()));
  const bool is_weeks = unit.empty() || unit.starts_with("week") || unit.starts_with("wk");
  const bool is_written = digits.find('+') != digits.npos && digits.find('/') == digits.npos;
  if (!is_weeks || (!is_written && digits.find_first_not_of("0123456789") != digits.npos))
    return {};
  if (!is_written && unit.empty()) return {};
  return fmt::format("{} < {}{}", name, digits, is_written ? "" : "+0");
}

}  // namespace

std::string DateOfStart(std::string_view text, std::string_view treatment, std::string& more) {
  const std::string title = TitleOfName(text, treatment);
  const std::string_view date = DateAbout(DatesOf(text), fmt::format("{} {}", treatment, title));
  if (!date.empty()) return std::string(date);
  std::string name = FreeDateName(text, fmt::format("{}_started", treatment));
  more = fmt::format(", and declare that date: `fact {} \"Date of the start of {}\" is date`", name,
                     title);
  return name;
}

std::string DateFor(std::string_view text, std::string_view said, const DateAsked& asked,
                    std::string& more) {
  said = Trimmed(said.substr(0, said.find(" until ")));
  for (const std::string_view lead : {"from ", "after ", "since ", "of ", "following ", "the "}) {
    if (said.starts_with(lead)) said = Trimmed(said.substr(lead.size()));
  }
  if (said == "today" || said == "now" || said.starts_with(",") || said.starts_with("then") ||
      said.starts_with("until") || said.starts_with("while") || said.starts_with("for ")) {
    said = {};
  }
  if (const std::vector<std::string> day = DatesIn(said); day.size() == 1 && IsDigit(said[0])) {
    const std::string name = FreeDateName(text, "counted_from");
    more = fmt::format(", and declare that date: `define {} \"Counted from\" as {}`", name, day[0]);
    return name;
  }
  const DeclaredName named = NamedBy(text, said, {"fact", "define", "result", "ambiguity"});
  if (!named.name.empty() && named.name != asked.test.name) return std::string(named.name);
  if (const std::string_view treatment = TreatmentIn(text, said); !treatment.empty()) {
    return DateOfStart(text, treatment, more);
  }
  const std::string test_title(asked.test.title.empty() ? asked.test.name : asked.test.title);
  if (SaysLastTest(said, asked.test) || (!said.empty() && said == asked.test.name)) {
    const std::string name = FreeDateName(text, fmt::format("{}_measured", asked.test.name));
    more = fmt::format(", and declare that date: `define {} \"Date: last {}\" as date of {}`", name,
                       test_title, asked.test.name);
    return name;
  }
  std::vector<DeclaredName> dates = DatesOf(text);
  std::string_view date = DateAbout(dates, said);
  if (date.empty() && said.empty()) {
    date = DateAbout(dates, fmt::format("{} {} {}", asked.test.name, test_title, asked.given));
  }
  if (date.empty() && said.empty()) date = DateAbout(dates, asked.title);
  if (said.empty() && AreSeveral(dates, asked, date)) date = {};
  if (date.empty() && dates.size() == 1 && said.empty()) date = dates.front().name;
  if (!date.empty()) {
    more = ", or with another date";
    return std::string(date);
  }
  std::string proposed = said.empty() ? "treatment_started" : NameOfTitle(said);
  std::string title = said.empty() ? "Date of the start" : fmt::format("Date: {}", said);
  if (said.empty() && !asked.given.empty()) {
    proposed = fmt::format("{}_started", asked.given);
    title = fmt::format("Date of the start of {}", TitleOfName(text, asked.given));
  } else if (said.empty() && !asked.test.name.empty() && dates.empty() &&
             DeclaredNames(text, {"medication"}).empty()) {
    // Without a word for it: the date of the test itself.
    proposed = fmt::format("last_{}", asked.test.name);
    title = fmt::format("Date of the last {}", test_title);
  }
  if (proposed.empty()) proposed = "treatment_started";
  proposed = FreeDateName(text, proposed);
  const std::string declared = fmt::format("`fact {} \"{}\" is date`", proposed, title);
  if (!said.empty() || dates.empty()) {
    more = fmt::format(", and declare that date: {}", declared);
    return proposed;
  }
  constexpr std::size_t kShown = 4;
  std::string list;
  if (dates.size() > 2) {  // hardly the day of birth
    std::erase_if(dates,
                  [](const DeclaredName& one) { return one.name.find("birth") != one.name.npos; });
  }
  for (std::size_t i = 0; i < std::min(kShown, dates.size()); ++i) {
    list += fmt::format("{}`{}`", i == 0 ? "" : ", ", dates[i].name);
  }
  more =
      fmt::format(", with the date that it counts from: {}{}, or one that you declare, such as {}",
                  list, dates.size() > kShown ? " …" : "", declared);
  return "DATE";
}

std::string DateOfRecheck(std::string_view text, const DeclaredName& recheck, std::string_view said,
                          std::string& more) {
  const bool is_of = recheck.kind.starts_with("of ");
  const DeclaredName test =
      NamedBy(text, is_of ? WordAt(recheck.kind, 3) : std::string_view(), {"fact"});
  return DateFor(text, said, {test, {}, recheck.title, WhenBelow(text, recheck.begin)}, more);
}

std::string EndLine(std::string_view text, std::string_view end, std::string& more) {
  end = Trimmed(end);
  const Found number = FindAt(end, 0);
  const std::string_view unit =
      number.kind == FoundKind::kNumber ? Trimmed(end.substr(number.span.end)) : std::string_view();
  const bool is_time =
      IsIn(unit, {"day", "days", "week", "weeks", "month", "months", "year", "years"});
  if (std::string below = BelowWeeks(text, end); !below.empty()) {
    if (is_time) {
      more += fmt::format("; where it ends {} after that date: `for {}` in its place", end, end);
    }
    return fmt::format("when {}", below);
  }
  if (is_time) return fmt::format("for {}", end);
  // `not fever`, `ferritin >= 30 ug/L`: a condition as it stands.
  const std::string_view name = end.starts_with("not ") ? Trimmed(end.substr(4)) : end;
  const bool is_written =
      IsConditionName(text, WordAt(name, 0)) &&
      (WordAt(name, 0).size() == name.size() || end.find_first_of("<>=") != end.npos);
  if (is_written) return fmt::format("when {}", Negated(end));
  if (const std::string meant = ConditionMeant(text, end); !meant.empty()) {
    return fmt::format("when {}", Negated(meant));
  }
  const std::string own = NameOfTitle(end);
  const bool is_word = !end.empty() && IsWordStart(end.front()) && WordsIn(end).size() <= 4 &&
                       end.find_first_of("<>=,;\"") == end.npos && !own.empty() &&
                       !IsReserved(own) && !IsConditionName(text, own);
  if (!is_word) return {};
  more += fmt::format("{} `fact {} \"{}\" is yes/no`",
                      more.find("and declare") == more.npos ? ", and declare" : " and", own,
                      AsTitle(end));
  return fmt::format("when {}", Negated(own));
}

std::string WhenBeside(std::string_view text, std::size_t at, std::string_view condition) {
  const auto part = [](std::string_view said) {
    return said.find(" or ") == said.npos ? std::string(said) : fmt::format("({})", said);
  };
  std::vector<std::string_view> lines;
  std::size_t line = DeclarationAt(text, at).begin;
  for (bool is_head = true; line < text.size(); is_head = false) {
    const std::size_t begin = SkipBlanks(text, line);
    const std::string_view word = WordAt(text, begin);
    if (!is_head && IsDeclarationWord(word)) break;
    if (!is_head && word == "when") lines.push_back(Trimmed(LineRest(text, begin + word.size())));
    line = std::min(text.find('\n', line), text.size()) + 1;
  }
  if (lines.empty()) return fmt::format(", and below it `when {}`", condition);
  if (lines.size() == 1 && lines.front() == condition) {
    return fmt::format("; `when {}` stands there already", condition);
  }
  std::string all;
  for (const std::string_view one : lines) {
    all += all.empty() ? std::string(one) : fmt::format(" or {}", one);
  }
  return fmt::format(", and `when {} and {}` in place of `when {}`", part(all), part(condition),
                     fmt::join(lines, "` and `when "));
}

std::string UntilWhen(std::string_view text, std::string_view time) {
  const std::size_t until = time.find("until ");
  if (until == std::string_view::npos) return {};
  const std::string_view end = Trimmed(time.substr(until + 6));
  std::string more;
  const std::string line = EndLine(text, end, more);
  return line.empty()
             ? fmt::format(
                   "; it ends by its condition: a line `when` that no longer holds once it is "
                   "\"{}\"",
                   end)
             : fmt::format("; it ends with the line `{}`{}", line, more);
}

}  // namespace mgl
