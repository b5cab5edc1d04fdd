// Conditions and sides of numbers as prose writes them. Each help is the author's own line in the
// form that works, with the author's own ends: open where they are open.
#include "dsl/parse/parse_condition_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_habit_messages.h"
#include "dsl/parse/test_forms.h"
#include "dsl/parse/written_date.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// The dash or `to` between two bounds at `at`, or empty.
std::string_view JointAt(std::string_view text, std::size_t at) {
  for (const std::string_view joint : {"to ", "–", "—", "−", "-"}) {
    if (text.substr(std::min(at, text.size())).starts_with(joint)) return joint;
  }
  return {};
}

/// A side of a number in prose: the words that say it behind the number, and in the language.
struct Side {
  std::string_view said;
  std::string_view words;  // as in a threshold
  std::string_view sign;   // as in a condition
};
constexpr Side kSidesBehind[] = {{"or more", "at least", ">="},    {"or above", "at least", ">="},
                                 {"or over", "at least", ">="},    {"or older", "at least", ">="},
                                 {"or higher", "at least", ">="},  {"or greater", "at least", ">="},
                                 {"and more", "at least", ">="},   {"and above", "at least", ">="},
                                 {"and over", "at least", ">="},   {"and older", "at least", ">="},
                                 {"or less", "at most", "<="},     {"or below", "at most", "<="},
                                 {"or under", "at most", "<="},    {"or lower", "at most", "<="},
                                 {"or younger", "at most", "<="},  {"or fewer", "at most", "<="},
                                 {"and below", "at most", "<="},   {"and under", "at most", "<="},
                                 {"and younger", "at most", "<="}, {"and less", "at most", "<="}};
constexpr Side kSidesBefore[] = {
    {"older than", "above", ">"},    {"more than", "above", ">"},   {"greater than", "above", ">"},
    {"higher than", "above", ">"},   {"over", "above", ">"},        {"younger than", "below", "<"},
    {"less than", "below", "<"},     {"lower than", "below", "<"},  {"under", "below", "<"},
    {"minimum", "at least", ">="},   {"min", "at least", ">="},     {"from", "at least", ">="},
    {"maximum", "at most", "<="},    {"max", "at most", "<="},      {"up to", "at most", "<="},
    {"not below", "at least", ">="}, {"not above", "at most", "<="}};

/// `18 years or more` at `at`: the number with its unit, what is said of it, where that ends.
struct SidedNumber {
  std::string value;
  const Side* side = nullptr;
  std::size_t end = 0;
};
SidedNumber SidedNumberAt(std::string_view text, std::size_t at) {
  const Found number = FindAt(text, at);
  if (number.kind != FoundKind::kNumber) return {};
  SidedNumber sided;
  const bool has_plus = text.substr(number.span.end).starts_with("+");
  const std::string_view rest = LineRest(text, number.span.end + (has_plus ? 1 : 0));
  std::size_t end = rest.size();
  for (const std::string_view stop : {" and ", " or ", " when ", ",", ")"}) {
    end = std::min(end, rest.find(stop));
  }
  const std::string_view unit = Trimmed(rest.substr(0, end));
  sided.value = fmt::format("{}{}{}", number.text, unit.empty() ? "" : " ", unit);
  sided.end = static_cast<std::size_t>(rest.data() - text.data()) + end;
  if (has_plus) sided.side = &kSidesBehind[0];
  const std::string_view behind = rest.substr(end);
  for (const Side& side : kSidesBehind) {
    if (!behind.starts_with(" ") || !behind.substr(1).starts_with(side.said)) continue;
    sided.side = &side;
    sided.end += 1 + side.said.size();
    break;
  }
  return sided;
}

/// A name that a condition may have.
bool IsValueName(std::string_view text, std::string_view name) {
  return IsDeclared(text, name, {"fact", "threshold", "define", "result", "table", "score"});
}

/// One in the last place of a number in digits: 1 of `89`, 0.1 of `5.4`.
std::string OneMore(std::string_view digits) {
  std::string more(digits);
  for (std::size_t i = more.size(); i-- > 0;) {
    if (more[i] == '.') continue;
    if (!IsDigit(more[i])) return "";
    if (more[i] != '9') {
      ++more[i];
      return more;
    }
    more[i] = '0';
  }
  return "1" + more;
}

