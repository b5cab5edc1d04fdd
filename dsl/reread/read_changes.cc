// What prose says of a number by another one: a part or a multiple of it, a rise from it.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/parse/misspelt.h"
#include "dsl/reread/read_numbers.h"
#include "engine/text/plain_text.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

constexpr Saying kTimesInWords[] = {{"twice", "2"},       {"double", "2"},    {"two times", "2"},
                                    {"three times", "3"}, {"half of", "0.5"}, {"half", "0.5"}};

/// `noun +`: a change by itself; `verb +`: one where `by` or a share follows; else the multiple.
constexpr Saying kChanges[] = {{"has doubled", "2"},
                               {"have doubled", "2"},
                               {"is doubled", "2"},
                               {"doubled", "2"},
                               {"doubles", "2"},
                               {"doubling", "2"},
                               {"has tripled", "3"},
                               {"tripled", "3"},
                               {"trebled", "3"},
                               {"has halved", "0.5"},
                               {"halved", "0.5"},
                               {"halves", "0.5"},
                               {"has increased", "verb +"},
                               {"is increased", "verb +"},
                               {"increased", "verb +"},
                               {"increases", "verb +"},
                               {"increase", "noun +"},
                               {"has risen", "verb +"},
                               {"rises", "verb +"},
                               {"rise", "noun +"},
                               {"rose", "verb +"},
                               {"risen", "verb +"},
                               {"rising", "verb +"},
                               {"up", "verb +"},
                               {"has decreased", "verb -"},
                               {"is decreased", "verb -"},
                               {"decreased", "verb -"},
                               {"decreases", "verb -"},
                               {"decrease", "noun -"},
                               {"has fallen", "verb -"},
                               {"falls", "verb -"},
                               {"fall", "noun -"},
                               {"fell", "verb -"},
                               {"fallen", "verb -"},
                               {"drops", "verb -"},
                               {"drop", "noun -"},
                               {"dropped", "verb -"},
                               {"reduction", "noun -"},
                               {"down", "verb -"}};

std::string Divided(const std::string& percent) {
  const auto number = ParseDecimal(percent);
  return number ? FormatShown(Rational(*number / 100)) : std::string();
}

/// `<=` of `>=`.
std::string_view Turned(std::string_view sign) {
  constexpr Saying kTurned[] = {{">=", "<="}, {">", "<"}, {"<=", ">="}, {"<", ">"}};
  for (const Saying& one : kTurned) {
    if (one.said == sign) return one.written;
  }
  return sign;
}

}  // namespace

bool NumberReader::TakeTimes() {
  if (Take("times") || Take("fold") || Take("-fold") || Take("x") || Take("×") || Take("*")) {
    return true;
  }
  Skip();
  const bool is_glued = at_ + 1 < prose_.size() && LowerCase(prose_[at_]) == 'x' &&
                        !IsDigit(prose_[at_ + 1]);  // `3xULN`
  if (is_glued) ++at_;
  return is_glued;
}

std::string NumberReader::TakeMultiple() {
  const std::size_t begin = at_;
  if (const std::string_view words = TakeOne(kTimesInWords); !words.empty()) {
    return std::string(words);
  }
  Skip();
  const bool is_before = at_ < prose_.size() && (prose_[at_] == 'x' || prose_[at_] == 'X') &&
                         at_ + 1 < prose_.size() &&
                         (IsDigit(prose_[at_ + 1]) || prose_[at_ + 1] == ' ');
  if (is_before) ++at_;  // `x 1.5 ULN`
  std::string count = TakeDigits();
  if (!count.empty() && (is_before || TakeTimes())) return count;
  if (!count.empty() && (Take("%") || Take("percent") || Take("per cent")) && Take("of")) {
    return Divided(count);
  }
  at_ = begin;
  return "";
}

