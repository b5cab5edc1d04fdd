// What must not be given, as it is written in order sets and formularies.
#include "dsl/parse/parse_warning_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_case_habits.h"
#include "dsl/parse/parse_condition_habits.h"
#include "dsl/parse/parse_habit_messages.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/warning_head.h"
#include "dsl/parse/warning_text.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// The conditions of the `when` lines above `at` in the same declaration.
std::string WhenAbove(std::string_view text, std::size_t at) {
  std::string when;
  for (std::size_t line = 0; line < at; line = std::min(text.find('\n', line), text.size()) + 1) {
    const std::size_t begin = SkipBlanks(text, line);
    const std::string_view word = WordAt(text, begin);
    if (IsDeclarationWord(word)) when.clear();
    if (word == "when" && begin < at) {
      const std::string_view more = Trimmed(LineRest(text, begin + word.size()));
      when = when.empty() ? std::string(more) : fmt::format("({}) or ({})", when, more);
    }
  }
  return when;
}

/// `then note "…"` under a warning, which is itself what readers are told.
std::string HelpForNote(const Place& place, std::string_view keyword, std::string_view note) {
  const std::string_view head = LineRest(place.text, place.stop.declaration.begin);
  const std::size_t quote = head.find('"');
  const std::string_view title =
      quote == std::string_view::npos ? std::string_view() : WithoutQuotes(head.substr(quote));
  const bool is_told = LowerCase(title).find(LowerCase(note)) != std::string::npos;
  if (quote == std::string_view::npos) {
    return fmt::format("leave the line out: the title of the {} tells it, `{} NAME \"{}\"`",
                       keyword, keyword, note);
  }
  std::string help = is_told
                         ? fmt::format("leave the line out: the title of the {} tells it", keyword)
                         : fmt::format(
                               "leave the line out, as the {} shows its title; what else is said "
                               "stands in a line `because \"{}\"`",
                               keyword, note);
  const bool has_when = !WhenAbove(place.text, place.stop.offset).empty() ||
                        !WhenBelow(place.text, place.stop.declaration.begin).empty();
  if (!has_when) help += "; and say when: " + HelpForNoCondition(place.text, keyword, title);
  return help;
}

/// What a line says to readers, with its quotes: `note "…"`, `text "…"`; else empty.
std::string_view TextSaid(std::string_view line) {
  const std::string_view word = WordAt(line, 0);
  const bool is_said =
      IsIn(LowerCase(word), {"note", "text", "message", "comment", "warn", "warning", "advise",
                             "advice", "info", "reason", "explanation", "remark", "say", "show",
                             "tell", "alert", "title", "description"});
  std::string_view rest = Trimmed(line.substr(word.size()));
  if (rest.starts_with(':') || rest.starts_with('=')) rest = Trimmed(rest.substr(1));
  const bool is_text =
      rest.size() > 2 && rest.front() == '"' && rest.find('"', 1) == rest.size() - 1;
  return is_said && is_text ? rest : std::string_view();
}

/// The first such line of the declaration that begins at `begin`.
std::string_view TextBelow(std::string_view text, std::size_t begin) {
  for (std::size_t at = text.find('\n', begin); at < text.size() && at + 1 < text.size();
       at = text.find('\n', at + 1)) {
    const std::string_view line = LineRest(text, at + 1);
    if (IsDeclarationWord(WordAt(line, 0))) break;
    if (const std::string_view said = TextSaid(Trimmed(line)); !said.empty()) return said;
    // `Gastritis`, without quotes, is no line of its own.
    const std::string_view words = Trimmed(line);
    const bool is_title = !words.empty() && words.front() >= 'A' && words.front() <= 'Z' &&
                          !IsReserved(LowerCase(WordAt(words, 0))) &&
                          words.find_first_of("\"<>=") == words.npos;
    if (is_title) return words;
  }
  return {};
}

/// `contraindication pregnant "Pregnancy"` with a line `ibuprofen`: the one is in the place of the
/// other.
std::optional<Diagnostic> NamesSwapped(const Place& place, std::string_view keyword,
                                       std::string_view medication) {
  if (!IsTreatmentName(place.text, medication) ||
      LineRest(place.text, place.stop.offset) != medication) {
    return std::nullopt;
  }
  const std::string_view head = LineRest(place.text, place.stop.declaration.end);
  const std::size_t quote = std::min(head.find('"'), head.size());
  const std::string_view condition = Trimmed(head.substr(0, quote));
  if (!IsConditionName(place.text, WordAt(condition, 0)) || quote == head.size() ||
      !WhenAbove(place.text, place.stop.offset).empty()) {
    return std::nullopt;
  }
  return At(PlaceSpan(place),
            fmt::format("a {} names the medication, and asks behind `when`", keyword),
            fmt::format("write `{} {} {}`, and below it `when {}`", keyword, medication,
                        Trimmed(head.substr(quote)), condition));
}