/// `90`, where another line of the declaration begins there (`egfr >= 90 …`, `egfr 90 to …`) and
/// this one ends at `89`; else empty.
std::string NextBound(const Place& place, std::string_view name, std::string_view high) {
  std::string next = OneMore(high);
  const std::string_view text = place.text;
  std::size_t end = text.size();
  for (std::size_t at = place.stop.offset; (at = text.find('\n', at)) != text.npos;) {
    ++at;
    const bool is_line = at < text.size() && (text[at] == ' ' || text[at] == '\t');
    if (is_line) continue;
    end = at;
    break;
  }
  const std::size_t begin = place.stop.declaration.begin;
  const std::string_view lines = text.substr(begin, end - begin);
  for (std::size_t at = 0; (at = lines.find(name, at)) != lines.npos;) {
    at += name.size();
    std::string_view behind = Trimmed(LineRest(lines, at));
    for (const std::string_view lead : {"is ", "at least ", ">=", "≥", "from "}) {
      if (behind.starts_with(lead)) behind = Trimmed(behind.substr(lead.size()));
    }
    if (FindAt(behind, 0).text == next && FindAt(behind, 0).kind == FoundKind::kNumber) return next;
  }
  return "";
}

/// `blood pressure < 90 mmHg`, where no word of it is a name.
std::optional<Diagnostic> UndeclaredName(const Place& place) {
  const std::size_t after = SkipBlanks(place.text, place.found.span.end);
  const std::string_view rest = LineRest(place.text, after);
  const bool is_compared = rest.starts_with("<") || rest.starts_with(">") ||
                           rest.starts_with("=") || rest.starts_with("≤") ||
                           rest.starts_with("≥") || rest.starts_with("is ");
  if (!is_compared || IsValueName(place.text, place.previous) ||
      IsValueName(place.text, place.found.text) || !EverydayWord(place.found.text).empty()) {
    return std::nullopt;
  }
  const std::string name = LowerCase(fmt::format("{}_{}", place.previous, place.found.text));
  return At(
      {place.stop.previous.begin, place.found.span.end}, "a name has no blanks",
      fmt::format("write `{0}`, and declare it, for example {1}", name, DeclarationOfTest(name)));
}

}  // namespace

bool InCondition(const Place& place) {
  const Expected expected = place.stop.expected;
  if (place.on_later_line ||
      (expected != Expected::kLine && expected != Expected::kCloseGroup &&
       expected != Expected::kCloseList && expected != Expected::kWhenOrOtherwise)) {
    return false;
  }
  const std::string_view word = place.clause;
  if (word == "when" || word == "unless" || word == "as" || word == "until" || word == "suspect" ||
      word == "applies" || word == "reading") {
    return true;
  }
  const std::size_t begin =
      place.clause.empty() ? place.stop.declaration.begin : place.stop.clause.begin;
  return place.keyword == "must" ||
         TextOf(place.text, SpanOf(begin, place.stop.offset)).find(" when ") !=
             std::string_view::npos;
}

