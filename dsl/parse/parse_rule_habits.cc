// Actions as prose and order sets write them.
#include "dsl/parse/parse_rule_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

/// The line of an action, from its verb on.
struct ActionLine {
  std::string_view verb;
  std::string_view rest;  // behind the verb
  std::size_t begin = 0;  // of the verb
  std::size_t end = 0;    // of the line
};

std::optional<ActionLine> ActionAround(const Place& place) {
  if (place.keyword != "rule" || place.clause != "then" || place.on_later_line) return std::nullopt;
  std::size_t begin = SkipBlanks(place.text, place.stop.clause.end);
  if (LineBegin(place.text, begin) != LineBegin(place.text, place.stop.offset)) return std::nullopt;
  ActionLine line;
  std::string_view all = LineRest(place.text, begin);
  for (const std::string_view lead : {"either ", "both ", "to "}) {
    if (all.starts_with(lead)) all.remove_prefix(lead.size());
  }
  begin = EndIn(place.text, all) - all.size();
  line.verb = WordAt(all, 0);
  line.rest = Trimmed(all.substr(line.verb.size()));
  line.begin = begin;
  line.end = begin + all.size();
  return line;
}

/// What a list names, each a treatment, a fact or a text; empty where anything else stands in it.
struct Listed {
  std::vector<std::string_view> things;
  bool has_or = false;
  bool has_next = false;  // one after the other
  bool has_instead = false;
};

Listed ReadList(std::string_view list) {
  Listed read;
  for (std::size_t at = 0;;) {
    const Found found = FindAt(list, SkipBlanks(list, at));
    if (found.kind == FoundKind::kEnd) break;
    at = found.span.end;
    std::string_view word =
        found.kind == FoundKind::kWord ? WordAt(list, found.span.begin) : found.text;
    if (found.kind == FoundKind::kWord) at = found.span.begin + word.size();
    if (found.kind == FoundKind::kText) {
      read.things.push_back(found.text);
    } else if (IsAnyOf(word, {"or", "/"})) {
      read.has_or = true;
    } else if (IsAnyOf(word, {"then", "followed", "first", "after"})) {
      read.has_next = true;
    } else if (IsAnyOf(word, {"instead"})) {
      read.has_instead = true;
    } else if (word == "one") {
      read.has_or = true;
    } else if (found.kind == FoundKind::kWord &&
               !IsAnyOf(word, {"and", "with", "plus", "by", "both", "either", "of", "also", "give",
                               "order", "advise", "consider", "avoid", "stop", "note", "the",
                               "together", "start"})) {
      read.things.push_back(word);
    } else if (found.kind == FoundKind::kNumber) {
      return {};
    }
  }
  return read;
}

/// `amoxicillin or clarithromycin` as one medication of which one is chosen.
std::string AsOptions(std::string_view text, std::string_view verb,
                      const std::vector<std::string_view>& names) {
  std::string name;
  std::string title;
  std::string lines;
  std::string replaced;
  for (const std::string_view one : names) {
    const std::string own = TitleOfName(text, one);
    name += (name.empty() ? "" : "_or_") + std::string(one);
    title += (title.empty() ? "" : " or ") + own;
    const std::string_view dose = DoseOfMedication(text, one);
    lines += fmt::format(", `option {} \"{}{}{}\"`", one, own, dose.empty() ? "" : " ", dose);
    if (IsDeclared(text, one, {"medication"})) {
      replaced +=
          fmt::format("{}`{}`", replaced.empty() ? " in place of the medications " : " and ", one);
    }
  }
  return fmt::format("write `medication {} \"{}\"` with `choose one of`{}{}, and here `then {} {}`",
                     name, title, lines, replaced, verb, name);
}

std::string Joined(std::string_view verb, const std::vector<std::string_view>& things) {
  std::string all;
  for (const std::string_view thing : things) {
    all += fmt::format("{}{} {}", all.empty() ? "" : " and ", verb, thing);
  }
  return all;
}

Diagnostic Rewritten(const ActionLine& line, Span span, std::string message,
                     const std::string& action) {
  Diagnostic diagnostic = At(span, std::move(message), fmt::format("write `then {}`", action));
  diagnostic.edits.push_back({SpanOf(line.begin, line.end), action});
  return diagnostic;
}

