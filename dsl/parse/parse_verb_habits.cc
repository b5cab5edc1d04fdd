// Verbs that actions do not have, with what is meant by them.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/medication_said.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_repeat_habits.h"
#include "dsl/parse/parse_rule_habits.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/recheck_times.h"
#include "dsl/parse/said_beside.h"
#include "dsl/parse/second_rule.h"
#include "dsl/parse/test_forms.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// `then switch a to b` and the like: the words behind the verb.
struct Verb {
  std::string_view word;
  std::string_view rest;
  std::string_view line;
  Span span;  // of all the line
};

/// The first treatment, fact or other value that the words name.
std::string_view Named(std::string_view text, std::string_view words, bool treatment) {
  for (const std::string_view word : WordsIn(words)) {
    const std::string_view name = WithoutSigns(word);
    const bool fits = treatment ? IsTreatmentName(text, name) : IsDeclared(text, name, {"fact"});
    if (fits) return name;
  }
  return {};
}

Diagnostic Then(const Verb& verb, std::string message, const std::string& action, bool is_sure) {
  Diagnostic diagnostic = At(verb.span, std::move(message), fmt::format("write `then {}`", action));
  if (is_sure) diagnostic.edits.push_back({verb.span, action});
  return diagnostic;
}

/// `not a`, `a no`, `a contraindicated`, `avoid` in other words.
std::optional<Diagnostic> NotGiven(const Place& place, const Verb& verb) {
  const bool is_not = IsIn(verb.word, {"not", "no", "never"});
  const std::string_view name = is_not ? WordAt(verb.rest, 0) : verb.word;
  if (!IsTreatmentName(place.text, name)) return std::nullopt;
  const std::string_view rest = is_not ? Trimmed(verb.rest.substr(name.size())) : verb.rest;
  const bool is_negated =
      is_not ? rest.empty()
             : IsIn(rest, {"no", "= no", "is no", "not", "contraindicated", "is contraindicated",
                           "forbidden", "off", "not given", "= false", "must not be given",
                           "should not be given", "not allowed"});
  if (is_negated) {
    return At(
        verb.span, "an action begins with its verb",
        fmt::format("write `then avoid {0}`; where it must never be given, `contraindication {0} "
                    "\"{1}\" when {2}` "
                    "in place of this rule",
                    name, TitleOfCondition(place.text, ConditionAbove(place.text, verb.span.begin)),
                    ConditionAbove(place.text, verb.span.begin)));
  }
  if (!is_not && IsIn(rest, {"yes", "= yes", "is yes", "= true", "on"})) {
    return Then(verb, "an action begins with its verb", fmt::format("give {}", name), true);
  }
  return std::nullopt;
}

/// `give a and review in 48 hours`.
std::optional<Diagnostic> SecondAction(const Place& place, const Verb& verb) {
  if (std::optional<Diagnostic> again = RepeatedAction(place, verb.line, verb.span)) return again;
  const std::string_view line = Trimmed(LineRest(place.text, place.stop.clause.end));
  const std::string_view first = WordAt(line, 0);
  const WordRole* role = FindWord(verb.word);
  const bool is_action = role != nullptr && *role == WordRole::kAction;
  const bool is_word = EverydayWord(verb.word).empty() && !is_action && verb.word != "then" &&
                       !IsTreatmentName(place.text, verb.word) &&
                       !IsDeclared(place.text, verb.word, {"fact", "diet"});
  if (!is_word || verb.rest.empty() || verb.rest.find('"') != std::string_view::npos)
    return std::nullopt;
  const std::string note = fmt::format("note \"{}\"", AsTitle(verb.line));
  if (IsIn(first, {"give", "consider", "stop"})) {
    return At(verb.span, fmt::format("a rule with `{}` has that one action", first),
              fmt::format("leave it out here, and write a second rule: {}",
                          AlsoInRule(place.text, place.stop.declaration.begin, note)));
  }
  Diagnostic diagnostic = At(verb.span, fmt::format("`{}` is no action", verb.word),
                             fmt::format("write `and {}`", note));
  diagnostic.edits.push_back({verb.span, note});
  return diagnostic;
}

