#include "dsl/parse/parse_dose_choice_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/recheck_times.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

/// `500 mg` and `every 8 hours` of `500 mg every 8 hours`.
struct SaidDose {
  std::string_view number;
  std::string_view unit;
  std::string_view often;
};
SaidDose DoseIn(std::string_view said) {
  const Found number = FindAt(said, 0);
  if (number.kind != FoundKind::kNumber || number.span.begin != 0) return {};
  SaidDose dose;
  dose.number = number.text;
  const std::string_view rest = Trimmed(said.substr(number.span.end));
  dose.unit = rest.substr(0, std::min(rest.find(' '), rest.size()));
  dose.often = Trimmed(rest.substr(dose.unit.size()));
  return dose;
}

/// `every 8 to 12 hours` of `every 8 hours or 12 hours`; empty: it says no two intervals.
std::string Intervals(const SaidDose& first, const SaidDose& second) {
  const std::string_view said = BehindLead(first.often, {"every ", "each "});
  const Window window = WindowIn(Trimmed(said));
  const bool fits = !said.empty() && IsTime(window.unit) && window.rest.empty() &&
                    IsTime(second.unit) && second.often.empty() && window.high.empty();
  const auto low = ParseDecimal(window.low);
  const auto high = ParseDecimal(second.number);
  if (!fits || !low || !high) return {};
  return *low < *high ? fmt::format("every {} to {} {}", window.low, second.number, second.unit)
                      : fmt::format("every {} to {} {}", second.number, window.low, second.unit);
}

std::string DoseLineOf(const SaidDose& dose, std::string_view often) {
  return fmt::format("dose {} {}{}{}", dose.number, dose.unit, often.empty() ? "" : " ", often);
}

/// A unit in which something is given.
bool IsGiven(std::string_view unit) {
  return IsIn(LettersOf(unit), {"mg", "g", "mcg", "ug", "µg", "ng", "ml", "l", "units", "unit",
                                "iu", "u", "mmol", "meq", "tablet", "tablets", "puffs", "drops"}) ||
         unit.find("/kg") != unit.npos;
}

}  // namespace

std::optional<Diagnostic> DoseOrDose(const Place& place) {
  if (place.clause != "dose" || place.on_later_line) return std::nullopt;
  std::string_view said = Trimmed(LineRest(place.text, place.stop.clause.end));
  const Span span = RestSpan(place.text, place.stop.clause.begin);
  std::string_view condition;
  for (const std::string_view joint : {" if ", " when "}) {
    const std::size_t at = said.find(joint);
    if (at == said.npos || !condition.empty()) continue;
    condition = Trimmed(said.substr(at + joint.size()));
    said = Trimmed(said.substr(0, at));
  }
  const std::size_t joint = said.find(" or ");
  if (joint == said.npos || said.find_first_of(",;(") != said.npos) return std::nullopt;
  SaidDose first = DoseIn(Trimmed(said.substr(0, joint)));
  const SaidDose second = DoseIn(Trimmed(said.substr(joint + 4)));
  if (first.unit.empty() && first.often.empty()) first.unit = second.unit;  // `1 or 2 tablets`
  if (first.unit.empty() || second.unit.empty() || !IsGiven(first.unit) ||
      second.often.find(" or ") != said.npos || condition.find(" else ") != said.npos) {
    return std::nullopt;
  }
  if (const std::string often = Intervals(first, second); !often.empty()) {
    if (!condition.empty()) return std::nullopt;
    return At(span, "how often is one interval, or one from the least to the most",
              fmt::format("write `{}` where each time between is right; where each is for other "
                          "patients, a line `dose` for each with its `when`",
                          DoseLineOf(first, often)));
  }
  if (!IsGiven(second.unit)) return std::nullopt;
  const std::string_view often = second.often.empty() ? first.often : second.often;
  const std::string one = DoseLineOf(first, first.often.empty() ? often : first.often);
  const std::string other = DoseLineOf(second, often);
  constexpr std::string_view kMessage = "every dose is a line of its own, with whom it is for";
  if (!condition.empty()) {
    return At(span, std::string(kMessage),
              fmt::format("write the lines `{} when {}` and `{} when {}`", one, Negated(condition),
                          other, condition));
  }
  std::string help = fmt::format(
      "the clinician decides: for whom each is, `{} when …` and `{} when not (…)`", one, other);
  const auto low = ParseDecimal(first.number);
  const auto high = ParseDecimal(second.number);
  if (first.unit == second.unit && first.often.empty() && low && high && *low < *high) {
    help += fmt::format("; or, where any amount between is right, `dose {} to {}`", first.number,
                        other.substr(5));
  }
  return At(span, std::string(kMessage), help);
}

