// Everyday words and phrases. Each help is the author's own line in the form that works.
#include "dsl/parse/parse_habit_messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "dsl/parse/foreign_line.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_choice_habits.h"
#include "dsl/parse/parse_title_messages.h"
#include "dsl/parse/written_date.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

std::size_t PlaceIn(std::string_view text, std::string_view part) {
  return static_cast<std::size_t>(part.data() - text.data());
}

/// `2.5 to 3.5 mmol/L` for the `2.5 and 3.5 mmol/L` at `at`, or empty.
std::string IntervalFrom(std::string_view text, std::size_t at) {
  const std::string_view low = ValueFrom(text, at);
  const std::size_t joint = SkipBlanks(text, at + low.size());
  const std::string_view word = WordAt(text, joint);
  if (low.empty() || (word != "and" && word != "to")) return "";
  const std::string_view high = ValueFrom(text, SkipBlanks(text, joint + word.size()));
  return high.empty() ? "" : fmt::format("{} to {}", low, high);
}

/// The sign that a comparing word stands for, or empty.
std::string_view SignOf(std::string_view word) {
  using Row = std::pair<std::string_view, std::string_view>;
  constexpr std::array kSigns = std::to_array<Row>(
      {{"greater", ">"}, {"more", ">"},   {"higher", ">"},  {"larger", ">"},  {"older", ">"},
       {"longer", ">"},  {"bigger", ">"}, {"exceeds", ">"}, {"over", ">"},    {"above", ">"},
       {"less", "<"},    {"lower", "<"},  {"smaller", "<"}, {"younger", "<"}, {"shorter", "<"},
       {"fewer", "<"},   {"under", "<"},  {"below", "<"},   {"equal", "="},   {"equals", "="}});
  for (const auto& [name, sign] : kSigns) {
    if (name == word) return sign;
  }
  return {};
}

/// The name that is compared in front of the word at `at`: `x is not greater` -> `x`.
std::string_view SubjectBefore(std::string_view text, std::size_t at, bool& is_negated) {
  std::string_view word = WordBefore(text, at);
  for (; word == "is" || word == "not" || word == "was"; word = WordBefore(text, at)) {
    is_negated = is_negated || word == "not";
    at = PlaceIn(text, word);
  }
  return word;
}

std::string_view Opposite(std::string_view sign) {
  if (sign == ">") return "<=";
  return sign == "<" ? ">=" : "!=";
}

/// What a condition of one name is called: with what `is` says of it.
std::string_view OperandFrom(std::string_view text, std::size_t at) {
  return ValueFrom(text, SkipBlanks(text, at));
}

bool EndsCondition(std::string_view word) {
  return JoinsConditions(word) || word == "xor" || word == "when" || word == "unless" ||
         word == "as";
}

/// The condition that ends before `at`, with the parentheses that it has.
std::string_view ConditionBefore(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  int depth = 0;
  while (begin > 0 && text[begin - 1] != '\n') {
    const char c = text[begin - 1];
    if (depth == 0 && (c == '(' || c == ',')) break;
    const std::string_view word = IsWordCharacter(c) ? WordBefore(text, begin) : "";
    if (depth == 0 && EndsCondition(word)) break;
    depth += c == ')' ? 1 : c == '(' ? -1 : 0;
    begin -= std::max<std::size_t>(1, word.size());
  }
  return Trimmed(text.substr(begin, at - begin));
}

/// The same, of the condition that begins at `at`.
std::string_view ConditionFrom(std::string_view text, std::size_t at) {
  const std::string_view rest = LineRest(text, at);
  std::size_t end = 0;
  int depth = 0;
  while (end < rest.size()) {
    const char c = rest[end];
    if (depth == 0 && (c == ')' || c == ',')) break;
    const std::string_view word = WordAt(rest, end);
    if (depth == 0 && EndsCondition(word)) break;
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    end += std::max<std::size_t>(1, word.size());
  }
  return Trimmed(rest.substr(0, end));
}

