// Lists to tick, free texts, booleans. Each help is what the author's own names give.
#include "dsl/parse/parse_kind_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_fact_habits.h"
#include "dsl/parse/parse_spelt_kind_habits.h"
#include "dsl/parse/written_code.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::string_view kEachAFact = "what can hold together is a fact each";
constexpr std::string_view kNoText = "no fact is a text";
constexpr std::string_view kWordsOfTable = "words that a table gives are texts";

/// What can be ticked: `copd "COPD"`.
struct Tick {
  std::string said;
  std::string name;
  std::string title;
};

std::string TitleOf(std::string_view word) {
  std::string title(word);
  std::replace(title.begin(), title.end(), '_', ' ');
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') {
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  }
  return title;
}

std::vector<Tick> TicksIn(std::string_view text, std::string_view list, std::string_view owner) {
  std::vector<Tick> ticks;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find_first_of(",;/|"), list.size());
    std::string_view part = Trimmed(list.substr(0, comma));
    list = comma < list.size() ? list.substr(comma + 1) : std::string_view();
    if (part.starts_with("or ") || part.starts_with("and ")) part = Trimmed(part.substr(3));
    if (part.empty()) continue;
    const std::size_t quote = std::min(part.find('"'), part.size());
    const std::string_view word = Trimmed(part.substr(0, quote));
    Tick tick;
    tick.said = word.empty() ? WithoutQuotes(part) : word;
    tick.title = quote < part.size() ? TitleOf(WithoutQuotes(part.substr(quote)))
                                     : TitleOf(WithoutQuotes(word));
    tick.name = AsName(tick.said);
    if (tick.name.empty() || tick.name == "none" || tick.name == "other") continue;
    const bool is_taken =
        !NamedBy(text, tick.name, {"fact", "threshold", "define", "result", "score"}).name.empty();
    if (is_taken || IsReserved(tick.name)) tick.name = fmt::format("{}_{}", owner, tick.name);
    ticks.push_back(std::move(tick));
  }
  return ticks;
}

/// `, and `diabetes` in place of `comorbidities is diabetes``.
std::string UsesOf(std::string_view text, std::string_view owner, const std::vector<Tick>& ticks) {
  std::string uses;
  constexpr std::string_view kJoints[] = {"is", "includes", "contains", "has",
                                          "=",  "include",  "contain"};
  for (const Tick& tick : ticks) {
    for (const std::string_view joint : kJoints) {
      const std::string use = fmt::format("{} {} {}", owner, joint, tick.said);
      const std::size_t at = text.find(use);
      const bool is_use = at != std::string_view::npos && (at + use.size() >= text.size() ||
                                                           !IsWordCharacter(text[at + use.size()]));
      const std::string written =
          fmt::format("{}`{}` in place of `{}`", uses.empty() ? "" : ", ", tick.name, use);
      if (is_use && uses.find(written) == std::string::npos) uses += written;
    }
  }
  return uses.empty() ? "" : fmt::format("; and write {}", uses);
}

/// How many bytes of it say that several may hold: `any of`, `multiple choice`.
std::size_t SeveralIn(std::string_view said) {
  constexpr std::string_view kSeveral[] = {
      "any number of",  "any of",          "any",          "some of",          "several of",
      "multiple of",    "multiple choice", "multi-choice", "multiselect",      "multi-select",
      "one or more of", "all of",          "many of",      "multiple",         "several",
      "checkboxes",     "checklist of",    "multi select", "all that apply of"};
  if (said.starts_with("any one of")) return 0;
  for (const std::string_view several : kSeveral) {
    if (said.starts_with(several)) return several.size();
  }
  return 0;
}

/// Behind the title on the line of a fact, and where that is; empty: not in this line.
std::string_view KindBehindTitle(const Place& place) {
  const std::string_view line = LineRest(place.text, place.stop.declaration.begin);
  const std::size_t open = line.find('"');
  const std::size_t close = open == line.npos ? open : line.find('"', open + 1);
  if (close == std::string_view::npos) return {};
  if (place.stop.offset > place.stop.declaration.begin + line.size()) return {};
  return Trimmed(line.substr(close + 1));
}

}  // namespace

