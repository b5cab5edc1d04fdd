// Lines and heads of rules as decision tables, programs and order sets write them.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/parse/grades_said.h"
#include "dsl/parse/medication_said.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_prescription_words.h"
#include "dsl/parse/parse_rule_habits.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/said_beside.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// `urgency within 2 hours`.
std::optional<Diagnostic> UrgencySaid(const Place& place) {
  if (place.keyword != "rule" || place.stop.expected != Expected::kUrgency || place.on_later_line) {
    return std::nullopt;
  }
  std::string_view said = LineRest(place.text, place.stop.offset);
  const Span span = SpanOf(place.stop.offset, EndIn(place.text, said));
  while (!said.empty() && (said.front() == ':' || said.front() == '='))
    said = Trimmed(said.substr(1));
  const std::string_view meant = IsIn(said, {"now", "today", "routine"}) ? said
                                 : IsLevel(WithoutQuotes(said))          ? std::string_view()
                                                                         : UrgencyMeant(said);
  constexpr std::string_view kMessage = "how soon is `now`, `today` or `routine`";
  if (meant.empty()) {
    return At(span, std::string(kMessage),
              "write `urgency now`, `urgency today` or `urgency routine`");
  }
  std::string plain(said);
  std::erase(plain, '"');
  const bool has_time =
      plain.find_first_of("0123456789") != std::string::npos && WordsIn(plain).size() > 1;
  Diagnostic diagnostic = At(
      span, std::string(kMessage),
      has_time
          ? fmt::format("write `urgency {}`, and the time for readers below it: `because \"{}\"`",
                        meant, plain)
          : fmt::format("write `urgency {}`", meant));
  const bool is_joined = place.text[span.begin - 1] != ' ';  // `urgency: now`
  if (!has_time) {
    diagnostic.edits.push_back({span, (is_joined ? " " : "") + std::string(meant)});
  }
  return diagnostic;
}

/// `because of "x"`, `strength strong, high`.
std::optional<Diagnostic> BehindLine(const Place& place) {
  if (place.clause == "because" && place.stop.expected == Expected::kText &&
      place.found.text == "of" && !place.on_later_line) {  // `because of "x"`
    std::string reason(Trimmed(LineRest(place.text, place.found.span.end)));
    std::erase(reason, '"');
    if (reason.empty()) return std::nullopt;
    const Span span =
        SpanOf(place.stop.offset, EndIn(place.text, LineRest(place.text, place.stop.offset)));
    Diagnostic diagnostic = At(place.found.span, "a reason in quotes follows `because`",
                               fmt::format("write `because \"{}\"`", reason));
    diagnostic.edits.push_back({span, fmt::format("\"{}\"", reason)});
    return diagnostic;
  }
  const bool behind_grade = (place.clause == "strength" || place.clause == "certainty") &&
                            place.keyword == "rule" && place.stop.expected == Expected::kLine &&
                            !place.on_later_line;
  if (behind_grade) {
    const std::string_view all =
        LineRest(place.text, SkipBlanks(place.text, place.stop.clause.end));
    const std::string lines = GradeLinesAt(place.text, place.stop.offset, all);
    if (lines.empty()) return std::nullopt;
    const GradesSaid grades = ReadGrades(all);
    const std::size_t said = grades.strengths.size() + grades.certainties.size();
    const bool is_two = !grades.strengths.empty() && !grades.certainties.empty();
    return At(place.found.span,
              is_two      ? "strength and certainty are two lines"
              : said == 1 ? "a grade is one word"
                          : "a rule has one grade of each kind",
              lines);
  }
  return std::nullopt;
}

/// A line of a rule: its first word, in small letters, and what stands behind it.
struct RuleWords {
  std::string_view line;
  std::string_view word;
  std::string letters;
  std::string_view rest;
  Span span;
};