/// `either a or b`, `both a and b`, `any of (a, b)`, `sex not female`, `a = yes`.
std::optional<Diagnostic> CountedByHabit(const Place& place) {
  const std::string_view word = place.found.text;
  const std::string_view before = place.previous;
  const auto make = [&](Span span, std::string message, std::string help) {
    return Diagnostic{
        DiagnosticKind::kUnexpectedText, span, std::move(message), std::move(help), {}};
  };
  if ((before == "either" || before == "both") && place.stop.expected == Expected::kLine) {
    return make(place.stop.previous, fmt::format("`{}` is not needed", before),
                fmt::format("leave out `{}`; `and` and `or` say it", before));
  }
  if (word == "not" && place.stop.expected == Expected::kLine && !IsReserved(before)) {
    return make(
        place.found.span, "what something is not is written with `is not`",
        fmt::format("write `{} is not {}`", before, OperandFrom(place.text, place.found.span.end)));
  }
  if ((word == "yes" || word == "no") && (before == "=" || before == "!=") &&
      place.stop.expected == Expected::kOperand) {
    const std::string_view subject = WordBefore(place.text, place.stop.previous.begin);
    const std::string_view negation = before == "=" ? "" : "not ";
    return make(place.found.span, fmt::format("`{}` stands behind `is`", word),
                fmt::format("write `{} is {}{}`", subject, negation, word));
  }
  return std::nullopt;
}

bool ContainsWord(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); !word.empty() && at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !IsWordCharacter(text[at - 1]);
    const std::size_t end = at + word.size();
    if (begins && (end == text.size() || !IsWordCharacter(text[end]))) return true;
  }
  return false;
}

}  // namespace

std::string_view WordBefore(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  std::size_t begin = at;
  while (begin > 0 && IsWordCharacter(text[begin - 1])) --begin;
  return text.substr(begin, at - begin);
}

std::string_view ValueFrom(std::string_view text, std::size_t at) {
  const std::string_view rest = LineRest(text, at);
  std::size_t end = rest.size();
  for (const std::string_view stop : {" and ", " or ", " when ", ",", ")"}) {
    end = std::min(end, rest.find(stop));
  }
  return rest.substr(0, end);
}

std::optional<Diagnostic> WideName(const Place& place) {
  if (!place.clause.empty() || place.keyword.empty()) return std::nullopt;
  constexpr std::array kUnnamed = std::to_array<std::string_view>(
      {"source", "contraindication", "caution", "exclusive", "apart", "must", "silent", "left",
       "accept", "example", "reference"});
  if (std::find(kUnnamed.begin(), kUnnamed.end(), place.keyword) != kUnnamed.end()) {
    return std::nullopt;
  }
  const std::string_view written = WrittenName(place.text.substr(place.stop.declaration.begin));
  std::string name = AsName(written);
  // As it is called elsewhere.
  if (ContainsWord(place.text, LowerCase(name))) name = LowerCase(name);
  const bool is_behind_name = place.stop.name.end > 0 && place.stop.name == place.stop.previous &&
                              place.stop.name.end == place.stop.offset &&
                              place.found.kind == FoundKind::kSign;
  const bool is_title = place.stop.expected == Expected::kNewName &&
                        place.found.kind == FoundKind::kText && !place.on_later_line;
  if (is_title) {
    std::string proposed = LowerCase(AsName(place.found.text));
    if (proposed.empty() || IsReserved(proposed)) return std::nullopt;
    proposed = FreeName(place.text, proposed);
    if (auto define = DefineByTitle(place, proposed)) return define;
    return Diagnostic{DiagnosticKind::kUnexpectedText,
                      place.found.span,
                      "a name stands before the title",
                      fmt::format("write `{} {} {}`", place.keyword, proposed, place.found.text),
                      {}};
  }
  const bool is_letter_like =
      !place.found.text.empty() &&
      (std::string_view("-./'+&").find(place.found.text.front()) != std::string_view::npos ||
       ForeignSignAt(place.text, place.stop.offset).sign.empty());
  // `24h_urine`
  if (place.stop.expected == Expected::kNewName && place.found.kind == FoundKind::kNumber) {
    const std::string_view word = WideWordAt(place.text, place.stop.offset);
    const std::size_t joint = word.find('_');
    const std::string proposed =
        joint == std::string_view::npos
            ? fmt::format("{}_{}", place.keyword, word)
            : fmt::format("{}_{}", word.substr(joint + 1), word.substr(0, joint));
    if (AsName(proposed) == proposed) {
      return At(SpanOf(place.stop.offset, place.stop.offset + word.size()),
                "a name begins with a letter", fmt::format("write `{}`", proposed));
    }
  }
  if (name.empty() && is_behind_name && is_letter_like && place.found.text != "," &&
      place.found.text != "(") {
    return Diagnostic{DiagnosticKind::kUnexpectedText,
                      place.found.span,
                      fmt::format("`{}` cannot stand in a name", place.found.text),
                      "a name has the letters a to z, digits and `_`, such as `serum_magnesium`",
                      {}};
  }
  if (name.empty() || written.ends_with(" because")) return std::nullopt;
  const std::size_t begin = PlaceIn(place.text, written);
  const std::size_t end = begin + written.size();
  const bool is_at_title = place.found.kind == FoundKind::kText && place.stop.offset == end + 1;
  if (place.stop.offset < begin || (place.stop.offset > end && !is_at_title)) return std::nullopt;
  const bool has_title = LineRest(place.text, end).find('"') != std::string_view::npos;
  const bool is_words = written.find(' ') != std::string_view::npos;
  const std::string title = has_title || !is_words ? "" : fmt::format(" \"{}\"", written);
  Diagnostic diagnostic =
      At(SpanOf(begin, end), "a name is one word of the letters a to z, digits and `_`", "");
  diagnostic.edits.push_back({SpanOf(begin, end), name + title});
  const std::string uses =
      is_words ? UsesElsewhere(place.text, written, name, SpanOf(begin, end), diagnostic.edits)
               : "";
  diagnostic.help = fmt::format("write `{}{}`{}", name, title, uses);
  return diagnostic;
}

