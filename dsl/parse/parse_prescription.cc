// Reading a prescription part by part, and writing it as the lines of a medication.
#include "dsl/parse/parse_prescription.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <optional>
#include <utility>

#include "dsl/parse/amount_interval.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_dose_habits.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_prescription_reader.h"
#include "dsl/parse/parse_prescription_words.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/value/rational.h"

namespace mgl {
Prescription PrescriptionReader::Read() {
  said_.doses.emplace_back();
  while (!words_.AtEnd()) {
    const std::size_t begin = words_.Begin();
    const std::size_t before = said_.parts.size();
    if (Sign()) continue;
    const std::optional<PrescriptionPart> kind = Next();
    if (!kind) {
      said_.unread += (said_.unread.empty() ? "" : " ") + std::string(words_.Word());
      words_.Skip(1);
    } else if (said_.parts.size() == before) {
      said_.parts.push_back({*kind, begin, words_.End()});
    }
  }
  Finish();
  return std::move(said_);
}

bool PrescriptionReader::Sign() {
  if (!IsIn(words_.Word(), {",", ";", "(", ")", ":", "."})) return false;
  words_.Skip(1);
  return true;
}

std::optional<PrescriptionPart> PrescriptionReader::Next() {
  const bool is_behind_most =
      !said_.parts.empty() && said_.parts.back().kind == PrescriptionPart::kMost;
  if (is_behind_most && !is_count_ && words_.Letters() == "and" && Most()) {
    return PrescriptionPart::kMost;
  }
  if (Another() || Instead()) return PrescriptionPart::kNext;
  if (Course()) return PrescriptionPart::kCourse;
  if (Rate()) return said_.limit.empty() ? PrescriptionPart::kTaken : PrescriptionPart::kMost;
  if (Most()) return is_count_ ? PrescriptionPart::kOften : PrescriptionPart::kMost;
  if (Amount()) return PrescriptionPart::kAmount;
  if (Divided()) return PrescriptionPart::kDivided;
  if (Often()) return PrescriptionPart::kOften;
  if (Over()) return PrescriptionPart::kOver;
  if (Size()) return PrescriptionPart::kSize;
  if (Needed()) return PrescriptionPart::kNeeded;
  if (Soon()) return PrescriptionPart::kSoon;
  if (Made()) return PrescriptionPart::kTaken;
  if (Taken()) return PrescriptionPart::kTaken;
  if (Route()) return PrescriptionPart::kRoute;
  if (Duration()) return PrescriptionPart::kDuration;
  if (Whom()) return PrescriptionPart::kWhom;
  if (Basis()) return PrescriptionPart::kNeedless;
  if (About()) return PrescriptionPart::kAbout;
  if (Filler()) return PrescriptionPart::kNeedless;
  return std::nullopt;
}

std::string PrescriptionReader::AmountAt() {
  PrescriptionWords at = words_;
  const auto low = at.NumberAt();
  if (!low) return {};
  at.Skip(low->words);
  std::string unit = AmountUnit(at.Word());
  std::string amount = low->digits;
  if (!unit.empty()) at.Skip(1);
  if (IsIn(at.Word(), {"-", "to", "–"}) && (at.Word() != "to" || at.NumberAt(1))) {
    const auto high = at.NumberAt(1);
    std::string second = high ? AmountUnit(at.Word(1 + high->words)) : "";
    if (!high || (second.empty() && unit.empty())) return {};
    if (second.empty()) return {};
    const std::string both = AmountInOneUnit(low->digits, unit, high->digits, second);
    if (both.empty()) return {};
    amount = both.substr(0, both.rfind(' '));
    second = both.substr(both.rfind(' ') + 1);
    unit = second;
    at.Skip(2 + high->words);
  }
  if (unit.empty()) return {};
  if (unit.ends_with("/24") && IsIn(at.Letters(), {"h", "hr", "hrs", "hours"})) {
    unit = unit.substr(0, unit.size() - 3) + " per day";
    at.Skip(1);
  }
  if (unit.back() >= '0' && unit.back() <= '9' && !unit.ends_with("m2")) return {};  // `mg/5 mL`
  // `mg per kg`, `mg/kg/dose`
  while (at.Letters() == "per" && IsIn(at.Letters(1), {"kg", "m2"})) {
    unit += "/" + at.Letters(1);
    at.Skip(2);
  }
  if (at.Are("per dose")) at.Skip(2);
  if (unit.ends_with("/dose")) unit = unit.substr(0, unit.size() - 5);
  words_ = at;
  return fmt::format("{} {}", amount, unit);
}

bool PrescriptionReader::Amount() {
  PrescriptionWords before = words_;
  if (!Dose().amount.empty()) return false;
  // `2 x 500 mg`
  const auto count = words_.NumberAt();
  std::string times;
  if (count && IsIn(words_.Letters(count->words), {"x", "×"}) &&
      words_.NumberAt(count->words + 1)) {
    times = count->digits;
    words_.Skip(count->words + 1);
  }
  if (PiecesOf()) return true;
  const std::string amount = AmountAt();
  if (amount.empty()) {
    words_ = before;
    return false;
  }
  Dose().amount = amount;
  times_ = times;
  return true;
}

bool PrescriptionReader::PiecesOf() {
  const auto count = words_.NumberAt();
  const std::string piece = count ? AmountUnit(words_.Word(count->words)) : "";
  const bool is_piece = piece.starts_with("tablet") || piece.starts_with("capsule");
  if (!is_piece || words_.Letters(count->words + 1) != "of") return false;
  const PrescriptionWords kept = words_;
  const std::size_t begin = words_.Begin();
  words_.Skip(count->words + 2);
  const std::string each = AmountAt();
  const std::size_t blank = std::min(each.find(' '), each.size());
  const auto one = ParseDecimal(std::string_view(each).substr(0, blank));
  const auto times = ParseDecimal(count->digits);
  if (!one || !times || each.find(" to ") != std::string::npos) {
    words_ = kept;
    return false;
  }
  Dose().amount = fmt::format("{}{}", FormatShown(Rational(*one * *times)),
                              std::string_view(each).substr(blank));
  said_.advice.push_back(
      fmt::format("as {}", Trimmed(words_.line().substr(begin, words_.End() - begin))));
  return true;
}

bool PrescriptionReader::Often() {
  std::string taken;
  PrescriptionWords at = words_;
  std::string often = OftenAt(at, taken);
  if (often.empty()) return false;
  // `once IM`: a later `per day` says more.
  if (!Dose().often.empty() && Dose().often != "once" && often != "once") {
    if (!said_.other_often.empty() || often == Dose().often) return false;
    said_.other_often = often;
    words_ = at;
    return true;
  }
  if (Dose().often.empty() || Dose().often == "once") Dose().often = often;
  if (!taken.empty()) said_.advice.push_back(taken);
  words_ = at;
  return true;
}

bool PrescriptionReader::Over() {
  if (!IsIn(words_.Letters(), {"over", "during"})) return false;
  PrescriptionWords at = words_;
  at.Skip(1);
  const auto low = at.NumberAt();
  if (!low) return false;
  std::string time = low->digits;
  at.Skip(low->words);
  if (const auto high = at.NumberAt(1); high && IsIn(at.Word(), {"-", "to", "–"})) {
    time += " to " + high->digits;
    at.Skip(1 + high->words);
  }
  const std::string unit = at.Letters();
  if (!IsIn(unit, {"min", "mins", "minutes", "minute", "h", "hr", "hrs", "hour", "hours", "s",
                   "seconds", "days", "day"})) {
    return false;
  }
  at.Skip(1);
  Dose().over = fmt::format("{} {}", time, unit == "hr" || unit == "hrs" ? "h" : unit);
  words_ = at;
  return true;
}

bool PrescriptionReader::Size() {
  // `weight * 15 mg/kg`
  if (words_.Word(1) == "*" && Dose().amount.empty() &&
      IsDeclared(text_, words_.Word(), {"fact", "define", "result"})) {
    Dose().size = words_.Word();
    words_.Skip(2);
    return true;
  }
  if (words_.Letters() != "by" || words_.Letters(1) == "mouth") return false;
  const bool is_weight =
      IsIn(words_.Letters(1), {"body", "actual", "ideal", "bodyweight", "bsa", "weight"}) &&
      !IsDeclared(text_, words_.Word(1), {"fact", "define", "result"});
  if (!is_weight && !IsDeclared(text_, words_.Word(1), {"fact", "define", "result"})) return false;
  Dose().size = is_weight ? "" : std::string(words_.Word(1));
  words_.Skip(is_weight && words_.Letters(2) == "body"                      ? 4
              : is_weight && IsIn(words_.Letters(2), {"weight", "surface"}) ? 3
                                                                            : 2);
  if (words_.Letters() == "area") words_.Skip(1);
  return true;
}

bool PrescriptionReader::AtHours() {
  PrescriptionWords at = words_;
  if (at.Letters() != "at") return false;
  const std::size_t begin = at.Begin();
  std::size_t count = 0;
  do {
    at.Skip(1);
    const auto hour = at.NumberAt();
    if (!hour) return false;
    at.Skip(hour->words);
    const bool is_clock = at.Word() == ":" && at.Word(1).size() == 2 && at.NumberAt(1);  // `18:00`
    if (is_clock) at.Skip(2);
    const bool is_said = IsIn(at.Letters(), {"am", "pm", "h", "hrs", "o'clock", "oclock"});
    if (!is_clock && !is_said) return false;
    if (is_said) at.Skip(1);
    ++count;
  } while (IsIn(at.Word(), {"and", ","}) && at.NumberAt(1));
  said_.advice.emplace_back(Trimmed(at.line().substr(begin, at.End() - begin)));
  if (Dose().often.empty()) {
    Dose().often = count == 1   ? "once per day"
                   : count == 2 ? "twice per day"
                                : fmt::format("{} times per day", count);
  }
  words_ = at;
  return true;
}

/// `about 500 mg`, `~ 500 mg`.
bool PrescriptionReader::About() {
  const bool is_said = IsIn(words_.Letters(), {"about", "approx", "approximately", "around", "ca",
                                               "circa", "roughly"}) ||
                       IsIn(words_.Word(), {"~", "≈", "∼"});
  if (!is_said) return false;
  said_.about = words_.Word();
  words_.Skip(1);
  return true;
}

bool PrescriptionReader::Filler() {
  if (words_.Are("whichever is") &&
      IsIn(words_.Letters(2), {"less", "lower", "lesser", "smaller"})) {
    words_.Skip(3);  // both limits count
    return true;
  }
  if (words_.Are("to be")) {  // `to be taken`
    words_.Skip(3);
    return true;
  }
  const bool is_filler =
      IsIn(words_.Letters(),
           {"loading", "maintenance", "initial",    "initially", "starting", "dose", "infusion",
            "bolus",   "infused",     "continuous", "slow",      "as",       "an",   "take",
            "give",    "usual",       "standard",   "tablet",    "taken",    "given"});
  if (!is_filler) return false;
  const bool is_first = IsIn(words_.Letters(), {"loading", "bolus", "initial", "initially"});
  if (is_first || words_.Letters() == "maintenance") {
    said_.named = fmt::format("{} dose", words_.Letters());
  }
  if (is_first && Dose().often.empty() && Dose().over.empty()) is_loading_ = true;
  words_.Skip(1);
  return true;
}

void PrescriptionReader::Finish() {
  DropTotal();
  if (is_exception_ && said_.doses.size() == 2 && said_.doses[0].when.empty() &&
      !said_.doses[1].when.empty()) {
    said_.doses[0].when = Negated(said_.doses[1].when);
    if (said_.doses[1].often.empty()) {
      said_.doses[1].often = said_.doses[0].often;
      said_.is_often_open = !said_.doses[1].often.starts_with("per ");
    }
  }
  if (!times_.empty() && said_.doses.size() == 1) {
    PrescribedDose& dose = Dose();
    const bool is_of_time =
        (dose.often == "per day" || dose.often == "per week") && dose.over.empty();
    if (is_of_time) {
      dose.often =
          times_ == "1" ? "once " + dose.often : fmt::format("{} times {}", times_, dose.often);
    } else if (times_ != "1") {
      said_.count = times_;
    }
  }
  for (PrescribedDose& dose : said_.doses) {
    const bool is_sized = dose.amount.find("/kg") != std::string::npos ||
                          dose.amount.find("/m2") != std::string::npos;
    if (is_sized && dose.size.empty()) {
      dose.size = dose.amount.find("/kg") != std::string::npos
                      ? FactMeasuredIn(text_, {"kg"}, "weight")
                      : FactMeasuredIn(text_, {"m2"}, "body_surface");
    }
    const bool has_time = dose.amount.ends_with("/day") || dose.amount.ends_with("per day") ||
                          dose.amount.ends_with("/h") || dose.amount.ends_with("/hr") ||
                          dose.amount.ends_with("/min") || dose.amount.ends_with("/d") ||
                          dose.amount.ends_with("/24h") || dose.amount.ends_with("/hour");
    if (has_time && dose.often == "per day") dose.often.clear();
    const bool is_open = dose.often.empty() && dose.over.empty() && !has_time;
    const bool is_repeated =
        !said_.notes.empty() && LowerCase(said_.notes[0]).find("repeat") != std::string::npos;
    if (is_open && (is_loading_ || is_repeated)) dose.often = "once";
    if (!dose.over.empty() && dose.often == "once") dose.often.clear();
    if (!is_sized && is_most_of_dose_) dose.fixed_most = std::exchange(dose.most, std::string());
    said_.is_most_open =
        said_.is_most_open || (!dose.most.empty() && is_sized && (!has_time || !divided_.empty()) &&
                               !is_most_of_dose_ && said_.limit.empty());
    const bool is_of_day = dose.amount.ends_with("/day") || dose.amount.ends_with("/d") ||
                           dose.amount.ends_with("/24h") || dose.amount.ends_with("per day");
    if (!dose.most.empty() && is_sized && has_time && !is_of_day) {  // `4 mg/kg/h max 100 mg`
      said_.unread += std::exchange(dose.most, std::string());
    }
    if (!dose.most.empty() && !is_sized) {
      if (said_.limit.empty()) {
        said_.limit = dose.most + " per day";
        said_.is_limit_open = dose.often != "per day" && !has_time;
      } else {
        said_.unread += dose.most;
      }
      dose.most.clear();
    }
  }
  Divide();
  const bool is_course = said_.doses.size() > 1 &&
                         std::any_of(said_.doses.begin(), said_.doses.end(),
                                     [](const PrescribedDose& dose) { return dose.when.empty(); });
  if (!is_course) return;
  said_.notes.assign(1, std::string(Trimmed(words_.line())));
  said_.advice.clear();
  said_.duration.clear();
  said_.durations.clear();
}

Prescription ReadPrescription(std::string_view text, std::string_view line) {
  Prescription said = PrescriptionReader(text, line).Read();
  said.beside.text = text;
  const std::less_equal<const char*> is_before;
  const char* const end = line.data() + line.size();
  if (is_before(text.data(), line.data()) && is_before(end, text.data() + text.size())) {
    const auto at = static_cast<std::size_t>(line.data() - text.data());
    said.beside = BesideAt(text, at);
    said.is_for_some = HasDoseForSome(text, at);
  }
  return said;
}

void TakeMostAsAmount(Prescription& said) {
  if (said.doses.size() != 1 || !said.doses[0].amount.empty() || !said.other_limit.empty()) return;
  PrescribedDose& dose = said.doses[0];
  const std::size_t per = said.limit.rfind(" per ");
  const bool is_of_dose = said.limit.empty() && !dose.fixed_most.empty();
  std::string amount = is_of_dose ? dose.fixed_most : said.limit.substr(0, per);
  if (amount.empty() || amount.starts_with("rate ") || amount.find(" to ") != amount.npos) return;
  if (!is_of_dose && !said.is_limit_open) {
    if (!dose.often.empty() || per == std::string::npos) return;
    dose.often = said.limit.substr(per + 1);
  }
  dose.fixed_most.clear();
  dose.amount = std::move(amount);
  dose.is_most = true;
  if (dose.size.empty() && dose.amount.find("/kg") != std::string::npos) {
    dose.size = FactMeasuredIn(said.beside.text, {"kg"}, "weight");
  }
  said.limit.clear();
  said.is_limit_open = false;
}

std::string FactMeasuredIn(std::string_view text, std::initializer_list<std::string_view> units,
                           std::string_view otherwise) {
  for (std::size_t line = 0; line < text.size();
       line = std::min(text.find('\n', line), text.size()) + 1) {
    if (WordAt(text, line) != "fact") continue;
    const std::string_view header = LineRest(text, line);
    for (const std::string_view unit : units) {
      if (!header.ends_with(fmt::format(" in {}", unit))) continue;
      const std::string_view name = WordAt(text, SkipBlanks(text, line + 4));
      if (!name.empty()) return std::string(name);
    }
  }
  return std::string(otherwise);
}

}  // namespace mgl
