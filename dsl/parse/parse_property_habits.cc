// What must always hold, as programs and prose say it. Each help is the author's own line in the
// form that works.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_case_habits.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/rules_that_say.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// All its words are words of the language, names of this text, or stand behind a number.
bool AreKnown(std::string_view text, std::string_view condition) {
  bool is_behind_number = false;
  for (const std::string_view written : WordsIn(condition)) {
    const std::string_view word = WithoutSigns(written);
    const bool is_word = !word.empty() && WordAt(word, 0).size() == word.size();
    const bool is_known =
        !is_word || is_behind_number || IsReserved(word) ||
        !NamedBy(text, word,
                 {"fact", "threshold", "define", "result", "score", "table", "rule", "ambiguity"})
             .name.empty();
    if (!is_known) return false;
    is_behind_number = !word.empty() && IsDigit(word.front());
  }
  return true;
}

/// A condition of prose as one of the language: with the rule for `give warfarin`, `implies` for
/// `then`.
std::string PropertyMeant(std::string_view text, std::string condition, bool is_never) {
  for (const std::string_view lead : {": ", "that ", "- "}) {
    if (condition.starts_with(lead)) condition.erase(0, lead.size());
  }
  // `give warfarin` is the rule that gives it.
  for (const std::string_view verb : {"give ", "consider ", "stop ", "avoid ", "order "}) {
    for (std::size_t at = condition.find(verb); at != std::string::npos;
         at = condition.find(verb, at + 1)) {
      const std::string_view name = WordAt(condition, at + verb.size());
      const std::string action = fmt::format("{}{}", verb, name);
      const std::string rule = RuleThatSays(text, action);
      if (!rule.empty()) condition.replace(at, action.size(), rule);
    }
  }
  // A medication alone is the rule that gives it.
  for (std::size_t at = 0; at < condition.size();) {
    const std::string name(WordAt(condition, at));
    const bool begins = at == 0 || !IsWordCharacter(condition[at - 1]);
    const std::string rule(begins && IsTreatmentName(text, name) ? RuleGiving(text, name) : "");
    if (!rule.empty()) condition.replace(at, name.size(), rule);
    at += std::max<std::size_t>(1, rule.empty() ? name.size() : rule.size());
  }
  using Spelling = std::pair<std::string_view, std::string_view>;
  constexpr std::array kJoints = std::to_array<Spelling>({{" then ", " implies "},
                                                          {" requires ", " implies "},
                                                          {" needs ", " implies "},
                                                          {" leads to ", " implies "},
                                                          {" => ", " implies "},
                                                          {" -> ", " implies "},
                                                          {" → ", " implies "},
                                                          {" together with ", " and "},
                                                          {" with ", " and "},
                                                          {" + ", " and "}});
  for (const std::string_view lead : {"if ", "when ", "IF "}) {
    if (condition.starts_with(lead)) condition.erase(0, lead.size());
  }
  for (const auto& [joint, written] : kJoints) {
    const std::size_t at = condition.find(joint);
    // Never "if a then b" is never both.
    const std::string_view meant = is_never ? std::string_view(" and ") : written;
    if (at != std::string::npos) condition.replace(at, joint.size(), meant);
  }
  for (const std::string_view when : {" when ", " if ", " whenever ", " in ", " to ", " for "}) {
    const std::size_t at = condition.find(when);
    const bool is_clear = when.size() > 5 || when == " if ";
    if (at == std::string::npos ||
        (!is_clear && !IsConditionName(text, WordAt(condition, at + when.size())))) {
      continue;
    }
    const std::string result = condition.substr(0, at);
    const std::string first = condition.substr(at + when.size());
    condition = is_never ? fmt::format("{} and {}", first, result)
                         : fmt::format("{} implies {}", first, result);
  }
  return condition;
}

/// What blocks the medication that a property is about: `contraindication a "X"` and its `when`.
std::string Blocking(std::string_view text, std::string_view said, bool is_never) {
  if (!is_never) return {};
  std::string_view medication;
  for (const std::string_view word : WordsIn(said)) {
    if (IsTreatmentName(text, word)) {
      if (!medication.empty()) return {};
      medication = word;
    }
  }
  const std::size_t give = said.find("give ");
  if (medication.empty() || give == said.npos) return {};
  for (const std::string_view when : {" when ", " if ", " in ", " to ", " for "}) {
    const std::size_t at = said.find(when);
    if (at == said.npos || at < give) continue;
    const std::string condition(Trimmed(said.substr(at + when.size())));
    if (!AreKnown(text, condition) || condition.find('"') != condition.npos) return {};
    return fmt::format(
        "what blocks a treatment is `contraindication {} \"{}\"` with `when {}`; a "
        "property only checks the rules: ",
        medication, AsTitle(TitleOfCondition(text, condition)), condition);
  }
  return {};
}

