// An amount of a day that is divided: `40 mg/kg/day divided every 8 hours`, `in 3 divided doses`.
#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_prescription_reader.h"
#include "dsl/parse/parse_prescription_words.h"
#include "engine/text/plain_text.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

constexpr int kRoundedDigits = 3;

/// How many times a day `3 times per day`, `every 8 hours` is; empty where that is no one number.
std::optional<Rational> TimesOfDay(std::string_view often) {
  if (often == "once per day") return Rational(1);
  if (often == "twice per day") return Rational(2);
  const std::vector<std::string_view> words = WordsIn(often);
  if (words.size() == 4 && words[1] == "times" && words[3] == "day") return ParseDecimal(words[0]);
  if (words.size() != 3 || words[0] != "every" || words[2] != "hours") return std::nullopt;
  const std::optional<Rational> hours = ParseDecimal(words[1]);
  if (!hours || *hours <= 0) return std::nullopt;
  const Rational times = 24 / *hours;
  return Floor(times) == times ? std::optional(times) : std::nullopt;
}

/// Without its time: `40 mg/kg/day` -> `40 mg/kg`. `has_time`: it had one.
std::string WithoutDay(std::string amount, bool& has_time) {
  for (const std::string_view day : {"/day", "/d", " per day", "/24h"}) {
    if (!amount.ends_with(day)) continue;
    amount.resize(amount.size() - day.size());
    has_time = true;
  }
  return amount;
}

/// `20 to 40 mg/kg` for a half of `40 to 80 mg/kg`.
std::string PartOf(std::string_view amount, const Rational& times, bool& is_exact) {
  std::string part;
  for (const std::string_view word : WordsIn(amount)) {
    part += part.empty() ? "" : " ";
    const std::optional<Rational> number = ParseDecimal(word);
    if (!number) {
      part += word;
      continue;
    }
    const Rational one = *number / times;
    const std::string full = FormatShown(one);
    const bool is_full = ParseDecimal(full) == one;
    is_exact = is_exact && is_full;
    part += is_full ? full : FormatDecimal(one, kRoundedDigits);
  }
  return part;
}

}  // namespace

bool PrescriptionReader::Divided() {
  PrescriptionWords at = words_;
  const std::size_t begin = at.Begin();
  std::string taken;
  std::string often;
  const auto count = [&] {  // `3`, `2 to 3`
    const auto low = at.NumberAt();
    if (!low) return;
    at.Skip(low->words);
    const auto high = IsIn(at.Word(), {"-", "to", "–", "or"}) ? at.NumberAt(1) : std::nullopt;
    if (high) at.Skip(1 + high->words);
    if (!high) often = low->digits == "2" ? "twice per day" : low->digits + " times per day";
  };
  const bool is_led = IsIn(at.Letters(), {"divided", "split"}) || at.Word() == "÷";
  if (is_led) {
    at.Skip(1);
    if (IsIn(at.Letters(), {"into", "in", "by"})) at.Skip(1);
  } else if (at.Letters() == "in" &&
             (IsIn(at.Letters(1), {"divided", "equal"}) || at.NumberAt(1))) {
    at.Skip(1);
  } else {
    return false;
  }
  PrescriptionWords behind = at;
  std::string by_time = OftenAt(behind, taken);
  if (by_time.empty()) {
    count();
    std::size_t words = 0;
    while (IsIn(at.Letters(), {"divided", "split", "equal", "equally", "doses", "dose", "parts"})) {
      at.Skip(1);
      ++words;
    }
    if (words == 0 && !is_led) return false;
    behind = at;
    taken.clear();
    by_time = OftenAt(behind, taken);
    // `daily` behind it says again that it is the amount of a day.
    if (TimesOfDay(by_time)) {
      often = by_time;
      at = behind;
    } else if (by_time == "per day") {
      at = behind;
      if (Dose().often.empty()) Dose().often = by_time;
    }
  } else {
    often = by_time;
    at = behind;
  }
  divided_ = Trimmed(words_.line().substr(begin, at.End() - begin));
  if (divided_.starts_with("÷")) divided_ = "divided " + divided_.substr(std::string("÷").size());
  divided_often_ = often;
  words_ = at;
  return true;
}

