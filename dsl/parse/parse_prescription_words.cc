// The words of prescriptions. How often is given in the words of the language.
#include "dsl/parse/parse_prescription_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

using Row = std::pair<std::string_view, std::string_view>;

std::string_view Period(std::string_view word) {
  if (IsIn(word, {"day", "daily", "d", "24h"})) return "day";
  if (IsIn(word, {"week", "weekly"})) return "week";
  return IsIn(word, {"month", "monthly"}) ? "month" : "";
}

std::string_view HoursOrDays(std::string_view word) {
  if (IsIn(word, {"h", "hr", "hrs", "hour", "hours"})) return "hours";
  if (IsIn(word, {"day", "days"})) return "days";
  if (IsIn(word, {"week", "weeks"})) return "weeks";
  if (IsIn(word, {"month", "months"})) return "months";
  return IsIn(word, {"min", "mins", "minute", "minutes"}) ? "minutes" : "";
}

std::string InUnit(std::string_view number, std::string_view unit) {
  return fmt::format("{} {}", number, number == "1" ? unit.substr(0, unit.size() - 1) : unit);
}

constexpr std::array kShorthands = std::to_array<Row>({
    {"qd", "once per day"},
    {"od", "once per day"},
    {"o/d", "once per day"},
    {"bd", "twice per day"},
    {"bid", "twice per day"},
    {"b/d", "twice per day"},
    {"tds", "3 times per day"},
    {"tid", "3 times per day"},
    {"t/d", "3 times per day"},
    {"qds", "4 times per day"},
    {"qid", "4 times per day"},
    {"thrice", "3 times"},
    {"once", "once"},
    {"twice", "twice"},
    {"hourly", "every 1 hour"},
    {"fortnightly", "every 2 weeks"},
    {"daily", "per day"},
    {"weekly", "per week"},
    {"monthly", "once per month"},
    {"single", "once"},
    {"nightly", "once per day"},
    {"perday", "per day"},
});

/// `every 4 to 6 hours`, `every other day`, `every night`, behind `every`.
std::string EveryAt(PrescriptionWords& words, std::string& taken) {
  const auto number = words.NumberAt(1);
  if (number) {
    std::string amount = number->digits;
    std::size_t used = 1 + number->words;
    if (IsIn(words.Letters(used), {"st", "nd", "rd", "th"})) ++used;
    const bool is_range =
        words.Word(used) == "-" || words.Word(used) == "to" || words.Word(used) == "–";
    const auto high = words.NumberAt(used + 1);
    if (is_range && high) {
      amount += " to " + high->digits;
      used += 1 + high->words;
    }
    const std::string_view unit = HoursOrDays(words.Letters(used));
    if (unit.empty()) return {};
    words.Skip(used + 1);
    return amount == "24" && unit == "hours" ? "every 24 hours" : "every " + InUnit(amount, unit);
  }
  const std::string next = words.Letters(1);
  const bool is_third = next == "third";
  const bool is_second = is_third || IsIn(next, {"other", "second", "alternate"});
  const std::string word = words.Letters(is_second ? 2 : 1);
  const std::size_t used = is_second ? 3 : 2;
  if (is_second && !HoursOrDays(word).empty()) {
    words.Skip(used);
    return fmt::format("every {} {}", is_third ? 3 : 2, HoursOrDays(word));
  }
  if (IsIn(word, {"night", "morning", "evening", "bedtime"})) {
    words.Skip(used);
    taken = word == "night" ? "at night" : "in the " + word;
    return "once per day";
  }
  if (word == "hour") {
    words.Skip(used);
    return "every 1 hour";
  }
  if (Period(word).empty()) return {};
  words.Skip(used);
  return fmt::format("once per {}", Period(word));
}

/// Behind how many times: `a day`, `daily`, `in 24 hours`; moves behind it. Empty: none.
std::string PeriodAt(PrescriptionWords& words) {
  std::size_t joint = IsIn(words.Letters(), {"a", "per", "each", "every", "/", "in"}) ? 1 : 0;
  if (words.Letters(joint) == "24" && !HoursOrDays(words.Letters(joint + 1)).empty()) {
    words.Skip(joint + 2);
    return "day";
  }
  const bool is_day = words.Letters(joint) == "24h" ||
                      (joint > 0 ? !Period(words.Letters(joint)).empty()
                                 : IsIn(words.Letters(), {"daily", "weekly", "monthly"}));
  if (!is_day) return {};
  std::string period(Period(words.Letters(joint)));
  words.Skip(joint + 1);
  return period;
}