/// A rule of its own for each thing: `then give a`, `then give b`.
std::string InRules(std::string_view verb, const std::vector<std::string_view>& things) {
  std::string help = fmt::format("write here `then {} {}`", verb, things[0]);
  for (std::size_t i = 1; i < things.size(); ++i) {
    help += fmt::format(", and a rule of its own with the same conditions and `then {} {}`", verb,
                        things[i]);
  }
  return help;
}

}  // namespace

std::optional<Diagnostic> ActionList(const Place& place) {
  const std::optional<ActionLine> line = ActionAround(place);
  if (!line) return std::nullopt;
  std::string_view verb = line->verb;
  if (verb == "start" || verb == "prescribe" || verb == "use") verb = "give";
  const Listed list = ReadList(line->rest);
  if (list.things.size() < 2) return std::nullopt;
  const Span span = place.found.span;
  const bool are_texts =
      std::ranges::all_of(list.things, [](std::string_view one) { return one[0] == '"'; });
  if (IsAnyOf(verb, {"advise", "note", "refer", "order"}) && are_texts) {
    return Rewritten(*line, span, "every action begins with its verb", Joined(verb, list.things));
  }
  if (verb == "order") {
    for (const std::string_view one : list.things) {
      if (one[0] != '"' && !IsDeclared(place.text, one, {"fact"})) return std::nullopt;
    }
    return Rewritten(*line, span, "every action begins with its verb", Joined(verb, list.things));
  }
  if (!IsAnyOf(verb, {"give", "consider", "stop", "avoid"})) return std::nullopt;
  // `stop a and start b`
  const std::string_view second =
      WordAt(line->rest, std::min(line->rest.find(" and ") + 5, line->rest.size()));
  const std::string_view other = EverydayWord(second).empty() ? second : EverydayWord(second);
  for (const std::string_view one : list.things) {
    const bool is_verb = one == second && IsAnyOf(other, {"give", "stop", "consider", "avoid"});
    if (!is_verb && !IsTreatmentName(place.text, one)) return std::nullopt;
  }
  std::vector<std::string_view> names = list.things;
  std::erase_if(names, [&](std::string_view one) { return !IsTreatmentName(place.text, one); });
  if (names.size() < 2) return std::nullopt;
  if (list.has_instead ||
      (IsAnyOf(other, {"give", "stop", "consider", "avoid"}) && other != verb)) {
    return At(span, fmt::format("a rule with `{}` has that one action", verb),
              fmt::format("write here `then {} {}`, and a rule of its own with the same conditions "
                          "and `then {} {}`",
                          verb, names[0], list.has_instead ? "stop" : other, names[1]));
  }
  if (verb == "avoid") {
    return Rewritten(*line, span, "every action begins with its verb", Joined(verb, names));
  }
  if (list.has_or && verb != "stop") {
    return At(span, "an action names one medication", AsOptions(place.text, verb, names));
  }
  std::string help = InRules(verb, names);
  if (list.has_next) {
    help +=
        fmt::format(" and `because \"after {}\"`", LowerCase(TitleOfName(place.text, names[0])));
  }
  return At(span, fmt::format("a rule with `{}` has that one action", verb), std::move(help));
}

