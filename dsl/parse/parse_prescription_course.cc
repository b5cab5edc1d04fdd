// More than one dose in a prescription: the next one, for whom each is, how a dose goes on.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/age_groups.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_prescription_reader.h"
#include "dsl/parse/parse_prescription_words.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/warning_text.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// `a` of `… when a` and `… if a`, `not a` of `… unless a`.
std::string ConditionOfDose(std::string_view dose) {
  for (const std::string_view word : {" when ", " if ", " unless "}) {
    const std::size_t at = dose.find(word);
    if (at == std::string_view::npos) continue;
    const std::string_view condition = Trimmed(dose.substr(at + word.size()));
    return word == " unless " ? Negated(condition) : std::string(condition);
  }
  return {};
}

/// The conditions of the other dose lines of the medication around `at`, joined by `or`.
std::string OtherDoseConditions(std::string_view text, std::size_t at) {
  std::string all;
  for (const std::string_view dose : OtherDoses(text, at)) {
    const std::string condition = ConditionOfDose(dose);
    if (condition.empty() || condition == "otherwise") continue;
    all += (all.empty() ? "" : " or ") + condition;
  }
  return all;
}

/// `eGFR >= 30` for `eGFR < 30`; else with `not`.
std::string OppositeOf(std::string_view condition) {
  using Signs = std::pair<std::string_view, std::string_view>;
  constexpr Signs kSigns[] = {{"<=", ">"}, {">=", "<"}, {"<", ">="}, {">", "<="}};
  const std::vector<std::string_view> words = WordsIn(condition);
  const bool is_one = words.size() > 2 && words.size() < 5 && IsNumberText(words[2]) &&
                      condition.find_first_of("(),") == std::string_view::npos;
  for (const auto& [sign, opposite] : kSigns) {
    if (!is_one || words[1] != sign) continue;
    const std::size_t at = condition.find(sign);
    return fmt::format("{}{}{}", condition.substr(0, at), opposite,
                       condition.substr(at + sign.size()));
  }
  return Negated(condition);
}

/// The words that say all for whom no dose above is, behind `in` or `for`: how many there are.
std::size_t WordsForOthers(const PrescriptionWords& words) {
  for (const std::string_view others : {"all other patients",
                                        "all other people",
                                        "all other cases",
                                        "all the others",
                                        "all others",
                                        "the other patients",
                                        "the others",
                                        "other patients",
                                        "other cases",
                                        "everyone else",
                                        "everybody else",
                                        "all the rest",
                                        "the rest",
                                        "others",
                                        "otherwise",
                                        "else",
                                        "normally",
                                        "usually",
                                        "default",
                                        "as default",
                                        "by default",
                                        "as standard",
                                        "usual",
                                        "standard"}) {
    const std::size_t lead = IsIn(words.Letters(), {"in", "for", "if", "when"}) ? 1 : 0;
    PrescriptionWords behind = words;
    behind.Skip(lead);
    if (words.Are("if not")) {
      behind.Skip(1);
      if (behind.AtEnd()) return 2;
      break;
    }
    if (behind.Are(others)) return lead + WordsIn(others).size();
  }
  return 0;
}

}  // namespace

std::vector<std::string_view> OtherLines(std::string_view text, std::size_t at,
                                         std::string_view keyword) {
  std::vector<std::string_view> others;
  for (std::size_t line = 0; line < text.size();
       line = std::min(text.find('\n', line), text.size()) + 1) {
    const std::size_t begin = SkipBlanks(text, line);
    const std::string_view word = WordAt(text, begin);
    if (IsDeclarationWord(word)) {
      if (line > at) break;
      others.clear();
    }
    const std::string_view other = LineRest(text, begin);
    const bool is_own = line <= at && at <= EndIn(text, other);
    if (word == keyword && !is_own) others.push_back(Trimmed(other.substr(keyword.size())));
  }
  return others;
}

std::vector<std::string_view> OtherDoses(std::string_view text, std::size_t at) {
  return OtherLines(text, at, "dose");
}

bool HasDoseForSome(std::string_view text, std::size_t at) {
  return !OtherDoseConditions(text, at).empty();
}

bool PrescriptionReader::Another() {
  std::size_t used = 0;
  if (IsIn(words_.Letters(), {"then", "and", "thereafter", "afterwards", "plus"})) used = 1;
  if (words_.Are("and then")) used = 2;
  if (words_.Are("followed by")) used = 2;
  PrescriptionWords behind = words_;
  behind.Skip(used);
  // `40 mg mane, 20 mg nocte`
  const auto number = behind.NumberAt();
  const bool is_amount =
      number && (!AmountUnit(behind.Word(number->words)).empty() ||
                 (behind.Word(number->words) == "-" && behind.NumberAt(number->words + 1)));
  const bool follows = !Dose().amount.empty() && is_amount && number->words > 0;
  if (!follows) return false;
  const std::string_view before = Trimmed(words_.line().substr(0, words_.Begin()));
  const bool is_aside = before.ends_with(",") || before.ends_with(";") || before.ends_with("(");
  if (used == 0 && !is_aside) return false;
  if (used == 0 && Dose().often.empty() && Dose().over.empty()) return false;
  is_exception_ = used == 0;
  words_ = behind;
  said_.doses.emplace_back();
  return true;
}

