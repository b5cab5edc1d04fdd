// How often a dose is given, as prescriptions write it. Each help is in the author's own numbers.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_dose_habits.h"
#include "dsl/parse/parse_prescription_words.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// Without what joins it to the next word: `bd,` -> `bd`.
std::string_view WithoutPause(std::string_view word) {
  while (word.size() > 1 && std::string_view("),;").find(word.back()) != std::string_view::npos) {
    word.remove_suffix(1);
  }
  return word;
}

std::string_view PeriodOf(std::string_view word) {
  if (word == "daily" || word == "day" || word == "d") return "day";
  if (word == "weekly" || word == "week") return "week";
  return word == "monthly" || word == "month" ? "month" : "";
}

/// `once`, `thrice`, `five times`: how many times; `used` becomes 1 or 2, and stays 0 without.
std::string TimesOf(const std::vector<std::string_view>& words, std::size_t& used) {
  const std::string_view word = words[0];
  used = 1;
  if (word == "once" || word == "twice") return std::string(word);
  if (word == "thrice") return "3 times";
  const std::string_view number = NumberWord(word);
  const bool has_times =
      words.size() > 1 && (words[1] == "times" || words[1] == "x" || words[1] == "×");
  used = !number.empty() && has_times ? 2 : 0;
  return used == 2 ? fmt::format("{} times", number) : std::string();
}

/// `b.i.d.`, `qid`, `q8h`: the words of the language for it.
std::string ShorthandOf(std::string_view word) {
  std::string letters;
  for (const char c : word) {
    if (c != '.') letters += LowerCase(c);
  }
  if (letters == "qd" || letters == "od") return "once per day";
  if (letters == "bid" || letters == "bd") return "twice per day";
  if (letters == "tid" || letters == "tds") return "3 times per day";
  if (letters == "qid" || letters == "qds") return "4 times per day";
  if (letters == "hourly") return "every 1 hour";
  if (letters == "nightly") return "once per day";
  if (letters == "fortnightly") return "every 2 weeks";
  const bool in_hours =
      letters.size() > 2 && letters.size() < 5 && letters.front() == 'q' && letters.back() == 'h';
  if (!in_hours) return {};
  const std::string hours = letters.substr(1, letters.size() - 2);
  return hours.find_first_not_of("0123456789") == std::string::npos
             ? fmt::format("every {} hours", hours)
             : std::string();
}

struct Frequency {
  std::string said;       // in the words of the language
  std::size_t words = 0;  // of the text that say it
};

/// `five times a day`, `monthly`, `tid`; behind how many times: `a day`.
std::optional<Frequency> FrequencyIn(std::string_view text, bool has_times) {
  std::vector<std::string_view> words = WordsIn(text);
  if (words.empty()) return std::nullopt;
  for (std::string_view& word : words) word = WithoutPause(word);
  std::size_t used = 0;
  std::string said;
  if (!has_times) {
    if (const std::string shorthand = ShorthandOf(words[0]); !shorthand.empty()) {
      return Frequency{shorthand, 1};
    }
    if (words[0] == "alternate" && words.size() > 1 && words[1] == "days") {
      return Frequency{"every 2 days", 2};
    }
    said = TimesOf(words, used);
  }
  if (!said.empty()) said += ' ';
  if (used < words.size() && words[used] != "d" && !PeriodOf(words[used]).empty()) {
    return Frequency{said + fmt::format("per {}", PeriodOf(words[used])), used + 1};
  }
  const bool has_joint = used + 1 < words.size() &&
                         (words[used] == "per" || words[used] == "a" || words[used] == "each" ||
                          words[used] == "every" || words[used] == "/");
  if (!has_joint || (said.empty() && !has_times) || PeriodOf(words[used + 1]).empty()) {
    return std::nullopt;
  }
  return Frequency{said + fmt::format("per {}", PeriodOf(words[used + 1])), used + 2};
}

/// `12 hourly`, `12 times a day`, `2 x 500 mg`: a number stands before.
Diagnostic NumberOfTimes(const Place& place) {
  const std::string_view word = place.found.text;
  const std::string_view rest = LineRest(place.text, place.stop.previous.begin);
  for (const std::string_view hourly : {"hourly", "-hourly", "hrly", "-hrly"}) {
    const std::string_view behind = Trimmed(rest.substr(place.previous.size()));
    if (!behind.starts_with(hourly)) continue;
    const Span span =
        SpanOf(place.stop.previous.begin,
               static_cast<std::size_t>(behind.data() - place.text.data()) + hourly.size());
    const std::string said = fmt::format("every {} hours", place.previous);
    Diagnostic diagnostic =
        At(span, "how often is said with `per` or `every`", fmt::format("write `{}`", said));
    diagnostic.edits.push_back({span, said});
    return diagnostic;
  }
  if (!AmountUnit(WordAt(place.text, place.stop.offset)).empty()) {  // `10mg/5ml 5ml tds`
    return At(
        place.found.span, "a dose has one amount",
        "write the amount of one time and how often; how much of a substance is in it is a line "
        "`contains AMOUNT SUBSTANCE`, such as `contains 2 mg/mL iron`, or said by the title");
  }
  if (PeriodOf(word).empty() && word != "a" && word != "per" && word != "each" && word != "/") {
    return At(place.found.span, "how often is said with `times` or `every`",
              fmt::format("write `{0} times per day`, or `every {0} hours`", place.previous));
  }
  return At(place.found.span, "how many times is said with `times`",
            fmt::format("write `{} times per {}`", place.previous,
                        PeriodOf(word).empty() ? "day" : PeriodOf(word)));
}

