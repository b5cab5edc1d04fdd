#include "dsl/reread/read_numbers.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/test_forms.h"
#include "dsl/parse/written_time.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {

std::string NumberReader::Number(const Called& subject) {
  if (std::string time = TakeChartTime(subject); !time.empty()) return time;
  const std::string digits = TakeDigits();
  if (digits.empty()) return "";
  const std::string unit = TakeUnit();
  TakeAge();
  return WithUnit(digits, unit.empty() ? subject.unit : unit);
}

std::string NumberReader::TakeChartTime(const Called& subject) {
  const bool is_number = subject.kind == CalledKind::kNumber && !subject.name.empty();
  if (is_number && subject.unit.empty()) return "";
  Skip();
  WrittenTime time = WrittenTimeAt(prose_, at_, subject.unit);
  const std::size_t end = at_ + time.size;
  const bool ends = end >= prose_.size() || (!IsWordCharacter(prose_[end]) && prose_[end] != '/');
  if (time.text.empty() || !ends) return "";
  at_ = end;
  return std::move(time.text);
}

void NumberReader::TakeAge() {
  while (Take("old") || Take("of age")) {
  }
}

std::string NumberReader::WithUnit(const std::string& digits, const std::string& unit) {
  return unit.empty() ? digits : fmt::format("{} {}", digits, unit);
}

std::string NumberReader::Interval(const Called& subject) {
  const std::size_t begin = at_;
  const bool is_between = Take("between") || Take("from");
  const auto take_joint = [&] {
    return Take("to") || Take("–") || Take("-") || (is_between && (Take("and") || Take("&")));
  };
  if (const std::string first = TakeChartTime(subject); !first.empty()) {
    const std::string last = take_joint() ? TakeChartTime(subject) : "";
    if (!last.empty()) return fmt::format("is {} to {}", first, last);
    at_ = begin;
    return "";
  }
  const std::string low = TakeDigits();
  const std::string low_unit = low.empty() ? "" : TakeUnit();
  const bool is_joined = take_joint();
  const std::string high = is_joined ? TakeDigits() : "";
  if (low.empty() || high.empty()) {
    at_ = begin;
    return "";
  }
  const std::string high_unit = TakeUnit();
  TakeAge();
  const std::string& unit = high_unit.empty() ? subject.unit : high_unit;
  return low_unit.empty() || low_unit == unit
             ? fmt::format("is {} to {}", low, WithUnit(high, unit))
             : fmt::format("is {} {} to {}", low, low_unit, WithUnit(high, unit));
}

Predicate NumberReader::OfNumber(const Called& subject) {
  Predicate said;
  TakeEmptyWords();
  Take("of");
  if (const Called* range = nullptr; true) {
    const std::size_t begin = at_;
    const std::string_view side = Take("outside of") || Take("outside") || Take("out of") ||
                                          Take("not within") || Take("not in")
                                      ? "not within"
                                  : Take("within") || Take("in") ? "within"
                                  : Take("below") || Take("<")   ? "below"
                                  : Take("above") || Take(">")   ? "above"
                                                                 : "";
    TakeEmptyWords();
    range = side.empty() ? nullptr : TakeCalled();
    if (range != nullptr && range->kind == CalledKind::kRange) {
      said.text = fmt::format("is {} {}", side, range->name);
      return said;
    }
    at_ = begin;
  }
  if (const std::size_t begin = at_; Take("out of range") || Take("outside the range")) {
    said.text = OutsideOwnRange(subject);
    if (said.text.empty()) at_ = begin;
    return said;
  }
  const std::size_t outside_at = at_;
  const bool is_outside = Take("outside") || Take("out of") || Take("not");
  if (std::string limits = BetweenLimits(subject); !limits.empty() && !is_outside) {
    return {std::move(limits), true};
  }
  said.text = Interval(subject);
  if (is_outside && !said.text.empty()) said.text.replace(0, 2, "is not");
  if (!said.text.empty()) return said;
  at_ = outside_at;
  std::string_view sign = TakeOne(kComparisons);
  TakeEmptyWords();
  Skip();
  const bool is_digit =
      at_ < prose_.size() && IsDigit(prose_[at_]);  // no choice that is called `1`
  if (const Called* number = sign.empty() || is_digit ? nullptr : TakeCalled()) {
    if (number->kind == CalledKind::kNumber) said.text = fmt::format("{} {}", sign, number->name);
    return said;
  }
  if (const std::string two = TwoPressures(subject, sign); !two.empty()) return {two, true};
  if (const std::string other = sign.empty() ? "" : OtherNumber(subject); !other.empty()) {
    return {fmt::format("{} {}", sign, other)};
  }
  if (const std::string times = TimesLimit(subject); !times.empty()) {
    said.text = fmt::format("{} {}", sign.empty() ? ">=" : sign, times);
    return said;
  }
  if (const std::size_t begin = at_; sign.empty() && !TakeMultiple().empty()) {
    at_ = begin;  // `twice baseline`
    const std::string other = OtherNumber(subject);
    return other.empty() ? said : Predicate{fmt::format(">= {}", other)};
  }
  const std::string value = Number(subject);
  const std::string_view side = value.empty() ? std::string_view() : TakeOne(kSides);
  TakeAge();
  if (value.empty() || (!sign.empty() && !side.empty())) return said;
  if (sign.empty()) sign = side;
  if (sign.empty()) return said;  // a number alone may be anything
  said.text = fmt::format("{} {}", sign, value);
  return said;
}