std::string_view AnswerMeant(std::string_view said) {
  const std::string word = LettersOf(said);
  if (word == "false" || word == "n") return "no";
  if (word == "true" || word == "y") return "yes";
  return said;
}

std::optional<Diagnostic> TickListByHabit(const Place& place) {
  if (place.keyword != "fact" || !place.clause.empty() || place.on_later_line) return std::nullopt;
  const std::string_view kind = KindBehindTitle(place);
  std::string_view said = kind;
  for (const std::string_view lead : {"is ", "are ", "can be ", "may be ", "as "}) {
    if (said.starts_with(lead)) said = Trimmed(said.substr(lead.size()));
  }
  const std::size_t several = SeveralIn(said);
  if (several == 0) return std::nullopt;
  const std::size_t open = said.find('(', several);
  const std::size_t close = said.find(')', several);
  std::string_view list = said.substr(several);
  if (open != said.npos && close != said.npos) list = said.substr(open + 1, close - open - 1);
  if (list.starts_with(':')) list.remove_prefix(1);
  const DeclaredName fact = DeclarationAt(place.text, place.stop.declaration.begin);
  const std::vector<Tick> ticks = TicksIn(place.text, list, fact.name);
  if (ticks.size() < 2) return std::nullopt;
  std::string facts;
  for (const Tick& tick : ticks) {
    facts += fmt::format("{}`fact {} \"{}\" is yes/no`", facts.empty() ? "" : ", ", tick.name,
                         tick.title);
  }
  const std::size_t end = EndIn(place.text, kind);
  return At(
      SpanOf(end - kind.size(), end), std::string(kEachAFact),
      fmt::format("write in place of this line {}{}", facts, UsesOf(place.text, fact.name, ticks)));
}

std::optional<Diagnostic> BooleanByHabit(const Place& place) {
  constexpr std::string_view kBooleans[] = {"y",    "boolean", "bool",  "binary",  "logical",
                                            "flag", "true",    "truth", "checkbox"};
  const std::string_view all = LineRest(place.text, place.stop.offset);
  if (StartsWithWord(all, "y") && LowerCase(all) != "y/n" && LowerCase(all) != "y or n") {
    return std::nullopt;
  }
  constexpr std::string_view kPairs[] = {"yes-no",    "yes–no",   "yes, no", "yes|no",
                                         "yes no",    "yes / no", "no/yes",  "(yes/no)",
                                         "(yes, no)", "yes\\no",  "yesno",   "yes_no"};
  const bool is_pair = IsOneOf(LowerCase(Trimmed(all)), kPairs);
  if (place.keyword != "fact" || !place.clause.empty() || place.on_later_line ||
      (place.stop.expected != Expected::kFactIs && place.stop.expected != Expected::kUnit) ||
      (!is_pair &&
       !IsOneOf(LowerCase(place.found.text.substr(0, place.found.text.find('/'))), kBooleans))) {
    return std::nullopt;
  }
  Diagnostic diagnostic = Instead(RestSpan(place.text, place.stop.previous.begin),
                                  "a fact that holds or does not is `yes/no`", "is yes/no");
  const std::string_view behind = LineRest(place.text, place.found.span.end);
  const std::size_t inline_at = behind.find("default");
  const std::size_t next = place.text.find('\n', place.stop.offset);
  const bool is_inline = inline_at != std::string_view::npos;
  if (!is_inline && next == std::string_view::npos) return diagnostic;
  const std::string_view below =
      is_inline ? behind.substr(inline_at) : Trimmed(LineRest(place.text, next + 1));
  if (!below.starts_with("default")) return diagnostic;
  std::string_view answer = Trimmed(below.substr(7));
  for (const std::string_view lead : {":", "=", "is ", "value "}) {
    if (answer.starts_with(lead)) answer = Trimmed(answer.substr(lead.size()));
  }
  answer = AnswerMeant(answer);
  if (answer != "yes" && answer != "no") return diagnostic;
  if (is_inline) {
    diagnostic.help += fmt::format(", and below it `unless stated, {}`", answer);
    diagnostic.edits.clear();
    return diagnostic;
  }
  diagnostic.help += fmt::format(", and `unless stated, {}` in place of `{}`", answer, below);
  const std::size_t end = EndIn(place.text, below);
  diagnostic.edits.push_back(
      {SpanOf(end - below.size(), end), fmt::format("unless stated, {}", answer)});
  return diagnostic;
}

