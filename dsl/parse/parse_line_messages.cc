// Messages about first words of declarations and lines, and about what stands behind a finished
// line.
#include "dsl/parse/parse_line_messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "dsl/parse/line_forms.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_value_messages.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/quoted.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

std::string WithArticle(std::string_view keyword) {
  const bool vowel = std::string_view("aeiou").find(keyword.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + Quoted(keyword);
}

std::string Listed(const std::vector<std::string>& words, std::string_view conjunction) {
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) list += i + 1 == words.size() ? " " + std::string(conjunction) + " " : ", ";
    list += Quoted(words[i]);
  }
  return list;
}

std::string LinesOf(std::string_view keyword) {
  const std::vector<std::string>& clauses = ClausesOf(keyword);
  std::vector<std::string> words;
  for (const std::string& clause : clauses) {
    if (clause == "at") words.emplace_back("at least");
    words.push_back(clause == "at" ? "at most" : clause == "first" ? "first row wins" : clause);
  }
  for (const char* const everywhere : {"cite", "from", "assumed", "interpreted"}) {
    words.emplace_back(everywhere);
  }
  return "the lines of " + WithArticle(keyword) + " begin with " + Listed(words, "or");
}

bool EndsWithExpression(const Place& place) {
  constexpr std::array kExpressions = {"when",    "unless",  "as",     "until",
                                       "suspect", "applies", "reading"};
  const bool clause =
      std::find(kExpressions.begin(), kExpressions.end(), place.clause) != kExpressions.end();
  return clause || (place.keyword == "must" && place.clause.empty());
}

/// The operator or keyword that a word in the middle of a line is meant to be.
std::string NearestContinuation(const Place& place, std::string_view word) {
  std::vector<std::string> words = ClausesOf(place.keyword);
  if (place.clause == "then") words.emplace_back("and");
  if (place.keyword == "score") words.emplace_back("points");
  if (EndsWithExpression(place)) {
    for (std::string& joining : WordsOf(WordRole::kOperator)) words.push_back(std::move(joining));
  }
  for (const char* const joining :
       {"to", "per", "of", "over", "because", "cite", "from", "on", "in", "at", "assumed",
        "interpreted", "could", "after", "within"}) {
    words.emplace_back(joining);
  }
  return Nearest(word, words);
}

Diagnostic At(DiagnosticKind kind, const Place& place, std::string message, std::string help) {
  return {kind, place.found.span, std::move(message), std::move(help), {}};
}

constexpr std::string_view kConditionForm =
    "a condition is a name with what is said of it, such as `x >= 5 mg`, `x is missing` or `not "
    "x`; "
    "conditions are joined by `and` or `or`";

std::string HelpBehindLine(const Place& place, const std::string& word);

/// A reserved word that begins no line of this declaration.
Diagnostic OtherFormatLine(const Place& place, const std::string& word) {
  const WordRole role = *FindWord(word);
  if (place.clause == "cite" && word == "and" && !place.first_on_line) {
    return At(DiagnosticKind::kUnexpectedText, place, "references are separated by `,`",
              "write for example `cite 1, 2`");
  }
  if (role == WordRole::kAction && place.keyword == "rule") {
    return At(DiagnosticKind::kUnknownClause, place, "an action begins with `then`",
              "write " + Quoted("then " + word + " …"));
  }
  if (role == WordRole::kLaterClause) {
    return At(DiagnosticKind::kNotInThisVersion, place,
              Quoted(word) + " is not in this version yet", "remove this line");
  }
  const std::vector<std::string> declarations = DeclarationsWith(word);
  if (role == WordRole::kClause && !declarations.empty()) {
    return At(DiagnosticKind::kUnknownClause, place,
              WithArticle(place.keyword) + " has no line " + Quoted(word),
              Quoted(word) + " stands under " + Listed(declarations, "and") + "; " +
                  LinesOf(place.keyword));
  }
  std::string help = place.first_on_line ? LinesOf(place.keyword) : HelpBehindValue(place);
  if (word == "in" && help.empty()) help = "after `in` stands a unit: `age in years`";
  if (help.empty()) help = HelpBehindLine(place, "");
  return At(DiagnosticKind::kUnexpectedText, place,
            Quoted(word) + " does not fit after " + Quoted(Shortened(place.previous, kMostQuoted)),
            std::move(help));
}

/// An expression stands where `as` belongs.
bool LacksAs(const Place& place) {
  return (place.keyword == "define" || place.keyword == "result") && place.clause.empty() &&
         !place.on_later_line;
}