std::string NumberReader::OutsideOwnRange(const Called& subject) const {
  std::string range;
  for (const Called& called : vocabulary_) {
    if (called.kind != CalledKind::kRange || called.subject != subject.name) continue;
    if (!range.empty() && range != called.name) return "";
    range = called.name;
  }
  return range.empty() ? "" : fmt::format("is not within {}", range);
}

std::string NumberReader::OtherNumber(const Called& subject) {
  const std::size_t begin = at_;
  std::string count = TakeMultiple();
  const bool is_multiple = !count.empty();
  if (!is_multiple && !TakeDigits().empty()) {
    at_ = begin;
    return "";
  }
  if (is_multiple) count += " * ";
  TakeEmptyWords();
  if (const Called* number = TakeCalled()) {
    const std::size_t behind = at_;
    if (number->kind == CalledKind::kNumber) return count + number->name;
    at_ = behind;
  }
  const std::string phrase = TakePhrase();
  const std::string name = NameOf(phrase);
  Skip();
  if (is_multiple && (phrase == "baseline" || (phrase.empty() && at_ == prose_.size()))) {
    return count + BaselineOf(subject);  // `1.5x`
  }
  if (name.empty() || phrase.find("uln") != std::string::npos) {
    at_ = begin;
    return "";
  }
  Declare(name, phrase, subject.unit.empty() ? "is number" : "in " + subject.unit);
  return count + name;
}

std::string NumberReader::TakePhrase() {
  const std::size_t begin = at_;
  std::string phrase;
  for (int words = 0; words <= 5; ++words) {
    Skip();
    const std::size_t word_at = at_;
    const bool ends = !TakeOne(kJoints).empty() || !TakeOne(kComparisons).empty() ||
                      !TakeOne(kSides).empty() || TakeAny(kMissingWords) || TakeAny(kKnownWords) ||
                      TakeAny(kYesWords) || TakeAny(kNoWords) || TakeAny(kNegations) ||
                      Take("uln") || Take("upper limit of normal") || TakeAny(kLevels) ||
                      (words > 0 && TakeAny(kEmptyWords));
    at_ = word_at;
    const std::string_view word = WordAt(prose_, at_);
    if (ends || word.empty()) return phrase;
    if (words == 5 ||
        (IsReserved(word) && word != "of" && word != "for" && word != "on" && word != "to")) {
      break;
    }
    if (std::ranges::find(kNoNames, LowerCase(word)) != std::end(kNoNames)) break;
    at_ += word.size();
    while (at_ + 1 < prose_.size() && prose_[at_] == '-' && IsWordStart(prose_[at_ + 1])) {
      at_ += 1 + WordAt(prose_, at_ + 1).size();
    }
    phrase += (phrase.empty() ? "" : " ") + std::string(prose_.substr(word_at, at_ - word_at));
  }
  at_ = begin;
  return "";
}

