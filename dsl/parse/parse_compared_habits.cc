// What is compared, as prose and other programs write it. Each help is the author's own line in the
// form that works; how wide `about` is stays for the author to say.
#include "dsl/parse/parse_compared_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_condition_habits.h"
#include "dsl/parse/parse_habit_messages.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/text/quoted.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

/// The word that ends at `at` or, behind blanks, before it.
std::string_view LastWord(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  const std::size_t end = at;
  while (at > 0 && IsWordCharacter(text[at - 1])) --at;
  return text.substr(at, end - at);
}

/// `3.1 to 3.3` for 3.2: one in its last place to each side. Empty where that is not above zero.
std::string Around(std::string_view digits) {
  const std::optional<Rational> number = ParseDecimal(digits);
  if (!number) return "";
  const std::size_t point = digits.find('.');
  Rational step(1);
  for (std::size_t i = point; point != digits.npos && i + 1 < digits.size(); ++i) step /= 10;
  const Rational low = *number - step;
  if (low <= 0) return "";
  return fmt::format("{} to {}", FormatDecimal(low), FormatDecimal(Rational(*number + step)));
}

/// The last byte before `at` that is no blank.
std::size_t LastBefore(std::string_view text, std::size_t at) {
  const std::size_t last = at == 0 ? text.npos : text.find_last_not_of(" \t\r\n", at - 1);
  return last == text.npos ? 0 : last;
}

bool SaysComparison(std::string_view said) {
  return std::ranges::any_of(
      std::to_array<std::string_view>(
          {"<", ">", "≤", "≥", " at least ", " at most ", " below ", " above ", " is "}),
      [&](std::string_view sign) { return said.find(sign) != said.npos; });
}

bool IsYesNo(const DeclaredName& named) {
  return named.keyword == "threshold" || named.kind.starts_with("is yes/no") ||
         (named.keyword == "define" && SaysComparison(named.kind));
}

/// `dose ~500 mg every 6 hours`. What is said with a word is read as a prescription.
std::optional<Diagnostic> AboutDose(const Place& place, std::string_view sign) {
  const std::size_t begin = place.stop.clause.end;
  const bool is_word = IsWordCharacter(sign[0]);
  if (place.clause != "dose" || is_word || place.stop.offset < begin) return std::nullopt;
  std::string line(LineRest(place.text, begin));
  line.erase(place.stop.offset - begin, sign.size());
  Prescription said = ReadPrescription(place.text, line);
  said.about = sign;
  const bool is_read = said.unread.empty() && !LinesOf(said).empty();
  return At(SpanOf(place.stop.offset, place.stop.offset + sign.size()),
            "a dose is exact, or a range",
            is_read ? InLines(said) + MissingSize(said, place.text)
                    : "write the amount that is given, or a range with both its ends");
}

}  // namespace

std::optional<Diagnostic> AboutNumber(const Place& place) {
  constexpr std::string_view kSaid[] = {"~",     "≈",      "≅",     "≃",       "∼",
                                        "about", "around", "circa", "roughly", "approximately"};
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const auto* const said =
      std::ranges::find_if(kSaid, [&](std::string_view word) { return rest.starts_with(word); });
  if (said == std::end(kSaid) || place.on_later_line) return std::nullopt;
  if (place.keyword == "medication") return AboutDose(place, *said);
  const Found number = FindAt(place.text, SkipBlanks(place.text, place.stop.offset + said->size()));
  const bool is_behind_is = place.previous == "is";
  const std::string_view name =
      is_behind_is ? LastWord(place.text, place.stop.previous.begin) : place.previous;
  if (number.kind != FoundKind::kNumber || !IsConditionName(place.text, name)) return std::nullopt;
  const std::string around = Around(number.text);
  const std::string_view value = ValueFrom(place.text, number.span.begin);
  std::string help =
      fmt::format("say from which to which value {} counts as about {}", Quoted(name), number.text);
  if (!around.empty()) {
    help +=
        fmt::format(", such as `{} is {}{}`; how far it may lie from {} is the author's decision",
                    name, around, value.substr(number.text.size()), number.text);
  }
  return Diagnostic{DiagnosticKind::kForeignSign,
                    SpanOf(place.stop.offset, place.stop.offset + said->size()),
                    fmt::format("{} says no limit", Quoted(*said)),
                    std::move(help),
                    {}};
}