std::string HelpBehindLine(const Place& place, const std::string& word) {
  if (std::string help = HelpBehindValue(place); !help.empty()) return help;
  if (place.previous == "between") return "write an interval as `x is 1 to 3`";
  if (place.previous == "before" || place.previous == "after") {
    return "leave out `is`: `x " + std::string(place.previous) + " 2026-03-01`";
  }
  if (!NumberWord(place.previous).empty()) {
    return "write the number in digits: " + Quoted(NumberWord(place.previous));
  }
  if (const std::string meant = Nearest(place.previous, {"below", "above", "within"});
      EndsWithExpression(place) && meant != place.previous && !meant.empty()) {
    return "did you mean " + Quoted(meant) + " instead of " + Quoted(place.previous) + "?";
  }
  if (place.found.text == "," && place.clause == "then") return "join actions by `and`";
  if (place.found.text == "," && EndsWithExpression(place))
    return "join conditions by `and` or `or`";
  if (place.found.text == "/") {
    const std::string_view below = WordAt(
        place.text,
        std::min(place.text.find_first_not_of(' ', place.found.span.end), place.text.size()));
    if (!below.empty() && ParseUnit(fmt::format("{}/{}", place.previous, below))) {
      return fmt::format("a unit has no blanks inside: write `{}/{}`", place.previous, below);
    }
    return "a unit has no blanks inside: write `mg/day` or `mg per day`";
  }
  if (place.found.text == ")") return "remove it, or add `(` where it belongs";
  if (place.found.text == "-" || place.found.text == "–")
    return "write an interval with `to`: `1 to 2`";
  if (word == "than") return "write a comparison with its sign: `x < 1.2 mg/dL`";
  if (LacksAs(place)) return "write `as` before what it stands for";
  if (!word.empty()) {
    const std::string_view everyday = EverydayWord(word);
    if (!everyday.empty()) return "did you mean " + Quoted(everyday) + "?";
    const std::string nearest = NearestContinuation(place, word);
    if (!nearest.empty()) return "did you mean " + Quoted(nearest) + "?";
  }
  if (place.first_on_line) return "every line begins with a keyword; " + LinesOf(place.keyword);
  if (place.clause == "dose") {
    return "say how often with `every 8 hours` or `per day`; behind it stand `by`, `at most`, "
           "`rounded to` or `of strength`, and "
           "`when`";
  }
  if (EndsWithExpression(place)) return std::string(kConditionForm);
  if (place.clause == "given" || place.clause == "expect" || place.clause == "cite" ||
      place.clause == "overrides") {
    return "separate the things of a list by `,`";
  }
  std::string form = FormOfLineAt(place.text, place.stop.offset);
  return form.empty() ? "begin a new line with its keyword" : form;
}

}  // namespace

Place MakePlace(const SourceFile& source, const StopPlace& stop) {
  const std::string_view text = source.text();
  Place place{stop,
              text,
              FindAt(text, stop.offset),
              source.Text(stop.declaration),
              source.Text(stop.clause),
              source.Text(stop.previous),
              false,
              IsFirstOnLine(text, stop.offset)};
  const std::string_view between = text.substr(stop.previous.end, stop.offset - stop.previous.end);
  place.on_later_line = !place.previous.empty() && (place.found.kind == FoundKind::kEnd ||
                                                    between.find('\n') != std::string_view::npos);
  return place;
}

Span PlaceSpan(const Place& place) {
  if (!place.on_later_line) return place.found.span;
  return {place.stop.previous.end, place.stop.previous.end};
}

bool EndsUnquotedTitle(const Place& place, std::string_view word) {
  if (place.stop.expected == Expected::kDirection) {
    // The last word before the direction is the fact's name.
    const Found next =
        FindAt(place.text, SkipBlanks(place.text, word.data() + word.size() - place.text.data()));
    return next.text == "below" || next.text == "above" || next.text == "at";
  }
  return IsReserved(word);
}