std::string IntervalOfChain(std::string_view text, Span low, Span first_sign, Span second_sign) {
  const std::string_view first = TextOf(text, first_sign);
  const std::string_view second = TextOf(text, second_sign);
  const auto points = [](std::string_view sign, char ascii, std::string_view other) {
    return sign.front() == ascii || sign == other;
  };
  const auto is_closed = [](std::string_view sign) { return sign != "<" && sign != ">"; };
  const bool rises = points(first, '<', "≤") && points(second, '<', "≤");
  const bool falls = points(first, '>', "≥") && points(second, '>', "≥");
  if (!rises && !falls) return "";
  const std::string_view name = Trimmed(TextOf(text, SpanOf(first_sign.end, second_sign.begin)));
  const std::string_view one = TextOf(text, low);
  const std::string_view other = ValueFrom(text, SkipBlanks(text, second_sign.end));
  const Found one_number = FindAt(one, 0);
  const Found other_number = FindAt(other, 0);
  if (name.empty() || WordAt(name, 0) != name || one_number.kind != FoundKind::kNumber ||
      other_number.kind != FoundKind::kNumber) {
    return "";
  }
  // `5.5 mmol/L < x < 6.5`: the unit stands behind both.
  std::string_view lower = rises ? one : other;
  std::string_view upper = rises ? other : one;
  const bool is_low_closed = is_closed(rises ? first : second);
  const bool is_high_closed = is_closed(rises ? second : first);
  const std::string_view low_digits = FindAt(lower, 0).text;
  const std::string_view unit = Trimmed(lower.substr(low_digits.size()));
  std::string behind;
  if (!unit.empty() && FindAt(upper, 0).text == upper) behind = " " + std::string(unit);
  if (!behind.empty() ||
      lower.substr(low_digits.size()) == upper.substr(FindAt(upper, 0).span.end)) {
    lower = low_digits;
  }
  return fmt::format("write `{} is {}{} to {}{}{}`", name, is_low_closed ? "" : "above ", lower,
                     is_high_closed ? "" : "below ", upper, behind);
}

std::optional<Diagnostic> DifferenceAsInterval(std::string_view text, Span dash) {
  if (TextOf(text, dash) != "-") return std::nullopt;
  const Found high = FindAt(text, SkipBlanks(text, dash.end));
  std::size_t begin = dash.begin;
  while (begin > 0 && text[begin - 1] == ' ') --begin;
  const std::size_t low_end = begin;
  while (begin > 0 &&
         ((text[begin - 1] >= '0' && text[begin - 1] <= '9') || text[begin - 1] == '.'))
    --begin;
  if (high.kind != FoundKind::kNumber || begin == low_end) return std::nullopt;
  const std::string_view low = TextOf(text, SpanOf(begin, low_end));
  Diagnostic diagnostic{DiagnosticKind::kForeignSign,
                        dash,
                        "an interval has no `-` between its bounds",
                        fmt::format("write `is {} to {}`", low, ValueFrom(text, high.span.begin)),
                        {}};
  diagnostic.edits.push_back({SpanOf(low_end, high.span.begin), " to "});
  return diagnostic;
}

std::optional<Diagnostic> NameWithHyphen(std::string_view text, Span dash) {
  if (TextOf(text, dash) != "-" || dash.begin == 0 || !IsWordCharacter(text[dash.begin - 1])) {
    return std::nullopt;
  }
  std::size_t begin = dash.begin;
  while (begin > 0 && (IsWordCharacter(text[begin - 1]) || text[begin - 1] == '-')) --begin;
  const std::string_view written = WideWordAt(text, begin);
  const std::string name = AsName(written);
  const std::string_view first = WordAt(text, begin);
  const bool is_name = IsValueName(text, name) ||
                       IsDeclared(text, name, {"rule", "recheck", "medication", "option"});
  if (name.empty() || first.empty() || IsValueName(text, first) || !is_name) return std::nullopt;
  const Span span = SpanOf(begin, begin + written.size());
  Diagnostic diagnostic = At(span, "a name has no hyphen", fmt::format("write `{}`", name));
  diagnostic.edits.push_back({span, name});
  return diagnostic;
}

std::optional<Diagnostic> HyphenInName(const Place& place) {
  if (place.on_later_line || place.found.text != "-") return std::nullopt;
  return NameWithHyphen(place.text, SpanOf(place.stop.offset, place.stop.offset + 1));
}