std::optional<Diagnostic> ShortNot(const Place& place) {
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::string_view behind =
      BehindLead(rest, {"isn't ", "isn’t ", "isnt ", "is n't ", "aren't ", "aren’t ", "wasn't ",
                        "wasn’t ", "weren't ", "weren’t "});
  if (behind.empty() || place.on_later_line || !IsConditionName(place.text, place.previous)) {
    return std::nullopt;
  }
  const std::string_view word = WordAt(behind, 0);
  const bool asks_known = word == "known" || word == "missing";
  const std::string_view value =
      asks_known ? word : ValueFrom(place.text, EndIn(place.text, behind) - behind.size());
  const std::string written = asks_known
                                  ? fmt::format("is {}", word == "known" ? "missing" : "known")
                                  : fmt::format("is not {}", value);
  const std::size_t end = EndIn(place.text, value);
  const Span span = SpanOf(place.stop.offset, end);
  Diagnostic diagnostic =
      At(span, "`not` is written in full", fmt::format("write `{} {}`", place.previous, written));
  diagnostic.edits.push_back({span, written});
  return diagnostic;
}

std::optional<Diagnostic> SignBeforeInterval(const Place& place) {
  if (place.on_later_line || place.found.text != "to") return std::nullopt;
  const std::size_t line = LineBegin(place.text, place.stop.offset);
  const std::string_view head = place.text.substr(line, place.stop.offset - line);
  std::size_t at = head.npos;
  std::string_view sign;
  for (const std::string_view side : {"at least ", ">=", "≥", ">", "above "}) {
    const std::size_t found = head.rfind(side);
    if (found == head.npos || (at != head.npos && found <= at)) continue;
    at = found;
    sign = side;
  }
  if (at == head.npos) return std::nullopt;
  const std::string_view low = Trimmed(head.substr(at + sign.size()));
  const Found number = FindAt(low, 0);
  const std::string_view unit =
      Trimmed(low.substr(std::min(number.span.end, static_cast<std::uint32_t>(low.size()))));
  if (number.kind != FoundKind::kNumber || number.span.begin > 0 || unit.find(' ') != unit.npos) {
    return std::nullopt;
  }
  const std::size_t begin = SkipBlanks(place.text, place.found.span.end);
  const std::string_view behind = LineRest(place.text, begin);
  const std::string_view end = BehindLead(behind, {"below ", "<"});
  const bool is_open_end = !end.empty();
  const std::string_view high =
      ValueFrom(place.text, is_open_end ? EndIn(place.text, end) - end.size() : begin);
  const std::string_view value = Trimmed(high.substr(0, high.find(" gives ")));
  if (FindAt(value, 0).kind != FoundKind::kNumber) return std::nullopt;
  const bool is_open = sign == ">" || sign == "above ";
  const std::string interval =
      fmt::format("{}{} to {}{}", is_open ? "above " : "", low, is_open_end ? "below " : "", value);
  const std::string_view before = LastWord(head, at);
  const bool is_compared = IsConditionName(place.text, before);
  const std::string written = is_compared ? fmt::format("is {}", interval) : interval;
  const Span span = SpanOf(line + at, EndIn(place.text, value));
  Diagnostic diagnostic =
      At(span, is_open ? "an interval stands behind `is`" : "both ends of an interval belong to it",
         is_compared ? fmt::format("write `{} {}`", before, written)
                     : fmt::format("write `{}`, without `{}`", written, Trimmed(sign)));
  diagnostic.edits.push_back({span, written});
  return diagnostic;
}

std::optional<Diagnostic> DateBehindIs(const Place& place) {
  const bool is_side = place.previous == "before" || place.previous == "after";
  if (!is_side || place.on_later_line || place.found.kind != FoundKind::kWord) return std::nullopt;
  const std::size_t line = LineBegin(place.text, place.stop.offset);
  const std::string_view head = Trimmed(place.text.substr(line, place.stop.previous.begin - line));
  if (!head.ends_with(" is") && !head.ends_with(" is not")) return std::nullopt;
  const bool is_not = head.ends_with(" is not");
  const std::size_t is_at =
      line + static_cast<std::size_t>(
                 place.text.substr(line, place.stop.previous.begin - line).rfind(" is") + 1);
  const std::string_view name = LastWord(place.text, is_at);
  const bool is_less = place.previous == "before";
  const std::string_view sign = is_not ? (is_less ? ">=" : "<=") : (is_less ? "<" : ">");
  const std::string_view day = place.found.text;
  if (!IsConditionName(place.text, name)) return std::nullopt;
  const Span span = SpanOf(is_at, EndIn(place.text, day));
  const std::string written = fmt::format("{} {}", sign, day);
  Diagnostic diagnostic = At(span, "behind `is` stands a date, not a name",
                             fmt::format("write `{} {}`", name, written));
  diagnostic.edits.push_back({span, written});
  return diagnostic;
}

