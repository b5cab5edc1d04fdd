// Values by condition as programs and lists write them. Each help is the author's own lines in the
// form that works.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/lines_alike.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_together_habits.h"
#include "dsl/parse/written_choices.h"
#include "dsl/parse/written_interval.h"
#include "dsl/parse/written_name.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

bool IsChainCondition(std::string_view text, std::string_view said) {
  const std::string_view word = WordAt(said, 0);
  const bool is_not = word == "not";
  const std::string_view name = is_not ? WordAt(Trimmed(said.substr(3)), 0) : word;
  const DeclaredName named =
      NamedBy(text, name, {"fact", "threshold", "define", "result", "score", "ambiguity"});
  if (named.name.empty()) return false;
  const bool is_number = UnitOf(named).size() > 0 || named.kind.starts_with("is number");
  const std::string_view behind = Trimmed(said.substr(EndIn(said, name)));
  if (is_number) return !behind.empty();
  return behind.empty() || !IsWordStart(behind[0]) ||
         IsIn(WordAt(behind, 0), {"and", "or", "is", "implies"});
}

bool IsCompared(std::string_view said) {
  return IsWordStart(said.empty() ? ' ' : said[0]) &&
         (said.find_first_of("<>") != said.npos || said.find(" is ") != said.npos);
}

/// A value as a line has it: a choice of the list, one word, a number with its unit, else a text.
std::string ChoiceSaid(std::string_view said, const std::vector<WrittenChoice>& choices) {
  for (const WrittenChoice& choice : choices) {
    if (EqualsIgnoringCase(choice.name, said) || choice.name == NameOfTitle(said) ||
        choice.written.find(InQuotes(said)) != std::string::npos) {
      return choice.name;
    }
  }
  const bool is_word = !said.empty() && WordAt(said, 0).size() == said.size();
  const bool is_plain = is_word || said.starts_with('"') || IsDigit(said.empty() ? ' ' : said[0]);
  return is_plain ? std::string(said) : InQuotes(said);
}

/// `severe: potassium > 6.5 mmol/L`, `potassium > 6.5 mmol/L -> severe`: which side is the
/// condition is seen by the names in it.
std::string SidesOf(std::string_view text, std::string_view line,
                    const std::vector<WrittenChoice>& choices) {
  for (const std::string_view sign :
       {" -> ", " => ", " → ", ": ", " gives ", " = ", " - ", " – "}) {
    const std::size_t at = line.find(sign);
    if (at == line.npos || at == 0) continue;
    const std::string_view left = Trimmed(line.substr(0, at));
    if (IsIn(left, {"title", "label", "name", "note", "comment", "unit", "type", "description"})) {
      return "";
    }
    const std::string_view right = Trimmed(line.substr(at + sign.size()));
    if (right.empty() || left.ends_with('"') != (left.starts_with('"') && left.size() > 1))
      continue;
    if (right == "otherwise" || right == "else" || right == "all others") {
      return fmt::format("value {} otherwise", ChoiceSaid(left, choices));
    }
    const bool is_left = IsChainCondition(text, left) || IsCompared(left);
    const bool is_right = IsChainCondition(text, right) || IsCompared(right);
    const auto is_choice = [&](std::string_view said) {
      return std::ranges::any_of(choices,
                                 [&](const WrittenChoice& choice) { return choice.name == said; });
    };
    const bool is_open = is_left == is_right;
    if (is_open && (!is_left || is_choice(left) == is_choice(right))) continue;
    const bool is_asked_first = is_open ? is_choice(right) : is_left;
    const std::string_view asked = is_asked_first ? left : right;
    const std::string_view value = is_asked_first ? right : left;
    const std::string_view word = WordAt(asked, 0);
    const std::string interval =
        WrittenInterval(asked.substr(word.size()), UnitOf(NamedBy(text, word, {"fact", "define"})));
    const bool is_interval = interval.starts_with("is ") || interval.starts_with(">= ");
    const std::string condition = is_interval && asked.find_first_of("<>=") == asked.npos
                                      ? fmt::format("{} {}", word, interval)
                                      : std::string(asked);
    return fmt::format("value {} when {}", ChoiceSaid(value, choices), condition);
  }
  return "";
}