std::optional<Diagnostic> ConditionBeforeDose(const Place& place) {
  if (place.clause != "dose" || place.on_later_line || place.stop.expected != Expected::kAmount) {
    return std::nullopt;
  }
  const std::string_view said = Trimmed(LineRest(place.text, place.stop.clause.end));
  const std::string_view rest = BehindLead(said, {"if ", "when ", "for "});
  if (rest.empty() || rest.find(" else ") != rest.npos) return std::nullopt;
  for (std::size_t at = 1; at < rest.size(); ++at) {
    if (!IsDigit(rest[at]) || rest[at - 1] != ' ') continue;
    const SaidDose dose = DoseIn(rest.substr(at));
    if (dose.unit.empty() || !IsGiven(dose.unit)) continue;
    std::string_view condition = Trimmed(rest.substr(0, at));
    for (const std::string_view tail : {":", ",", " give", " then"}) {
      if (condition.ends_with(tail)) {
        condition = Trimmed(condition.substr(0, condition.size() - tail.size()));
      }
    }
    const bool is_compared =
        condition.ends_with('<') || condition.ends_with('>') || condition.ends_with('=');
    if (condition.empty() || is_compared) continue;
    const std::string meant = ConditionMeant(place.text, condition);
    return Instead(RestSpan(place.text, place.stop.clause.begin),
                   "for whom a dose is stands behind it",
                   fmt::format("dose {} when {}", rest.substr(at),
                               meant.empty() ? std::string(condition) : meant));
  }
  return std::nullopt;
}

std::optional<Diagnostic> DoseForWhom(const Place& place) {
  // `for` may have been read as the begin of a line.
  if (place.on_later_line || place.keyword != "medication") return std::nullopt;
  const std::size_t begin = SkipBlanks(place.text, LineBegin(place.text, place.stop.offset));
  const std::string_view line = LineRest(place.text, begin);
  if (!line.starts_with("dose ")) return std::nullopt;
  const std::size_t at = line.rfind(" for ");
  if (at == line.npos || line.find(" when ") != line.npos) return std::nullopt;
  const std::string_view whom = Trimmed(line.substr(at + 5));
  const bool is_time =
      whom.find_first_of("0123456789") != whom.npos ||
      IsIn(WordAt(whom, 0),
           {"life", "ever",  "long", "at",    "up",  "several", "a",     "an",      "the", "one",
            "two",  "three", "five", "seven", "ten", "as",      "short", "maximum", "max", "each"});
  const bool is_needed = line.find("need") != line.npos || line.find("prn") != line.npos;
  const std::string meant = ConditionMeant(place.text, whom);
  const std::size_t stop = place.stop.offset;
  const bool is_here = stop + 1 >= begin + at;
  if (is_time || is_needed || !is_here || WordsIn(whom).size() > 4) {
    return std::nullopt;
  }
  const std::string own = NameOfTitle(whom);
  const bool are_words = whom.find_first_of(",;.()<>=/\"") == whom.npos && !own.empty() &&
                         !IsReserved(WordAt(whom, 0));
  if (meant.empty() && !are_words) return std::nullopt;
  if (meant.empty()) {
    return At(RestSpan(place.text, begin), "for whom a dose is stands behind `when`",
              fmt::format("write `{} when {}`, and declare `fact {} \"{}\" is yes/no`",
                          line.substr(0, at), own, own, AsTitle(whom)));
  }
  return Instead(RestSpan(place.text, begin), "for whom a dose is stands behind `when`",
                 fmt::format("{} when {}", line.substr(0, at), meant));
}

}  // namespace mgl
