// What a rule does, what an example expects, where it comes from: as prose says it. Each help is
// the author's own line in the form that works.
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/age_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_dose_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/said_beside.h"
#include "dsl/parse/second_rule.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

/// The first declaration with this keyword: its name or number, and its title.
struct Declared {
  std::string_view name;
  std::string_view title;
};
std::vector<Declared> DeclaredWith(std::string_view text, std::string_view keyword) {
  std::vector<Declared> all;
  for (std::size_t line = 0; line < text.size();
       line = std::min(text.find('\n', line), text.size()) + 1) {
    if (WordAt(text, line) != keyword) continue;
    const Found name = FindAt(text, SkipBlanks(text, line + keyword.size()));
    const Found title = FindAt(text, SkipBlanks(text, name.span.end));
    all.push_back({name.text, title.kind == FoundKind::kText ? title.text : std::string_view()});
  }
  return all;
}

/// Two titles mean one publication: one holds the other, or they have two words in common.
bool SharesWord(std::string_view title, std::string_view cited) {
  const std::string one = LowerCase(WithoutQuotes(title));
  const std::string other = LowerCase(WithoutQuotes(cited));
  if (one.find(other) != std::string::npos || other.find(one) != std::string::npos) return true;
  const std::vector<std::string_view> words = WordsIn(one);
  const auto shared = std::ranges::count_if(WordsIn(other), [&](std::string_view word) {
    const auto is_same = [&](std::string_view mine) {
      return WithoutSigns(mine) == WithoutSigns(word);
    };
    return WithoutSigns(word).size() > 3 && std::ranges::any_of(words, is_same);
  });
  return shared > 1;
}

/// The verb of an action that a word of prose means, or empty.
std::string_view SaidVerb(std::string_view word) {
  const std::string_view verb = EverydayWord(word).empty() ? word : EverydayWord(word);
  const WordRole* role = FindWord(verb);
  return role != nullptr && *role == WordRole::kAction ? verb : std::string_view();
}

/// The medication has a line that begins with `keyword`; what stands behind it.
std::optional<std::string_view> LineOf(std::string_view text, std::string_view name,
                                       std::string_view keyword) {
  bool inside = false;
  for (std::size_t line = 0; line < text.size();
       line = std::min(text.find('\n', line), text.size()) + 1) {
    const std::size_t at = SkipBlanks(text, line);
    const std::string_view word = WordAt(text, at);
    if (IsDeclarationWord(word) && at == line) {
      inside = word == "medication" && WordAt(text, SkipBlanks(text, at + word.size())) == name;
    }
    if (inside && word == keyword) return Trimmed(LineRest(text, at + word.size()));
  }
  return std::nullopt;
}

/// `dose 30 mL over 10 minutes`, and what else stood between, as the lines of the medication.
std::string DoseBehindName(std::string_view text, std::string_view name, std::string_view rest) {
  if (LineOf(text, name, "dose")) {
    const std::string help = HelpForSaidBeside(text, name, rest, EndIn(text, name));
    if (!help.empty()) return help;
  }
  Prescription said = ReadPrescription(text, rest);
  const auto route = LineOf(text, name, "route");
  if (route && said.routes.size() == 1 && said.routes[0] == *route) said.routes.clear();
  const std::string where = fmt::format(" under `medication {}`", name);
  if (!said.doses.front().amount.empty()) {
    return InLines(said, where) +
           (said.unread.empty() ? "" : "; words for readers stand behind `#`");
  }
  return fmt::format("write `dose {}`{}", rest, where);
}

}  // namespace

bool IsDeclared(std::string_view text, std::string_view name,
                std::initializer_list<std::string_view> keywords) {
  for (const std::string_view keyword : keywords) {
    for (const Declared& declared : DeclaredWith(text, keyword)) {
      if (declared.name == name) return true;
    }
  }
  return false;
}

