// Doses as prescriptions write them. Each help is the author's own line in the form that works.
#include "dsl/parse/parse_dose_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/second_rule.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

/// Words that end a dose elsewhere, and what they say.
enum class DoseSaid { kNothing, kSoon, kAsNeeded, kToPeople, kRoute };
struct Phrase {
  DoseSaid said = DoseSaid::kNothing;
  std::size_t words = 0;
};

Phrase PhraseIn(const std::vector<std::string_view>& words) {
  if (words.empty()) return {};
  const std::string first = LettersOf(words[0]);
  const std::string second = words.size() > 1 ? LettersOf(words[1]) : "";
  const auto is = [](const std::string& word, std::initializer_list<std::string_view> any) {
    return std::find(any.begin(), any.end(), word) != any.end();
  };
  if (is(first, {"stat", "immediately", "now", "asap", "straightaway", "urgently"})) {
    return {DoseSaid::kSoon, 1};
  }
  if (is(first, {"prn", "sos"})) return {DoseSaid::kAsNeeded, 1};
  const bool is_need = is(second, {"needed", "required", "necessary", "tolerated"});
  if (is(first, {"as", "if", "when"}) && is_need) return {DoseSaid::kAsNeeded, 2};
  if (first == "by" && second == "mouth") return {DoseSaid::kRoute, 2};
  if (!RouteMeant(first).empty()) return {DoseSaid::kRoute, 1};
  if (is(first, {"nocte", "mane", "ac", "pc"})) return {DoseSaid::kToPeople, 1};
  const bool is_joint = is(first, {"with", "after", "before", "at", "in", "on", "without"});
  for (std::size_t i = 1; is_joint && i < std::min<std::size_t>(words.size(), 4); ++i) {
    const std::string word = LettersOf(words[i]);
    if (is(word, {"meal",  "meals",   "food",    "breakfast", "lunch",     "dinner",   "supper",
                  "night", "morning", "evening", "bedtime",   "mealtimes", "mealtime", "stomach",
                  "water", "milk",    "noon",    "midday",    "afternoon", "bed"})) {
      return {DoseSaid::kToPeople, i + 1};
    }
  }
  return {};
}

/// `2 g per day` for `2 g`, `2 g daily`, `2 g in 24 hours`, `2 g/24h`; `has_time` says whether one
/// was written.
std::string AmountPerTime(std::string_view amount, bool& has_time) {
  has_time = true;
  for (const std::string_view day :
       {"in 24 hours", "per 24 hours", "in 24 h", "in 24h", "per 24 h", "in a day", "in one day",
        "a day", "each day", "daily", "/24h", "/24 h", "/ 24 h", "every 24 hours", "per 24h"}) {
    if (!amount.ends_with(day)) continue;
    return fmt::format("{} per day", Trimmed(amount.substr(0, amount.size() - day.size())));
  }
  has_time = amount.find("per ") != std::string_view::npos || amount.ends_with("/day") ||
             amount.ends_with("/d") || amount.ends_with("/h");
  return fmt::format("{}{}", amount, has_time ? "" : " per day");
}

/// The amount of one time, as the line begins: `15 mg/kg` of `dose 15 mg/kg every 6 hours`, in
/// number and unit. Empty where it is no single number.
std::pair<std::string_view, std::string_view> AmountOfLine(const Place& place) {
  const Found number = FindAt(place.text, SkipBlanks(place.text, place.stop.clause.end));
  const std::size_t at = SkipBlanks(place.text, number.span.end);
  const std::string_view rest = LineRest(place.text, at);
  const std::string_view unit = rest.substr(0, std::min(rest.find(' '), rest.size()));
  const std::size_t next = SkipBlanks(place.text, EndIn(place.text, unit));
  if (number.kind != FoundKind::kNumber || unit.empty() || !IsWordStart(unit.front()) ||
      unit == "to" || WordAt(place.text, next) == "per" || WordAt(place.text, next) == "to") {
    return {};
  }
  return {number.text, unit};
}

/// `60 mg/kg per day` for 4 doses of 15 mg/kg, or an example.
std::string LimitOfDoses(const Place& place, std::string_view count) {
  const auto [number, unit] = AmountOfLine(place);
  const std::string_view digits = NumberWord(count).empty() ? count : NumberWord(count);
  const auto times = ParseDecimal(digits);
  const auto amount = ParseDecimal(number);
  if (!times || !amount) return "such as `limit 4 g per day`";
  const Rational most = *times * *amount;
  return fmt::format("`limit {} {} per day`", FormatShown(most), unit);
}