bool PrescriptionReader::Instead() {
  const PrescriptionWords kept = words_;
  std::size_t used = IsIn(words_.Letters(), {"then", "and", "but"}) ? 1 : 0;
  const bool is_verb = IsIn(words_.Letters(used), {"reduce", "reduced", "decrease", "decreased",
                                                   "increase", "increased", "raise", "raised"});
  if (!is_verb || Dose().amount.empty() || !Dose().when.empty()) return false;
  for (++used; IsIn(words_.Letters(used), {"the", "dose"});) ++used;
  if (words_.Letters(used) != "to") return false;
  words_.Skip(used + 1);
  PrescribedDose other;
  other.amount = AmountAt();
  std::string taken;
  other.often = OftenAt(words_, taken);
  if (other.often.empty()) {
    other.often = Dose().often;
    said_.is_often_open = !other.often.starts_with("per ");
  }
  const bool is_for_some = IsIn(words_.Letters(), {"if", "when", "in", "for", "with"});
  if (!other.amount.empty() && taken.empty() && is_for_some && !words_.NumberAt(1)) {
    words_.Skip(1);
    other.when = ReasonOf(text_, WithoutLead(WithoutSigns(words_.Rest()))).when;
  }
  if (other.when.empty()) {
    words_ = kept;
    said_.is_often_open = false;
    return false;
  }
  Dose().when = Negated(other.when);
  said_.doses.push_back(std::move(other));
  while (!words_.AtEnd()) words_.Skip(1);
  return true;
}

bool PrescriptionReader::Course() {
  const std::string word = words_.Letters();
  std::size_t used = IsIn(word, {"then", "and"}) ? 1 : 0;
  const std::string verb = words_.Letters(used);
  const bool is_course =
      IsIn(verb, {"increase",  "increased",  "increasing", "titrate",  "titrated",  "titrating",
                  "uptitrate", "up-titrate", "double",     "doubled",  "doubling",  "reduce",
                  "reduced",   "reducing",   "repeat",     "repeated", "adjust",    "adjusted",
                  "taper",     "tapered",    "tapering",   "decrease", "decreased", "raise",
                  "wean",      "stop",       "continue",   "review",   "may",       "can",
                  "target",    "aim",        "thereafter", "escalate"}) ||
      (words_.Letters(used) == "up" && words_.Letters(used + 1) == "titrate");
  if (!is_course || Dose().amount.empty()) return false;
  words_.Skip(used);
  said_.notes.emplace_back(words_.Rest());
  while (!words_.AtEnd()) words_.Skip(1);
  return true;
}

bool PrescriptionReader::Whom() {
  const std::string word = words_.Letters();
  std::size_t lead = IsIn(word, {"in", "for", "if", "when"}) ? 1 : 0;
  if (words_.Letters(lead) == "the") ++lead;
  const std::string people = words_.Letters(lead);
  const std::string when = AgeGroupMeant(text_, people);
  if (IsIn(words_.Letters(lead + 1), {"patients", "people"})) ++lead;
  const std::string_view next = words_.Word(lead + 1);
  const bool is_more = IsIn(word, {"if", "when"}) && !next.empty() && !IsIn(next, {",", ";", ")"});
  if (!when.empty() && !is_more) {
    words_.Skip(lead + 1);
    Dose().when = when;
    return true;
  }
  if (const std::size_t others = WordsForOthers(words_); others > 0) {
    // A line that was put together is not in the text.
    const std::less_equal<const char*> is_before;
    const char* const line = words_.line().data();
    if (!is_before(text_.data(), line) || !is_before(line, text_.data() + text_.size())) {
      return false;
    }
    const std::string above =
        OtherDoseConditions(text_, static_cast<std::size_t>(line - text_.data()));
    if (above.empty()) return false;
    Dose().when = OppositeOf(above);
    words_.Skip(others);
    return true;
  }
  const bool is_unless = word == "unless";
  if (!IsIn(word, {"if", "when", "unless"})) return false;
  words_.Skip(1);
  const std::string_view rest = words_.Rest();
  std::size_t end = rest.size();
  for (const std::string_view other : {" else ", " otherwise ", ";", ")"}) {
    end = std::min(end, rest.find(other));
  }
  for (std::size_t comma = rest.find(','); comma < end; comma = rest.find(',', comma + 1)) {
    PrescriptionWords behind(rest.substr(comma + 1));
    const auto number = behind.NumberAt();
    const bool is_dose = number && (!AmountUnit(behind.Word(number->words)).empty() ||
                                    behind.Letters(number->words) == "if");
    if (is_dose || IsIn(behind.Letters(), {"else", "otherwise"})) end = comma;
  }
  Dose().when = Trimmed(rest.substr(0, end));
  if (is_unless) Dose().when = Negated(Dose().when);
  const std::string_view line = words_.line();
  const std::size_t stop = static_cast<std::size_t>(rest.data() - line.data()) + end;
  while (!words_.AtEnd() && words_.Begin() < stop) words_.Skip(1);
  const std::size_t comma = IsIn(words_.Word(), {",", ";"}) ? 1 : 0;
  if (!IsIn(words_.Letters(comma), {"else", "otherwise"})) return !Dose().when.empty();
  const std::string before = Dose().when;
  words_.Skip(comma + 1);
  said_.doses.emplace_back();
  Dose().when = OppositeOf(before);
  return true;
}

}  // namespace mgl