std::optional<Diagnostic> ActionTail(const Place& place) {
  const std::optional<ActionLine> line = ActionAround(place);
  if (!line || place.stop.expected != Expected::kLine || place.first_on_line) return std::nullopt;
  if (place.stop.offset < line->begin + line->verb.size()) return std::nullopt;
  const std::string_view tail = LineRest(place.text, place.stop.offset);
  const std::string_view name = place.previous;
  const Span span = SpanOf(place.stop.offset, EndIn(place.text, tail));
  const std::string word = LettersOf(WordAt(tail, 0));
  const bool is_text = name.starts_with('"');
  const std::string head(Trimmed(place.text.substr(line->begin, place.stop.offset - line->begin)));
  if (IsAnyOf(word,
              {"urgently", "immediately", "now", "stat", "asap", "today", "urgent", "promptly"}) &&
      WordsIn(tail).size() == 1) {
    const std::string_view soon = word == "today" ? "today" : "now";
    Diagnostic diagnostic =
        At(span, "how soon something is done is a line `urgency`",
           fmt::format("write `then {}`, and below it `urgency {}`", head, soon));
    diagnostic.edits.push_back({span, fmt::format("urgency {}", soon)});
    return diagnostic;
  }
  if (is_text && IsAnyOf(word, {"within", "in", "for", "at", "to", "by", "with", "every", "after",
                                "before", "if", "urgent"})) {
    const std::string all = fmt::format("{} {}\"", head.substr(0, head.size() - 1), tail);
    return tail.find('"') == std::string_view::npos
               ? std::optional(
                     Rewritten(*line, span, "what is said about an action stands in its text", all))
               : std::nullopt;
  }
  const bool is_given =
      IsAnyOf(line->verb, {"give", "consider"}) && IsTreatmentName(place.text, name);
  if (!is_given) {
    const bool is_stopped =
        IsAnyOf(line->verb, {"stop", "avoid", "order"}) && place.found.kind == FoundKind::kWord &&
        IsAnyOf(word, {"for", "until", "in", "within", "after", "every", "at", "over"});
    if (!is_stopped) return std::nullopt;
    if (line->verb == "order" && IsAnyOf(word, {"in", "every", "after", "within"})) {
      return At(span, "when a test is done again is a `recheck`",
                fmt::format("write `recheck {0}_control \"…\" of {0}`, and below it `{1} {2} {3}`",
                            name, tail, word == "every" ? "from" : "after", DateFact(place.text)));
    }
    return At(span, "what is said about an action stands in a rule of its own",
              fmt::format("write `then {}`, and a rule of its own with the same conditions and "
                          "`then note \"{}\"`",
                          head, AsTitle(fmt::format("{} {}", head, tail))));
  }
  if (word == "until") {
    return At(span, "how long something is given stands under the medication",
              fmt::format("write `{}` under `medication {}`", tail, name));
  }
  if (IsAnyOf(word, {"if", "when"}) && tail.find(" else ") != std::string_view::npos) {
    const std::size_t other = tail.find(" else ");
    const std::string condition(Trimmed(tail.substr(word.size(), other - word.size())));
    std::string_view second = Trimmed(tail.substr(other + 6));
    if (second.starts_with("give ")) second.remove_prefix(5);
    return At(span, "one rule has one action",
              fmt::format("write `when {0}` and `then give {1}` here, and a rule of its own with "
                          "`when not ({0})` and `then give {2}`",
                          condition, name, second));
  }
  const Prescription said = ReadPrescription(place.text, tail);
  if (said.unread.empty() && !said.parts.empty() && said.doses[0].amount.empty() &&
      said.doses.size() == 1) {
    const PrescribedDose& dose = said.doses[0];
    std::string help;
    if (!dose.often.empty())
      help = fmt::format("leave it out: the dose under `medication {}` says how often", name);
    if (!said.duration.empty())
      help = fmt::format("write `for {}` under `medication {}`", said.duration, name);
    if (!said.routes.empty())
      help = fmt::format("write `route {}` under `medication {}`", said.routes[0], name);
    if (!said.advice.empty()) {
      help =
          fmt::format("leave it out, and write a rule of its own with `then advise \"Take it {}\"`",
                      said.advice[0]);
    }
    if (!help.empty())
      return At(span, "how something is given stands under the medication", std::move(help));
  }
  if (place.found.kind != FoundKind::kWord || IsReserved(word)) return std::nullopt;
  return At(span, "behind an action stands only the name of its medication",
            fmt::format("write `then {}`; words for readers stand behind `#`, or in a rule of its "
                        "own with `then note \"{}\"`",
                        head, AsTitle(tail)));
}

std::optional<Diagnostic> ExpectedAction(const Place& place) {
  if (place.clause != "expect" || place.on_later_line) return std::nullopt;
  if (place.stop.expected != Expected::kExpectation) return std::nullopt;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::vector<std::string_view> words = WordsIn(rest);
  if (words.size() < 2) return std::nullopt;
  const bool is_not = IsAnyOf(words[0], {"not", "no"});
  const std::string_view name = WithoutSigns(words.back());
  const std::string_view rule = RuleGiving(place.text, name);
  if (rule.empty()) return std::nullopt;
  const Span span = SpanOf(place.stop.offset, EndIn(place.text, rest));
  const bool is_negated = is_not || IsAnyOf(words[0], {"avoid", "stop"});
  if (IsAnyOf(words[0], {"avoid", "stop"})) return std::nullopt;
  const std::string written = fmt::format("{} {}", rule, is_negated ? "no" : "yes");
  Diagnostic diagnostic =
      At(span, "an example expects the outcome of a rule",
         fmt::format("write `expect {}`: the rule that gives `{}`", written, name));
  diagnostic.edits.push_back({span, written});
  return diagnostic;
}

}  // namespace mgl