/// `q8h`, `q 8 h`, `8 hourly`, `8-hourly`, `8hrly`.
std::string HourlyAt(PrescriptionWords& words) {
  const std::string first = words.Letters();
  const bool is_short =
      first.size() > 2 && first.size() < 6 && first.front() == 'q' && IsDigit(first[1]);
  if (is_short) {
    const std::size_t end = first.find_first_not_of("0123456789-", 1);
    const std::string unit = end == std::string::npos ? "" : first.substr(end);
    if (!IsIn(unit, {"h", "hr", "hrs", "d"})) return {};
    std::string number = first.substr(1, end - 1);
    if (const std::size_t dash = number.find('-'); dash != std::string::npos) {
      number.replace(dash, 1, " to ");
    }
    words.Skip(1);
    return "every " + InUnit(number, unit == "d" ? "days" : "hours");
  }
  if (first == "q" && words.NumberAt(1) && !HoursOrDays(words.Letters(2)).empty()) {
    std::string said =
        fmt::format("every {} {}", words.NumberAt(1)->digits, HoursOrDays(words.Letters(2)));
    words.Skip(3);
    return said;
  }
  const auto number = words.NumberAt();
  if (!number) return {};
  const auto high = IsIn(words.Word(number->words), {"-", "–", "to"})
                        ? words.NumberAt(number->words + 1)
                        : std::nullopt;
  if (high && IsIn(words.Letters(number->words + 1 + high->words), {"hourly", "hrly", "hly"})) {
    words.Skip(number->words + high->words + 2);
    return fmt::format("every {} to {} hours", number->digits, high->digits);
  }
  const std::size_t dash = words.Word(number->words) == "-" ? 1 : 0;
  const std::string hourly = words.Letters(number->words + dash);
  if (!IsIn(hourly, {"hourly", "hrly", "hly"})) return {};
  words.Skip(number->words + dash + 1);
  return fmt::format("every {} hour{}", number->digits, number->digits == "1" ? "" : "s");
}

/// `1-0-1`: so much in the morning, at noon, in the evening, and at night.
std::string PartsOfDay(PrescriptionWords& words, std::string& taken) {
  constexpr std::string_view kParts[] = {"in the morning", "at noon", "in the evening", "at night"};
  std::size_t count = 0;
  std::size_t times = 0;
  std::string when;
  for (; count < 4; ++count) {
    const std::string_view number = words.Word(2 * count);
    if (number != "0" && number != "1") break;
    if (number == "1") {
      ++times;
      when += (when.empty() ? "" : " and ") + std::string(kParts[count]);
    }
    if (words.Word(2 * count + 1) != "-") {
      ++count;
      break;
    }
  }
  if (count < 3 || times == 0) return {};
  words.Skip(2 * count - 1);
  taken = when;
  return times == 1   ? "once per day"
         : times == 2 ? "twice per day"
                      : fmt::format("{} times per day", times);
}

/// `3 times a day`, `3 to 4 x daily`, `three doses per day`.
std::string TimesAt(PrescriptionWords& words) {
  // `x 3 daily`
  if (IsIn(words.Letters(), {"x", "×"}) && words.NumberAt(1)) {
    PrescriptionWords behind = words;
    behind.Skip(1);
    const std::string number = behind.NumberAt()->digits;
    behind.Skip(behind.NumberAt()->words);
    if (IsIn(behind.Letters(), {"times"})) behind.Skip(1);
    const std::string period = PeriodAt(behind);
    if (period.empty()) return {};
    words = behind;
    return number == "1" ? fmt::format("once per {}", period)
                         : fmt::format("{} times per {}", number, period);
  }
  const auto low = words.NumberAt();
  if (!low) return {};
  std::string number = low->digits;
  std::size_t used = low->words;
  const bool is_range = IsIn(words.Letters(used), {"-", "–", "to", "or"});
  if (const auto high = words.NumberAt(used + 1); is_range && high) {
    number += " to " + high->digits;
    used += 1 + high->words;
  }
  for (const std::string_view each : {"doses/day", "dose/day", "doses/24h", "doses/d"}) {
    if (words.Letters(used) != each) continue;
    words.Skip(used + 1);
    return number == "1" ? std::string("once per day") : fmt::format("{} times per day", number);
  }
  if (!IsIn(words.Letters(used), {"times", "x", "×", "time", "doses", "dose"})) return {};
  PrescriptionWords behind = words;
  behind.Skip(used + 1);
  const std::string period = PeriodAt(behind);
  if (period.empty()) return {};
  words = behind;
  return number == "1" ? fmt::format("once per {}", period)
                       : fmt::format("{} times per {}", number, period);
}

}  // namespace