/// What stands in a line behind a dose, without what joins it: `(max. 4 g)` -> `4 g`.
std::string_view BehindMaximum(std::string_view rest) {
  for (const std::string_view skipped : {".", ":", "dose ", "of ", "to "}) {
    rest = Trimmed(rest);
    if (rest.starts_with(skipped)) rest.remove_prefix(skipped.size());
  }
  return WithoutSigns(Trimmed(rest));
}

/// `dose 1 g once` of `1 g`; a frequency that is there stays.
std::string FirstDose(std::string_view amount) {
  const bool has_time = amount.find("every") != std::string_view::npos ||
                        amount.find("per ") != std::string_view::npos ||
                        amount.find("over") != std::string_view::npos ||
                        amount.find("once") != std::string_view::npos;
  return fmt::format("dose {}{}", amount, has_time ? "" : " once");
}

constexpr std::string_view kMostAsLimit = "the most that is given is a line of its own, `limit`";

/// The most of an amount, `2 g` or `2 g in 24 hours`, behind a dose.
Diagnostic MostAsLimit(const Place& place, Span span, std::string_view amount) {
  bool has_time = false;
  const std::string limit = AmountPerTime(amount, has_time);
  const std::string_view before =
      place.text.substr(place.stop.clause.begin, place.stop.offset - place.stop.clause.begin);
  const bool is_repeated = before.find(" every ") != std::string_view::npos ||
                           before.find(" times ") != std::string_view::npos ||
                           before.find(" twice ") != std::string_view::npos;
  const bool is_rate = before.find("/h") != std::string_view::npos ||
                       before.find("/min") != std::string_view::npos ||
                       before.find(" per hour") != std::string_view::npos;
  if (!has_time && is_rate) {
    return At(
        span, std::string(kMostAsLimit),
        fmt::format("say in which time {0} is the most: write a line such as `limit {0} per day` "
                    "or `limit rate {0}/h`",
                    amount));
  }
  if (!has_time && is_repeated) {
    return At(span, "the most that is given is said of one dose, or of a day",
              fmt::format("write `at most {} per dose`, or a line `limit {}`", amount, limit));
  }
  return At(span, std::string(kMostAsLimit), fmt::format("write a line `limit {}`", limit));
}

/// The dose line above with this most of it, in one line.
std::string DoseWithMost(const Place& place, std::string_view most) {
  std::string_view dose;
  for (std::size_t line = place.stop.declaration.begin; line < place.stop.offset;
       line = std::min(place.text.find('\n', line), place.text.size()) + 1) {
    const std::string_view said = Trimmed(LineRest(place.text, line));
    if (said.starts_with("dose ")) dose = Trimmed(said.substr(5));
  }
  if (dose.empty() || dose.find(" when ") != dose.npos) return {};
  const Prescription whole = ReadPrescription(place.text, fmt::format("{} max {}", dose, most));
  if (whole.doses.size() != 1 || whole.doses[0].most.empty() || !whole.unread.empty()) return {};
  return InLines(whole, ", in one line");
}

}  // namespace

std::string_view RouteMeant(std::string_view word) {
  using Row = std::pair<std::string_view, std::string_view>;
  constexpr std::array kRoutes = std::to_array<Row>({{"iv", "intravenous"},
                                                     {"intravenous", "intravenous"},
                                                     {"intravenously", "intravenous"},
                                                     {"im", "intramuscular"},
                                                     {"intramuscular", "intramuscular"},
                                                     {"intramuscularly", "intramuscular"},
                                                     {"sc", "subcutaneous"},
                                                     {"subcut", "subcutaneous"},
                                                     {"subcutaneous", "subcutaneous"},
                                                     {"subcutaneously", "subcutaneous"},
                                                     {"po", "oral"},
                                                     {"oral", "oral"},
                                                     {"orally", "oral"},
                                                     {"pr", "rectal"},
                                                     {"rectally", "rectal"},
                                                     {"sl", "sublingual"},
                                                     {"sublingually", "sublingual"}});
  const std::string letters = LettersOf(word);
  for (const auto& [written, route] : kRoutes) {
    if (letters == written) return route;
  }
  return {};
}