namespace {

/// The words behind `value` in the lines below, where each is one word: `high, normal`.
std::string ChoicesBelow(const Place& place) {
  std::vector<std::string_view> choices;
  for (std::size_t at = place.text.find('\n', place.stop.offset);
       at != std::string_view::npos && at + 1 < place.text.size() && place.text[at + 1] == ' ';
       at = place.text.find('\n', at + 1)) {
    const std::string_view line = Trimmed(LineRest(place.text, at + 1));
    if (!line.starts_with("value ")) continue;
    const std::string_view word = WordAt(line, 6);
    if (word.empty() || word == "missing") return "";
    if (std::ranges::find(choices, word) == choices.end()) choices.push_back(word);
  }
  return fmt::format("{}", fmt::join(choices, ", "));
}

}  // namespace

std::optional<Diagnostic> NumberKindByHabit(const Place& place) {
  // `number (kg)`, `is %`
  if (place.keyword == "fact" && place.clause.empty() && !place.on_later_line) {
    const std::string_view kind = KindBehindTitle(place);
    std::string_view unit = StartsWithWord(kind, "is") ? Trimmed(kind.substr(2)) : kind;
    const bool is_number = StartsWithWord(unit, "number");
    if (is_number) unit = Trimmed(unit.substr(6));
    const bool is_wrapped = unit.size() > 2 && (unit.front() == '(' || unit.front() == '[') &&
                            (unit.back() == ')' || unit.back() == ']') &&
                            unit.find_first_of(" ,") == unit.npos;
    if (is_wrapped) unit = unit.substr(1, unit.size() - 2);
    const std::size_t end = EndIn(place.text, kind);
    if ((is_number && is_wrapped) || unit == "%") {
      return Instead(SpanOf(end - kind.size(), end), std::string(kUnitBehindIn),
                     fmt::format("in {}", unit));
    }
  }
  constexpr std::string_view kNumbers[] = {"integer",     "int",  "float",  "decimal",
                                           "numeric",     "real", "double", "quantity",
                                           "measurement", "lab"};
  if (place.keyword != "fact" || !place.clause.empty() || place.on_later_line ||
      place.stop.expected != Expected::kFactIs || !IsOneOf(LowerCase(place.found.text), kNumbers)) {
    return std::nullopt;
  }
  const std::size_t next = place.text.find('\n', place.stop.offset);
  const std::string_view below =
      next == std::string_view::npos ? std::string_view() : Trimmed(LineRest(place.text, next + 1));
  std::string_view unit = StartsWithWord(below, "unit")    ? Trimmed(below.substr(4))
                          : StartsWithWord(below, "units") ? Trimmed(below.substr(5))
                                                           : std::string_view();
  if (unit.starts_with(':') || unit.starts_with('=')) unit = Trimmed(unit.substr(1));
  const std::string_view behind = Trimmed(LineRest(place.text, place.found.span.end));
  if (unit.empty() && behind.empty()) {
    return Instead(RestSpan(place.text, place.stop.previous.begin),
                   "a number without a unit is a plain number", "is number");
  }
  if (unit.empty() || !behind.empty()) return std::nullopt;
  unit = WithoutQuotes(unit);
  return At(RestSpan(place.text, place.stop.previous.begin),
            "a number with a unit is written with `in`",
            fmt::format("write `in {}`, and leave out the line `{}`", unit, below));
}

/// `gives full dose`: the words are a text.
std::optional<Diagnostic> CellOfWords(const Place& place) {
  if (place.keyword != "table" || place.stop.expected != Expected::kLine) return std::nullopt;
  const std::size_t begin = SkipBlanks(place.text, LineBegin(place.text, place.stop.offset));
  const std::string_view line = LineRest(place.text, begin);
  const std::size_t gives = line.rfind(" gives ");
  if (!line.starts_with("row ") || gives == line.npos || begin + gives > place.stop.offset) {
    return std::nullopt;
  }
  if (!IsReserved(WordAt(place.text, place.stop.offset))) return std::nullopt;
  const std::string_view value = Trimmed(line.substr(gives + 7));
  const bool is_words = value.find_first_of("\",<>=") == value.npos &&
                        value.find(' ') != value.npos && !IsDigit(value.front());
  if (!is_words) return std::nullopt;
  return Instead(SpanOf(begin, begin + line.size()), "a value of several words is a text in quotes",
                 fmt::format("{} gives \"{}\"", line.substr(0, gives), value));
}