std::string NumberReader::NameOf(std::string_view phrase) const {
  std::string name;
  for (const char c : phrase) name += IsWordCharacter(c) ? LowerCase(c) : '_';
  if (name.size() < 2 || IsReserved(name)) return "";
  std::vector<std::string> names;
  for (const Called& called : vocabulary_) names.push_back(called.name);
  return Nearest(name, names).empty() ? name : "";
}

void NumberReader::Declare(const std::string& name, std::string_view phrase,
                           std::string_view kind) {
  const TestForm test = FormOfTest(phrase);
  std::string title = test.kinds.empty() ? std::string(phrase) : test.title;
  std::ranges::replace(title, '_', ' ');
  if (title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
  declarations_.push_back(fmt::format("fact {} \"{}\" {}", name, title, kind));
}

std::string NumberReader::KindOfNumber(const std::string& name, std::string& value) {
  const std::size_t unit = value.find(' ');
  if (unit != std::string::npos) return WithSubstance(name, "in " + value.substr(unit + 1));
  const std::vector<std::string> usual = FormOfTest(name).kinds;
  if (usual.empty() || !usual[0].starts_with("in ")) return "is number";
  if (usual.size() > 1) return "";
  value += usual[0].substr(2);
  return usual[0];
}

std::string NumberReader::TwoPressures(const Called& subject, std::string_view sign) {
  const std::size_t begin = at_;
  const std::string high = TakeDigits();
  const bool is_pressure = subject.unit.empty() || IsPressure(subject.unit);
  const bool is_pair = !high.empty() && is_pressure && at_ < prose_.size() && prose_[at_] == '/';
  if (is_pair) ++at_;
  const std::string low = is_pair ? TakeDigits() : "";
  if (low.empty()) {
    at_ = begin;
    return "";
  }
  Take("mmhg") || Take("mm hg");
  if (const std::string_view side = TakeOne(kSides); !side.empty() && sign.empty()) sign = side;
  if (sign.empty() || sign == "=" || sign == "!=") return "";
  std::string diastolic;
  for (const Called& called : vocabulary_) {
    const bool fits = std::ranges::find(called.words, "diastolic") != called.words.end() ||
                      called.name == "dbp" || called.name.ends_with("_dbp");
    if (fits && called.kind == CalledKind::kNumber) diastolic = called.name;
  }
  if (diastolic == subject.name) return "";
  if (diastolic.empty()) {
    const bool is_taken = std::ranges::any_of(
        vocabulary_, [](const Called& called) { return called.name == "diastolic"; });
    diastolic = is_taken ? subject.name + "_diastolic" : "diastolic";
    declarations_.push_back(fmt::format("fact {} \"Diastolic blood pressure\" in mmHg", diastolic));
  }
  const auto joined = [&](std::string_view joint) {
    return fmt::format("({0} {1} {2} mmHg {5} {3} {1} {4} mmHg)", subject.name, sign, high,
                       diastolic, low, joint);
  };
  if (sign.front() == '>') return joined("or");
  both_pressures_ = joined("and");
  either_pressure_ = joined("or");
  return both_pressures_;
}

std::string NumberReader::UnitsSince() {
  const std::size_t begin = at_;
  for (const std::string_view unit : {"days", "weeks", "months", "years"}) {
    if (!Take(unit)) continue;
    const Called* date = Take("since") ? TakeCalled() : nullptr;
    const std::string_view sign = TakeOne(kComparisons);
    const std::string count = sign.empty() ? "" : TakeDigits();
    if (date != nullptr && date->kind == CalledKind::kDate && !count.empty()) {
      return fmt::format("time since {} {} {} {}", date->name, sign, count, unit);
    }
    at_ = begin;
  }
  return "";
}

std::string NumberReader::OfMonth() {
  constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december"};
  const auto take_month = [&] {
    for (int i = 0; i < 12; ++i) {
      if (Take(kMonths[i]) || Take(kMonths[i].substr(0, 3))) return i + 1;
    }
    return 0;
  };
  if (!Take("month of")) return "";
  const bool is_today = Take("today");
  const Called* date = is_today ? nullptr : TakeCalled();
  if (!is_today && (date == nullptr || date->kind != CalledKind::kDate)) return "";
  TakeEmptyWords();
  Take("=") || Take("between") || Take("from");
  const int first = take_month();
  const bool is_span = Take("to") || Take("-") || Take("–") || Take("and") || Take("through");
  const int last = is_span ? take_month() : first;
  if (first == 0 || last == 0) return "";
  std::string months = fmt::format("{}", first);
  for (int month = first; month != last;) {
    month = month % 12 + 1;
    months += fmt::format(", {}", month);
  }
  return fmt::format("month of {} is one of ({})", is_today ? "today" : date->name, months);
}

std::string NumberReader::Lasting(const Called* subject) {
  const std::size_t begin = at_;
  if (subject != nullptr && subject->kind == CalledKind::kNumber) {
    const std::string within = MeasuredWithin(subject->name);
    if (!within.empty()) return within;
  }
  if (subject == nullptr || !(Take("persisting for") || Take("lasting") || Take("for"))) return "";
  const std::string_view sign = TakeOne(kComparisons);
  const std::string value = Number({});
  if (value.empty() || value.find(' ') == std::string::npos) {
    at_ = begin;
    return "";
  }
  const std::string_view side = sign.empty() ? TakeOne(kSides) : std::string_view();
  const std::string unit = value.substr(value.rfind(' ') + 1);
  const std::string name =
      fmt::format("{}_{}{}", subject->name, unit, unit.ends_with('s') ? "" : "s");
  std::string title = subject->name;
  std::ranges::replace(title, '_', ' ');
  declarations_.push_back(fmt::format("fact {} \"How long: {}\" in {}{}", name, title, unit,
                                      unit.ends_with('s') ? "" : "s"));
  return fmt::format("{} {} {}", name, !sign.empty() ? sign : !side.empty() ? side : ">=", value);
}

std::string NumberReader::OfDate(const Called& subject) {
  TakeEmptyWords();
  Take("was");
  const bool is_within = Take("within the last") || Take("within the past") ||
                         Take("in the last") || Take("in the past") || Take("within") ||
                         Take("during the last") || Take("past") || Take("last");
  const std::string_view sign = is_within ? "<=" : TakeOne(kComparisons);
  std::string value = sign.empty() ? "" : Number({});
  for (const std::string_view unit : {"day", "week", "month", "year"}) {
    if (value.empty() && is_within && Take(unit)) value = fmt::format("1 {}", unit);
  }
  if (value.empty() || (!is_within && !Take("ago"))) return "";
  if (value.ends_with(" hours") || value.ends_with(" hour") || value.ends_with(" h") ||
      value.ends_with(" minutes")) {
    const std::string name = "hours_since_" + subject.name;
    declarations_.push_back(fmt::format("fact {} \"Hours since {}\" in hours", name, subject.name));
    return fmt::format("{} {} {}", name, sign, value);
  }
  return fmt::format("time since {} {} {}", subject.name, sign, value);
}

std::string NumberReader::Taken() {
  const std::size_t begin = at_;
  Take("already");
  const bool is_taken = Take("on") || Take("taking") || Take("takes") || Take("receiving") ||
                        Take("treated with") || Take("using");
  const Called* medication = is_taken ? TakeCalled() : nullptr;
  const bool is_said =
      medication != nullptr && std::ranges::any_of(vocabulary_, [&](const Called& called) {
        return called.kind == CalledKind::kTruth &&
               std::ranges::find(called.words, medication->words.front()) != called.words.end();
      });
  if (medication == nullptr || is_said || medication->kind != CalledKind::kMedication) {
    at_ = begin;
    return "";
  }
  Declare("takes_" + medication->name, "takes " + medication->name, "is yes/no");
  return "takes_" + medication->name;
}

}  // namespace mgl