/// `contraindication kidney_failure "…"`, and below it `for a, b`: the reason stands first.
std::optional<Diagnostic> ReasonFirst(const Place& place, std::string_view keyword,
                                      std::string_view word, std::string_view rest) {
  if (!IsIn(word, {"for", "medication", "medications", "drug", "drugs", "avoid", "stop", "of",
                   "treatment", "give"})) {
    return std::nullopt;
  }
  const std::string_view head = LineRest(place.text, place.stop.declaration.end);
  const std::size_t quote = std::min(head.find('"'), head.size());
  const std::string_view condition = Trimmed(head.substr(0, quote));
  const WarningHeadSaid named = ReadHead(place.text, rest);
  const bool is_condition = IsConditionName(place.text, condition);
  if (!is_condition || named.names.empty() || !named.condition.empty()) return std::nullopt;
  const std::string above = WhenAbove(place.text, place.stop.offset);
  std::string when = above.empty() ? WhenBelow(place.text, place.stop.offset) : above;
  const std::string title = quote < head.size() ? std::string(Trimmed(head.substr(quote)))
                                                : InQuotes(TitleOfName(place.text, condition));
  std::string help = fmt::format("write `{} {} {}`", keyword, Listed(named.names), title);
  if (when.empty()) {
    help += fmt::format(", and below it `when {}`", condition);
  } else if (when != condition) {
    help += fmt::format(", and below it `when {} and ({})`", condition, when);
  }
  const Span span = SpanOf(place.stop.declaration.begin, EndIn(place.text, rest));
  return At(span, fmt::format("a {} names the medication, and asks behind `when`", keyword),
            std::move(help));
}

/// `contraindication kidney_failure for a, b`. `below`: the condition of a line below, or empty.
std::optional<Diagnostic> ReasonFirstInLine(const Place& place, std::string_view line,
                                            std::string_view below) {
  const std::size_t joint = line.find(" for ");
  const std::string_view condition = Trimmed(line.substr(0, joint));
  if (joint == line.npos || !IsConditionName(place.text, condition)) return std::nullopt;
  const WarningHeadSaid named = ReadHead(place.text, line.substr(joint + 5));
  if (named.names.empty() || !named.condition.empty()) return std::nullopt;
  const std::string title =
      named.title.empty() ? InQuotes(TitleOfName(place.text, condition)) : std::string(named.title);
  const bool is_there = below == condition;
  const std::string when = below.empty() || is_there ? std::string(condition)
                                                     : fmt::format("{} and ({})", condition, below);
  return At(RestSpan(place.text, place.stop.declaration.begin),
            fmt::format("a {} names the medication, and asks behind `when`", place.keyword),
            fmt::format("write `{} {} {}`{}", place.keyword, Listed(named.names), title,
                        is_there ? "" : fmt::format(", and below it `when {}`", when)));
}

/// `then note "…"`, `then order x` under a warning; `say` makes the message.
template <typename Say>
Diagnostic ActionInWarning(const Place& place, std::string_view keyword, std::string_view rest,
                           const Say& say) {
  const std::string when = WhenAbove(place.text, place.stop.offset);
  const std::string_view treated = DeclaredBefore(place.text, place.stop.offset, keyword);
  const std::string_view verb = WordAt(rest, 0);
  if (verb == "note") {
    return say("a warning tells readers by its title",
               HelpForNote(place, keyword, WithoutQuotes(Trimmed(rest.substr(4)))));
  }
  const std::string_view what = WordAt(rest, SkipBlanks(rest, verb.size()));
  const bool blocks =
      keyword == "contraindication" && IsIn(verb, {"avoid", "stop"}) && what == treated;
  if (blocks) {
    return say("a contraindication blocks what it names by itself", "leave the line out");
  }
  // `order gentamicin_level`: in the words of its title.
  const std::string titled = IsConditionName(place.text, what) || IsTreatmentName(place.text, what)
                                 ? fmt::format("{} {}", verb, TitleOfName(place.text, what))
                                 : std::string(rest);
  const std::string name = AsName(fmt::format("{}_{}", verb, what.empty() ? treated : what));
  const std::string rule = fmt::format(
      "write a rule of its own: `rule {} \"{}\"`, and below it `when {}` and `then {}`",
      name.empty() ? "another" : name, AsTitle(titled), when.empty() ? "…" : when, rest);
  const std::string head(LineRest(place.text, place.stop.declaration.begin));
  if (!head.ends_with('"')) return say("an action stands in a rule", rule);
  // A rule would tell it to those too who are not given what the warning names.
  const bool is_advice = verb == "advise" && what.empty();
  const std::string told =
      is_advice ? std::string(WithoutQuotes(Trimmed(rest.substr(verb.size())))) : AsTitle(titled);
  const std::string_view title = std::string_view(head).substr(0, head.size() - 1);
  std::string help = fmt::format(
      "put it in the text of the {}, in place of this line: `{}{} {}\"`", keyword, title,
      std::string_view(".!?").find(title.back()) == std::string_view::npos ? "." : "", told);
  if (!is_advice) {
    help += fmt::format("; where it is for all of these patients, whether `{}` is given or not, {}",
                        treated, rule);
  }
  return say("an action stands in a rule, and a rule holds whether this is given or not",
             std::move(help));
}

}  // namespace