bool IsUnquotedTitle(const Place& place) {
  const bool after_name = place.stop.name.end > 0 && place.stop.name == place.stop.previous;
  const std::string_view rest_of_line = place.text.substr(
      place.stop.offset,
      std::min(place.text.find('\n', place.stop.offset), place.text.size()) - place.stop.offset);
  const auto line_has = [&](std::string_view words) {
    return rest_of_line.find(words) != std::string_view::npos;
  };
  if (IsReserved(WordAt(place.text, place.stop.offset))) return false;
  switch (place.stop.expected) {
    case Expected::kLine:
      if (!after_name) return false;
      if (place.keyword == "define" || place.keyword == "result") return line_has(" as ");
      return !HasClause(place.keyword, NearestKeyword(place.found.text, place.keyword));
    case Expected::kFactType:
      return after_name && (line_has(" is ") || line_has(" in "));
    case Expected::kOfFact:
    case Expected::kOfInputs:
      return after_name && line_has(" of ");
    case Expected::kDirection:
      return place.stop.name.end > 0 &&
             SkipBlanks(place.text, place.stop.name.end) == place.stop.previous.begin &&
             (line_has(" < ") || line_has(" > ") || line_has("= ") || line_has(" below ") ||
              line_has(" above ") || line_has(" at least ") || line_has(" at most "));
    case Expected::kAs:
      return place.clause == "reading" && line_has(" as ");
    case Expected::kAmount:
      return place.clause == "food" &&
             rest_of_line.find_first_of("0123456789") != std::string_view::npos;
    default:
      return false;
  }
}

bool LooksLikeName(const Place& place) {
  const std::string_view word = WordAt(place.text, place.stop.offset);
  const WordRole* role = FindWord(word);
  if (role == nullptr || *role == WordRole::kOperator || *role == WordRole::kValue) return false;
  const std::size_t after = SkipBlanks(place.text, place.stop.offset + word.size());
  const Found next = FindAt(place.text, after);
  if (next.kind == FoundKind::kSign) return next.text != "(";
  if (next.kind == FoundKind::kNumber) return true;
  if (next.kind == FoundKind::kWord &&
      (JoinsConditions(next.text) || next.text == "is" || next.text == "gives")) {
    return true;
  }
  const bool line_ends = next.kind == FoundKind::kEnd || IsFirstOnLine(place.text, after);
  return line_ends || *role == WordRole::kDeclaration;
}

std::string SuggestedName(std::string_view word) {
  const WordRole* role = FindWord(word);
  if (word == "route" || word == "dose") return std::string(word) + "_given";
  if (word == "value") return "a_value";
  if (role != nullptr && *role == WordRole::kAction) return std::string(word) + "_it";
  return std::string(word) + "_value";
}

std::string HelpFor(const Place& place) {
  switch (place.stop.expected) {
    case Expected::kUnit:
      if (place.previous == "in") return "write the unit, such as `mg/dL`; it has no blanks inside";
      if (place.previous == "per" && place.found.text == "dose") {
        const std::string_view amount = place.text.substr(
            place.stop.clause.end, place.stop.previous.begin - place.stop.clause.end);
        return place.clause == "limit" ? "write `at most " + std::string(Trimmed(amount)) +
                                             " per dose` behind a dose by weight, such as "
                                             "`dose 15 mg/kg every 6 hours by weight`"
                                       : "write `at most 1 g per dose` behind the dose";
      }
      return place.previous == "per" ? "write the unit, such as `day` after `per`"
                                     : "write the unit behind the number, such as `mg/g`";
    case Expected::kFactIs:
    case Expected::kFactType: {
      if (place.found.kind != FoundKind::kWord) return "";
      const std::string_view rest = LineRest(place.text, place.stop.offset);
      const std::string_view unit = rest.substr(0, std::min(rest.find(' '), rest.size()));
      return "a fact with a unit is written with `in`: `in " +
             (ParseUnit(unit) ? std::string(unit) : std::string("mg/dL")) + "`";
    }
    case Expected::kIsOperand:
      return place.found.kind == FoundKind::kSign ? "a sign stands without `is`: `x >= 5 mg`" : "";
    case Expected::kAfter:
      return place.on_later_line ? "say after which date: `in 2 weeks after started`" : "";
    case Expected::kReferenceKey:
      if (place.on_later_line) return std::string(kFinishLine);
      if (place.found.kind != FoundKind::kText) return "";
      return place.clause.empty() ? "write a number or a name before the title: `reference 1 \"…\"`"
                                  : "write the number of the reference: `cite 1`";
    case Expected::kAs:
      return "write `as` before the expression";
    case Expected::kTo:
      return "write both bounds, joined by `to`: `0 to 130`";
    case Expected::kDirection:
      return "say which side of the number is meant";
    case Expected::kCountBound:
      return "write `at least` or `at most`";
    case Expected::kCloseList:
      return "separate the things of a list by `,`, or close it";
    case Expected::kNewName:
      return "a name begins with a letter and has letters, digits and `_`";
    case Expected::kTitle:
    case Expected::kText:
      return "texts stand in double quotes";
    case Expected::kVersion:
      return "write three numbers: `1.0.0`";
    case Expected::kPlace:
      return place.found.kind == FoundKind::kNumber ? "write `line` before its number" : "";
    case Expected::kOpenList:
      return "what belongs together stands in parentheses: `(a, b)`";
    case Expected::kOperand:
      if (place.found.text == "yes" || place.found.text == "no") return "write `is yes` or `is no`";
      if (place.found.kind == FoundKind::kText)
        return "texts cannot be compared; use a fact with choices";
      return place.on_later_line ? "write the rest of the condition" : std::string(kConditionForm);
    case Expected::kDate:
      return "write year, month and day: `2026-03-01`";
    case Expected::kCloseGroup:
      return "join conditions by `and` or `or`, or close the parenthesis";
    default:
      return place.on_later_line ? std::string(kFinishLine) : std::string();
  }
}