std::optional<Diagnostic> Exchange(const Place& place, const Verb& verb) {
  if (!IsIn(verb.word,
            {"switch", "change", "convert", "replace", "substitute", "swap", "step", "escalate"})) {
    return std::nullopt;
  }
  std::vector<std::string_view> names;
  for (const std::string_view word : WordsIn(verb.rest)) {
    if (IsTreatmentName(place.text, WithoutSigns(word))) names.push_back(WithoutSigns(word));
  }
  if (names.size() == 2) {
    return At(verb.span, "a rule with `stop` or `give` has that one action",
              fmt::format("write here `then stop {}`, and a second rule: {}", names[0],
                          AlsoInRule(place.text, place.stop.declaration.begin,
                                     fmt::format("give {}", names[1]))));
  }
  if (names.size() != 1) return std::nullopt;
  const bool is_to = verb.rest.find(fmt::format("to {}", names[0])) != std::string_view::npos;
  if (!is_to) return std::nullopt;
  return At(
      verb.span, "an action begins with its verb",
      fmt::format(
          "write `then give {0}`; what it replaces is stopped in a rule of its own, `then stop …`, "
          "with a `medication` for it",
          names[0]));
}

bool IsHolding(std::string_view verb) {
  return IsIn(verb, {"hold", "withhold", "pause", "suspend", "omit", "interrupt", "cease",
                     "withdraw", "discontinue"});
}

/// `hold a`: for those who take it, or for all.
std::optional<Diagnostic> Held(const Place& place, const Verb& verb) {
  const std::string_view name = Named(place.text, verb.rest, true);
  if (name.empty() || !IsHolding(verb.word)) return std::nullopt;
  const bool is_for_good = IsIn(verb.word, {"cease", "withdraw", "discontinue"});
  return At(verb.span, "whether it is stopped or not begun is the clinician's to say",
            fmt::format("write `then stop {0}` for those who take it, or `then avoid {0}` where it "
                        "is not to be given{1}",
                        name, is_for_good ? "" : "; when it is given again is a rule of its own"));
}

std::optional<Diagnostic> Adjusted(const Place& place, const Verb& verb) {
  const std::string_view name = Named(place.text, verb.rest, true);
  if (name.empty()) return std::nullopt;
  if (IsIn(verb.word,
           {"contraindicated", "contraindication", "forbid", "block", "exclude", "never"})) {
    const std::string when = ConditionAbove(place.text, verb.span.begin);
    return At(verb.span, "what must not be given is a declaration of its own",
              fmt::format("write `contraindication {} \"…\" when {}` in place of this rule", name,
                          when.empty() ? "…" : when));
  }
  if (IsIn(verb.word, {"start", "begin", "administer", "commence", "initiate", "prescribe",
                       "infuse", "inject", "deliver", "use"}) &&
      verb.rest != name) {
    std::string tail(verb.rest);
    tail.erase(tail.find(name), name.size());
    const std::string help =
        HelpForSaidBeside(place.text, name, Trimmed(tail), EndIn(place.text, name));
    if (help.empty()) return std::nullopt;
    return At(verb.span,
              "an action begins with its verb, and how much is given stands under the "
              "medication",
              fmt::format("write `then give {}`; {}", name, help));
  }
  if (IsIn(verb.word, {"take", "offer", "recommend", "add", "use", "try", "restart", "resume",
                       "commence", "initiate", "start", "begin", "administer"}) &&
      verb.rest == name) {
    // A source that offers something recommends it.
    const bool is_open = verb.word == "try";
    const bool is_said = verb.word == "offer" || verb.word == "recommend";
    Diagnostic diagnostic =
        Then(verb, "an action begins with its verb",
             fmt::format("{} {}", is_open ? "consider" : "give", name), !is_open && !is_said);
    if (is_said) {
      diagnostic.help += fmt::format("; where the source leaves it open, `then consider {}`", name);
    }
    return diagnostic;
  }
  if (!IsIn(verb.word,
            {"increase", "reduce", "decrease", "halve", "double", "titrate", "adjust", "lower",
             "raise", "continue", "maintain", "keep", "change", "taper", "wean", "uptitrate"})) {
    return std::nullopt;
  }
  Diagnostic diagnostic = Then(verb, fmt::format("`{}` is no action", verb.word),
                               fmt::format("note \"{}\"", AsTitle(verb.line)), true);
  const std::string when = ConditionAbove(place.text, verb.span.begin);
  const std::size_t to = verb.rest.find(" to ");
  const Prescription other = ReadPrescription(
      place.text, to == std::string_view::npos ? std::string_view() : verb.rest.substr(to + 4));
  const std::string_view dose = DoseOfMedication(place.text, name);
  if (!when.empty() && !dose.empty() && dose.find(" when ") == std::string_view::npos &&
      other.unread.empty() && other.doses.size() == 1 && !other.doses[0].amount.empty()) {
    diagnostic.help += fmt::format(
        "; where the dose is another one for these patients, `{} when {}` and `dose {} when {}` "
        "under "
        "`medication {}`",
        DoseLine(other.doses[0]), when, dose, Negated(when), name);
    diagnostic.edits.clear();
  } else if (!IsIn(verb.word, {"continue", "maintain", "keep"})) {
    diagnostic.help +=
        fmt::format("; what is given instead is a line `dose … when {}` under `medication {}`",
                    when.empty() ? "…" : when, name);
  }
  return diagnostic;
}