std::optional<Diagnostic> CapitalWord(const Place& place) {
  for (const bool is_before : {false, true}) {
    const std::string_view word = is_before ? place.previous : place.found.text;
    const std::string lower = LowerCase(word);
    const bool is_operator = FindWord(lower) != nullptr && (!is_before || IsReserved(lower));
    const bool is_text = !is_before && place.found.kind != FoundKind::kWord;
    if (word == lower || !is_operator || is_text) continue;
    const Span span = is_before ? place.stop.previous : place.found.span;
    const bool is_prose = !is_before && place.first_on_line && span.end < place.text.size() &&
                          place.text[span.end] == ':' && *FindWord(lower) != WordRole::kClause;
    if (is_prose) {
      return Diagnostic{DiagnosticKind::kUnexpectedText,
                        span,
                        "words for readers stand behind `#`",
                        fmt::format("write `# {}`", Trimmed(LineRest(place.text, span.begin))),
                        {}};
    }
    Diagnostic diagnostic{
        DiagnosticKind::kUnexpectedText,
        span,
        fmt::format("the words of the language are written small, not `{}`", word),
        fmt::format("write `{}`", lower),
        {},
        {},
        {{span, lower}}};
    if (place.stop.expected == Expected::kDeclaration) {
      diagnostic.kind = DiagnosticKind::kUnknownDeclaration;
    } else if (place.first_on_line && !is_before) {
      diagnostic.kind = DiagnosticKind::kUnknownClause;
    }
    return diagnostic;
  }
  return std::nullopt;
}

std::optional<Diagnostic> ForeignWord(const Place& place) {
  const bool is_meant_as_word = place.stop.expected == Expected::kDeclaration ||
                                place.stop.expected == Expected::kLine ||
                                place.stop.expected == Expected::kWhenOrOtherwise;
  if (!is_meant_as_word) return std::nullopt;
  const std::string_view written = WideWordAt(place.text, place.stop.offset);
  if (IsReserved(written)) return std::nullopt;
  const std::string word(EnglishWord(LowerCase(AsName(written))));
  const bool is_start = place.first_on_line && place.stop.expected == Expected::kLine;
  if (word.empty() || (is_start && !HasClause(place.keyword, word) && !IsProvenanceWord(word))) {
    return std::nullopt;
  }
  const bool is_declaration = place.stop.expected == Expected::kDeclaration;
  return Diagnostic{is_declaration ? DiagnosticKind::kUnknownDeclaration
                    : is_start     ? DiagnosticKind::kUnknownClause
                                   : DiagnosticKind::kUnexpectedText,
                    SpanOf(place.stop.offset, place.stop.offset + written.size()),
                    fmt::format("`{}` is no word of the language: its words are English", written),
                    fmt::format("did you mean `{}`?", word),
                    {}};
}