std::optional<Diagnostic> PowerInNumber(const Place& place) {
  std::size_t slash = place.stop.offset;
  if (place.found.kind == FoundKind::kNumber && !place.on_later_line) {  // `4 10E9/L`
    const std::string_view rest = LineRest(place.text, slash);
    slash += std::min(rest.substr(0, rest.find(' ')).find('/'), rest.size());
  }
  if (slash >= place.text.size() || place.text[slash] != '/') return std::nullopt;
  std::size_t begin = slash;
  while (begin > 0 && place.text[begin - 1] != ' ' && place.text[begin - 1] != '(' &&
         place.text[begin - 1] != '\n') {
    --begin;
  }
  while (begin < slash && !IsDigit(place.text[begin])) ++begin;  // `>4E9/L`
  const std::string_view number = place.text.substr(begin, slash - begin);
  const std::size_t letter = number.find_first_of("eE");
  if (letter == number.npos || letter == 0) return std::nullopt;
  const std::string_view factor = number.substr(0, letter);
  std::string_view power = number.substr(letter + 1);
  if (power.starts_with('+')) power.remove_prefix(1);
  const bool is_number = factor.find_first_not_of("0123456789.") == factor.npos;
  if (!is_number || power.empty() || power.find_first_not_of("0123456789") != power.npos) {
    return std::nullopt;
  }
  const std::string_view rest = LineRest(place.text, slash);
  const std::string_view behind = rest.substr(0, std::min(rest.find_first_of(" ,)"), rest.size()));
  const std::string unit = fmt::format("10*{}{}", power, behind);
  const bool has_number = IsDigit(FindAt(place.text, begin).text.front()) && begin > 1 &&
                          place.text[begin - 1] == ' ' && IsDigit(place.text[begin - 2]);
  const Span span = SpanOf(begin, EndIn(place.text, behind));
  const bool is_kind = LastWord(place.text, begin) == "in";
  if (has_number || is_kind) {
    if (factor != "10" && factor != "1") return std::nullopt;
    Diagnostic diagnostic =
        At(span, "a power of ten is written with `*`", fmt::format("write `{}`", unit));
    diagnostic.edits.push_back({span, unit});
    return diagnostic;
  }
  std::string help = fmt::format("write `{} {}`", factor, unit);
  if (factor == "10") help += fmt::format(" for ten of `{0}`, `1 {0}` for one", unit);
  return At(span, "the power of ten belongs to the unit", std::move(help));
}

std::optional<Diagnostic> PerHours(const Place& place) {
  const bool is_dose = place.clause == "dose" && place.previous == "per" && !place.on_later_line;
  if (!is_dose || place.found.kind != FoundKind::kNumber) return std::nullopt;
  const std::string_view unit = WordAt(place.text, SkipBlanks(place.text, place.found.span.end));
  if (!IsIn(unit, {"hours", "hour", "h", "days", "weeks", "months"})) return std::nullopt;
  const Span span = SpanOf(place.stop.previous.begin, EndIn(place.text, unit));
  const std::string written = fmt::format(
      "every {}", TextOf(place.text, SpanOf(place.found.span.begin, EndIn(place.text, unit))));
  return Instead(span, "behind `per` stands one time, behind `every` how many", written);
}

std::optional<Diagnostic> SumBySign(std::string_view text, Span sign) {
  const std::string_view said = TextOf(text, sign);
  const bool is_least = said.starts_with('>') || said == "≥";
  const bool is_most = said.starts_with('<') || said == "≤";
  const std::string_view number = LineRest(text, SkipBlanks(text, sign.end));
  if ((!is_least && !is_most) || !IsFirstOnLine(text, sign.begin) || !IsPoints(number) ||
      DeclarationAt(text, sign.begin).keyword != "score") {
    return std::nullopt;
  }
  // `joints` and below it `>= 3` may be one condition.
  const std::size_t end = LastBefore(text, sign.begin) + 1;
  const std::size_t begin = LineBegin(text, end - 1);
  const DeclaredName asked =
      NamedBy(text, LastWord(text, end), {"fact", "threshold", "define", "result"});
  if (!SaysComparison(text.substr(begin, end - begin)) && !IsYesNo(asked)) return std::nullopt;
  const Span span = SpanOf(sign.begin, EndIn(text, number));
  const std::string written = fmt::format("at {} {}", is_least ? "least" : "most", number);
  if (said == "<" || said == ">") {
    return AtLine(span, "the bounds of a sum are `at least` and `at most`",
                  fmt::format("write `at {0} NUMBER`, with the {0} that the sum can be",
                              is_least ? "least" : "most"));
  }
  return InsteadOfLine(span, "the bounds of a sum are `at least` and `at most`", written);
}

}  // namespace mgl