/// `magnesium and calcium`, each as an order; empty where one of them is no test.
std::string OrdersOf(std::string_view text, std::string_view list) {
  std::string orders;
  std::size_t count = 0;
  std::string parted(list);
  for (const std::string_view joint : {" and ", " & ", ", "}) {
    for (std::size_t at = parted.find(joint); at != std::string::npos; at = parted.find(joint)) {
      parted.replace(at, joint.size(), ",");
    }
  }
  for (std::size_t begin = 0; begin <= parted.size(); ++count) {
    const std::size_t end = std::min(parted.find(',', begin), parted.size());
    const std::string_view said = Trimmed(std::string_view(parted).substr(begin, end - begin));
    begin = end + 1;
    if (said.empty()) continue;
    const std::string_view name = TestCalled(text, said).name;
    if (name.empty() && FormOfTest(said).kinds.empty()) return {};
    orders += fmt::format("{}order {}", orders.empty() ? "" : " and ",
                          name.empty() ? InQuotes(AsTitle(said)) : std::string(name));
  }
  return count > 1 ? orders : std::string();
}

std::optional<Diagnostic> Repeated(const Place& place, const Verb& verb) {
  if (!IsIn(verb.word, {"monitor", "repeat", "recheck", "review", "check", "measure", "test",
                        "reassess", "retest", "follow", "request", "obtain", "send", "draw",
                        "perform", "get", "arrange", "do", "book"})) {
    return std::nullopt;
  }
  if (IsIn(WordAt(verb.rest, 0), {"not", "no", "never"})) return std::nullopt;
  if (std::optional<Diagnostic> again = RepeatedAction(place, verb.line, verb.span)) return again;
  if (const std::string orders = OrdersOf(place.text, verb.rest); !orders.empty()) {
    return Then(verb, "every action begins with its verb", orders, false);
  }
  std::string_view name = Named(place.text, verb.rest, false);
  if (name.empty()) {
    name = TestCalled(place.text, TestSaid(verb.rest)).name;
    const bool is_test = IsTest(verb.rest);
    if (!name.empty() || is_test) {
      return Then(verb, "an action begins with its verb",
                  name.empty() ? fmt::format("order \"{}\"", AsTitle(verb.rest))
                               : fmt::format("order {}", name),
                  false);
    }
    if (EverydayWord(verb.word) == "order" || IsIn(verb.word, {"do", "book"})) return std::nullopt;
    return Then(verb, fmt::format("`{}` is no action", verb.word),
                fmt::format("note \"{}\"", AsTitle(verb.line)), true);
  }
  const std::size_t at = verb.rest.find(name) + name.size();
  if (!Trimmed(verb.rest.substr(at)).empty()) return std::nullopt;
  return Then(verb, "an action begins with its verb", fmt::format("order {}", name), true);
}

/// `set x = yes`, `x is yes`, `x`: of a fact.
std::optional<Diagnostic> Concluded(const Place& place, const Verb& verb) {
  const bool is_set =
      IsIn(verb.word, {"set", "assign", "let", "mark", "diagnose", "infer", "assume", "classify"});
  const std::string_view name = is_set ? WithoutSigns(WordAt(verb.rest, 0)) : verb.word;
  if (!IsDeclared(place.text, name, {"fact"})) return std::nullopt;
  const std::string_view rest = is_set ? Trimmed(verb.rest.substr(name.size())) : verb.rest;
  if (!rest.empty() && rest != "is yes" && rest != "= yes" && rest != "= true" && rest != "yes" &&
      rest != "is true") {
    return std::nullopt;
  }
  const std::string when = ConditionAbove(place.text, verb.span.begin);
  if (when.empty() || when.find(name) != std::string::npos) return std::nullopt;
  return At(verb.span, "a rule does something; what follows from facts is a `define`",
            fmt::format("write `define {0} \"{1}\" as {2}` in place of this rule and of `fact {0}`",
                        name, TitleOfName(place.text, name), when));
}