std::optional<Diagnostic> JoinedByHabit(const Place& place) {
  const std::string_view text = place.text;
  const std::size_t at = place.stop.offset;
  const auto make = [&](Span span, std::string message, std::string help) {
    return Diagnostic{
        DiagnosticKind::kUnexpectedText, span, std::move(message), std::move(help), {}};
  };
  if (place.on_later_line) return std::nullopt;
  if (std::optional<Diagnostic> found = CountedByHabit(place)) return found;
  if (place.previous == "and" && LineRest(text, at).starts_with("/or")) {
    const Span span{place.stop.previous.begin, static_cast<std::uint32_t>(at + 3)};
    Diagnostic diagnostic = make(span, "`or` already means one or both", "write `or`");
    diagnostic.edits.push_back({span, "or"});
    return diagnostic;
  }
  const std::string_view word = place.found.text;
  if (word == "no" && place.stop.expected == Expected::kOperand) {
    const std::string_view operand = OperandFrom(text, at + word.size());
    if (operand.empty()) return std::nullopt;
    return make(place.found.span, "the opposite of a condition is written with `not`",
                fmt::format("write `not {}`", operand));
  }
  const bool is_joint = place.stop.expected == Expected::kLine ||
                        place.stop.expected == Expected::kCloseGroup ||
                        place.stop.expected == Expected::kCloseList;
  if (word != "xor" || !is_joint) return std::nullopt;
  return make(place.found.span, "there is no `xor`: either, but not both, is `exactly 1 of`",
              fmt::format("write `exactly 1 of ({}, {})`", ConditionBefore(text, at),
                          ConditionFrom(text, at + word.size())));
}

std::optional<Diagnostic> Between(const Place& place) {
  const bool is_before = place.previous == "between";
  if ((!is_before && place.found.text != "between") || place.on_later_line) return std::nullopt;
  const Span span = is_before ? place.stop.previous : place.found.span;
  const std::string interval = IntervalFrom(place.text, SkipBlanks(place.text, span.end));
  if (interval.empty()) return std::nullopt;
  const std::string_view before = WordBefore(place.text, span.begin);
  const bool in_condition = is_before || (place.stop.expected == Expected::kLine ||
                                          place.stop.expected == Expected::kIsOperand);
  Diagnostic diagnostic{DiagnosticKind::kUnexpectedText,
                        span,
                        "an interval is written with `to`",
                        fmt::format("write `{}{}`", in_condition ? "is " : "", interval) +
                            (before == "is" && in_condition ? "; both ends are inside" : ""),
                        {}};
  const std::string_view rest = LineRest(place.text, span.end);
  const std::string high = interval.substr(std::min(interval.find(" to ") + 4, interval.size()));
  const std::size_t at = rest.find(" and " + high);  // to its last word
  if (at != rest.npos && before != "is") {
    const Span all = SpanOf(span.begin, EndIn(place.text, rest.substr(0, at + 5 + high.size())));
    diagnostic.edits.push_back({all, fmt::format("{}{}", in_condition ? "is " : "", interval)});
    diagnostic.is_proposal = true;
  }
  return diagnostic;
}

std::optional<Diagnostic> ComparedByWords(const Place& place) {
  if (place.on_later_line || place.stop.expected != Expected::kLine) return std::nullopt;
  const bool has_than = place.found.text == "than" || place.found.text == "to";
  // `is over 65`: `over` was read as a choice.
  const bool behind_is = place.found.kind == FoundKind::kNumber &&
                         WordBefore(place.text, place.stop.previous.begin) == "is";
  const std::string_view word = has_than || behind_is ? place.previous : place.found.text;
  const std::string_view sign = SignOf(word);
  if (sign.empty()) return std::nullopt;
  const std::size_t begin = PlaceIn(place.text, word);
  std::size_t at = SkipBlanks(place.text, begin + word.size());
  if (const std::string_view next = WordAt(place.text, at); next == "than" || next == "to") {
    at = SkipBlanks(place.text, at + next.size());
  }
  constexpr std::string_view kOrEqual = "or equal to ";
  const bool or_equal = LineRest(place.text, at).starts_with(kOrEqual);
  if (or_equal) at += kOrEqual.size();
  bool is_negated = false;
  const std::string_view subject = SubjectBefore(place.text, begin, is_negated);
  const std::string_view value = ValueFrom(place.text, at);
  if (subject.empty() || value.empty() || IsReserved(subject)) return std::nullopt;
  if (value.ends_with(" ago")) {
    return Diagnostic{
        DiagnosticKind::kUnexpectedText,
        SpanOf(begin, EndIn(place.text, value)),
        "how long ago something was is written with `time since`",
        fmt::format("write `time since {} {} {}`", subject, is_negated ? Opposite(sign) : sign,
                    value.substr(0, value.size() - 4)),
        {}};
  }
  const bool is_range = (word == "below" || word == "above") && IsWordStart(value.front());
  std::string written(is_negated ? Opposite(sign) : sign);
  if (or_equal && is_negated) written.pop_back();  // not less or equal: >
  if (or_equal && !is_negated && sign != "=") written += '=';
  return Diagnostic{
      DiagnosticKind::kUnexpectedText,
      SpanOf(begin, at > begin ? begin + word.size() : place.found.span.end),
      is_range ? "a side of a range stands behind `is`" : "a comparison is written with its sign",
      is_range ? fmt::format("write `{} is {} {}`", subject, word, value)
               : fmt::format("write `{} {} {}`", subject, written, value),
      {}};
}

