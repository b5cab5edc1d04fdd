// A strength as a ratio, 1 g in so many mL: volumes become masses, exactly.
#include "dsl/parse/parse_strength_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_prescription_words.h"
#include "engine/text/plain_text.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

/// `1:1000`, `1 in 10,000`, `1/1000`, and where it stands.
struct Ratio {
  std::size_t begin = 0;
  std::size_t end = 0;
  Rational volume;  // mL of 1 g; 0: there is none
};

Ratio RatioIn(std::string_view line) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    const bool begins =
        line[at] == '1' && (at == 0 || (!IsDigit(line[at - 1]) && line[at - 1] != '.' &&
                                        !IsWordCharacter(line[at - 1])));
    if (!begins) continue;
    std::size_t next = std::min(line.find_first_not_of(' ', at + 1), line.size());
    const std::string_view rest = line.substr(next);
    if (rest.starts_with("in ")) {
      next += 2;
    } else if (rest.starts_with(":") || rest.starts_with("/")) {
      next += 1;
    } else {
      continue;
    }
    std::string digits;
    std::size_t end = next = std::min(line.find_first_not_of(' ', next), line.size());
    for (; next < line.size(); ++next) {
      const bool is_thousand = (line[next] == ',' || line[next] == ' ') && next + 3 < line.size() &&
                               IsDigit(line[next + 1]) && IsDigit(line[next + 2]) &&
                               IsDigit(line[next + 3]);
      if (!IsDigit(line[next]) && !is_thousand) break;
      if (!is_thousand) digits += line[next];
      end = next + 1;
    }
    // `1:1000`, and not the `1:8` of a titre or `1/2 tablet`.
    const bool is_power = digits.size() > 2 && digits[0] != '0' &&
                          digits.find_first_not_of('0', 1) == std::string::npos;
    const std::optional<Rational> volume = is_power ? ParseDecimal(digits) : std::nullopt;
    if (volume) return {at, end, *volume};
  }
  return {};
}

bool IsVolume(std::string_view unit) {
  const std::string lower = LowerCase(unit);
  return lower == "ml" || lower.starts_with("ml/") || lower == "cc";
}

/// `0.01 mg/kg` for `0.01 mL/kg`, and all else as it is. `said`: `0.01 mL/kg are 0.01 mg/kg`.
std::string InMasses(std::string_view line, const Rational& strength, std::string& said) {
  std::string masses;
  PrescriptionWords words(line);
  std::size_t done = 0;
  while (!words.AtEnd()) {
    const std::size_t begin = words.Begin();
    const auto number = words.NumberAt();
    const std::size_t range =
        number && IsIn(words.Word(number->words), {"-", "to", "–"}) ? number->words + 1 : 0;
    const auto high = range > 0 ? words.NumberAt(range) : std::nullopt;
    const std::size_t unit_at = high ? range + high->words : number ? number->words : 0;
    const std::string unit(words.Word(unit_at));
    const auto low_value = number ? ParseDecimal(number->digits) : std::nullopt;
    const auto high_value = high ? ParseDecimal(high->digits) : std::nullopt;
    if (!low_value || !IsVolume(unit) || (high && !high_value)) {
      words.Skip(1);
      continue;
    }
    words.Skip(unit_at + 1);
    std::string mass = FormatDecimal(*low_value * strength);
    if (high_value) mass += " to " + FormatDecimal(*high_value * strength);
    const std::size_t slash = std::min(unit.find('/'), unit.size());
    mass += " mg" + unit.substr(slash);
    masses += fmt::format("{}{}", line.substr(done, begin - done), mass);
    done = words.End();
    said += fmt::format("{}{} are {}", said.empty() ? "" : ", ", line.substr(begin, done - begin),
                        mass);
  }
  return masses + std::string(line.substr(done));
}

/// The line without the ratio and the words around it: `of adrenaline (1:1000) solution`.
std::string WithoutRatio(std::string_view line, const Ratio& ratio, std::string_view text) {
  std::string_view before = Trimmed(line.substr(0, ratio.begin));
  std::string_view behind = Trimmed(line.substr(ratio.end));
  while (before.ends_with('(') || before.ends_with(',')) {
    before = Trimmed(before.substr(0, before.size() - 1));
  }
  if (behind.starts_with(')')) behind = Trimmed(behind.substr(1));
  const auto is_drug = [&](std::string_view word) {
    return IsIn(LowerCase(word), {"adrenaline", "epinephrine", "solution", "dilution", "strength",
                                  "of", "using", "the", "a"}) ||
           IsDeclared(text, word, {"medication", "option", "part", "substance"});
  };
  for (std::size_t blank = before.rfind(' ');
       blank != before.npos && is_drug(before.substr(blank + 1)); blank = before.rfind(' ')) {
    before = Trimmed(before.substr(0, blank));
  }
  for (std::string_view word = WordAt(behind, 0); !word.empty() && is_drug(word);
       word = WordAt(behind, 0)) {
    behind = Trimmed(behind.substr(word.size()));
  }
  return fmt::format("{} {}", before, behind);
}

}  // namespace

std::optional<Diagnostic> RatioStrength(const Place& place) {
  if (place.keyword != "medication" || !IsIn(place.clause, {"dose", "contains"}))
    return std::nullopt;
  const std::size_t begin = place.stop.clause.end;
  const std::size_t stop = place.on_later_line ? place.stop.previous.begin : place.stop.offset;
  if (LineBegin(place.text, begin) != LineBegin(place.text, stop)) return std::nullopt;
  const std::string_view line = LineRest(place.text, begin);
  const Ratio ratio = RatioIn(line);
  if (ratio.volume == 0) return std::nullopt;
  const Rational strength = 1000 / ratio.volume;
  const std::string_view written = line.substr(ratio.begin, ratio.end - ratio.begin);
  const Span span = SpanOf(begin + ratio.begin, begin + ratio.end);
  const std::string message = fmt::format("`{}` is no strength that the program knows", written);
  const std::string meaning =
      fmt::format("1 g in {} mL is {} mg/mL", FormatDecimal(ratio.volume), FormatDecimal(strength));
  if (place.clause == "contains") {
    const std::string_view rest = Trimmed(line.substr(ratio.end));
    const std::string_view named =
        WordAt(rest.starts_with("of ") ? Trimmed(rest.substr(3)) : rest, 0);
    const std::string substance = named.empty() ? "SUBSTANCE" : std::string(named);
    return At(span, message,
              fmt::format("{}: write `contains {} mg/mL {}`, where `substance {}` is declared",
                          meaning, FormatDecimal(strength), substance, substance));
  }
  std::string said;
  const std::string masses = InMasses(WithoutRatio(line, ratio, place.text), strength, said);
  const Prescription dose = ReadPrescription(place.text, masses);
  const bool is_read =
      dose.doses.size() == 1 && !dose.doses[0].amount.empty() && dose.unread.empty();
  if (!said.empty() && !is_read) {
    return At(span, message,
              fmt::format("{}, so {}: write the dose with this mass in place of the volume",
                          meaning, said));
  }
  if (said.empty()) {
    return At(span, message,
              fmt::format("{}: write the dose as a mass, such as `dose 0.5 mg once` for 0.5 mL of "
                          "1:1000",
                          meaning));
  }
  return At(span, message,
            fmt::format("{}, so {}: {}{}; the volume can stay for readers, behind `#`", meaning,
                        said, InLines(dose), MissingSize(dose, place.text)));
}

}  // namespace mgl