std::optional<Diagnostic> GradeLine(const Place& place, const RuleWords& words) {
  const auto& [line, word, letters, rest, span] = words;
  if (IsIn(letters, {"urgent", "urgently", "immediately", "immediate", "stat", "emergency", "asap",
                     "now", "today"}) ||
      (IsIn(letters, {"priority", "timing", "timeframe", "when"}) && !rest.empty() &&
       letters != "when")) {
    const std::string_view meant = UrgencyMeant(rest.empty() ? std::string_view(letters) : rest);
    if (letters == "priority" && meant.empty()) return std::nullopt;
    const std::string_view soon = meant.empty() ? "now" : meant;
    const bool is_level =
        IsIn(LettersOf(rest), {"high", "higher", "highest", "top", "1", "important", "medium"});
    Diagnostic diagnostic = AtLine(
        span, "how soon is a line `urgency`",
        letters == "priority" ? fmt::format("{}; a rule that goes before "
                                            "another one has a line `overrides RULE`",
                                            is_level ? "decide between `urgency now` and "
                                                       "`urgency today`"
                                                     : fmt::format("write `urgency {}`", soon))
                              : fmt::format("write `urgency {}`", soon));
    if (rest.empty()) diagnostic.edits.push_back({span, fmt::format("urgency {}", soon)});
    return diagnostic;
  }
  if (IsIn(letters, {"grade", "evidence", "level", "class", "recommendation", "quality", "loe",
                     "cor", "graded"})) {
    const std::string lines = GradeLinesAt(place.text, place.stop.offset, rest);
    if (!lines.empty()) {
      return AtLine(span, "grades are lines `strength` and `certainty`", lines);
    }
  }
  if (IsIn(letters, {"overridden", "superseded", "yields", "unless_rule"}) && !rest.empty()) {
    const std::string_view other = rest.starts_with("by ") ? Trimmed(rest.substr(3)) : rest;
    const std::string_view rule = DeclaredBefore(place.text, place.stop.offset, "rule");
    return AtLine(
        span, "the rule that goes first says what it overrides",
        fmt::format("write `overrides {}` under `rule {}`, and leave out this line", rule, other));
  }
  const bool is_led = IsIn(letters, {"action", "do", "actions", "recommend", "plan"});
  const WordRole* role = FindWord(is_led ? WordAt(rest, 0) : word);
  if (role != nullptr && *role == WordRole::kAction && !rest.empty()) {
    const std::string_view action = is_led ? rest : line;
    Diagnostic diagnostic =
        AtLine(span, "an action begins with `then`", fmt::format("write `then {}`", action));
    diagnostic.edits.push_back({span, fmt::format("then {}", action)});
    return diagnostic;
  }
  return std::nullopt;
}

/// `if x then give a` as a line of the rule.
std::optional<Diagnostic> IfThenLine(const Place& place, const RuleWords& words) {
  const std::size_t then = words.rest.find(" then ");
  if (!IsIn(words.letters, {"if", "where"}) || then == std::string_view::npos) return std::nullopt;
  const std::string_view condition = Trimmed(words.rest.substr(0, then));
  const std::string_view action = Trimmed(words.rest.substr(then + 6));
  const std::string_view verb = WordAt(action, 0);
  const std::string_view target = Trimmed(action.substr(verb.size()));
  const bool is_undeclared = IsIn(verb, {"give", "consider", "stop", "avoid"}) &&
                             !IsTreatmentName(place.text, WordAt(target, 0));
  const std::string done =
      is_undeclared ? ActionOnUndeclared(place.text, verb, target) : std::string();
  constexpr std::size_t kWrite = 6;  // `write …`
  return AtLine(words.span, "a condition stands behind `when`, and what is done behind `then`",
                fmt::format("write `when {}` and below it {}", condition,
                            done.empty() ? fmt::format("`then {}`", action) : done.substr(kWrite)));
}