std::optional<Diagnostic> ActionByProse(const Place& place) {
  if (place.on_later_line) return std::nullopt;
  const bool is_target = place.stop.expected == Expected::kTarget && place.keyword == "rule";
  if (place.stop.expected != Expected::kAction && !is_target) return std::nullopt;
  const std::vector<std::string_view> words = WordsIn(LineRest(place.text, place.stop.offset));
  bool is_negated = false;
  bool is_open = false;  // `may`
  std::size_t at = 0;
  for (; at < words.size(); ++at) {
    const std::string word = LettersOf(words[at]);
    const bool is_negation =
        IsOneOf(word, {"not", "never", "don't", "cannot", "dont", "shouldn't"});
    is_negated = is_negated || is_negation;
    is_open = is_open || IsOneOf(word, {"may", "can", "could", "might"});
    if (!is_negation &&
        !IsOneOf(word, {"must",     "mandatory",  "should",      "shall",    "always",
                        "strongly", "definitely", "please",      "may",      "can",
                        "could",    "might",      "do",          "to",       "be",
                        "is",       "preferably", "immediately", "urgently", "now"})) {
      break;
    }
  }
  if (at == words.size() || (is_target && !is_negated)) return std::nullopt;
  std::string_view verb = is_target ? place.previous : SaidVerb(words[at]);
  const std::string_view line = LineRest(place.text, place.stop.offset);
  const std::size_t verb_at = static_cast<std::size_t>(words[at].data() - line.data());
  const std::string_view rest =
      is_target ? line.substr(verb_at) : Trimmed(line.substr(verb_at + words[at].size()));
  if (at > 0 && !verb.empty()) {
    const std::string_view said = Trimmed(line.substr(0, verb_at));
    const Span span =
        SpanOf(place.stop.offset, place.stop.offset + static_cast<std::uint32_t>(said.size()));
    if (is_negated) {
      const bool is_given = verb == "give" || verb == "consider";
      return At(span, fmt::format("an action has no `{}`", said),
                is_given ? fmt::format("write `then avoid {0}`; where it is never to be given, "
                                       "declare a `contraindication {0} \"…\"`",
                                       rest.substr(0, std::min(rest.find(' '), rest.size())))
                         : "an action says what is done: write a `note \"…\"` with what is not");
    }
    const bool is_soon = IsOneOf(said, {"immediately", "urgently", "now"});
    const std::string help =
        is_soon   ? "how soon is a line `urgency now`"
        : is_open ? "where it is one way among others, write `consider`"
                  : "how strong a recommendation is stands in a line of its own, `strength strong`";
    return At(span, fmt::format("an action begins with its verb, not with `{}`", said),
              fmt::format("leave it out: `then {} {}`; {}", verb, rest, help));
  }
  if (at > 0 || !IsDeclared(place.text, words[0], {"medication", "option"})) return std::nullopt;
  const std::string_view rest_behind = Trimmed(line.substr(words[0].size()));
  const bool has_dose = words.size() > 1 && FindAt(words[1], 0).kind == FoundKind::kNumber;
  return At(place.found.span, "an action begins with its verb",
            has_dose ? fmt::format("write `then give {}`; {}", words[0],
                                   DoseBehindName(place.text, words[0], rest_behind))
                     : fmt::format("write `then give {}`, or another verb", words[0]));
}

std::optional<Diagnostic> ActionByHabit(const Place& place) {
  if (place.on_later_line) return std::nullopt;
  const bool is_text = place.found.kind == FoundKind::kText;
  if (place.stop.expected == Expected::kAction && is_text) {
    return At(
        place.found.span, "an action begins with its verb",
        fmt::format("write `then note {0}`, or `then refer {0}` where somebody else takes over",
                    Shortened(place.found.text, kMostQuoted)));
  }
  if (place.clause == "then" && place.stop.expected == Expected::kLine &&
      place.found.kind == FoundKind::kNumber) {
    return At(place.found.span, "how much is given stands under the medication",
              DoseBehindName(place.text, place.previous, LineRest(place.text, place.stop.offset)));
  }
  if (place.clause == "then" && place.stop.expected == Expected::kLine &&
      place.found.text == "or") {
    return At(place.found.span, "an action names one medication",
              "write one medication with `choose one of` and an `option` for each, or a rule of "
              "its own for each");
  }
  if (place.clause == "then" && place.stop.expected == Expected::kLine &&
      !RouteMeant(place.found.text).empty()) {
    return At(place.found.span, "the route stands under the medication",
              HelpForSaidBeside(place.text, place.previous, LineRest(place.text, place.stop.offset),
                                place.stop.offset));
  }
  if (place.stop.expected == Expected::kAction && place.previous == "and" &&
      place.found.kind == FoundKind::kWord) {
    const std::string_view line = LineRest(place.text, place.stop.clause.end);
    const std::string_view verb = WordAt(line, std::min(line.find_first_not_of(' '), line.size()));
    const bool is_known = !EverydayWord(place.found.text).empty();
    if (is_known || (verb != "give" && verb != "consider" && verb != "stop")) return std::nullopt;
    return At(place.found.span, fmt::format("a rule with `{}` has that one action", verb),
              fmt::format("write a second rule for it: {}",
                          AlsoInRule(place.text, place.stop.declaration.begin,
                                     fmt::format("{} {}", verb, place.found.text))));
  }
  return std::nullopt;
}