/// Who takes over, what is told, and what is given, with other verbs.
std::optional<Diagnostic> OtherVerb(const Place& place, const Verb& verb) {
  if (IsIn(verb.word, {"admit", "transfer", "hospitalise", "hospitalize", "escalate", "consult"})) {
    return Then(verb, "who takes over is said with `refer`",
                fmt::format("refer \"{}\"", AsTitle(verb.line)), true);
  }
  const bool is_text = !verb.rest.empty() && verb.rest.front() == '"' &&
                       verb.rest.find('"', 1) == verb.rest.size() - 1;
  if (is_text && IsIn(verb.word, {"alert", "show", "display", "warn", "print", "return", "inform",
                                  "flag", "remind", "tell", "message", "say", "output", "remember",
                                  "document", "record"})) {
    return Then(verb, "what is told is a `note`", fmt::format("note {}", verb.rest), true);
  }
  if (is_text &&
      IsIn(verb.word, {"diet", "food", "lifestyle", "educate", "counsel", "encourage"})) {
    return Then(verb, "what a patient is told is said with `advise`",
                fmt::format("advise {}", verb.rest), true);
  }
  if (IsHolding(verb.word) && IsDeclared(place.text, verb.rest, {"fact"})) {
    return At(verb.span, fmt::format("`{}` is what is measured, and no medication", verb.rest),
              "write `then stop MEDICATION` or `then avoid MEDICATION`, with the name of the "
              "medication that is meant");
  }
  const std::string_view everyday = IsHolding(verb.word) ? "stop" : EverydayWord(verb.word);
  if (IsIn(everyday, {"give", "consider", "stop", "avoid"}) &&
      verb.rest.find('"') == std::string_view::npos &&
      (WordsIn(verb.rest).size() > 1 || IsHolding(verb.word)) &&
      Named(place.text, verb.rest, true).empty()) {
    std::string help = ActionOnUndeclared(place.text, everyday, verb.rest);
    if (!help.empty() && IsHolding(verb.word)) {
      help += "; where it is not to be begun either, `avoid` in place of `stop`";
    }
    if (!help.empty()) return At(verb.span, "an action begins with its verb", std::move(help));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Diagnostic> ActionVerb(const Place& place) {
  if (place.keyword != "rule" || place.clause != "then") return std::nullopt;
  if (place.stop.expected == Expected::kAdvice || place.stop.expected == Expected::kText) {
    // `advise to rest`, `refer to "cardiology"`
    if (place.on_later_line || place.found.text != "to") return std::nullopt;
    const std::string_view rest = Trimmed(LineRest(place.text, place.found.span.end));
    if (rest.empty()) return std::nullopt;
    const bool has_quote = rest.find('"') != std::string_view::npos;
    if (has_quote && rest.front() != '"') return std::nullopt;
    const std::string text = has_quote ? std::string(rest) : fmt::format("\"{}\"", rest);
    const Span span = SpanOf(place.stop.offset, EndIn(place.text, rest));
    Diagnostic diagnostic = At(span, "behind the verb stands a text in quotes",
                               fmt::format("write `then {} {}`", place.previous, text));
    diagnostic.edits.push_back({span, text});
    if (place.previous == "refer" && !has_quote) return std::nullopt;  // said by the quotes
    return diagnostic;
  }
  if (place.stop.expected != Expected::kAction) return std::nullopt;
  std::size_t begin = place.stop.offset;
  const bool is_bullet =
      place.found.kind == FoundKind::kSign || place.found.kind == FoundKind::kNumber;
  if (is_bullet) {
    const std::string_view line = LineRest(place.text, begin);
    const std::size_t at = line.find_first_not_of("-•*0123456789.) ");
    if (at == std::string_view::npos || !IsWordStart(line[at])) return std::nullopt;
    return At(place.found.span, "actions have no bullets or numbers",
              fmt::format("write `then {}`, and each further action on a line `then` of its own",
                          line.substr(at)));
  }
  if (place.found.kind != FoundKind::kWord || place.on_later_line) return std::nullopt;
  const std::string_view line = LineRest(place.text, begin);
  Verb verb;
  verb.line = line;
  verb.word = WordAt(line, 0);
  verb.rest = Trimmed(line.substr(verb.word.size()));
  verb.span = SpanOf(begin, begin + line.size());
  if (place.previous == "and" && verb.word != "then") return SecondAction(place, verb);
  if (verb.word == "then") return std::nullopt;
  for (const auto check : {NotGiven, Exchange, Held, Adjusted, Repeated, Concluded}) {
    if (std::optional<Diagnostic> found = check(place, verb)) return found;
  }
  if (std::optional<Diagnostic> found = OtherVerb(place, verb)) return found;
  const std::string_view everyday = EverydayWord(verb.word);
  const bool is_other =
      !everyday.empty() || (IsReserved(verb.word) && verb.word != "suspect") ||
      IsTreatmentName(place.text, verb.word) ||
      IsIn(verb.word,
           {"not",      "must",  "may",       "should",   "do",         "either",     "both",
            "always",   "never", "mandatory", "strongly", "definitely", "preferably", "immediately",
            "urgently", "now",   "to",        "is",       "cannot",     "don",        "dont",
            "please",   "can",   "shall",     "could",    "might",      "be"});
  if (is_other || verb.rest.find('"') != std::string_view::npos) return std::nullopt;
  if (!Nearest(verb.word, WordsOf(WordRole::kAction)).empty()) return std::nullopt;  // misspelt
  return Then(verb,
              "an action begins with give, consider, stop, avoid, order, advise, refer or note",
              fmt::format("note \"{}\"", AsTitle(line)), false);
}

namespace {

/// `a`, `b` of `a and b`, `a, b`; texts stay whole.
std::vector<std::string_view> PartsOfList(std::string_view list) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  bool in_text = false;
  for (std::size_t at = 0; at <= list.size(); ++at) {
    if (at < list.size() && list[at] == '"') in_text = !in_text;
    if (in_text) continue;
    for (const std::string_view joint : {" and ", ", ", " & ", " plus ", " + "}) {
      if (!list.substr(std::min(at, list.size())).starts_with(joint)) continue;
      parts.push_back(Trimmed(list.substr(begin, at - begin)));
      begin = at + joint.size();
    }
  }
  parts.push_back(Trimmed(list.substr(std::min(begin, list.size()))));
  return parts;
}

/// `ECG`, `blood cultures`: what is done, and no verb or time.
bool IsThing(std::string_view said) {
  const std::vector<std::string_view> words = WordsIn(said);
  const bool is_verb =
      words.empty() || IsReserved(words[0]) || !EverydayWord(words[0]).empty() ||
      IsIn(LowerCase(words[0]),
           {"repeat",   "recheck", "review",  "monitor", "call", "treat",    "inform",
            "tell",     "not",     "no",      "if",      "also", "continue", "hold",
            "reassess", "admit",   "discuss", "contact", "ask",  "offer",    "then"});
  if (is_verb || words.size() > 3 || said.find_first_of("0123456789<>=:;()\"") != said.npos)
    return false;
  return std::ranges::none_of(words, [](std::string_view one) { return IsReserved(one); });
}

}  // namespace

std::optional<Diagnostic> ThingsInList(const Place& place) {
  if (place.keyword != "rule" || place.clause != "then" || place.on_later_line) return std::nullopt;
  std::string_view list = Trimmed(LineRest(place.text, place.stop.clause.end));
  const std::string_view verb = WordAt(list, 0);
  const std::size_t end = EndIn(place.text, list);
  if (!IsIn(verb, {"order", "advise", "refer", "note"}) || end < place.stop.offset)
    return std::nullopt;
  list = Trimmed(list.substr(verb.size()));
  const std::vector<std::string_view> parts = PartsOfList(list);
  const std::string_view kind = verb == "order" ? "fact" : verb == "advise" ? "diet" : "";
  std::string help;
  bool has_unknown = false;
  for (std::string_view part : parts) {
    if (StartsWithWord(part, verb)) part = Trimmed(part.substr(verb.size()));
    const bool is_text = part.size() > 1 && part.front() == '"' && part.ends_with('"');
    const std::string_view named = is_text ? part : NamedBy(place.text, part, {kind}).name;
    if (named.empty() && !IsThing(part)) return std::nullopt;
    has_unknown = has_unknown || named != part;
    help += fmt::format("{}`then {} {}`", help.empty() ? "write " : ", and below it ", verb,
                        named.empty() ? InQuotes(part) : std::string(named));
  }
  const std::string_view test = has_unknown && parts.size() == 1 ? TestSaid(list) : list;
  const std::string_view level = Trimmed(list.substr(test.size()));
  if (verb == "order" && IsIn(level, {"level", "levels"}) && list.starts_with(test)) {
    const DeclaredName called = TestCalled(place.text, test);
    return At(SpanOf(EndIn(place.text, list) - list.size(), end),
              "a test is ordered by the name of its fact, or by a text in quotes",
              fmt::format("write `then order {}`", called.name.empty() ? InQuotes(AsTitle(list))
                                                                       : std::string(called.name)));
  }
  if (!has_unknown || parts.size() < 2) return std::nullopt;
  const std::string_view what = verb == "order"
                                    ? "a test is the name of its fact, or a text in quotes"
                                    : "what it says stands in quotes";
  return At(SpanOf(EndIn(place.text, list) - list.size(), end),
            fmt::format("every action has a verb and one thing; {}", what), std::move(help));
}

}  // namespace mgl