std::optional<Diagnostic> DoseLineOfRule(const Place& place, const RuleWords& words) {
  const auto& [line, word, letters, rest, span] = words;
  const std::string_view given = GivenAbove(place.text, place.stop.offset);
  const bool is_dose =
      IsIn(letters, {"dose", "route", "limit", "for", "until", "basis", "contains", "every", "once",
                     "twice", "max", "maximum", "duration", "frequency", "max_dose", "dosage"}) ||
      (place.found.kind == FoundKind::kNumber);
  if (!given.empty() && is_dose) {
    const bool is_own =
        IsIn(letters, {"dose", "route", "limit", "for", "until", "basis", "contains"});
    const Prescription said = ReadPrescription(place.text, letters == "dosage" ? rest : line);
    const std::string_view compared = letters == "dose" || letters == "dosage" ? rest : line;
    std::string help;
    if (IsIn(letters, {"route", "for"}) || !said.doses[0].amount.empty() ||
        !said.doses[0].often.empty()) {
      help = HelpForSaidBeside(place.text, given, letters == "route" ? rest : compared,
                               place.stop.offset);
    }
    if (help.empty()) help = fmt::format("write `{}` under `medication {}`", line, given);
    if (!is_own && said.unread.empty() && !LinesOf(said).empty() && said.doses[0].amount.empty()) {
      help = fmt::format("{} under `medication {}`", InLines(said), given);
    }
    return AtLine(span, "how something is given stands under the medication", std::move(help));
  }
  return std::nullopt;
}

std::optional<Diagnostic> StrangeLine(const Place& place, const RuleWords& words) {
  const auto& [line, word, letters, rest, span] = words;
  if (place.found.kind != FoundKind::kWord || IsReserved(word) || !EverydayWord(word).empty() ||
      !NearestKeyword(word, "rule").empty()) {
    return std::nullopt;
  }
  if (IsIn(letters, {"and", "or", "recheck", "instead"}) ||
      !Nearest(word, {"and", "or", "not"}).empty()) {
    return std::nullopt;
  }
  if (IsConditionName(place.text, word) && GivenAbove(place.text, place.stop.offset).empty() &&
      !rest.empty()) {
    Diagnostic diagnostic =
        AtLine(span, "a condition stands behind `when`", fmt::format("write `when {}`", line));
    diagnostic.edits.push_back({SpanOf(place.stop.offset, place.stop.offset), "when "});
    return diagnostic;
  }
  if (!EnglishWord(LowerCase(AsName(WideWordAt(line, 0)))).empty()) return std::nullopt;
  return AtLine(
      span, fmt::format("a `rule` has no line `{}`", word),
      fmt::format(
          "write it for readers: `because \"{}\"`, or behind `#`; what is done is a line `then`",
          AsTitle(line)));
}

/// The first rule that is not the one around a place.
std::string_view OtherRule(const Place& place) {
  const std::string_view own = DeclaredBefore(place.text, place.stop.offset, "rule");
  for (std::size_t line = 0; line < place.text.size();
       line = std::min(place.text.find('\n', line), place.text.size()) + 1) {
    if (WordAt(place.text, line) != "rule") continue;
    const std::string_view name = WordAt(place.text, SkipBlanks(place.text, line + 4));
    if (!name.empty() && name != own) return name;
  }
  return {};
}

}  // namespace

std::string_view UrgencyMeant(std::string_view said) {
  std::string words = LowerCase(said);
  std::erase_if(words, [](char c) { return c == '"' || c == ':' || c == '='; });
  const auto has = [&](std::string_view word) { return words.find(word) != std::string::npos; };
  if (has("non-urgent") || has("non urgent") || has("not urgent")) return "routine";
  if (has("hour") || has("min") || has("immediate") || has("stat") || has("emergen") ||
      has("asap") || has("critical") || has("urgent") || has("high") || has("straight") ||
      has("at once")) {
    const bool is_day = has("24") || has("12 h") || has("48");
    return is_day ? "today" : "now";
  }
  if (has("same day") || has("same-day") || has("soon") || has("today") || has("1 day") ||
      has("one day") || has("medium") || has("moderate")) {
    return "today";
  }
  if (has("week") || has("month") || has("days") || has("elective") || has("low") ||
      has("normal") || has("planned") || has("routine")) {
    return "routine";
  }
  if (words == "1") return "now";
  if (words == "2") return "today";
  return words == "3" ? "routine" : "";
}

bool IsLevel(std::string_view said) {
  return IsIn(LowerCase(said), {"high", "higher", "highest", "medium", "moderate", "low", "lower",
                                "lowest", "1", "2", "3"});
}