std::optional<Diagnostic> CaseByHabit(const Place& place) {
  if (place.on_later_line) return std::nullopt;
  const std::string_view found = place.found.text;
  if (place.stop.expected == Expected::kOutcome && found == "is") {
    Diagnostic diagnostic =
        At(place.found.span, "the outcome follows the name",
           fmt::format("write `{} {}`", place.previous,
                       WordAt(place.text, SkipBlanks(place.text, place.found.span.end))));
    diagnostic.edits.push_back({SpanOf(place.stop.previous.end, place.found.span.end), ""});
    return diagnostic;
  }
  const bool is_equal = found == "=" && (place.stop.expected == Expected::kOutcome ||
                                         place.stop.expected == Expected::kValue);
  if (is_equal) {
    Diagnostic diagnostic =
        At(place.found.span, "what a name is follows it without a sign", "leave out `=`");
    const std::size_t end = SkipBlanks(place.text, place.found.span.end);
    diagnostic.edits.push_back({SpanOf(place.stop.offset, end), ""});
    return diagnostic;
  }
  const bool is_list = place.clause == "given" || place.clause == "expect";
  if (!is_list || place.stop.expected != Expected::kLine || found != "and") return std::nullopt;
  Diagnostic diagnostic =
      At(place.found.span, "the things of a list are separated by `,`", "write `,` for `and`");
  diagnostic.edits.push_back({SpanOf(place.stop.previous.end, place.found.span.end), ","});
  return diagnostic;
}

std::optional<Diagnostic> OriginByHabit(const Place& place) {
  if (place.on_later_line || place.found.kind != FoundKind::kText) return std::nullopt;
  if (place.stop.expected == Expected::kBecause) {
    Diagnostic diagnostic = At(place.found.span, "`because` stands before the reason",
                               fmt::format("write `{} because {}`", place.previous,
                                           Shortened(place.found.text, kMostQuoted)));
    diagnostic.edits.push_back(
        {SpanOf(place.found.span.begin, place.found.span.begin), "because "});
    return diagnostic;
  }
  if (place.stop.expected != Expected::kReferenceKey || place.clause != "cite") {
    return std::nullopt;
  }
  const std::vector<Declared> references = DeclaredWith(place.text, "reference");
  std::string_view named;
  std::string letters = LettersOf(place.found.text.substr(1, place.found.text.size() - 2));
  std::replace(letters.begin(), letters.end(), ' ', '_');
  for (const Declared& reference : references) {
    const bool fits = reference.title == place.found.text || reference.name == letters ||
                      SharesWord(reference.title, place.found.text);
    if (fits) named = reference.name;
    if (fits) break;
  }
  constexpr std::string_view kMessage =
      "a reference is cited by its name or number, not by its title";
  if (!named.empty()) {
    return At(place.found.span, std::string(kMessage), fmt::format("write `cite {}`", named));
  }
  const std::string_view title = WithoutQuotes(place.found.text);
  std::string key = NameOfTitle(title.substr(0, title.find_first_of(",.:;(")));
  if (key.empty() || IsReserved(key)) key = fmt::format("{}", references.size() + 1);
  return At(place.found.span, std::string(kMessage),
            fmt::format("write `cite {}` here, and declare it once, above the facts: `reference {} "
                        "{}`",
                        key, key, place.found.text));
}

/// `1-3`, `1 p. 12`: by numbers or names, with more.
static std::optional<Diagnostic> CitedByKey(const Place& place, std::string_view said) {
  // `1-3`, `1 to 3`: each of them.
  const Found first = FindAt(said, 0);
  std::size_t joint = SkipBlanks(said, first.span.end);
  for (const std::string_view sign : {"to", "-", "–"}) {
    if (said.substr(joint).starts_with(sign)) joint += sign.size();
  }
  const Found last = FindAt(said, SkipBlanks(said, joint));
  const std::optional<Rational> low = ParseDecimal(first.text);
  const std::optional<Rational> high = ParseDecimal(last.text);
  if (joint > first.span.end && low && high && last.span.end == said.size() && *low < *high &&
      Rational(*high - *low) < 20) {
    std::string all;
    for (Rational key = *low; key <= *high; key += 1) {
      all += (all.empty() ? "" : ", ") + FormatShown(key);
    }
    Diagnostic diagnostic =
        At(SpanOf(EndIn(place.text, said) - said.size(), EndIn(place.text, said)),
           "references are named one by one", fmt::format("write `cite {}`", all));
    diagnostic.edits.push_back({diagnostic.span, all});
    return diagnostic;
  }
  // `1 p. 12`: a place in it.
  const bool is_key = first.kind == FoundKind::kNumber ||
                      !NamedBy(place.text, first.text, {"reference"}).name.empty();
  std::string_view page = Trimmed(said.substr(std::min<std::size_t>(first.span.end, said.size())));
  if (page.starts_with(",")) page = Trimmed(page.substr(1));
  if (is_key && IsIn(LettersOf(WordAt(page, 0)), {"p", "pp", "page", "pages", "section", "sec",
                                                  "table", "figure", "fig", "chapter", "line"})) {
    return At(
        SpanOf(EndIn(place.text, said) - said.size(), EndIn(place.text, said)),
        "a reference is cited by its name or number",
        fmt::format("write `cite {}  # {}`; words for readers stand behind `#`", first.text, page));
  }
  return std::nullopt;
}