std::optional<Diagnostic> UnitOfTwoWords(const Place& place) {
  if (place.on_later_line) return std::nullopt;
  const std::string_view before = place.previous;
  const std::string_view found = place.found.text;
  std::string_view unit;
  const bool is_degree = before == "degrees" || before == "degree" || before == "deg";
  if (is_degree && (found == "C" || found == "Celsius" || found == "celsius" || found == "c")) {
    unit = "Cel";
  }
  if (is_degree && (found == "F" || found == "Fahrenheit" || found == "fahrenheit")) {
    unit = "[degF]";
  }
  if (before == "mm" && (found == "Hg" || found == "hg" || found == "HG")) unit = "mmHg";
  if (before == "cm" && found == "H2O") unit = "cm[H2O]";
  if (unit.empty()) return std::nullopt;
  const Span span{place.stop.previous.begin, place.found.span.end};
  std::size_t number = place.stop.previous.begin;
  while (number > 0 && place.text[number - 1] == ' ') --number;
  const std::size_t number_end = number;
  while (number > 0 && ((place.text[number - 1] >= '0' && place.text[number - 1] <= '9') ||
                        place.text[number - 1] == '.')) {
    --number;
  }
  const std::string_view digits = TextOf(place.text, SpanOf(number, number_end));
  Diagnostic diagnostic =
      At(span, "a unit is one word",
         fmt::format("write `{}{}{}`", digits, digits.empty() ? "" : " ", unit));
  diagnostic.edits.push_back({span, std::string(unit)});
  return diagnostic;
}

std::optional<Diagnostic> NumberBehindName(const Place& place) {
  if (!InCondition(place) || place.found.kind != FoundKind::kNumber) return std::nullopt;
  const std::string_view name = place.previous;
  if (name.empty() || !IsWordStart(name.front()) || IsReserved(name)) return std::nullopt;
  if (!IsValueName(place.text, name)) return std::nullopt;
  if (const auto date = WrittenDateAt(place.text, place.stop.offset)) {
    const std::string day = date->readings.size() == 1 ? date->readings.front() : "DATE";
    return At(date->span, "a comparison is written with its sign",
              fmt::format("say how it is compared: `{0} >= {1}`, or with `>`, `<`, `<=` or `=`",
                          name, day));
  }
  const std::size_t joint_at = SkipBlanks(place.text, place.found.span.end);
  const std::string_view joint = JointAt(place.text, joint_at);
  const Found high = FindAt(place.text, SkipBlanks(place.text, joint_at + joint.size()));
  if (!joint.empty() && high.kind == FoundKind::kNumber) {
    const std::string next = NextBound(place, name, high.text);
    const std::string_view upper = ValueFrom(place.text, high.span.begin);
    if (!next.empty()) {
      const Span span = SpanOf(place.found.span.begin, EndIn(place.text, upper));
      const std::string whole = fmt::format("is {} to below {}{}", place.found.text, next,
                                            upper.substr(high.text.size()));
      Diagnostic closed = At(
          place.found.span, "an interval stands behind `is`",
          fmt::format("write `{} {}`: another line begins at {}, and what lies between {} and {} "
                      "would belong to no line",
                      name, whole, next, high.text, next));
      closed.edits.push_back({span, whole});
      return closed;
    }
    Diagnostic diagnostic =
        At(place.found.span, "an interval stands behind `is`",
           fmt::format("write `{} is {} to {}`", name, place.found.text, upper));
    diagnostic.edits.push_back({SpanOf(place.stop.offset, place.stop.offset), "is "});
    diagnostic.edits.push_back({SpanOf(place.found.span.end, high.span.begin), " to "});
    return diagnostic;
  }
  const SidedNumber sided = SidedNumberAt(place.text, place.stop.offset);
  if (sided.side != nullptr) {
    const Span span = SpanOf(place.stop.offset, sided.end);
    Diagnostic diagnostic =
        At(span, "a comparison is written with its sign",
           fmt::format("write `{} {} {}`", name, sided.side->sign, sided.value));
    diagnostic.edits.push_back({span, fmt::format("{} {}", sided.side->sign, sided.value)});
    return diagnostic;
  }
  return At(place.found.span, "a comparison is written with its sign",
            fmt::format("say how it is compared: `{0} >= {1}`, or with `>`, `<`, `<=` or `=`", name,
                        sided.value));
}