std::optional<Diagnostic> OtherwiseInRule(const Place& place) {
  if (!BeginsLine(place, "rule")) return std::nullopt;
  const std::string_view word = WordAt(place.text, place.stop.offset);
  if (!IsIn(word, {"else", "otherwise", "elif", "elseif", "elsif"})) return std::nullopt;
  const std::string condition = ConditionAbove(place.text, place.stop.offset);
  if (condition.empty()) return std::nullopt;
  const std::string_view line = LineRest(place.text, place.stop.offset);
  std::string_view rest = Trimmed(line.substr(word.size()));
  while (!rest.empty() && (rest.front() == ':' || rest.front() == ','))
    rest = Trimmed(rest.substr(1));
  std::string when = Negated(condition);
  const bool is_if = word != "else" && word != "otherwise";
  if (is_if || rest.starts_with("if ") || rest.starts_with("when ")) {
    if (!is_if) rest = Trimmed(rest.substr(rest.find(' ')));
    if (rest.ends_with(":")) rest.remove_suffix(1);
    const std::size_t then = rest.find(" then ");
    when = fmt::format("{} and {}", Trimmed(rest.substr(0, then)), when);
    rest = then == std::string_view::npos ? std::string_view() : Trimmed(rest.substr(then + 6));
  }
  if (rest.empty()) {  // the action stands below
    const std::size_t next = SkipBlanks(place.text, EndIn(place.text, line));
    rest = LineRest(place.text, next);
    if (IsDeclarationWord(WordAt(rest, 0))) rest = {};
  }
  if (rest.starts_with("then ")) rest.remove_prefix(5);
  const std::string_view rule = DeclaredBefore(place.text, place.stop.offset, "rule");
  return AtLine(
      place.found.span, fmt::format("a `rule` has no line `{}`", word),
      fmt::format(
          "write a rule of its own: `rule {}_{} \"{}\"`, and below it `when {}` and `then {}`",
          rule, is_if ? "else" : "otherwise",
          rest.empty() ? "…" : AsTitle(rest.substr(std::min(rest.find(' ') + 1, rest.size()))),
          when, rest.empty() ? "…" : std::string(rest)));
}

std::optional<Diagnostic> RuleLine(const Place& place) {
  if (std::optional<Diagnostic> found = UrgencySaid(place)) return found;
  if (std::optional<Diagnostic> found = BehindLine(place)) return found;
  if (!BeginsLine(place, "rule")) return std::nullopt;
  RuleWords words;
  words.line = LineRest(place.text, place.stop.offset);
  words.word = WordAt(words.line, 0);
  words.letters = LettersOf(words.word);
  words.rest = Trimmed(words.line.substr(words.word.size()));
  while (!words.rest.empty() && (words.rest.front() == ':' || words.rest.front() == '=')) {
    words.rest = Trimmed(words.rest.substr(1));
  }
  words.span = SpanOf(place.stop.offset, EndIn(place.text, words.line));
  if (std::optional<Diagnostic> found = IfThenLine(place, words)) return found;
  if (std::optional<Diagnostic> found = GradeLine(place, words)) return found;
  if (std::optional<Diagnostic> found = DoseLineOfRule(place, words)) return found;
  return StrangeLine(place, words);
}