void PrescriptionReader::DropTotal() {
  if (!is_exception_ || said_.doses.size() != 2 || !said_.doses[1].when.empty()) return;
  bool has_day = said_.doses[1].often == "per day";
  const std::string total = WithoutDay(said_.doses[1].amount, has_day);
  const std::optional<Rational> times = TimesOfDay(said_.doses[0].often);
  if (!has_day || !times || *times <= 1) return;
  bool is_exact = true;
  const std::string each = PartOf(total, *times, is_exact);
  const std::string_view amount = said_.doses[0].amount;
  const auto number = [](std::string_view text) {
    return ParseDecimal(text.substr(0, std::min(text.find(' '), text.size())));
  };
  const bool is_same = is_exact && number(each) == number(amount) &&
                       each.substr(each.find(' ')) == amount.substr(amount.find(' '));
  if (!is_same) said_.unread += said_.doses[1].amount;
  said_.doses.pop_back();
  is_exception_ = false;
}

void PrescriptionReader::Divide() {
  PrescribedDose& dose = Dose();
  bool has_day = dose.often == "per day";
  const std::string amount = WithoutDay(dose.amount, has_day);
  const bool is_one = said_.doses.size() == 1 && !amount.empty() && dose.over.empty();
  if (divided_.empty() && has_day && is_one) {
    EachOrInAll(amount);
    return;
  }
  if (divided_.empty()) return;
  const std::optional<Rational> times = TimesOfDay(divided_often_);
  const bool is_single = is_one && (has_day || dose.often.empty());
  if (!is_single || !times || *times <= 0) {
    said_.advice.push_back(divided_);
    if (dose.often.empty() && !has_day) dose.often = "per day";
    said_.divided.is_count_open = !dose.most.empty();
    said_.divided.is_most_of_day = !is_most_of_dose_;
    return;
  }
  said_.divided.is_of_day = has_day;
  DivideBy(*times, amount, divided_often_);
}

void PrescriptionReader::DivideBy(const Rational& times, std::string_view amount,
                                  std::string_view often) {
  PrescribedDose& dose = Dose();
  PrescribedDose total = dose;
  total.amount = amount;
  total.often = "per day";
  said_.divided.most = std::exchange(total.most, std::string());
  said_.divided.total = DoseLine(total);
  said_.divided.said = fmt::format("in {} doses", FormatShown(times));
  dose.amount = PartOf(amount, times, said_.divided.is_exact);
  dose.often = often;
}

/// `80 mg/kg/day every 12 hours`: of a day or each time, and `at most 4 g per dose` of how many.
void PrescriptionReader::EachOrInAll(std::string_view amount) {
  PrescribedDose& dose = Dose();
  const bool is_repeated = !dose.often.empty() && dose.often != "per day";
  const std::string often = is_repeated ? dose.often : said_.other_often;
  const std::optional<Rational> times = TimesOfDay(often);
  said_.divided.is_count_open = !times && !dose.most.empty();
  said_.divided.is_most_of_day = !is_most_of_dose_;
  said_.is_most_open = times && !is_most_of_dose_ && !dose.most.empty();
  if (often.empty()) return;
  said_.other_often.clear();
  PrescribedDose each = dose;
  each.amount = amount;
  each.often = often;
  if (!times) {
    said_.divided.each = DoseLine(each);
    dose.amount = amount;
    dose.often = "per day";
    return;
  }
  if (*times > 1) said_.divided.each = DoseLine(each);
  DivideBy(*times, amount, often);
  if (*times == 1) said_.divided = {};
}

}  // namespace mgl