std::optional<Diagnostic> DoseMinimum(const Place& place) {
  const bool begins_dose = place.stop.expected == Expected::kAmount && place.previous == "dose";
  if (place.keyword != "medication" || !begins_dose) return std::nullopt;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::string_view amount = BehindLead(
      rest, {"minimum of ", "minimum: ", "minimum ", "min. ", "min: ", "min ", "minimal ",
             "no less than ", "not less than ", "not below ", "from at least "});
  if (amount.empty() || !IsDigit(amount.front())) return std::nullopt;
  const std::string_view said = rest.substr(0, rest.size() - amount.size());
  const Span span = SpanOf(place.stop.offset, place.stop.offset + Trimmed(said).size());
  Diagnostic diagnostic = At(span, "the least of an amount is written with `at least`",
                             fmt::format("write `dose at least {}`", amount));
  diagnostic.edits.push_back({span, "at least"});
  return diagnostic;
}

std::optional<Diagnostic> DoseMaximum(const Place& place) {
  const bool begins_dose = place.stop.expected == Expected::kAmount && place.previous == "dose";
  const bool fits = begins_dose || place.stop.expected == Expected::kLine ||
                    place.stop.expected == Expected::kOpenList;
  if (place.keyword != "medication" || !fits) return std::nullopt;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::vector<std::string_view> words = WordsIn(rest);
  std::size_t first = !words.empty() && LettersOf(words[0]).empty() ? 1 : 0;  // `, max`
  if (words.size() <= first) return std::nullopt;
  const std::string word = LettersOf(words[first]);
  const bool is_up = word == "up" && words.size() > first + 1 && words[first + 1] == "to";
  const bool is_more = word == "no" || word == "not";
  if (word != "max" && word != "maximum" && word != "maximal" && !is_up &&
      !(is_more && rest.find("more than ") != std::string_view::npos)) {
    return std::nullopt;
  }
  const std::size_t than = rest.find("than ");
  std::string_view behind = is_more ? rest.substr(than + 5)
                                    : rest.substr(static_cast<std::size_t>(
                                          words[first].data() + words[first].size() - rest.data()));
  const std::string_view amount = BehindMaximum(behind);
  if (amount.empty()) return std::nullopt;
  const std::string_view shown = WithoutSigns(words[first]);
  const Span span = SpanOf(EndIn(place.text, shown) - shown.size(), EndIn(place.text, shown));
  if (begins_dose) {
    return At(span, "the most of an amount is written with `at most`",
              fmt::format("write `dose at most {}`", amount));
  }
  const std::vector<std::string_view> parts = WordsIn(amount);
  const std::string counted = parts.size() > 1 ? LettersOf(parts[1]) : "";
  if (counted == "doses" || counted == "dose" || counted == "times" || counted == "x") {
    return At(
        span, std::string(kMostAsLimit),
        fmt::format("write a line with the amount of a day, {}", LimitOfDoses(place, parts[0])));
  }
  const bool is_of_dose = amount.ends_with("per dose") || amount.ends_with("/dose");
  if (is_of_dose && place.first_on_line) {
    const std::string whole = DoseWithMost(place, amount);
    if (!whole.empty()) {
      return At(span, "the most of one dose stands in the line of the dose", whole);
    }
  }
  if (is_of_dose) {
    return At(span, "the most of one dose is written with `at most`",
              fmt::format("write `at most {} per dose`",
                          Trimmed(amount.substr(
                              0, amount.find(amount.ends_with("/dose") ? "/dose" : "per dose")))));
  }
  // `1g/dose, 4 doses/day`: two at once.
  if (amount.find_first_of(",;(") != std::string_view::npos ||
      std::ranges::count_if(parts, [](std::string_view part) { return IsDigit(part.front()); }) >
          1) {
    return At(
        span, std::string(kMostAsLimit),
        "write the most of one dose behind the dose, such as `at most 1 g per dose` (of a dose "
        "by weight), and that of a day as a line, such as `limit 4 g per day`");
  }
  return MostAsLimit(place, span, amount);
}