/// `every day`, `every other day`, `every night`.
std::optional<Diagnostic> EveryPeriod(const Place& place) {
  const std::vector<std::string_view> words = WordsIn(LineRest(place.text, place.stop.offset));
  if (words.empty()) return std::nullopt;
  const bool is_second =
      words.size() > 1 && (words[0] == "other" || words[0] == "second" || words[0] == "alternate");
  const std::string_view word = WithoutSigns(words[is_second ? 1 : 0]);
  const bool is_part = word == "night" || word == "morning" || word == "evening";
  const std::string_view period = is_part ? "day" : PeriodOf(word);
  std::string said = fmt::format("once per {}", period);
  if (is_second) said = fmt::format("every 2 {}s", period);
  if (word == "hour") said = is_second ? "every 2 hours" : "every 1 hour";
  if (period.empty() && word != "hour") return std::nullopt;
  const Span span = SpanOf(place.stop.previous.begin, EndIn(place.text, word));
  Diagnostic diagnostic = At(
      span, "how often is said with `per` or `every` and a number",
      fmt::format("write `{}`{}", said,
                  is_part ? "; the time of day is said in the rule, with `and advise \"…\"`" : ""));
  if (!is_part) diagnostic.edits.push_back({span, said});
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> DoseFrequency(const Place& place) {
  const bool has_times = place.stop.expected == Expected::kPerTime;
  if (place.clause != "dose" || place.on_later_line) return std::nullopt;
  if (place.stop.expected == Expected::kTimes) return NumberOfTimes(place);
  if (place.stop.expected == Expected::kDuration && place.previous == "every") {
    return EveryPeriod(place);
  }
  if (!has_times && place.stop.expected != Expected::kLine) return std::nullopt;
  const std::string_view before =
      place.text.substr(place.stop.clause.end, place.stop.offset - place.stop.clause.end);
  if (!has_times && before.find(" every ") != std::string_view::npos) return std::nullopt;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::optional<Frequency> often = FrequencyIn(rest, has_times);
  if (!often) return std::nullopt;
  const std::string_view last = WithoutPause(WordsIn(rest)[often->words - 1]);
  const Span span = SpanOf(place.stop.offset, EndIn(place.text, last));
  Diagnostic diagnostic =
      At(span, "how often is said with `per` or `every`", fmt::format("write `{}`", often->said));
  diagnostic.edits.push_back({span, often->said});
  return diagnostic;
}

std::optional<Diagnostic> DosePerDose(const Place& place) {
  if (place.clause != "dose" || place.on_later_line) return std::nullopt;
  if (place.stop.expected == Expected::kUnit && place.previous == "per" &&
      place.found.text == "dose") {
    const std::string_view line = place.text.substr(
        place.stop.clause.begin, place.stop.previous.begin - place.stop.clause.begin);
    const std::string_view rest = LineRest(place.text, place.found.span.end);
    if (rest.find("every ") == std::string_view::npos &&
        rest.find("per ") == std::string_view::npos) {
      return std::nullopt;
    }
    const Span span{place.stop.previous.begin, place.found.span.end};
    return At(span, "an amount is that of one dose",
              fmt::format("leave out `per dose`: write `{} {}`", Trimmed(line), Trimmed(rest)));
  }
  if (place.stop.expected != Expected::kTimes) return std::nullopt;
  const std::vector<std::string_view> words =
      WordsIn(LineRest(place.text, SkipBlanks(place.text, place.stop.clause.end)));
  const bool is_product =
      words.size() > 3 && (words[1] == "x" || words[1] == "×") && words[2] == place.previous;
  if (!is_product) return std::nullopt;
  const Span span =
      SpanOf(EndIn(place.text, words[0]) - words[0].size(), EndIn(place.text, words[3]));
  const bool is_of_day =
      words.size() > 4 && (words[4] == "daily" || (words[4] == "per" && words.size() > 5));
  const std::string_view period = !is_of_day            ? ""
                                  : words[4] == "daily" ? "day"
                                                        : PeriodOf(WithoutSigns(words[5]));
  return At(span, "the amount of one time stands first, then how often it is given",
            period.empty() ? "write it as `500 mg 2 times per day`"
                           : fmt::format("write `dose {} {} {} times per {}`", words[2], words[3],
                                         words[0], period));
}

}  // namespace mgl
