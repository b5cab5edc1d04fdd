// Actions as prose and order sets write them.
#include "dsl/parse/parse_rule_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/parse/medication_said.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_dose_habits.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_repeat_habits.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/recheck_times.h"
#include "dsl/parse/said_beside.h"
#include "dsl/parse/second_rule.h"
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
struct SaidActions {
  std::vector<std::string_view> things;
  std::vector<std::string_view> verbs;  // of each; empty: that of the one before
  bool has_or = false;
  bool has_next = false;  // one after the other
  bool has_instead = false;
};

/// The verb of an action that a word means, or empty.
std::string_view ActionMeant(std::string_view word) {
  const std::string_view verb = EverydayWord(word).empty() ? word : EverydayWord(word);
  const WordRole* role = FindWord(verb);
  return role != nullptr && *role == WordRole::kAction ? verb : std::string_view();
}

SaidActions ReadList(std::string_view list) {
  SaidActions read;
  std::string_view verb;
  for (std::size_t at = 0;;) {
    const Found found = FindAt(list, SkipBlanks(list, at));
    if (found.kind == FoundKind::kEnd) break;
    at = found.span.end;
    const bool is_word = found.kind == FoundKind::kWord;
    const std::string_view word = is_word ? WordAt(list, found.span.begin) : found.text;
    if (is_word) at = found.span.begin + word.size();
    if (found.kind == FoundKind::kNumber) return {};
    if (found.kind == FoundKind::kText) {
      read.things.push_back(found.text);
      read.verbs.push_back(verb);
    } else if (IsIn(word, {"or", "/", "one"})) {
      read.has_or = true;
    } else if (IsIn(word, {"then", "followed", "first", "after"})) {
      read.has_next = true;
    } else if (word == "instead") {
      read.has_instead = true;
    } else if (is_word && !ActionMeant(word).empty()) {
      verb = ActionMeant(word);
    } else if (is_word && !IsIn(word, {"and", "with", "plus", "by", "both", "either", "of", "also",
                                       "the", "together"})) {
      read.things.push_back(word);
      read.verbs.push_back(verb);
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

/// `amoxicillin or doxycycline`, `oral or iv potassium`, neither of which is declared.
std::optional<Diagnostic> UndeclaredOptions(const Place& place, const ActionLine& line,
                                            std::string_view verb) {
  const std::vector<std::string_view> words = WordsIn(line.rest);
  if (words.size() < 3 || words[1] != "or") return std::nullopt;
  const std::string_view noun = line.rest.substr(EndIn(line.rest, words[2]));
  const bool are_routes = !RouteMeant(words[0]).empty() && !RouteMeant(words[2]).empty();
  if (words.size() > 3 && !are_routes) return std::nullopt;
  std::vector<std::string> names;
  for (const std::string_view word : {words[0], words[2]}) {
    names.push_back(NameOfTitle(fmt::format("{}{}", word, noun)));
    const bool is_known = names.back().empty() || IsTreatmentName(place.text, names.back()) ||
                          IsConditionName(place.text, names.back());
    if (is_known) return std::nullopt;
  }
  return At(SpanOf(line.begin, line.end), "an action names one medication",
            AsOptions(place.text, verb, {names[0], names[1]}));
}

std::string Joined(std::string_view verb, const SaidActions& list) {
  std::string all;
  for (std::size_t i = 0; i < list.things.size(); ++i) {
    if (!list.verbs[i].empty()) verb = list.verbs[i];
    all += fmt::format("{}{} {}", all.empty() ? "" : " and ", verb, list.things[i]);
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
std::string InRules(const Place& place, std::string_view verb,
                    const std::vector<std::string_view>& things) {
  std::string help = fmt::format("write here `then {} {}`", verb, things[0]);
  for (std::size_t i = 1; i < things.size(); ++i) {
    help += fmt::format(", and {} rule: {}", i == 1 ? "a second" : "another",
                        AlsoInRule(place.text, place.stop.declaration.begin,
                                   fmt::format("{} {}", verb, things[i]), i));
  }
  return help;
}

/// `consider referral to nephrology`.
std::optional<Diagnostic> ReferralSaid(const ActionLine& line, std::string_view said, Span span) {
  std::string_view to;
  for (const std::string_view lead :
       {"referral to ", "a referral to ", "referral for ", "referring to "}) {
    if (said.starts_with(lead)) to = Trimmed(said.substr(lead.size()));
  }
  if (to.empty() || to.find('"') != std::string_view::npos) return std::nullopt;
  std::string help = fmt::format("write `then refer \"{}\"`", AsTitle(to));
  if (line.verb == "consider") {
    help += fmt::format("; where it is only to be considered, `then note \"Consider {}\"`", said);
  }
  return At(span, "who takes over is said with `refer`", std::move(help));
}

/// `order chest X-ray`, `give iv fluids`: of what nothing is declared.
std::optional<Diagnostic> UnknownTarget(const Place& place, const ActionLine& line, bool is_given) {
  const std::string word = LettersOf(WordAt(place.text, place.stop.offset));
  const std::string_view name = place.previous;
  const std::string_view all = place.text.substr(line.begin, line.end - line.begin);
  const std::string_view said = Trimmed(all.substr(std::min(all.size(), line.verb.size())));
  const Span said_span = SpanOf(EndIn(place.text, said) - said.size(), line.end);
  const bool is_unknown = said.find('"') == std::string_view::npos &&
                          place.found.kind == FoundKind::kWord && !IsReserved(word);
  if (const DeclaredName test = NamedBy(place.text, said, {"fact"});
      line.verb == "order" && is_unknown && !test.name.empty()) {
    return Rewritten(line, said_span, "a test is called by the name of its fact",
                     fmt::format("order {}", test.name));
  }
  if (line.verb == "order" && is_unknown && !IsDeclared(place.text, name, {"fact"})) {
    return Rewritten(line, said_span, "a test that is no fact stands in quotes",
                     fmt::format("order \"{}\"", said));
  }

  if (std::optional<Diagnostic> refer = ReferralSaid(line, said, said_span)) return refer;
  const bool is_verb = IsIn(line.verb, {"give", "consider", "stop", "avoid"});
  const bool is_numbered = place.found.kind == FoundKind::kNumber && !is_given;
  if (is_verb && (is_unknown || is_numbered) && !is_given &&
      said.find('"') == std::string_view::npos &&
      std::ranges::none_of(WordsIn(said), [&](std::string_view one) {
        return IsTreatmentName(place.text, WithoutSigns(one)) || !ActionMeant(one).empty();
      })) {
    std::string help = ActionOnUndeclared(place.text, line.verb, said);
    if (help.empty()) return std::nullopt;
    return At(said_span, "a medication is called by its name, one word", std::move(help));
  }
  return std::nullopt;
}

/// `give a for 7 days`, `give a if x else b`.
std::optional<Diagnostic> TailOfGiven(const Place& place, std::string_view tail,
                                      std::string_view head) {
  const std::string word = LettersOf(WordAt(tail, 0));
  const std::string_view name = place.previous;
  const Span span = SpanOf(place.stop.offset, EndIn(place.text, tail));
  if (word == "until") {
    return At(span, "how long something is given stands under the medication",
              fmt::format("write `{}` under `medication {}`", tail, name));
  }
  if (IsIn(word, {"if", "when"}) && tail.find(" else ") != std::string_view::npos) {
    const std::size_t other = tail.find(" else ");
    const DeclaredName rule = DeclarationAt(place.text, place.stop.declaration.begin);
    const std::string condition(Trimmed(tail.substr(word.size(), other - word.size())));
    std::string_view second = Trimmed(tail.substr(other + 6));
    if (second.starts_with("give ")) second.remove_prefix(5);
    return At(span, "one rule has one action",
              fmt::format(
                  "write `when {}` and `then give {}` here, and a second rule: {}", condition, name,
                  WholeRule(fmt::format("{}_else", rule.name), fmt::format("{}, else", rule.title),
                            Negated(condition), fmt::format("give {}", second))));
  }
  const Prescription how = ReadPrescription(place.text, tail);
  const bool is_read = how.unread.empty() && !how.parts.empty() && how.doses.size() == 1 &&
                       how.doses[0].amount.empty();
  const bool is_led = IsIn(word, {"at", "dose", "dosage"}) &&
                      tail.find_first_of("0123456789") != std::string_view::npos;
  if (is_read || is_led) {
    std::string help = HelpForSaidBeside(place.text, name, tail, place.stop.offset);
    if (!help.empty())
      return At(span, "how something is given stands under the medication", std::move(help));
  }
  if (place.found.kind != FoundKind::kWord || IsReserved(word)) return std::nullopt;
  const bool is_denied = IsIn(word, {"without", "if", "unless", "provided"}) &&
                         LowerCase(tail).find("contraindicat") != std::string::npos &&
                         WordsIn(tail).size() <= 4;
  if (is_denied) {
    return At(span, "a contraindication blocks the rule by itself",
              fmt::format("leave it out: write `then {}`; what speaks against it is "
                          "`contraindication {} \"Title\"`, and below it `when` with the condition",
                          head, name));
  }
  return At(span, "behind an action stands only the name of its medication",
            fmt::format("write `then {}  # {}`: words for readers stand behind `#`", head, tail));
}

}  // namespace

std::optional<Diagnostic> ActionList(const Place& place) {
  if (ForeignSignAt(place.text, place.stop.offset).is_quote) return std::nullopt;
  std::optional<ActionLine> line = ActionAround(place);
  if (!line) return std::nullopt;
  if (IsTreatmentName(place.text, line->verb)) {  // `then give a then b`
    const std::string_view all = LineRest(place.text, LineBegin(place.text, line->begin));
    const std::size_t first = all.find("then ");
    line->begin = EndIn(place.text, all) - all.size() + first + 5;
    line->verb = WordAt(place.text, line->begin);
    line->rest = Trimmed(all.substr(std::min(all.size(), first + 5 + line->verb.size())));
  }
  const std::string_view verb = ActionMeant(line->verb);
  const SaidActions list = ReadList(line->rest);
  if (verb.empty()) return std::nullopt;
  const Span span = place.found.span;
  if (line->rest.starts_with("to ")) line->rest.remove_prefix(3);
  const auto is_text = [](std::string_view one) { return one[0] == '"'; };
  if (IsIn(verb, {"advise", "note", "refer"}) && std::ranges::none_of(list.things, is_text) &&
      !list.things.empty() && !IsDeclared(place.text, list.things[0], {"diet"}) &&
      (list.things.size() > 1 || place.found.text == ",")) {
    return Rewritten(*line, span, "behind the verb stands a text in quotes",
                     fmt::format("{} \"{}\"", verb, line->rest));
  }
  if (list.things.size() < 2) return std::nullopt;
  const bool are_known = std::ranges::all_of(list.things, [&](std::string_view one) {
    return is_text(one) || IsDeclared(place.text, one, {"fact", "diet"});
  });
  const bool is_treatment = IsIn(verb, {"give", "consider", "stop", "avoid"});
  if (!is_treatment && are_known) {
    return Rewritten(*line, span, "every action begins with its verb", Joined(verb, list));
  }
  const bool are_treatments = std::ranges::all_of(
      list.things, [&](std::string_view one) { return IsTreatmentName(place.text, one); });
  if (IsIn(verb, {"give", "consider"}) && !are_treatments) {
    if (auto options = UndeclaredOptions(place, *line, verb)) return options;
  }
  if (!is_treatment || !are_treatments) return std::nullopt;
  const std::string_view other = list.verbs[1].empty() ? verb : list.verbs[1];
  if (list.has_instead || other != verb) {
    return At(span, fmt::format("a rule with `{}` has that one action", verb),
              fmt::format("write here `then {} {}`, and a second rule: {}", verb, list.things[0],
                          AlsoInRule(place.text, place.stop.declaration.begin,
                                     fmt::format("{} {}", list.has_instead ? "stop" : other,
                                                 list.things[1]))));
  }
  if (verb == "avoid") {
    return Rewritten(*line, span, "every action begins with its verb", Joined(verb, list));
  }
  if (list.has_or && verb != "stop") {
    return At(span, "an action names one medication", AsOptions(place.text, verb, list.things));
  }
  std::string help = InRules(place, verb, list.things);
  if (list.has_next) {
    help += fmt::format(" and `because \"after {}\"`",
                        LowerCase(TitleOfName(place.text, list.things[0])));
  }
  return At(span, fmt::format("a rule with `{}` has that one action", verb), std::move(help));
}

std::optional<Diagnostic> ActionOnText(const Place& place) {
  const std::optional<ActionLine> line = ActionAround(place);
  if (!line || place.stop.expected != Expected::kTarget || place.found.kind != FoundKind::kText)
    return std::nullopt;
  const std::string title = AsTitle(place.found.text);
  const std::string_view text = place.text;
  const std::string lower = LowerCase(text);  // the title of something
  const std::string words = LowerCase(title);
  if (lower.find(words) < place.stop.offset ||
      lower.find(words, place.found.span.end) != std::string::npos) {
    return std::nullopt;
  }
  const std::size_t digit = std::min(title.find_first_of("0123456789("), title.size());
  const std::string name = NameOfTitle(Trimmed(std::string_view(title).substr(0, digit)));
  if (name.empty() || IsTreatmentName(text, name)) return std::nullopt;
  if (IsIn(line->verb, {"avoid", "stop"})) {
    return At(
        place.found.span, "a medication is called by its name, which is declared",
        fmt::format("write the name of each that is meant, such as `then {0} {1}`; where none "
                    "is declared, `then note \"{2} {3}\"`",
                    line->verb, DeclaredBefore(text, place.stop.offset, "medication"),
                    AsTitle(line->verb), title));
  }
  return At(place.found.span, "a medication is called by its name, which is declared",
            fmt::format("write `then {0} {1}`, and declare `medication {1} \"{2}\"` with its dose",
                        line->verb, name, title));
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
  if (IsIn(word,
           {"urgently", "immediately", "now", "stat", "asap", "today", "urgent", "promptly"}) &&
      WordsIn(tail).size() == 1) {
    const std::string_view soon = word == "today" ? "today" : "now";
    Diagnostic diagnostic =
        At(span, "how soon something is done is a line `urgency`",
           fmt::format("write `then {}`, and below it `urgency {}`", head, soon));
    diagnostic.edits.push_back({span, fmt::format("urgency {}", soon)});
    return diagnostic;
  }
  if (is_text && IsIn(word, {"within", "in", "for", "at", "to", "by", "with", "every", "after",
                             "before", "if", "urgent"})) {
    const std::string all = fmt::format("{} {}\"", head.substr(0, head.size() - 1), tail);
    return tail.find('"') == std::string_view::npos
               ? std::optional(
                     Rewritten(*line, span, "what is said about an action stands in its text", all))
               : std::nullopt;
  }
  const bool is_given = IsIn(line->verb, {"give", "consider"}) && IsTreatmentName(place.text, name);
  if (std::optional<Diagnostic> found = UnknownTarget(place, *line, is_given)) return found;
  std::string_view behind;
  if (line->verb == "order" && !OftenSaid(tail, behind).empty()) {
    const Span said = SpanOf(line->begin, line->end);
    if (auto again = RepeatedAction(place, TextOf(place.text, said), said)) return again;
  }
  if (!is_given) {
    const bool is_stopped =
        IsIn(line->verb, {"stop", "avoid", "order"}) && place.found.kind == FoundKind::kWord &&
        IsIn(word, {"for", "until", "in", "within", "after", "every", "at", "over"});
    if (!is_stopped) return std::nullopt;
    if (line->verb == "order" && IsIn(word, {"in", "every", "after", "within"})) {
      const Span said = SpanOf(line->begin, line->end);
      if (auto again = RepeatedAction(place, TextOf(place.text, said), said)) return again;
    }
    return At(span, "what is said about an action stands in a rule of its own",
              fmt::format("write `then {}`, and a second rule: {}", head,
                          AlsoInRule(place.text, place.stop.declaration.begin,
                                     fmt::format("note \"{}\"",
                                                 AsTitle(fmt::format("{} {}", head, tail))))));
  }
  return TailOfGiven(place, tail, head);
}

std::optional<Diagnostic> ExpectedAction(const Place& place) {
  if (place.clause != "expect") return std::nullopt;
  if (place.stop.expected == Expected::kOutcome && place.on_later_line) {  // `expect a`
    const std::string_view rule = RuleGiving(place.text, place.previous);
    if (rule.empty() || !IsTreatmentName(place.text, place.previous)) return std::nullopt;
    Diagnostic diagnostic =
        At(place.stop.previous, "an example expects the outcome of a rule",
           fmt::format("write `expect {} yes`: the rule that gives `{}`", rule, place.previous));
    diagnostic.edits.push_back({place.stop.previous, fmt::format("{} yes", rule)});
    return diagnostic;
  }
  if (place.on_later_line || place.stop.expected != Expected::kExpectation) return std::nullopt;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::vector<std::string_view> words = WordsIn(rest);
  if (words.size() < 2) return std::nullopt;
  const bool is_not = IsIn(words[0], {"not", "no"});
  const std::string_view name = WithoutSigns(words.back());
  const std::string_view rule = RuleGiving(place.text, name);
  if (rule.empty()) return std::nullopt;
  const Span span = SpanOf(place.stop.offset, EndIn(place.text, rest));
  const bool is_negated = is_not || IsIn(words[0], {"avoid", "stop"});
  if (IsIn(words[0], {"avoid", "stop"})) return std::nullopt;
  const std::string written = fmt::format("{} {}", rule, is_negated ? "no" : "yes");
  Diagnostic diagnostic =
      At(span, "an example expects the outcome of a rule",
         fmt::format("write `expect {}`: the rule that gives `{}`", written, name));
  diagnostic.edits.push_back({span, written});
  return diagnostic;
}

}  // namespace mgl