std::optional<Diagnostic> OverridesByHabit(const Place& place) {
  if (place.keyword != "rule" || place.clause != "overrides" || place.on_later_line)
    return std::nullopt;
  const std::size_t begin = SkipBlanks(place.text, place.stop.clause.end);
  const std::string_view rest = LineRest(place.text, begin);
  std::vector<std::string> rules;
  std::string part;
  const auto add = [&]() {
    std::string_view said = Trimmed(part);
    for (const std::string_view lead : {"rule ", "rules ", "the "}) {
      if (said.starts_with(lead)) said.remove_prefix(lead.size());
    }
    const std::string_view titled = RuleTitled(place.text, said);
    if (!titled.empty()) {
      rules.emplace_back(titled);
    } else if (IsDeclared(place.text, said, {"rule"})) {
      rules.emplace_back(said);
    } else if (!said.empty()) {
      rules.emplace_back("");
    }
    part.clear();
  };
  bool in_text = false;
  for (const std::string_view word : WordsIn(rest)) {
    const bool is_joint = !in_text && IsIn(word, {"and", "or", "&"});
    if (is_joint) {
      add();
      continue;
    }
    part += part.empty() ? "" : " ";
    for (const char c : word) in_text = c == '"' ? !in_text : in_text;
    const bool ends = !in_text && word.ends_with(",");
    part += ends ? word.substr(0, word.size() - 1) : word;
    if (ends) add();
  }
  add();
  std::string list;
  for (const std::string& rule : rules) {
    if (rule.empty()) {
      const std::string_view other = OtherRule(place);
      if (other.empty() || place.stop.expected == Expected::kLine) return std::nullopt;
      return At(SpanOf(begin, begin + rest.size()), "`overrides` names rules, separated by `,`",
                fmt::format("write the name of a rule, such as `overrides {}`", other));
    }
    list += (list.empty() ? "" : ", ") + rule;
  }
  if (list.empty() || list == rest) return std::nullopt;
  const Span span = SpanOf(begin, begin + rest.size());
  Diagnostic diagnostic = At(span, "`overrides` names rules, separated by `,`",
                             fmt::format("write `overrides {}`", list));
  diagnostic.edits.push_back({span, list});
  return diagnostic;
}

std::optional<Diagnostic> RuleHead(const Place& place) {
  if (!place.clause.empty() || place.on_later_line || place.keyword.empty()) return std::nullopt;
  const std::size_t begin = place.stop.declaration.begin;
  if (LineBegin(place.text, begin) != begin || LineBegin(place.text, place.stop.offset) != begin)
    return std::nullopt;
  const std::string_view header = LineRest(place.text, begin);
  const Span span = SpanOf(begin, begin + header.size());
  const bool is_named =
      IsIn(place.keyword, {"rule", "medication", "diet", "fact", "define", "result", "threshold",
                           "score", "table", "range", "recheck", "ambiguity"});
  const auto whole = [&](Span part, std::string written, std::string_view tail) {
    Diagnostic diagnostic =
        At(part, "a name stands before the title", fmt::format("write `{}`", written));
    diagnostic.edits.push_back({span, written + std::string(tail)});
    return diagnostic;
  };
  if (is_named && place.stop.expected == Expected::kNewName &&
      place.found.kind == FoundKind::kText) {
    // `rule "Title" name`: the name is there.
    const std::size_t at = SkipBlanks(place.text, place.found.span.end);
    const std::string_view name = WordAt(place.text, at);
    if (name.empty() || IsReserved(name) || at >= span.end) return std::nullopt;
    const std::string_view tail = place.text.substr(at + name.size(), span.end - at - name.size());
    return whole(SpanOf(place.stop.offset, at + name.size()),
                 fmt::format("{} {} {}", place.keyword, name, place.found.text), tail);
  }
  if (is_named && place.stop.expected == Expected::kNewName &&
      place.found.kind == FoundKind::kNumber) {
    const std::size_t quote = header.find('"');
    const Found title = FindAt(place.text, begin + std::min(quote, header.size()));
    if (quote == std::string_view::npos || title.kind != FoundKind::kText) return std::nullopt;
    const std::string name = NameOfTitle(title.text.substr(1, title.text.size() - 2));
    if (name.empty()) return std::nullopt;
    return whole(SpanOf(place.stop.offset, begin + quote),
                 fmt::format("{} {} {}", place.keyword, name, title.text),
                 place.text.substr(title.span.end, span.end - title.span.end));
  }
  const bool is_sign = (place.found.text == "=" || place.found.text == ":" ||
                        place.found.text == "-" || place.found.text == ",") &&
                       place.stop.name == place.stop.previous && place.stop.name.end > 0;
  const std::size_t behind = SkipBlanks(place.text, place.found.span.end);
  if (is_named && is_sign && behind < span.end && place.text[behind] == '"') {
    Diagnostic diagnostic =
        At(place.found.span, "the title follows the name without a sign",
           fmt::format("write `{} {} {}`", place.keyword, TextOf(place.text, place.stop.name),
                       FindAt(place.text, behind).text));
    diagnostic.edits.push_back({SpanOf(place.stop.previous.end, behind), " "});
    return diagnostic;
  }
  return std::nullopt;
}

}  // namespace mgl