std::optional<Diagnostic> ConditionByProse(const Place& place) {
  const std::string_view found = place.found.text;
  const bool is_not_yet = place.stop.expected == Expected::kNotYet;
  const bool is_operand = place.stop.expected == Expected::kOperand;
  if ((is_not_yet || is_operand || InCondition(place)) && found == "has") {
    const std::string_view what = ValueFrom(place.text, place.found.span.end + 1);
    const bool is_patient = place.previous == "patient";
    const Span span{is_patient ? place.stop.previous.begin : place.found.span.begin,
                    place.found.span.end};
    const std::string_view name = Trimmed(what);
    if (name.empty()) return std::nullopt;
    return At(span, "a condition names a fact, without words around it",
              fmt::format("leave out `{}`: write `{}`", TextOf(place.text, span), name));
  }
  if (!InCondition(place) || place.found.kind != FoundKind::kWord || IsReserved(found)) {
    return std::nullopt;
  }
  // `poor control`, where `poor_control` is declared: the longest that is.
  if (place.previous.empty() || !IsWordStart(place.previous.front()) ||
      IsReserved(place.previous)) {
    return std::nullopt;
  }
  std::string name(place.previous);
  std::string known;
  std::size_t end = 0;
  for (std::size_t at = place.stop.offset;;) {
    const std::string_view word = WordAt(place.text, at);
    if (word.empty() || IsReserved(word) || name.size() > kMostQuoted) break;
    for (const char c : "_" + std::string(word)) name += LowerCase(c);
    if (IsValueName(place.text, name) ||
        IsValueName(place.text, std::string(1, LowerCase(name[0])) + name.substr(1))) {
      known = std::string(1, LowerCase(name[0])) + name.substr(1);
      end = at + word.size();
    }
    const std::size_t next = SkipBlanks(place.text, at + word.size());
    if (IsFirstOnLine(place.text, next)) break;
    at = next;
  }
  if (known.empty()) return UndeclaredName(place);
  const Span span = SpanOf(place.stop.previous.begin, end);
  Diagnostic diagnostic = At(span, "a name has no blanks", fmt::format("write `{}`", known));
  diagnostic.edits.push_back({span, known});
  return diagnostic;
}

std::optional<Diagnostic> SideByProse(const Place& place) {
  if (place.keyword != "threshold" || place.on_later_line) return std::nullopt;
  if (place.stop.expected == Expected::kLine) {
    for (const Side& side : kSidesBehind) {
      if (!LineRest(place.text, place.stop.offset).starts_with(side.said)) continue;
      return At(SpanOf(place.stop.offset, place.stop.offset + side.said.size()),
                "which side of the number is meant stands before it",
                fmt::format("leave out `{}`", side.said));
    }
  }
  if (place.stop.expected != Expected::kDirection) return std::nullopt;
  constexpr std::string_view kMessage = "which side of the number is meant stands before it";
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const DeclaredName fact = NamedBy(place.text, place.previous, {"fact", "define", "result"});
  if (place.found.kind == FoundKind::kNumber) {
    const SidedNumber sided = SidedNumberAt(place.text, place.stop.offset);
    if (sided.side == nullptr) {
      return At(place.found.span, std::string(kMessage),
                fmt::format("write `at least {0}` or `above {0}`, `at most {0}` or `below {0}`",
                            InUnitOf(fact, sided.value)) +
                    UnitTaken(fact, sided.value));
    }
    const Span span = SpanOf(place.stop.offset, sided.end);
    const std::string said = fmt::format("{} {}", sided.side->words, InUnitOf(fact, sided.value));
    Diagnostic diagnostic = At(span, std::string(kMessage),
                               fmt::format("write `{}`{}", said, UnitTaken(fact, sided.value)));
    diagnostic.edits.push_back({span, said});
    return diagnostic;
  }
  for (const Side& side : kSidesBefore) {
    if (!rest.starts_with(side.said) || rest.size() <= side.said.size()) continue;
    const std::size_t at = SkipBlanks(place.text, place.stop.offset + side.said.size());
    const SidedNumber sided = SidedNumberAt(place.text, at);
    if (sided.value.empty()) continue;
    return At(SpanOf(place.stop.offset, place.stop.offset + side.said.size()),
              "a side of a number is said with `at least`, `above`, `at most` or `below`",
              fmt::format("write `{} {}`{}", side.words, InUnitOf(fact, sided.value),
                          UnitTaken(fact, sided.value)));
  }
  return std::nullopt;
}

}  // namespace mgl