std::optional<Diagnostic> WordInDose(const Place& place) {
  if (place.clause != "dose" || place.on_later_line) return std::nullopt;
  const bool is_begun = (place.stop.expected == Expected::kAmount && place.previous == "with") ||
                        (place.stop.expected == Expected::kMostOfDose && place.previous == "at");
  if (place.stop.expected != Expected::kLine && !is_begun) return std::nullopt;
  const std::size_t begin = is_begun ? place.stop.previous.begin : place.stop.offset;
  const std::string_view rest = LineRest(place.text, begin);
  std::vector<std::string_view> words = WordsIn(rest);
  if (!words.empty() && LettersOf(words[0]).empty()) words.erase(words.begin());
  const Phrase phrase = PhraseIn(words);
  if (phrase.said == DoseSaid::kNothing) return std::nullopt;
  const std::string_view last = WithoutSigns(words[phrase.words - 1]);
  const std::string_view first = WithoutSigns(words[0]);
  const std::size_t word = EndIn(place.text, first) - first.size();
  const Span span = SpanOf(begin, EndIn(place.text, last));  // with the comma before it
  const std::string_view said = place.text.substr(word, span.end - word);
  const std::string_view line = LineRest(place.text, place.stop.clause.begin);
  const bool is_once = line.find(" over ") != std::string_view::npos;
  const auto taken = [&](std::string_view how) {
    return SecondRule(BesideAt(place.text, begin), "taken", "how it is taken",
                      fmt::format("advise \"Take it {}\"", how));
  };
  switch (phrase.said) {
    case DoseSaid::kSoon:
      return At(
          span, "how soon something is given stands in the rule",
          fmt::format("leave out `{}`: {}; how soon is a line `urgency now` in the rule", said,
                      is_once ? "`over` already says that it is one dose"
                              : "`once` says that it is one dose"));
    case DoseSaid::kAsNeeded:
      return At(
          span, "when something is needed is no part of a dose",
          fmt::format("leave out `{}`; the dose alone reads as a regular one: say in a second "
                      "rule that it is not: {}",
                      said, taken(LettersOf(said) == "prn" ? "as needed" : said)));
    case DoseSaid::kRoute:
      return At(span, "the route is a line of its own",
                fmt::format("leave out `{}`, and write a line `route {}`", said,
                            phrase.words == 2 ? "oral" : RouteMeant(said)));
    default:
      return At(span, "how something is taken is no part of a dose",
                fmt::format("leave out `{}`, and say it in a second rule: {}", said, taken(said)));
  }
}

std::optional<Diagnostic> DoseAfterDose(const Place& place) {
  if (place.keyword != "medication") return std::nullopt;
  const std::string_view line = LineRest(place.text, LineBegin(place.text, place.stop.offset));
  const std::string_view word = place.found.text;
  const bool begins = place.first_on_line && place.stop.expected == Expected::kLine &&
                      (word == "loading" || word == "initial" || word == "starting" ||
                       word == "start" || word == "maintenance" || word == "initially");
  const bool goes_on = place.clause == "dose" && place.stop.expected == Expected::kLine &&
                       !place.on_later_line && (word == "then" || word == "," || word == ";");
  if (!begins && !goes_on) return std::nullopt;
  const std::size_t dose = line.find("dose ");
  const std::size_t then = line.find(" then ");
  std::string_view all = Trimmed(begins && dose == std::string_view::npos
                                     ? line.substr(line.find(word) + word.size())
                                     : line.substr(std::min(dose, line.size() - 5) + 5));
  if (then == std::string_view::npos) {
    if (!begins || all.empty()) return std::nullopt;
    return At(place.found.span, "every dose is a line `dose`",
              fmt::format("write `{}`",
                          word == "maintenance" ? fmt::format("dose {}", all) : FirstDose(all)));
  }
  const std::size_t joint = all.find(" then ");
  if (joint == std::string_view::npos) return std::nullopt;
  const std::string_view first = WithoutSigns(Trimmed(all.substr(0, joint)));
  std::string_view second = Trimmed(all.substr(joint + 6));
  const Found number = FindAt(second, 0);
  if (first.empty() || number.kind != FoundKind::kNumber) return std::nullopt;
  return At(place.found.span, "every dose is a line of its own",
            fmt::format("write two lines, `{}` and `dose {}`", FirstDose(first), second));
}

std::optional<Diagnostic> ShortRoute(const Place& place) {
  if (place.clause != "route" || place.found.text != ".") return std::nullopt;
  const std::string_view written = Trimmed(LineRest(place.text, place.stop.previous.begin));
  std::string letters;
  for (const char c : written) {
    if (c != ' ') letters += c;
  }
  const std::string_view route = RouteMeant(letters);
  if (route.empty()) return std::nullopt;
  const Span span = SpanOf(place.stop.previous.begin, place.stop.previous.begin + written.size());
  Diagnostic diagnostic = At(span, "a route is one word", fmt::format("write `route {}`", route));
  diagnostic.edits.push_back({span, std::string(route)});
  return diagnostic;
}

}  // namespace mgl