std::string_view MisspeltKeywordAt(std::string_view text, std::size_t at) {
  return WideWordAt(text, at);
}

std::string MeantDeclaration(std::string_view word) {
  if (IsReserved(word)) return "";
  std::string lower = AsName(word);
  for (char& c : lower) c = LowerCase(c);
  if (lower.empty()) return IsDeclarationWord(LowerCase(word)) ? LowerCase(word) : "";
  std::string meant = NearestKeyword(lower, "");
  if (meant.empty()) meant = EverydayWord(lower);
  if (meant.empty()) meant = EnglishWord(lower);
  return IsDeclarationWord(meant) ? meant : "";
}

Diagnostic UnknownDeclaration(const Place& place) {
  if (place.found.kind != FoundKind::kWord) {
    return At(DiagnosticKind::kUnknownDeclaration, place,
              "expected a declaration, found " + Quoted(Shortened(place.found.text, kMostQuoted)),
              "every declaration begins with its keyword, such as `fact` or `rule`");
  }
  std::string word(WordAt(place.text, place.stop.offset));
  const std::string_view wide = WideWordAt(place.text, place.stop.offset);
  const bool is_wide = wide.size() > word.size() && !MeantDeclaration(wide).empty();
  if (is_wide) word = wide;  // `contra-indication`
  if (IsReserved(word)) {
    const std::vector<std::string> declarations = DeclarationsWith(word);
    return At(DiagnosticKind::kUnknownDeclaration, place, Quoted(word) + " begins no declaration",
              declarations.empty()
                  ? "every declaration begins with its keyword, such as `fact` or `rule`"
                  : "a line with it stands under " + Listed(declarations, "or"));
  }
  const std::string meant = MeantDeclaration(word);
  Diagnostic diagnostic =
      At(DiagnosticKind::kUnknownDeclaration, place, Quoted(word) + " begins no declaration",
         meant.empty() ? "every declaration begins with its keyword, such as `fact` or `rule`"
                       : "did you mean " + Quoted(meant) + "?");
  diagnostic.span.end = diagnostic.span.begin + static_cast<std::uint32_t>(word.size());
  return diagnostic;
}

Diagnostic UnknownLine(const Place& place) {
  const std::string word(WordAt(place.text, place.stop.offset));
  if (std::optional<Diagnostic> found = MisplacedValueLine(place)) return std::move(*found);
  if (!word.empty() && IsReserved(word)) return OtherFormatLine(place, word);
  if (!word.empty() && place.first_on_line) {
    std::string meant(EverydayWord(word));
    if (!HasClause(place.keyword, meant)) meant = NearestContinuation(place, word);
    if (meant.empty()) meant = NearestKeyword(word, place.keyword);
    if (meant.empty()) meant = EverydayWord(word);
    return At(DiagnosticKind::kUnknownClause, place,
              WithArticle(place.keyword) + " has no line " + Quoted(word),
              meant.empty() ? "every line begins with a keyword; " + LinesOf(place.keyword)
                            : "did you mean " + Quoted(meant) + "?");
  }
  std::string message = Quoted(Shortened(place.found.text, kMostQuoted)) + " does not fit";
  if (!place.previous.empty())
    message += " after " + Quoted(Shortened(place.previous, kMostQuoted));
  if (place.found.text == ")") message = "there is no `(` for this `)`";
  if (LacksAs(place)) {
    message = "expected `as` after " + Quoted(Shortened(place.previous, kMostQuoted)) + ", found " +
              Quoted(Shortened(place.found.text, kMostQuoted));
  }
  return At(DiagnosticKind::kUnexpectedText, place, std::move(message),
            HelpBehindLine(place, word));
}

}  // namespace mgl
