// What stands in a prescription beside the dose: the most, routes, how long, for whom, how taken.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_dose_habits.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_prescription_reader.h"
#include "dsl/parse/parse_prescription_words.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/value/rational.h"

namespace mgl {

bool PrescriptionReader::Needed() {
  const bool is_need = IsIn(words_.Letters(1), {"needed", "required", "necessary", "tolerated"});
  const bool is_short = IsIn(words_.Letters(), {"prn", "sos"});
  if (!is_short && !(IsIn(words_.Letters(), {"as", "if", "when"}) && is_need)) return false;
  const std::size_t begin = words_.Begin();
  words_.Skip(is_short ? 1 : 2);
  std::size_t end = words_.End();
  if (words_.Letters() == "for" && !words_.NumberAt(1)) {  // `as needed for pain`
    words_.Skip(2);
    end = words_.End();
  }
  const std::string_view raw = words_.line().substr(begin, end - begin);
  std::string said(Trimmed(raw));
  if (is_short)
    said = fmt::format("as needed{}", said.substr(std::min<std::size_t>(3, said.size())));
  said_.advice.push_back(said);
  said_.is_needed = true;
  return true;
}

bool PrescriptionReader::Soon() {
  if (!IsIn(words_.Letters(), {"stat", "immediately", "now", "asap", "straightaway", "urgently"})) {
    return false;
  }
  words_.Skip(1);
  said_.is_soon = true;
  if (Dose().often.empty() && Dose().over.empty()) Dose().often = "once";
  return true;
}

bool PrescriptionReader::Made() {
  PrescriptionWords at = words_;
  const std::size_t begin = at.Begin();
  const bool is_said = IsIn(
      at.Letters(), {"diluted", "dissolved", "mixed", "made", "added", "dilute", "reconstituted"});
  if (is_said) at.Skip(at.Letters(1) == "up" ? 2 : 1);
  if (!IsIn(at.Letters(), {"in", "to", "with"})) return false;
  if (!is_said && at.Letters() != "in") return false;
  at.Skip(1);
  const auto number = at.NumberAt();
  const std::string_view unit = number ? at.Word(number->words) : std::string_view();
  if (number && !IsIn(LowerCase(unit), {"ml", "l", "litre", "litres", "liter", "%"})) return false;
  const bool is_fluid = IsIn(at.Letters(), {"saline", "glucose", "dextrose", "normal", "sodium",
                                            "nacl", "ns", "d5w", "hartmann's", "ringer's"}) &&
                        !(at.Letters() == "normal" && at.Letters(1) != "saline");
  if (!number && !is_fluid && !is_said) return false;
  while (!at.AtEnd()) {
    PrescriptionWords often = at;
    std::string taken;
    if (IsIn(at.Letters(), {"over", "every", "by", "max", "maximum", "for", "when", "once", "at",
                            "then", "as", "during"}) ||
        IsIn(at.Word(), {",", ";", ")"}) || !OftenAt(often, taken).empty() ||
        (!RouteMeant(at.Word()).empty())) {
      break;
    }
    at.Skip(1);
  }
  said_.made = Trimmed(at.line().substr(begin, at.End() - begin));
  words_ = at;
  return true;
}

bool PrescriptionReader::Rate() {
  PrescriptionWords at = words_;
  const std::size_t begin = at.Begin();
  bool is_most = false;
  while (IsIn(at.Letters(), {"max",    "maximum",   "maximal", "not", "no",   "faster", "more",
                             "than",   "exceeding", "at",      "a",   "rate", "of",     "infused",
                             "infuse", "infusion",  "up",      "to",  "most", "slower"})) {
    is_most =
        is_most || IsIn(at.Letters(), {"max", "maximum", "maximal", "not", "no", "up", "most"});
    at.Skip(1);
  }
  const auto number = at.NumberAt();
  if (at.Begin() == begin || !number) return false;
  at.Skip(number->words);
  std::string unit(at.Word());
  at.Skip(1);
  if (at.Letters() == "per" || at.Word() == "/") {
    unit += " per " + at.Letters(1);
    at.Skip(2);
  }
  const std::size_t per = std::max(unit.rfind('/') + 1, unit.rfind(' ') + 1);
  if (per == 0 || !IsIn(unit.substr(per), {"min", "minute", "h", "hr", "hour"})) return false;
  if (!is_most) {
    said_.made = Trimmed(at.line().substr(begin, at.End() - begin));
  } else {
    AddLimit(fmt::format("rate {} {}", number->digits, unit));
  }
  words_ = at;
  return true;
}

bool PrescriptionReader::BesideMeal() {
  PrescriptionWords at = words_;
  const std::size_t begin = at.Begin();
  const auto low = at.NumberAt();
  if (!low || Dose().amount.empty()) return false;
  at.Skip(low->words);
  if (const auto high = at.NumberAt(1); high && IsIn(at.Word(), {"-", "to", "–"})) {
    at.Skip(1 + high->words);
  }
  const bool is_time =
      IsIn(at.Letters(), {"min", "mins", "minute", "minutes", "h", "hour", "hours"});
  if (!is_time || !IsIn(at.Letters(1), {"before", "after"})) return false;
  at.Skip(1);
  PrescriptionWords kept = std::exchange(words_, at);
  const std::size_t count = said_.advice.size();
  if (!Taken() || said_.advice.size() != count + 1) {
    words_ = kept;
    said_.advice.resize(count);
    return false;
  }
  said_.advice.back() = Trimmed(words_.line().substr(begin, words_.End() - begin));
  return true;
}

bool PrescriptionReader::Taken() {
  if (AtHours() || BesideMeal()) return true;
  const std::string first = words_.Letters();
  const auto say = [&](std::string taken, std::size_t used, std::string_view often) {
    said_.advice.push_back(std::move(taken));
    words_.Skip(used);
    if (Dose().often.empty() && !often.empty()) Dose().often = often;
    return true;
  };
  if (first == "nocte" || first == "on") {
    return first == "nocte" ? say("at night", 1, "once per day") : OnDays();
  }
  if (first == "mane") return say("in the morning", 1, "once per day");
  if (first == "ac") return say("before meals", 1, "");
  if (first == "pc") return say("after meals", 1, "");
  if (IsIn(first, {"morning", "mornings", "am"}) &&
      IsIn(words_.Letters(2), {"evening", "night", "evenings", "pm"})) {
    return say(fmt::format("in the morning and {}",
                           words_.Letters(2) == "night" ? "at night" : "in the evening"),
               3, "twice per day");
  }
  if (!IsIn(first, {"with", "after", "before", "at", "in", "on", "without", "between"})) {
    return false;
  }
  for (std::size_t i = 1; i < 4; ++i) {
    const std::string word = words_.Letters(i);
    const bool is_day = IsIn(word, {"night", "morning", "evening", "bedtime", "noon", "midday",
                                    "afternoon", "bed", "breakfast", "lunch", "dinner", "supper"});
    const bool is_meal =
        IsIn(word, {"meal", "meals", "food", "mealtimes", "mealtime", "stomach", "water", "milk"});
    if (!is_day && !is_meal) continue;
    std::size_t used = i + 1;
    bool is_twice = false;
    if (words_.Letters(used) == "and") {
      for (std::size_t j = used + 1; j < used + 4; ++j) {
        if (!IsIn(words_.Letters(j),
                  {"night", "evening", "morning", "dinner", "supper", "bedtime", "lunch"})) {
          continue;
        }
        used = j + 1;
        is_twice = true;
        break;
      }
    }
    PrescriptionWords behind = words_;
    behind.Skip(used);
    const std::size_t begin = words_.Begin();
    std::string taken(words_.line().substr(begin, behind.End() - begin));
    const bool is_each = is_meal && IsIn(words_.Letters(1), {"each", "every", "main"});
    return say(std::move(taken), used,
               is_twice  ? "twice per day"
               : is_day  ? "once per day"
               : is_each ? "3 times per day"
                         : "");
  }
  // `in 100 mL saline`
  if (first == "in" && words_.NumberAt(1) && IsIn(words_.Word(2), {"mL", "ml", "L"})) {
    PrescriptionWords behind = words_;
    behind.Skip(3);
    while (!behind.AtEnd() && !IsIn(behind.Letters(), {"over", "every", "once", "twice", ""}) &&
           !behind.NumberAt()) {
      behind.Skip(1);
    }
    const std::size_t begin = words_.Begin();
    said_.advice.emplace_back(words_.line().substr(begin, behind.End() - begin));
    words_ = behind;
    return true;
  }
  return false;
}

bool PrescriptionReader::Basis() {
  const std::size_t of = words_.Letters() == "of" ? 1 : 0;
  if (words_.Letters(of) != "elemental") return false;
  words_.Skip(of + 1);
  const std::string next = words_.Letters();
  if (!words_.AtEnd() && !next.empty() && !words_.NumberAt() && !IsReserved(next)) words_.Skip(1);
  said_.basis = "elemental";
  return true;
}

bool PrescriptionReader::OnDays() {
  std::size_t used = 1;
  while (IsIn(words_.Letters(used), {"monday", "mondays", "tuesday", "tuesdays", "wednesday",
                                     "wednesdays", "thursday", "thursdays", "friday", "fridays",
                                     "saturday", "saturdays", "sunday", "sundays", "and", ""}) &&
         !words_.Word(used).empty()) {
    ++used;
  }
  if (used == 1) return false;
  const std::size_t begin = words_.Begin();
  words_.Skip(used);
  said_.advice.emplace_back(words_.line().substr(begin, words_.End() - begin));
  return true;
}

bool PrescriptionReader::Route() {
  std::size_t used = 0;
  std::string route;
  if (words_.Are("by mouth")) {
    route = "oral";
    used = 2;
  }
  const std::string word = words_.Letters();
  if (used == 0 && IsIn(word, {"via", "through"}) && !RouteMeant(words_.Letters(1)).empty()) {
    used = 2;
    route = RouteMeant(words_.Letters(1));
  }
  if (used == 0) {
    route = RouteMeant(word);
    used = route.empty() ? 0 : 1;
  }
  if (used == 0 && word.find('/') != std::string::npos) {  // `PO/IV`
    const std::string_view first = RouteMeant(word.substr(0, word.find('/')));
    const std::string_view second = RouteMeant(word.substr(word.find('/') + 1));
    if (first.empty() || second.empty()) return false;
    words_.Skip(1);
    said_.routes.emplace_back(first);
    said_.routes.emplace_back(second);
    return true;
  }
  if (used == 0) return false;
  words_.Skip(used);
  if (IsIn(words_.Letters(), {"or", "/"}) && !RouteMeant(words_.Letters(1)).empty()) {
    words_.Skip(1);
  }
  said_.routes.push_back(route);
  return true;
}

bool PrescriptionReader::Most() {
  PrescriptionWords at = words_;
  const std::string word = at.Letters();
  const bool is_behind = !said_.parts.empty() &&
                         said_.parts.back().kind == PrescriptionPart::kMost &&
                         (!Dose().most.empty() || !said_.limit.empty());
  // `max 60 mg/kg/day or 4 g per day`
  if (is_behind && IsIn(word, {"or", "and", "but"}) &&
      (at.NumberAt(1) ||
       IsIn(at.Letters(1), {"max", "maximum", "not", "no", "never", "at", "up"}))) {
    words_.Skip(1);
    if (Most()) return true;
    words_ = at;
    return false;
  }
  const bool goes_on = is_behind && at.NumberAt();
  if (IsIn(word, {"max", "maximum", "maximal"})) {
    at.Skip(at.Word(1) == "." ? 2 : 1);  // `max. 1 g`
    while (IsIn(at.Letters(), {"dose", "of", "daily", "total", "is"})) {
      is_daily_ = is_daily_ || at.Letters() == "daily";
      at.Skip(1);
    }
    if (at.Word() == ":" || at.Word() == "=") at.Skip(1);
  } else if (at.Are("up to")) {
    at.Skip(2);
  } else if (at.Are("daily maximum") || at.Are("daily max") || at.Are("daily limit")) {
    at.Skip(at.Word(2) == ":" || at.Word(2) == "=" || at.Letters(2) == "of" ? 3 : 2);
    is_daily_ = true;
  } else if (at.Are("not more than") || at.Are("no more than") || at.Are("not to exceed") ||
             at.Are("do not exceed") || at.Are("must not exceed") || at.Are("should not exceed")) {
    at.Skip(3);
  } else if (at.Are("never exceed") || at.Are("not exceed") || at.Are("limited to")) {
    at.Skip(2);
  } else if (at.Are("not exceeding") || at.Are("at most")) {
    at.Skip(2);
  } else if (at.Word() == "<") {
    at.Skip(at.Word(1) == "=" ? 2 : 1);
  } else if (!goes_on) {  // `(max 1 g/dose, 4 doses/day)`
    return false;
  }
  is_count_ = false;
  return MostAmount(at);
}

void PrescriptionReader::AddLimit(const std::string& limit) {
  if (said_.limit.empty() || said_.limit == limit) {
    said_.limit = limit;
  } else if (said_.other_limit.empty() || said_.other_limit == limit) {
    said_.other_limit = limit;
  } else {
    said_.unread += limit;
  }
}

bool PrescriptionReader::MostCount(PrescriptionWords at, std::string_view count) {
  std::string taken;
  const std::string often = OftenAt(at, taken);
  if (often.empty()) return false;
  is_count_ = true;
  if (Dose().often.empty()) {
    Dose().often = "1 to " + often;
    words_ = at;
    return true;
  }
  // So many times the most of one dose, in the unit of each.
  const auto number = ParseDecimal(count);
  const std::string_view period = std::string_view(often).substr(often.rfind(' ') + 1);
  const auto most_of = [&](std::string_view amount) {
    if (const std::size_t to = amount.find(" to "); to != amount.npos) amount.remove_prefix(to + 4);
    const std::size_t blank = std::min(amount.find(' '), amount.size());
    const auto one = ParseDecimal(amount.substr(0, blank));
    return one && number ? fmt::format("{}{} per {}", FormatShown(Rational(*one * *number)),
                                       amount.substr(blank), period)
                         : std::string();
  };
  const bool is_sized = Dose().amount.find('/') != std::string::npos;
  std::string limit = most_of(Dose().most.empty() || is_sized ? Dose().amount : Dose().most);
  if (limit.empty()) return false;
  AddLimit(limit);
  if (is_sized && !Dose().most.empty()) AddLimit(most_of(Dose().most));
  words_ = at;
  return true;
}

bool PrescriptionReader::MostAmount(PrescriptionWords at) {
  const auto count = at.NumberAt();
  if (!count) return false;
  const std::string counted = at.Letters(count->words);
  if (IsIn(counted, {"doses", "times", "x", "dose", "tablets/day"}) ||
      counted.starts_with("doses/")) {
    return MostCount(at, count->digits);
  }
  PrescriptionWords kept = words_;
  words_ = at;
  std::string amount = AmountAt();
  if (amount.empty()) {
    words_ = kept;
    return false;
  }
  std::string time;
  for (const std::string_view unit : {"/24h", "/day", "/d"}) {
    if (!amount.ends_with(unit)) continue;
    amount.resize(amount.size() - unit.size());
    time = "day";
  }
  if (time.empty() && (words_.Are("in 24") || words_.Are("per 24") || words_.Are("every 24"))) {
    words_.Skip(3);
    time = "day";
  }
  if (time.empty() && (words_.Are("daily") || words_.Are("in 24h") || words_.Are("per 24h"))) {
    words_.Skip(words_.Are("daily") ? 1 : 2);
    time = "day";
  }
  if (time.empty() && (words_.Are("a day") || words_.Are("per day") || words_.Are("in a") ||
                       words_.Are("each day") || words_.Are("a week") || words_.Are("per week"))) {
    time = words_.Letters(1) == "week" ? "week" : "day";
    words_.Skip(words_.Letters() == "in" ? 3 : 2);
  }
  const std::string_view read = Trimmed(words_.line().substr(0, words_.End()));
  if (time.empty()) is_most_of_dose_ = read.ends_with("per dose") || read.ends_with("/dose");
  if (is_daily_) time = "day";
  const bool is_rate = IsIn(amount.substr(amount.find('/') + 1), {"min", "h", "hr", "hour"});
  if (time.empty() && is_rate) {
    AddLimit("rate " + amount);
  } else if (!time.empty()) {
    AddLimit(fmt::format("{} per {}", amount, time));
  } else if (Dose().most.empty() || Dose().most == amount) {
    Dose().most = amount;
  } else {
    said_.unread += amount;
  }
  return true;
}

bool PrescriptionReader::Duration() {
  PrescriptionWords at = words_;
  const bool is_for = at.Letters() == "for";
  const bool is_times = IsIn(at.Letters(), {"x", "×"});
  if (!is_for && !is_times) return false;
  at.Skip(1);
  const std::size_t from = at.Begin();
  const auto low = at.NumberAt();
  const bool is_one = !low && at.Letters() == "a";
  if (!low && !is_one) return false;
  std::string time = is_one ? "1" : low->digits;
  std::string low_time;
  at.Skip(is_one ? 1 : low->words);
  if (at.Word() == "/") {  // `5/7`
    const std::string part(at.Word(1));
    if (!IsIn(part, {"7", "52", "12"})) return false;
    time += part == "7" ? " days" : part == "12" ? " months" : " weeks";
    at.Skip(2);
    said_.duration = time;
    words_ = at;
    return true;
  }
  if (const auto high = at.NumberAt(1); high && IsIn(at.Word(), {"-", "to", "–", "or"})) {
    low_time = time;
    time = high->digits;
    at.Skip(1 + high->words);
  }
  if (!IsIn(at.Letters(), {"day", "days", "week", "weeks", "month", "months", "year", "years",
                           "hours", "h", "hour"})) {
    return false;
  }
  if (low_time.empty()) {
    said_.duration = fmt::format("{} {}", time, at.Word());
  } else {
    const std::string_view range = at.line().substr(0, at.Begin() + at.Word().size());
    said_.durations = {fmt::format("{} {}", low_time, at.Word()),
                       fmt::format("{} {}", time, at.Word()),
                       std::string(Trimmed(range.substr(from)))};
  }
  at.Skip(1);
  words_ = at;
  return true;
}

}  // namespace mgl