std::string NumberReader::BaselineOf(const Called& subject) {
  std::string found;
  for (const Called& called : vocabulary_) {
    const bool is_earlier = std::ranges::any_of(called.words, [](const std::string& word) {
      return word == "baseline" || word == "previous" || word == "usual" || word == "initial";
    });
    if (called.kind != CalledKind::kNumber || called.name == subject.name || !is_earlier ||
        called.unit != subject.unit) {
      continue;
    }
    if (!found.empty() && found != called.name) return "";
    found = called.name;
  }
  if (!found.empty()) return found;
  const std::string name = subject.name + "_baseline";
  Declare(name, "baseline " + subject.name,
          subject.unit.empty() ? "is number" : "in " + subject.unit);
  return name;
}

std::string NumberReader::TakeBaseline(const Called& subject) {
  const bool is_said = Take("from") || Take("above") || Take("over") || Take("below") ||
                       Take("compared with") || Take("compared to") || Take("versus") ||
                       Take("vs") || Take("of");
  if (!is_said) return BaselineOf(subject);
  TakeEmptyWords();
  const std::size_t begin = at_;
  if (const Called* number = TakeCalled()) {
    if (number->kind == CalledKind::kNumber && number->name != subject.name) return number->name;
    at_ = begin;
    return "";
  }
  const bool is_word = Take("baseline values") || Take("baseline value") || Take("baseline") ||
                       Take("previous value") || Take("previous");
  return is_word ? BaselineOf(subject) : "";
}

bool NumberReader::BeginsChange() {
  const std::size_t begin = at_;
  TakeEmptyWords();
  const bool is_change = !TakeOne(kChanges).empty();
  at_ = begin;
  return is_change;
}

std::string NumberReader::ChangeInNumber(bool is_denied) {
  const std::size_t begin = at_;
  TakeEmptyWords();
  const std::string_view change = TakeOne(kChanges);
  const Called* subject = nullptr;
  if (change.starts_with("noun") && (Take("in") || Take("of"))) {
    TakeEmptyWords();
    subject = TakeCalled();
  }
  if (subject != nullptr && subject->kind == CalledKind::kNumber) {
    const Predicate said = OfChangeSaid(*subject, change);
    const std::string text =
        said.is_whole ? said.text : fmt::format("{} {}", subject->name, said.text);
    if (!said.text.empty()) return is_denied ? fmt::format("not ({})", text) : text;
  }
  at_ = begin;
  return "";
}

Predicate NumberReader::OfChange(const Called& subject) {
  const std::size_t begin = at_;
  const std::string_view change = TakeOne(kChanges);
  Predicate said;
  if (!change.empty() && !subject.name.empty()) said = OfChangeSaid(subject, change);
  if (said.text.empty()) at_ = begin;
  return said;
}

std::string NumberReader::SinceBaseline(std::string_view baseline) {
  const std::string within = MeasuredWithin(baseline);
  return within.empty() ? within : fmt::format(" and {}", within);
}

Predicate NumberReader::OfChangeSaid(const Called& subject, std::string_view change) {
  const std::size_t begin = at_;
  const std::size_t declared = declarations_.size();
  const auto fail = [&] {
    at_ = begin;
    declarations_.resize(declared);
    return Predicate();
  };
  if (IsDigit(change.front())) {
    const std::string baseline = TakeBaseline(subject);
    if (baseline.empty()) return fail();
    return {fmt::format("{} {} * {}{}", change == "0.5" ? "<=" : ">=", change, baseline,
                        SinceBaseline(baseline))};
  }
  bool is_by = Take("by") || Take("of") || Take("in") || change.starts_with("noun");
  std::string_view sign = TakeOne(kComparisons);
  is_by = Take("by") || is_by;
  const std::string digits = TakeDigits();
  if (digits.empty()) return fail();
  const bool is_share = Take("%") || Take("percent") || Take("per cent");
  const bool is_fold = !is_share && TakeTimes();
  if (!is_by && !is_share && !is_fold) return fail();  // `rises above 5.5`
  if (sign.empty()) sign = ">=";
  const bool is_up = change.ends_with('+');
  if (is_share || is_fold) {
    const std::string part = is_share ? Divided(digits) : digits;
    const auto number = ParseDecimal(part);
    if (!number || (!is_up && (is_fold || *number >= 1))) return fail();
    const std::string factor =
        is_fold ? part : FormatShown(is_up ? Rational(1 + *number) : Rational(1 - *number));
    const std::string baseline = TakeBaseline(subject);
    if (baseline.empty()) return fail();
    return {fmt::format("{} {} * {}{}", is_up ? sign : Turned(sign), factor, baseline,
                        SinceBaseline(baseline))};
  }
  const std::string unit = TakeUnit();
  const std::string amount = WithUnit(digits, unit.empty() ? subject.unit : unit);
  const std::string baseline = TakeBaseline(subject);
  if (baseline.empty()) return fail();
  return {fmt::format("{} - {} {} {}{}", is_up ? subject.name : baseline,
                      is_up ? baseline : subject.name, sign, amount, SinceBaseline(baseline)),
          true};
}