std::optional<Diagnostic> CitedByProse(const Place& place) {
  if (place.clause != "cite" || place.on_later_line || place.found.kind == FoundKind::kText ||
      (place.stop.expected != Expected::kLine && place.stop.expected != Expected::kReferenceKey)) {
    return std::nullopt;
  }
  const std::string_view said = Trimmed(LineRest(place.text, place.stop.clause.end));
  if (place.found.text == "and" || said.find("://") != std::string_view::npos) return std::nullopt;
  if (std::optional<Diagnostic> found = CitedByKey(place, said)) return found;
  // The reference that has most of these words in its name or title, and what is left of them.
  std::string named;
  std::string left;
  std::size_t most = 0;
  for (const Declared& reference : DeclaredWith(place.text, "reference")) {
    const std::string_view line =
        LineRest(place.text, static_cast<std::size_t>(reference.name.data() - place.text.data()));
    std::string words = fmt::format(" {} ", line);
    for (char& c : words) c = IsWordCharacter(c) && c != '_' ? LowerCase(c) : ' ';
    std::size_t fits = 0;
    std::string rest;
    for (const std::string_view word : WordsIn(said)) {
      std::string letters = LettersOf(word);
      std::ranges::replace(letters, '_', ' ');
      std::erase_if(letters, [](char c) { return !IsWordCharacter(c) && c != ' '; });
      const bool has = !letters.empty() && words.find(fmt::format(" {} ", letters)) != words.npos;
      fits += has ? 1 : 0;
      if (!has) rest += (rest.empty() ? "" : " ") + std::string(word);
    }
    if (fits <= most) continue;
    most = fits;
    // Without its title it becomes `nice`, of `reference NICE NG203`.
    named = reference.title.empty() ? NameOfTitle(reference.name) : std::string(reference.name);
    left = rest;
  }
  const Span span = SpanOf(EndIn(place.text, said) - said.size(), EndIn(place.text, said));
  constexpr std::string_view kMessage = "a reference is cited by its name or number";
  if (named.empty()) {
    const std::string name = NameOfTitle(said);
    if (name.empty()) return std::nullopt;
    return At(
        span, std::string(kMessage),
        fmt::format("declare `reference {0} \"{1}\"` above, and write `cite {0}`", name, said));
  }
  if (left.empty()) {
    Diagnostic diagnostic = At(span, std::string(kMessage), fmt::format("write `cite {}`", named));
    diagnostic.edits.push_back({span, named});
    return diagnostic;
  }
  return At(span, std::string(kMessage),
            fmt::format("write `cite {}  # {}`; words for readers stand behind `#`", named, left));
}

std::optional<Diagnostic> ScopeByHabit(const Place& place) {
  if (place.clause != "applies" || place.on_later_line) return std::nullopt;
  const bool is_prose = place.stop.expected == Expected::kWhen &&
                        (place.found.text == "to" || place.found.text == "for");
  const std::string_view line = LineRest(place.text, place.stop.clause.end);
  const bool is_behind = place.stop.expected == Expected::kLine && !place.first_on_line;
  const std::string_view first = WordAt(line, line.find("when") + 4 + 1);
  const bool is_unknown =
      is_behind && !first.empty() && first != "not" &&
      NamedBy(place.text, first, {"fact", "threshold", "define", "result", "score"}).name.empty();
  if (!is_prose && !is_unknown) return std::nullopt;
  const std::string_view whom = is_prose ? Trimmed(LineRest(place.text, place.found.span.end))
                                         : Trimmed(line.substr(line.find("when") + 4));
  const std::string condition = ScopeMeant(place.text, whom);
  const std::string population = fmt::format("population \"{}\"", whom);
  const Span span = RestSpan(place.text, place.stop.clause.begin);
  constexpr std::string_view kMessage = "whom a guideline is for is a condition";
  const bool is_slip = !Nearest(place.found.text, {"and", "or", "implies"}).empty();
  if (!is_prose && (condition.empty() || is_slip)) return std::nullopt;
  if (condition.empty()) {
    return At(span, std::string(kMessage),
              fmt::format("declare `fact in_population \"{}\" is yes/no`, and write `applies when "
                          "in_population`",
                          whom));
  }
  Diagnostic diagnostic =
      Instead(span, std::string(kMessage), fmt::format("applies when {}", condition));
  diagnostic.help += AgeToDecide(condition);
  diagnostic.help += fmt::format("; words for readers stand in a line `{}`", population);
  return diagnostic;
}

}  // namespace mgl