std::optional<Diagnostic> TextKindByHabit(const Place& place) {
  constexpr std::string_view kTexts[] = {
      "dose", "doses",   "dosage",  "string",  "advice",         "action",    "words", "medication",
      "drug", "actions", "regimen", "message", "recommendation", "treatment", "plan",  "words"};
  const std::string word = LowerCase(place.found.text);
  const bool is_table = place.keyword == "table" && place.previous == "gives";
  const bool is_result = place.keyword == "result" && place.previous == "is";
  if ((!is_table && !is_result) || place.on_later_line || !place.clause.empty() ||
      !IsOneOf(word, kTexts)) {
    return std::nullopt;
  }
  if (!is_table) {
    const std::string choices = ChoicesBelow(place);
    if (!choices.empty()) {
      return Instead(place.found.span, "what a result can be is a list",
                     fmt::format("one of ({})", choices));
    }
    return Instead(place.found.span, "words that a result gives are a text", "text");
  }
  if (const std::string unit = UnitOfRows(place); !unit.empty()) {
    Diagnostic in_unit =
        Instead(place.found.span, "what a table gives is a unit or a kind of value", unit);
    in_unit.help = fmt::format("write `gives {}`", unit);
    return in_unit;
  }
  Diagnostic diagnostic = Instead(place.found.span, std::string(kWordsOfTable), "text");
  diagnostic.help = "write `gives text`";
  return diagnostic;
}

namespace {

/// What is asked of a text in this line: `penicillin` of `allergies contains "penicillin"`.
std::string AskedOf(std::string_view line, std::string_view fact, std::string& use) {
  const std::size_t at = line.find(fact);
  if (at == std::string_view::npos) return "";
  const std::string_view behind = Trimmed(line.substr(at + fact.size()));
  const std::size_t open = behind.find('"');
  const std::size_t close = open == behind.npos ? open : behind.find('"', open + 1);
  if (close == std::string_view::npos) return "";
  const std::string joint = LowerCase(Trimmed(behind.substr(0, open)));
  constexpr std::string_view kJoints[] = {
      "contains", "includes", "is",      "=",       "has",     "like",
      "mentions", "==",       "contain", "include", "matches", "equals"};
  if (!IsOneOf(joint, kJoints)) return "";
  std::string asked(behind.substr(open + 1, close - open - 1));
  std::erase_if(asked, [](char c) { return c == '%' || c == '*'; });
  use = fmt::format("{} {}", fact, behind.substr(0, close + 1));
  return asked;
}

/// Where its second word ends: `sym includes` of `sym includes fever`.
std::size_t SecondBlank(std::string_view said) {
  const std::size_t first = said.find(' ');
  return first == std::string_view::npos ? said.size()
                                         : std::min(said.find(' ', first + 1), said.size());
}

void TakeUse(std::string_view text, Diagnostic& head, std::string_view line) {
  const DeclaredName fact = DeclarationAt(text, head.span.begin);
  std::string use;
  const std::string asked = AskedOf(line, fact.name, use);
  if (asked.empty() || head.help.find(use) != std::string::npos) return;
  const std::string name = fmt::format("{}_{}", fact.name, NameOfTitle(asked));
  const bool is_first = !head.help.starts_with("write `fact ");
  const std::string more =
      fmt::format("`fact {0} \"{1}: {2}\" is yes/no` and `{0}` in place of `{3}`", name, fact.title,
                  asked, use);
  head.help = is_first ? fmt::format("write {}", more) : fmt::format("{}; {}", head.help, more);
}

}  // namespace