std::optional<Diagnostic> WarningHead(const Place& place) {
  const bool is_warning = place.keyword == "contraindication" || place.keyword == "caution";
  const bool is_head =
      LineBegin(place.text, place.stop.declaration.begin) ==
      LineBegin(place.text, place.on_later_line ? place.stop.previous.begin : place.stop.offset);
  if (!is_warning || !is_head || !place.clause.empty()) return std::nullopt;
  if (place.stop.expected != Expected::kTarget && place.stop.expected != Expected::kTitle &&
      place.stop.expected != Expected::kLine) {
    return std::nullopt;
  }
  if (!IsFirstOnLine(place.text, place.stop.declaration.begin)) return std::nullopt;
  const std::string_view line = LineRest(place.text, place.stop.declaration.end);
  WarningHeadSaid head = ReadHead(place.text, line);
  const std::string_view told =
      head.title.empty() ? TextBelow(place.text, place.stop.declaration.begin) : std::string_view();
  if (!told.empty()) head.title = InQuotes(told);
  const std::string below = WhenBelow(place.text, place.stop.declaration.begin);
  if (head.names.empty()) return ReasonFirstInLine(place, line, below);
  if (head.is_with && head.names.size() > 1 && head.condition.empty() && below.empty()) {
    return Whole(place, "what is not given together is `exclusive`",
                 fmt::format("exclusive {}{}", Listed(head.names),
                             head.title.empty() ? "" : " because " + head.title));
  }
  const std::string said =
      head.condition.empty() ? head.title : fmt::format("{} when {}", head.title, head.condition);
  if (head.title.empty() && head.condition.empty() && below.empty()) return std::nullopt;
  WarningWritten warning =
      WriteWarning(place.text, place.keyword, Listed(head.names), said,
                   head.title.empty() ? std::string_view(below) : std::string_view());
  if (!head.title.empty() && head.condition.empty()) {
    warning.written = fmt::format("{} {} {}", place.keyword, Listed(head.names), head.title);
    warning.help = fmt::format("write `{}`", warning.written);
    warning.is_sure = true;
  }
  if (warning.help.empty() ||
      warning.written == Trimmed(LineRest(place.text, place.stop.declaration.begin))) {
    return std::nullopt;
  }
  Diagnostic diagnostic =
      Whole(place,
            fmt::format("a {} names what is not to be given, then says why in quotes, then `when`",
                        place.keyword),
            warning.written);
  diagnostic.help = warning.help;
  if (!told.empty()) {
    diagnostic.help += fmt::format(", in place of the line that says {}", told);
  }
  if (!warning.is_sure || !told.empty()) diagnostic.edits.clear();
  return diagnostic;
}