std::string NumberReader::LimitSaid(const Called& subject) {
  TakeEmptyWords();
  const bool is_upper = Take("uln") || Take("upper limit of normal") ||
                        Take("upper normal limit") || Take("upper limit of the normal range") ||
                        Take("upper limit");
  const bool is_lower =
      !is_upper && (Take("lln") || Take("lower limit of normal") || Take("lower limit"));
  if ((!is_upper && !is_lower) || subject.name.empty()) return "";
  const std::string limit = fmt::format("{}_{}", subject.name, is_upper ? "uln" : "lln");
  declarations_.push_back(fmt::format("fact {} \"{} limit of normal of {}\" in {}", limit,
                                      is_upper ? "Upper" : "Lower", subject.name,
                                      subject.unit.empty() ? "UNIT" : subject.unit));
  return limit;
}

std::string NumberReader::TimesLimit(const Called& subject) {
  const std::size_t begin = at_;
  const std::string count = TakeMultiple();
  const std::string limit = LimitSaid(subject);
  if (limit.empty()) {
    at_ = begin;
    return "";
  }
  return count.empty() ? limit : fmt::format("{} * {}", count, limit);
}

std::string NumberReader::Changed(const Called& subject, bool is_denied) {
  if (subject.kind != CalledKind::kNumber) return "";
  if (std::string late = NotMeasured(subject, is_denied); !late.empty()) return late;
  const Predicate change = OfChange(subject);
  if (change.text.empty()) return "";
  const std::string text =
      change.is_whole ? change.text : fmt::format("{} {}", subject.name, change.text);
  return is_denied ? fmt::format("not ({})", text) : text;
}

std::string NumberReader::MultipleAlone(bool is_denied) {
  const std::size_t begin = at_;
  const std::string_view sign = TakeOne(kComparisons);
  const std::string count = TakeMultiple();
  TakeEmptyWords();
  const Called* earlier = count.empty() ? nullptr : TakeCalled();
  std::string subject;
  for (const Called& called : vocabulary_) {
    const bool fits = earlier != nullptr && earlier->kind == CalledKind::kNumber &&
                      called.kind == CalledKind::kNumber && called.name != earlier->name &&
                      called.unit == earlier->unit && !called.unit.empty();
    if (!fits || subject == called.name) continue;
    if (!subject.empty()) {
      subject.clear();
      break;
    }
    subject = called.name;
  }
  if (subject.empty()) {
    at_ = begin;
    return "";
  }
  const std::string text =
      fmt::format("{} {} {} * {}", subject, sign.empty() ? ">=" : sign, count, earlier->name);
  return is_denied ? fmt::format("not ({})", text) : text;
}

std::string NumberReader::BetweenLimits(const Called& subject) {
  const std::size_t begin = at_;
  const std::string low = TakeDigits();
  const bool is_joined = !low.empty() && (Take("to") || Take("-") || Take("–"));
  const std::string high = is_joined ? TakeDigits() : "";
  const std::string limit = !high.empty() && TakeTimes() ? LimitSaid(subject) : "";
  if (limit.empty()) {
    at_ = begin;
    return "";
  }
  return fmt::format("({0} >= {1} * {3} and {0} <= {2} * {3})", subject.name, low, high, limit);
}

}  // namespace mgl