/// `must never "T" a`, and below it `when b`: one condition in one line.
std::optional<Diagnostic> ConditionBelow(const Place& place) {
  if (place.found.text != "when" && place.found.text != "if") return std::nullopt;
  const DeclaredName property = DeclarationAt(place.text, place.stop.declaration.begin);
  const std::string_view head = LineRest(place.text, place.stop.declaration.begin);
  const std::size_t close = head.rfind('"');
  if (property.keyword != "must" || close == std::string_view::npos) return std::nullopt;
  const bool is_never_said = head.starts_with("must never");
  const std::string_view more = Trimmed(LineRest(place.text, place.found.span.end));
  if (Trimmed(head.substr(close + 1)).empty()) {
    return At(RestSpan(place.text, place.found.span.begin), "a property stands in one line",
              fmt::format("write `{} {}` in one line", head.substr(0, close + 1), more));
  }
  return At(RestSpan(place.text, place.stop.offset), "a property has one condition",
            fmt::format("write `{} {} {} {}` in one line", head.substr(0, close + 1),
                        Trimmed(LineRest(place.text, place.found.span.end)),
                        is_never_said ? "and" : "implies", Trimmed(head.substr(close + 1))));
}

}  // namespace

std::optional<Diagnostic> PropertyByHabit(const Place& place) {
  const bool is_other = place.stop.expected == Expected::kDeclaration &&
                        (place.found.text == "never" || place.found.text == "always");
  const bool is_stray = place.stop.expected == Expected::kLine && place.first_on_line &&
                        LineBegin(place.text, place.stop.offset) == place.stop.offset &&
                        (place.found.text == "never" || place.found.text == "always");
  if (place.keyword != "must" && !is_other && !is_stray) return std::nullopt;
  const bool is_own = !is_other && !is_stray;
  const bool is_next = is_own && place.first_on_line &&
                       (place.stop.expected == Expected::kLine || place.on_later_line);
  if (is_next) return ConditionBelow(place);
  const std::size_t begin = is_own ? place.stop.declaration.begin : place.stop.offset;
  const std::string_view line = LineRest(place.text, begin);
  const Span span = RestSpan(place.text, begin);
  std::string_view said = is_own ? Trimmed(line.substr(4)) : line;
  bool is_never = false;
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (const std::string_view lead :
         {"never", "not", "always", "be", "hold", "have", ":", "that"}) {
      if (lead == ":" ? !said.starts_with(lead) : !StartsWithWord(said, lead)) continue;
      is_never = is_never || lead == "never" || lead == "not";
      said = Trimmed(said.substr(lead.size()));
      goes_on = true;
    }
  }
  std::string title;
  std::string condition(said);
  if (const std::size_t quote = said.find('"'); quote != std::string_view::npos) {
    const std::size_t close = said.find('"', quote + 1);
    if (close == std::string_view::npos) return std::nullopt;
    title = said.substr(quote + 1, close - quote - 1);
    condition =
        fmt::format("{} {}", Trimmed(said.substr(0, quote)), Trimmed(said.substr(close + 1)));
    condition = Trimmed(condition);
  }
  if (condition.empty()) return std::nullopt;
  const std::string blocking = Blocking(place.text, condition, is_never);
  if (title.empty() && !blocking.empty()) title = AsTitle(TitleOfCondition(place.text, condition));
  condition = PropertyMeant(place.text, condition, is_never);
  const bool is_joined = condition.find(" implies ") != std::string::npos;
  if (title.empty() && !is_joined && !AreKnown(place.text, condition)) {
    const std::vector<DeclaredName> rules = DeclaredNames(place.text, {"rule"});
    return At(span, "a property is what it promises in quotes, and a condition of facts and rules",
              fmt::format("write `must {} \"{}\"` and behind it a condition, such as `{}`",
                          is_never ? "never" : "always", condition,
                          rules.empty() ? "FACT implies RULE"
                                        : fmt::format("FACT implies {}", rules.front().name)));
  }
  if (title.empty()) title = condition;
  const std::string written =
      fmt::format("must {} \"{}\" {}", is_never ? "never" : "always", title, condition);
  if (written == line) return std::nullopt;
  Diagnostic diagnostic =
      Instead(span, "a property is what it promises in quotes, and a condition of facts and rules",
              written);
  diagnostic.help = blocking + diagnostic.help;
  return diagnostic;
}

}  // namespace mgl