std::optional<Diagnostic> WarningLine(const Place& place) {
  const bool is_warning = BeginsLine(place, "contraindication") || BeginsLine(place, "caution");
  if (!is_warning) return std::nullopt;
  const std::string_view keyword = BeginsLine(place, "caution") ? "caution" : "contraindication";
  const std::string_view line = LineRest(place.text, place.stop.offset);
  const std::string_view word = WordAt(place.text, place.stop.offset);
  const std::string_view rest = Trimmed(line.substr(std::min(line.size(), word.size())));
  const Span span = SpanOf(place.stop.offset, EndIn(place.text, line));
  const std::string when = WhenAbove(place.text, place.stop.offset);
  const std::string_view treated = DeclaredBefore(place.text, place.stop.offset, keyword);
  const auto say = [&](std::string message, std::string help) {
    Diagnostic diagnostic = At(span, std::move(message), std::move(help));
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  };
  if (auto swapped = NamesSwapped(place, keyword, word)) return swapped;
  if (auto reason = ReasonFirst(place, keyword, word, rest)) return reason;
  if (const std::string_view told = TextSaid(line); !told.empty()) {
    return say("a warning tells readers by its title",
               HelpForNote(place, keyword, WithoutQuotes(told)));
  }
  if (word == "then") return ActionInWarning(place, keyword, rest, say);
  if (IsIn(word, {"dose", "limit"})) {
    const std::string shown =
        word == "dose" && !when.empty() && rest.find(" when ") == std::string_view::npos
            ? fmt::format("{} when {}", line, when)
            : std::string(line);
    return say("how much is given stands under the medication",
               fmt::format("write `{}` under `medication {}`", shown, treated));
  }
  if (IsIn(word, {"unless", "except"})) {
    return say(fmt::format("a {} has no line `{}`", keyword, word),
               when.empty()
                   ? fmt::format("write `when {}`", Negated(rest))
                   : fmt::format("write `when ({}) and {}` for both lines", when, Negated(rest)));
  }
  if (IsIn(word, {"and", "or"}) || IsReserved(word)) return std::nullopt;
  if (IsConditionName(place.text, word) || word == "not" || place.found.text == "(") {
    Diagnostic diagnostic =
        say("a condition stands behind `when`", fmt::format("write `when {}`", line));
    diagnostic.edits.push_back({SpanOf(place.stop.offset, place.stop.offset), "when "});
    return diagnostic;
  }
  if (!EnglishWord(LowerCase(AsName(WideWordAt(line, 0)))).empty()) return std::nullopt;
  if (place.found.kind != FoundKind::kWord || !EverydayWord(word).empty() ||
      !NearestKeyword(word, keyword).empty()) {
    return std::nullopt;
  }
  return say(
      fmt::format("a {} has no line `{}`", keyword, word),
      fmt::format("write it as its reason, `because \"{}\"`, or for readers behind `#`", line));
}

std::optional<Diagnostic> TakesByProse(const Place& place) {
  // `allergy to a`
  const bool is_allergy =
      IsIn(place.previous, {"allergy", "allergic", "hypersensitivity", "intolerance",
                            "contraindication", "sensitivity", "hypersensitive"});
  if (is_allergy && place.found.text == "to" && InCondition(place)) {
    const std::string_view rest = ValueFrom(place.text, place.stop.previous.begin);
    const std::string name = AsName(rest);
    if (!name.empty()) {
      return At(SpanOf(place.stop.previous.begin, EndIn(place.text, rest)),
                "a condition asks about facts",
                fmt::format("write `{0}`, and declare `fact {0} \"{1}\" is yes/no`", name,
                            AsTitle(rest)));
    }
  }
  const bool is_operand =
      place.stop.expected == Expected::kOperand &&
      IsIn(place.clause, {"when", "unless", "until", "as", "suspect", "applies", ""});
  if ((!is_operand && !InCondition(place)) || place.on_later_line) return std::nullopt;
  const std::string found(place.found.text);
  std::string_view name;
  std::size_t begin = place.stop.offset;
  std::size_t end = place.found.span.end;
  if (is_operand && IsIn(found, {"on", "given", "giving", "give", "taking", "receiving", "with"})) {
    name = WordAt(place.text, SkipBlanks(place.text, end));
    end = EndIn(place.text, name);
  } else if (!is_operand &&
             IsIn(place.previous, {"taking", "receiving", "takes", "receives", "using", "uses"})) {
    name = place.found.text;
    begin = place.stop.previous.begin;
  } else if (!is_operand && IsIn(found, {"given", "taken", "prescribed", "started", "used"})) {
    name = place.previous;
    begin = place.stop.previous.begin;
  }
  if (name.empty() || !IsTreatmentName(place.text, name)) return std::nullopt;
  if (place.keyword == "must") return PropertyByHabit(place);
  return At(SpanOf(begin, end), "a condition asks about facts, not about medications",
            fmt::format("write `takes_{0}`, and declare `fact takes_{0} \"Takes {1}\" is yes/no`",
                        name, TitleOfName(place.text, name)));
}

/// What a rule gives, in the lines below `at`.
static std::string_view GivenBelow(std::string_view text, std::size_t at) {
  for (at = text.find('\n', at); at < text.size(); at = text.find('\n', at + 1)) {
    const std::string_view line = LineRest(text, at + 1);
    if (!line.empty() && IsWordStart(line.front())) break;
    for (const std::string_view lead : {"then give ", "then consider "}) {
      if (Trimmed(line).starts_with(lead)) return WordAt(Trimmed(line), lead.size());
    }
  }
  return {};
}