/// `value severe when egfr < 30`, of one line of a chain; empty where it is none.
std::string LinkOf(std::string_view text, std::string_view line,
                   const std::vector<WrittenChoice>& choices) {
  for (const std::string_view mark : {"- ", "* ", "• "}) {
    if (line.starts_with(mark)) line = Trimmed(line.substr(mark.size()));
  }
  const std::string_view condition =
      BehindLead(line, {"else if ", "elseif ", "elsif ", "elif ", "else, if ", "otherwise if ",
                        "otherwise, if ", "or if ", "if ", "If ", "ELSE IF ", "IF ", "when "});
  if (!condition.empty()) {
    for (const std::string_view joint : {" then ", " THEN ", ": ", ", ", " -> ", " => "}) {
      const std::size_t at = condition.find(joint);
      if (at == std::string_view::npos) continue;
      std::string_view value = Trimmed(condition.substr(at + joint.size()));
      if (const std::string_view bare = BehindLead(value, {"value ", "then ", "return "});
          !bare.empty()) {
        value = bare;
      }
      return fmt::format("value {} when {}", value, Trimmed(condition.substr(0, at)));
    }
    return "";
  }
  std::string_view value =
      BehindLead(line, {"else: ", "else, ", "else ", "ELSE ", "otherwise: ", "otherwise, ",
                        "otherwise ", "default: ", "default "});
  if (const std::string_view bare = BehindLead(value, {"value ", "then ", "return "});
      !bare.empty()) {
    value = bare;
  }
  if (!value.empty()) return fmt::format("value {} otherwise", value);
  // `low if egfr > 3`, `high otherwise`, `egfr > 3: low`
  const std::string_view word = WordAt(line, 0);
  const std::string_view behind = Trimmed(line.substr(word.size()));
  if (!word.empty() && (behind == "otherwise" || behind == "else")) {
    return fmt::format("value {} otherwise", word);
  }
  const std::string_view when = BehindLead(behind, {"if ", "when ", ": if ", ": when "});
  if (!word.empty() && !when.empty()) return fmt::format("value {} when {}", word, when);
  return SidesOf(text, line, choices);
}

/// Where one value is a text, the words of the others are texts too.
void QuoteAll(std::vector<std::string>& values) {
  constexpr std::string_view kValue = "value ";
  const bool has_text = std::ranges::any_of(
      values, [&](const std::string& value) { return value.starts_with("value \""); });
  for (std::string& value : values) {
    const std::string word(WordAt(value, kValue.size()));
    if (!has_text || word.empty() || word == "missing") continue;
    value.replace(kValue.size(), word.size(), fmt::format("\"{}\"", word));
  }
}

/// `severe: > 6.5 mmol/L`: of what is not said.
std::optional<Diagnostic> OfNoName(Span span, std::string_view line) {
  const std::size_t colon = line.find(':');
  const std::string_view value = Trimmed(line.substr(0, colon));
  const std::string condition =
      colon == line.npos ? "" : WrittenInterval(line.substr(colon + 1), "");
  if (condition.empty() || WordAt(value, 0).size() != value.size()) return std::nullopt;
  Diagnostic diagnostic =
      At(span, "which value counts when is said in lines",
         fmt::format("write `value {} when FACT {}`, with the name of the number for `FACT`", value,
                     condition));
  diagnostic.kind = DiagnosticKind::kUnknownClause;
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> ChainByHabit(const Place& place) {
  const bool is_value = place.keyword == "result" || place.keyword == "define";
  if (!is_value || !IsOwnLine(place)) return std::nullopt;
  const DeclaredName owner = DeclarationAt(place.text, place.stop.declaration.begin);
  const bool has_choices = owner.kind.starts_with("is one of");
  const std::vector<WrittenChoice> choices =
      WrittenChoices(has_choices ? ListOfChoices(owner.kind) : std::string_view(), owner.name);
  std::vector<std::string> values;
  bool is_closed = false;
  std::size_t edit_from = place.stop.offset;
  for (const std::string_view line : LinesFrom(place.text, place.stop.offset)) {
    const bool is_case = values.empty() && LowerCase(line) == "case";
    if (is_case) {
      edit_from = std::min(place.text.find('\n', edit_from), place.text.size()) + 1;
      continue;
    }
    const std::string value = is_closed ? "" : LinkOf(place.text, line, choices);
    if (value.empty()) break;
    is_closed = value.ends_with(" otherwise");
    values.push_back(value);
  }
  if (choices.empty()) QuoteAll(values);
  const Span line = RestSpan(place.text, place.stop.offset);
  const bool is_sided = !SidesOf(place.text, TextOf(place.text, line), choices).empty();
  if (values.empty()) return OfNoName(line, TextOf(place.text, line));
  if (values.size() == 1 && !is_sided) return std::nullopt;
  if (values.size() == 1) {
    Diagnostic one = Instead(line, "which value counts when is said in lines", values[0]);
    one.kind = DiagnosticKind::kUnknownClause;
    return one;
  }
  Diagnostic diagnostic =
      At(RestSpan(place.text, place.stop.offset), "which value counts when is said in lines",
         fmt::format("write the lines {}, each in the place of one of these", JoinedLines(values)));
  diagnostic.kind = DiagnosticKind::kUnknownClause;
  if (edit_from != place.stop.offset) {
    diagnostic.help += "; leave out `case` and `end`";
    return diagnostic;
  }
  std::size_t at = place.stop.offset;
  for (const std::string& value : values) {
    while (at < place.text.size() && place.text[at] == ' ') ++at;
    diagnostic.edits.push_back({RestSpan(place.text, at), value});
    at = std::min(place.text.find('\n', at), place.text.size()) + 1;
  }
  return diagnostic;
}

}  // namespace mgl