bool IsNumberText(std::string_view word) {
  return !word.empty() && IsDigit(word.front()) &&
         word.find_first_not_of("0123456789.") == std::string_view::npos;
}

PrescriptionWords::PrescriptionWords(std::string_view line) : line_(line) {
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] == ' ' || line[at] == '\t') {
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    if (IsDigit(line[at])) {
      while (end < line.size() &&
             (IsDigit(line[end]) ||
              (line[end] == '.' && end + 1 < line.size() && IsDigit(line[end + 1])))) {
        ++end;
      }
    } else if (line[at] == '"') {
      end = std::min(line.find('"', end), line.size() - 1) + 1;
    } else if (std::string_view("(),;:-+<>=").find(line[at]) == std::string_view::npos &&
               line[at] != '/') {
      // `q8h`, `mg/kg`, `g/24h`, `p.o.`
      while (end < line.size() &&
             std::string_view(" \t(),;:+").find(line[end]) == std::string_view::npos) {
        ++end;
      }
      // `mg` of `500mg-1g`
      for (const std::string_view sign : {"-", "–"}) {
        const std::size_t dash = line.substr(at, end - at).find(sign);
        const std::size_t behind = at + dash + sign.size();
        const bool is_interval = dash != std::string_view::npos && dash > 0 && behind < end &&
                                 IsDigit(line[behind]) && !words_.empty() &&
                                 IsNumberText(words_.back());
        if (is_interval) end = at + dash;
      }
      if (end > at + 1 && line[end - 1] == '.' &&
          line.substr(at, end - at - 1).find('.') == std::string_view::npos) {
        --end;
      }
      if (line.substr(at).starts_with("–")) end = at + 3;
    }
    words_.push_back(line.substr(at, end - at));
    at = end;
  }
}

std::string_view PrescriptionWords::Word(std::size_t ahead) const {
  return at_ + ahead < words_.size() ? words_[at_ + ahead] : std::string_view();
}

std::string PrescriptionWords::Letters(std::size_t ahead) const {
  const std::string_view word = Word(ahead);
  return IsNumberText(word) ? std::string(word) : LettersOf(word);
}

std::size_t PrescriptionWords::Begin() const {
  return AtEnd() ? line_.size() : static_cast<std::size_t>(words_[at_].data() - line_.data());
}

std::size_t PrescriptionWords::End() const {
  if (at_ == 0) return 0;
  const std::string_view word = words_[std::min(at_, words_.size()) - 1];
  return static_cast<std::size_t>(word.data() - line_.data()) + word.size();
}

std::string_view PrescriptionWords::Rest() const { return Trimmed(line_.substr(Begin())); }

std::optional<PrescriptionWords::Number> PrescriptionWords::NumberAt(std::size_t ahead) const {
  const std::string_view word = Word(ahead);
  const std::string letters = Letters(ahead);
  if (letters == "half") {
    return Number{"0.5", IsIn(Letters(ahead + 1), {"a", "an", "of"}) ? std::size_t{2} : 1};
  }
  if (word == "½") return Number{"0.5", 1};
  if (!NumberWord(letters).empty()) return Number{std::string(NumberWord(letters)), 1};
  const bool is_one = (letters == "a" || letters == "an") && !AmountUnit(Word(ahead + 1)).empty();
  if (is_one) return Number{"1", 1};
  if (!IsNumberText(word)) return std::nullopt;
  // `1/2 tablet`, `1/2 to 1 tablet`
  const bool is_range = IsIn(Word(ahead + 3), {"to", "-", "–"}) && IsNumberText(Word(ahead + 4));
  const std::string unit = AmountUnit(Word(ahead + (is_range ? 5 : 3)));
  const bool is_piece = unit.starts_with("tablet") || unit.starts_with("capsule");
  if (Word(ahead + 1) == "/" && IsNumberText(Word(ahead + 2)) && is_piece) {
    const auto high = ParseDecimal(word);
    const auto low = ParseDecimal(Word(ahead + 2));
    if (high && low && *low > 0) return Number{FormatShown(*high / *low), 3};
  }
  return Number{std::string(word), 1};
}