/// `unless any contraindication`, `unless there is a contraindication`: all of the line.
static std::optional<Diagnostic> UnlessContraindicated(const Place& place, std::size_t begin) {
  const std::string_view line = Trimmed(LineRest(place.text, begin));
  const std::vector<std::string_view> words = WordsIn(line);
  const bool is_said =
      words.size() > 2 && words[0] == "unless" && words.back().starts_with("contraindicat") &&
      std::ranges::all_of(words.begin() + 1, words.end() - 1, [](std::string_view word) {
        return IsIn(word, {"any", "a", "there", "is", "are", "known", "absolute", "patient", "has",
                           "it", "otherwise", "other", "the", "specific"});
      });
  const std::string_view given = GivenBelow(place.text, begin);
  if (!is_said || given.empty()) return std::nullopt;
  return At(RestSpan(place.text, EndIn(place.text, words[0]) - words[0].size()),
            "a contraindication blocks the rule by itself",
            fmt::format("leave out this line; what speaks against it is `contraindication {} "
                        "\"Title\"`, and below it `when` with the condition",
                        given));
}

std::optional<Diagnostic> ContraindicationDenied(const Place& place) {
  // `unless there is a contraindication`: that word begins no declaration there.
  const std::size_t line_begin = LineBegin(place.text, place.stop.declaration.begin);
  const bool is_inside = place.keyword == "contraindication" &&
                         WordAt(place.text, SkipBlanks(place.text, line_begin)) == "unless";
  if (is_inside) return UnlessContraindicated(place, line_begin);
  if (place.keyword == "rule" && place.clause == "unless") {
    return UnlessContraindicated(place, place.stop.clause.begin);
  }
  const bool is_before = IsIn(place.previous, {"no", "without"});
  const bool is_denied = is_before || IsIn(place.found.text, {"no", "without"});
  if (!is_denied || place.keyword != "rule" || place.clause != "when") return std::nullopt;
  const Span word = is_before ? place.stop.previous : place.found.span;
  std::string_view what = Trimmed(LineRest(place.text, word.end));
  for (const std::string_view lead : {"known ", "any ", "absolute ", "other "}) {
    if (what.starts_with(lead)) what = Trimmed(what.substr(lead.size()));
  }
  if (!what.starts_with("contraindication")) return std::nullopt;
  const std::size_t next = std::min(what.find(" and "), what.size());
  std::string_view before =
      Trimmed(place.text.substr(place.stop.clause.end, word.begin - place.stop.clause.end));
  const std::string_view after = what.substr(std::min(next + 5, what.size()));
  const bool has_or = before.ends_with(" or") || what.find(" or ") < next;
  if (has_or || before.find('\n') != before.npos) return std::nullopt;
  if (before.ends_with(" and")) before.remove_suffix(4);
  const std::string_view given = GivenBelow(place.text, word.end);
  // `to potassium`, and not to another medication.
  const std::vector<std::string_view> said = WordsIn(what.substr(0, next));
  const bool is_of_it =
      said.size() == 3 && IsIn(said[1], {"to", "for"}) && IsIn(said[2], {given, "it", "this"});
  if (said.size() > 1 && !is_of_it) return std::nullopt;
  const std::string name = given.empty() ? "MEDICATION" : std::string(given);
  const bool is_declared =
      place.text.find(fmt::format("\ncontraindication {} ", name)) != place.text.npos;
  const std::string_view joint = before.empty() || after.empty() ? "" : " and ";
  std::string help;
  if (before.empty() && after.empty()) {
    help = "say here who is given it";
  } else {
    help = fmt::format("leave it out: write `when {}{}{}`", Trimmed(before), joint, after);
  }
  if (!is_declared) {
    help += fmt::format(
        "; what speaks against it is `contraindication {} \"Title\"`, and below it `when` with the "
        "condition",
        name);
  }
  Diagnostic diagnostic = At(SpanOf(word.begin, EndIn(place.text, what.substr(0, next))),
                             "a contraindication blocks the rule by itself", std::move(help));
  if (!before.empty() || !after.empty()) {
    const std::size_t end = EndIn(place.text, what.substr(0, next)) + (after.empty() ? 0 : 5);
    diagnostic.edits.push_back(
        {SpanOf(place.stop.clause.end, end), fmt::format(" {}{}", Trimmed(before), joint)});
    diagnostic.is_proposal = true;
  }
  return diagnostic;
}

}  // namespace mgl