std::optional<Diagnostic> LastPeriod(const Place& place) {
  const std::string_view word = place.found.text;
  const bool begins = word == "within" || word == "in" || word == "during";
  // `the` behind `in` is read as a unit.
  const std::string_view before = WordBefore(place.text, place.stop.previous.begin);
  const bool is_after_in = place.previous == "the" && before == "in" && word != "same";
  if ((!begins && !is_after_in) || place.on_later_line) return std::nullopt;
  const std::size_t begin = begins ? place.stop.offset : PlaceIn(place.text, before);
  std::size_t at = SkipBlanks(place.text, begin + WordAt(place.text, begin).size());
  if (WordAt(place.text, begin) == "in" && WordAt(place.text, at) != "the") return std::nullopt;
  for (std::string_view next = WordAt(place.text, at);
       next == "the" || next == "last" || next == "past"; next = WordAt(place.text, at)) {
    at = SkipBlanks(place.text, at + next.size());
  }
  bool is_negated = false;
  const std::string_view subject = SubjectBefore(place.text, begin, is_negated);
  const std::string_view value = ValueFrom(place.text, at);
  const bool is_number = !value.empty() && value.front() >= '0' && value.front() <= '9';
  if (!is_number || subject.empty() || IsReserved(subject)) return std::nullopt;
  return Diagnostic{
      DiagnosticKind::kUnexpectedText,
      SpanOf(begin, at + value.size()),
      "how long ago something was is written with `time since`",
      fmt::format("write `time since {} {} {}`", subject, is_negated ? ">" : "<=", value),
      {}};
}

std::optional<Diagnostic> WrittenElsewhere(const Place& place) {
  const std::string_view text = place.text;
  if (place.stop.expected == Expected::kTwoValues) {
    const std::string_view both = ValueFrom(text, place.stop.offset);
    const std::string_view sign = place.previous;
    const std::size_t slash = both.find('/');
    const std::string_view unit = both.substr(both.find_first_of(" m", slash));
    const std::string_view high = both.substr(0, slash);
    const std::string_view low = both.substr(slash + 1, both.size() - slash - 1 - unit.size());
    Diagnostic diagnostic{
        DiagnosticKind::kUnexpectedText,
        SpanOf(place.stop.offset, place.stop.offset + both.size()),
        fmt::format("`{}` is two values, of two facts", both),
        fmt::format("write `{} {} {} mmHg`, and compare the other fact with {} mmHg",
                    WordBefore(text, place.stop.previous.begin), sign, high, low),
        {}};
    diagnostic.is_open = true;
    return diagnostic;
  }
  if (const auto date = WrittenDateAt(text, place.stop.offset)) {
    const bool is_expected =
        place.stop.expected == Expected::kWrittenDate || place.stop.expected == Expected::kDate;
    if (is_expected) return WrittenDateMessage(text, *date);
  }
  // `February 25, 2026` begins with what may be a name.
  const auto date = WrittenDateAt(text, place.stop.previous.begin);
  if (!place.previous.empty() && IsWordStart(place.previous.front()) && date &&
      date->span.end > place.stop.offset) {
    return WrittenDateMessage(text, *date);
  }
  return std::nullopt;
}

}  // namespace mgl