bool PrescriptionWords::Are(std::string_view phrase) const {
  const std::vector<std::string_view> all = WordsIn(phrase);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (Letters(i) != all[i]) return false;
  }
  return true;
}

std::string AmountUnit(std::string_view word) {
  const std::size_t slash = std::min(word.find('/'), word.size());
  const std::string_view first = word.substr(0, slash);
  const std::string_view per = word.substr(slash);
  constexpr std::array kPieces = std::to_array<Row>(
      {{"tab", "tablet"},     {"tabs", "tablets"}, {"cap", "capsule"},   {"caps", "capsules"},
       {"u", "units"},        {"U", "units"},      {"iu", "IU"},         {"gtt", "drops"},
       {"gtts", "drops"},     {"amp", "ampoule"},  {"amps", "ampoules"}, {"tbl", "tablet"},
       {"milligrams", "mg"},  {"milligram", "mg"}, {"grams", "g"},       {"gram", "g"},
       {"mgs", "mg"},         {"gm", "g"},         {"gms", "g"},         {"mls", "mL"},
       {"millilitres", "mL"}, {"litres", "L"},     {"litre", "L"},       {"mgm", "mg"}});
  for (const auto& [said, unit] : kPieces) {
    if (said == first) return fmt::format("{}{}", unit, per);
  }
  const bool is_known = IsIn(first, {"mg",
                                     "g",
                                     "kg",
                                     "mcg",
                                     "ug",
                                     "µg",
                                     "μg",
                                     "ng",
                                     "mL",
                                     "ml",
                                     "L",
                                     "l",
                                     "IU",
                                     "units",
                                     "unit",
                                     "mmol",
                                     "mEq",
                                     "meq",
                                     "mol",
                                     "microgram",
                                     "micrograms",
                                     "tablet",
                                     "tablets",
                                     "capsule",
                                     "capsules",
                                     "puff",
                                     "puffs",
                                     "drop",
                                     "drops",
                                     "sachet",
                                     "sachets",
                                     "spray",
                                     "sprays",
                                     "application",
                                     "applications",
                                     "suppository",
                                     "suppositories",
                                     "ampoule",
                                     "ampoules",
                                     "vial",
                                     "vials",
                                     "patch",
                                     "patches",
                                     "kcal",
                                     "mU",
                                     "MU",
                                     "cm",
                                     "dose",
                                     "doses"});
  if (!is_known || first.starts_with("dose")) return {};
  return std::string(word);
}

std::string OftenAt(PrescriptionWords& words, std::string& taken) {
  const std::string first = words.Letters();
  if (first == "every" || first == "each") return EveryAt(words, taken);
  if (words.Are("alternate days") || words.Are("on alternate days")) {
    words.Skip(first == "on" ? 3 : 2);
    return "every 2 days";
  }
  if (std::string hourly = HourlyAt(words); !hourly.empty()) return hourly;
  if (std::string parts = PartsOfDay(words, taken); !parts.empty()) return parts;
  if (std::string times = TimesAt(words); !times.empty()) return times;
  for (const std::string_view once :
       {"one off", "one - off", "one dose", "a single dose", "as a single dose", "as single dose",
        "single dose", "once only", "only once", "as one dose", "on day 1", "on the first day",
        "on first day"}) {
    if (!words.Are(once)) continue;
    words.Skip(WordsIn(once).size());
    return "once";
  }
  if (first == "per" && words.NumberAt(1) && !HoursOrDays(words.Letters(2)).empty()) {
    std::string said = "every " + InUnit(words.NumberAt(1)->digits, HoursOrDays(words.Letters(2)));
    words.Skip(3);
    return said;
  }
  if (first == "a" || first == "per" || first == "/") {
    const std::string period = PeriodAt(words);
    return period.empty() ? period : fmt::format("per {}", period);
  }
  for (const auto& [said, often] : kShorthands) {
    if (said != first) continue;
    words.Skip(1);
    if (first == "nightly") taken = "at night";
    if (often != "once" && often != "twice" && often != "3 times") return std::string(often);
    const std::string period = first == "single" ? "" : PeriodAt(words);
    if (period.empty() && often != "once") return "";
    return period.empty() ? "once" : fmt::format("{} per {}", often, period);
  }
  return {};
}

}  // namespace mgl
