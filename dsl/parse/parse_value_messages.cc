// Help for values by lines, tables, scores, treatments.
#include "dsl/parse/parse_value_messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dsl/parse/line_forms.h"
#include "dsl/parse/misspelt.h"
#include "dsl/text/quoted.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"

namespace mgl {
namespace {

bool MeansOtherwise(std::string_view word) {
  return IsOneOf(word, {"else", "default", "others", "rest"});
}

bool IsComparisonSign(std::string_view sign) {
  return IsOneOf(sign, {"<", "<=", ">", ">=", "!=", "≤", "≥", "≠", "is"});
}

bool HasValueLines(const Place& place) {
  return place.keyword == "define" || place.keyword == "result";
}

std::string CellHelp(const Place& place) {
  if (IsOneOf(place.found.text, {"*", "-", "gives", ","})) {
    return "write `any` where an input does not matter";
  }
  return "write a comparison such as `< 30 mg/g`, a choice, or `any`";
}

std::string GivesHelp(const Place& place) {
  const std::string_view found = place.found.text;
  if (place.on_later_line) return "add `gives` and the value";
  if (found == "=" || found == "then") return "did you mean `gives`?";
  if (found == "-") return "write an interval with `to`: `30 to 300 mg/g`";
  if (found == "and") return "separate the cells by `,`";
  if (IsComparisonSign(found) || place.previous == "when") {
    return "a cell does not repeat its input: write `< 30 mg/g`";
  }
  if (place.previous != "gives" && Nearest(place.previous, {"gives"}) == "gives") {
    return "did you mean `gives` instead of " + Quoted(place.previous) + "?";
  }
  if (!Nearest(found, {"gives"}).empty()) return "did you mean `gives`?";
  return "separate the cells by `,`, and write `gives` before the value";
}

std::string WhenHelp(const Place& place) {
  const std::string_view found = place.found.text;
  const std::string line = place.clause == "points" ? "`points 1 when …`" : "`value low when …`";
  if (place.on_later_line && EverydayWord(found) != "when") {
    return "add `when` and the condition, or `otherwise`";
  }
  if (place.previous == "if") return "write the value first: " + line;
  if (MeansOtherwise(found)) return "did you mean `otherwise`?";
  if (EverydayWord(found) == "when") return "did you mean `when`?";
  if (const std::string nearest = Nearest(found, {"when", "otherwise"}); !nearest.empty()) {
    return "did you mean " + Quoted(nearest) + "?";
  }
  if (found == ",") return "leave out the comma";
  if (found == "=" || found == "then") return "write the value, then the condition: " + line;
  return "write `when` before the condition";
}

std::string LineValueHelp(const Place& place) {
  if (place.on_later_line) return "add the value, or remove this line";
  if (place.found.text == "=") return "leave out `=`";
  if (place.found.text == ",") return "write `missing` where there is no value";
  if (place.clause == "value") return "write the value first: `value low when …`";
  return "a value is one word, a text in quotes or an expression; values are separated by `,`";
}

std::string PointsHelp(const Place& place) {
  if (place.found.text == "+") return "write the number without `+`";
  if (place.found.text == "when") return "write how many: `points 1 when …`";
  if (place.found.kind != FoundKind::kWord) return "";
  return "write `points from` before the name of a number, `points of` before that of a choice";
}

std::string TreatmentHelp(const Place& place) {
  const std::string_view found = place.found.text;
  switch (place.stop.expected) {
    case Expected::kTarget:
      return place.keyword != "rule" && place.found.kind == FoundKind::kText
                 ? "name the medication or option before the title"
                 : "";
    case Expected::kTitle:
      return place.keyword == "contraindication" || place.keyword == "caution"
                 ? place.on_later_line ? "say in quotes what it is about"
                                       : "separate names by `,`; texts stand in double quotes"
                 : "";
    case Expected::kLimit:
      return "write the amount first: `limit 350 mg per day of magnesium`";
    case Expected::kSubstanceName:
      return place.clause == "contains" ? "name the substance: `contains 16.2 % magnesium`" : "";
    case Expected::kApartBy:
      return found == "from" || found == "and" ? "separate the two names by `,`"
                                               : "say how long, such as `by 2 hours before`";
    case Expected::kBeforeOrAfter:
      return "say on which side: `2 hours before or 6 hours after`";
    default:
      return "";
  }
}

/// The end of the words that stand in a row on this line from `at` on, none of them of the
/// language.
std::size_t EndOfWords(std::string_view text, std::size_t at) {
  const std::size_t line_end = std::min(text.find('\n', at), text.size());
  std::size_t end = at;
  for (std::size_t next = at; next < line_end;) {
    const std::string_view word = WordAt(text, next);
    if (word.empty() || IsReserved(word)) break;
    end = next + word.size();
    next = SkipBlanks(text, end);
  }
  return end;
}

}  // namespace

std::optional<Diagnostic> SignInLine(const Place& place) {
  const std::string_view sign = ForeignSignAt(place.text, place.stop.offset).sign;
  const bool is_arrow = IsOneOf(sign, {":", "->", "=>", "→", "⇒", ":=", "==", "==="});
  const bool is_bar = IsOneOf(sign, {"|", "||", ";"});
  std::string help;
  if (place.stop.expected == Expected::kGives && is_arrow) help = "write `gives`";
  if (place.stop.expected == Expected::kGives && is_bar) help = "separate the cells by `,`";
  if (place.stop.expected == Expected::kWhenOrOtherwise && is_arrow) help = "write `when`";
  if (place.stop.expected == Expected::kCell && is_bar) help = "cells are separated by `,` alone";
  if (help.empty()) return std::nullopt;
  return Diagnostic{DiagnosticKind::kForeignSign,
                    place.found.span,
                    "the language has no sign " + Quoted(sign),
                    std::move(help),
                    {}};
}

std::optional<Diagnostic> UnquotedValue(const Place& place) {
  const bool expected =
      place.stop.expected == Expected::kWhenOrOtherwise && place.clause == "value";
  if (!expected || place.on_later_line || place.found.kind != FoundKind::kWord) return {};
  const bool one_before =
      SkipBlanks(place.text, place.stop.clause.end) == place.stop.previous.begin;
  const std::size_t end = EndOfWords(place.text, place.stop.offset);
  const std::string_view next = WordAt(place.text, SkipBlanks(place.text, end));
  const bool is_text = end > place.stop.offset && (next == "when" || next == "otherwise");
  if (!one_before || !is_text || !EverydayWord(place.found.text).empty()) return {};
  const Span span{place.stop.previous.begin, static_cast<std::uint32_t>(end)};
  const std::string words(place.text.substr(span.begin, span.end - span.begin));
  return Diagnostic{DiagnosticKind::kMissingQuotes,
                    span,
                    "a value is one word, a text in quotes or an expression",
                    "write `\"" + words + "\"`",
                    {}};
}

std::string HelpInValue(const Place& place) {
  switch (place.stop.expected) {
    case Expected::kCell:
      return CellHelp(place);
    case Expected::kGives:
      return GivesHelp(place);
    case Expected::kWhenOrOtherwise:
      return WhenHelp(place);
    case Expected::kLineValue:
      return LineValueHelp(place);
    case Expected::kPoints:
      return PointsHelp(place);
    case Expected::kOfInputs:
      return "write `of` and the names that the rows distinguish: `of age, sex`";
    case Expected::kRowWins:
    case Expected::kWins:
      return "write `first row wins`";
    case Expected::kValueIs:
      if (place.found.text == "string") return "did you mean `text`?";
      return place.found.kind == FoundKind::kWord && EverydayWord(place.found.text).empty()
                 ? "a value with a unit is written with `in`: `in mg/dL`"
                 : "";
    case Expected::kOperand:
      return HasValueLines(place) && place.previous == "as" && place.found.kind == FoundKind::kText
                 ? "a text is the value of a line: `value \"…\" otherwise`"
                 : "";
    case Expected::kValue:
      return place.clause == "given" && place.found.kind == FoundKind::kText
                 ? "no fact is a text: write a choice without quotes"
                 : "";
    default:
      return TreatmentHelp(place);
  }
}

std::optional<Diagnostic> MisplacedValueLine(const Place& place) {
  const std::string_view word = WordAt(place.text, place.stop.offset);
  const bool otherwise = MeansOtherwise(word) || word == "otherwise";
  const bool condition = word == "when" || EverydayWord(word) == "when";
  const bool under_score = place.keyword == "score";
  std::string help;
  if (HasValueLines(place)) {
    help = otherwise ? "write `value`, the value and `otherwise`"
                     : "write the value first: `value low when …`";
  } else if (place.keyword == "table") {
    help = otherwise ? "write `row otherwise gives …`"
                     : fmt::format("a row has cells, such as `{}`",
                                   ExampleRow(place.text, place.stop.offset));
  } else if (under_score) {
    help = otherwise ? "write `points 0 otherwise`" : "write the points first: `points 1 when …`";
  }
  if (under_score && word == "points") {
    return Diagnostic{
        DiagnosticKind::kUnknownClause,
        place.found.span,
        "`points` stands under an `item`",
        place.clause.empty()
            ? "write " +
                  Quoted("item \"…\" " + std::string(LineRest(place.text, place.stop.offset))) +
                  ", and each other such line likewise: of one item only one line "
                  "counts"
            : "put it directly under its `item`",
        {}};
  }
  if (help.empty() || !place.first_on_line || (!otherwise && !condition)) return std::nullopt;
  return Diagnostic{DiagnosticKind::kUnknownClause,
                    place.found.span,
                    "a " + Quoted(place.keyword) + " has no line " + Quoted(word),
                    std::move(help),
                    {}};
}

std::string HelpBehindValue(const Place& place) {
  const std::string_view found = place.found.text;
  const bool in_header = place.clause.empty();
  if (place.on_later_line) return "";
  const bool is_type = IsOneOf(found, {"one", "yes/no", "date", "number", "text"});
  if (in_header && place.previous == ")" && (found == "in" || found == "order")) {
    return "write `in order` behind the choices";
  }
  if (in_header && is_type && place.keyword == "table") return "write `gives` before it";
  if (in_header && is_type && HasValueLines(place)) return "write `is` before it";
  if (in_header && place.keyword == "table") return "separate the names by `,`";
  if (place.clause == "columns") return "separate the cells by `,`";
  if (place.clause == "row") {
    return "separate the values by `,`; a text of several words stands in quotes";
  }
  if (place.clause == "expect" && found == "to") {
    return "write `could be` before an interval: `could be 2 to 5`";
  }
  if (place.clause == "expect" && found == "or") return "separate the values by `,`";
  if (!in_header) return "";
  if (place.keyword == "exclusive" && place.found.kind == FoundKind::kText) {
    return "write `because` before the reason";
  }
  if (place.keyword == "exclusive") return "separate the names by `,`";
  if (place.keyword == "apart" && found == "and") return "write `or` between the two durations";
  if (HasValueLines(place) && found == "in") {
    return "a number with a unit is written with `in` alone: `in mg/dL`";
  }
  return "";
}

}  // namespace mgl