std::optional<Diagnostic> GradingByHabit(const Place& place) {
  if (place.keyword != "guideline" || place.clause != "grading") return std::nullopt;
  const std::size_t begin = SkipBlanks(place.text, place.stop.clause.end);
  const std::string_view said = LineRest(place.text, begin);
  if (said.find(" with") != said.npos || said.empty()) return std::nullopt;
  if (IsIn(said, {"none", "GRADE", "grade", "uspstf", "sign"})) return std::nullopt;
  // `"ESC" (I, IIa)`: the grades stand there, without `with`.
  if (const std::size_t open = said.find('('); open != said.npos) {
    std::string listed;
    std::string_view list = said.substr(open + 1, said.find(')', open) - open - 1);
    while (!list.empty()) {
      const std::size_t comma = std::min(list.find(','), list.size());
      listed += fmt::format("{}\"{}\"", listed.empty() ? "" : ", ",
                            WithoutQuotes(Trimmed(list.substr(0, comma))));
      list = list.substr(std::min(comma + 1, list.size()));
    }
    return Instead(RestSpan(place.text, place.stop.clause.begin),
                   "`with` stands before the grades, from strong to weak",
                   fmt::format("grading \"{}\" with ({})",
                               WithoutQuotes(Trimmed(said.substr(0, open))), listed));
  }
  std::vector<std::string_view> used;
  for (std::size_t at = 0; at < place.text.size();
       at = std::min(place.text.find('\n', at), place.text.size()) + 1) {
    const std::string_view line = Trimmed(LineRest(place.text, at));
    if (!line.starts_with("strength ")) continue;
    const std::string_view grade = WithoutQuotes(line.substr(9));
    if (std::ranges::find(used, grade) == used.end()) used.push_back(grade);
  }
  const std::string grades = GradesMeant(used);
  return At(RestSpan(place.text, begin), "a grading of its own names its grades",
            fmt::format("name its grades, from strong to weak: `grading \"{}\" with ({})`",
                        WithoutQuotes(said), grades.empty() ? "…" : grades));
}

void JoinTextFacts(const SourceFile& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  const auto line_at = [&](const Diagnostic& diagnostic) {
    return LineRest(text, LineBegin(text, diagnostic.span.begin));
  };
  Diagnostics joined;
  for (Diagnostic& diagnostic : diagnostics) {
    const std::string_view line = line_at(diagnostic);
    Diagnostic* head = nullptr;
    for (Diagnostic& earlier : joined) {
      if (earlier.message == kNoText && diagnostic.message != kNoText) {
        const DeclaredName fact = DeclarationAt(text, earlier.span.begin);
        std::string use;
        if (!AskedOf(line, fact.name, use).empty()) head = &earlier;
      }
      // `sym includes fever` is said at the list.
      const bool may_be_tick = earlier.message == kEachAFact;
      const std::size_t of =
          may_be_tick ? line.find(DeclarationAt(text, earlier.span.begin).name) : line.npos;
      const bool is_tick = of != line.npos;
      const std::string_view said = is_tick ? line.substr(of) : std::string_view();
      const std::size_t word = SecondBlank(said);
      if (is_tick && word < said.size() &&
          earlier.help.find(said.substr(0, word)) != std::string::npos) {
        head = &earlier;
      }
      const bool is_row = earlier.message == kWordsOfTable &&
                          diagnostic.message == "a value of several words is a text in quotes";
      if (is_row && DeclarationAt(text, earlier.span.begin).begin ==
                        DeclarationAt(text, diagnostic.span.begin).begin) {
        head = &earlier;
        head->help += fmt::format(", and {}", diagnostic.help.substr(std::string("write ").size()));
        for (Label& label : diagnostic.labels) head->labels.push_back(label);
        for (Edit& edit : diagnostic.edits) head->edits.push_back(edit);
      }
    }
    if (head == nullptr) joined.push_back(std::move(diagnostic));
  }
  for (Diagnostic& head : joined) {
    if (head.message != kNoText) continue;
    for (std::size_t at = 0; at < text.size();
         at = std::min(text.find('\n', at), text.size()) + 1) {
      if (at <= head.span.begin) continue;
      TakeUse(text, head, LineRest(text, at));
    }
  }
  diagnostics = std::move(joined);
}

}  // namespace mgl
