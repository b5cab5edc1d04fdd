#include "dsl/parse/kind_of_uses.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

enum class Use { kTruth, kNumber, kDate, kChoice };

struct UseSaid {
  Use use;
  std::string detail;  // of a number its unit, of choices their names
};

/// `5.5 mmol/L`, `2026-03-01`, `general`, `yes`: what a value says of what it is compared with.
std::optional<UseSaid> OfValue(std::string_view text, std::string_view value) {
  value = Trimmed(value);
  if (!DatesIn(value.substr(0, 10)).empty() || StartsWithWord(value, "today")) {
    return UseSaid{Use::kDate, ""};
  }
  if (!value.empty() && value.front() == '-') value = Trimmed(value.substr(1));
  const Found found = FindAt(value, 0);
  if (found.kind == FoundKind::kNumber) {
    std::string_view rest = Trimmed(value.substr(found.span.end));
    if (StartsWithWord(rest, "to")) {  // `3.5 to 5 mmol/L`
      rest = Trimmed(rest.substr(2));
      if (StartsWithWord(rest, "below")) rest = Trimmed(rest.substr(5));
      return OfValue(text, rest);
    }
    const std::string_view unit = rest.substr(0, std::min(rest.find_first_of(" ,);"), rest.size()));
    const bool is_unit = !unit.empty() && !IsReserved(unit) && ParseUnit(unit);
    return UseSaid{Use::kNumber, std::string(is_unit ? unit : std::string_view())};
  }
  const std::string_view word = WordAt(value, 0);
  if (word == "yes" || word == "no" || word == "true" || word == "false") {
    return UseSaid{Use::kTruth, ""};
  }
  const bool is_own = !word.empty() && !IsForbiddenChoice(word) && !IsReserved(word);
  const bool is_name =
      !NamedBy(text, word, {"fact", "define", "result", "score", "threshold"}).name.empty();
  return is_own && !is_name ? std::optional(UseSaid{Use::kChoice, std::string(word)})
                            : std::nullopt;
}

/// `one of (a, b)`: the list.
std::optional<UseSaid> OfList(std::string_view behind) {
  const std::size_t open = behind.find('(');
  const std::size_t close = behind.find(')');
  if (open == behind.npos || close == behind.npos || close < open) return std::nullopt;
  return UseSaid{Use::kChoice, std::string(behind.substr(open + 1, close - open - 1))};
}

/// What stands behind the name.
std::optional<UseSaid> OfBehind(std::string_view text, std::string_view behind, bool is_given) {
  behind = Trimmed(behind);
  for (const std::string_view sign : {"<=", ">=", "!=", "==", "≤", "≥", "≠", "<", ">", "="}) {
    if (behind.starts_with(sign)) return OfValue(text, behind.substr(sign.size()));
  }
  for (const std::string_view side : {"below", "above", "at least", "at most", "over", "under",
                                      "more than", "less than", "greater than", "between"}) {
    if (!StartsWithWord(behind, side)) continue;
    const std::optional<UseSaid> said = OfValue(text, behind.substr(side.size()));
    return said && said->use == Use::kNumber ? said : std::nullopt;
  }
  for (const std::string_view side : {"before", "after"}) {
    if (StartsWithWord(behind, side)) return UseSaid{Use::kDate, ""};
  }
  if (StartsWithWord(behind, "is")) {
    behind = Trimmed(behind.substr(2));
    if (StartsWithWord(behind, "not")) behind = Trimmed(behind.substr(3));
    if (StartsWithWord(behind, "one")) return OfList(behind);
    const std::string_view word = WordAt(behind, 0);
    if (IsIn(word, {"below", "above", "at"})) return OfBehind(text, behind, false);
    return OfValue(text, behind);
  }
  return is_given ? OfValue(text, behind) : std::nullopt;
}

/// It stands alone: it is a condition.
std::optional<UseSaid> OfAround(std::string_view before, std::string_view behind) {
  before = Trimmed(before);
  behind = Trimmed(behind);
  const std::string_view word = before.substr(before.find_last_of(" (") + 1);
  const bool begins =
      IsIn(word, {"when", "unless", "if", "as", "and", "or", "not", "implies", "surely"}) ||
      before.ends_with('(');
  const std::string_view next = WordAt(behind, 0);
  const bool ends = behind.empty() || behind.starts_with(')') || behind.starts_with(',') ||
                    IsIn(next, {"and", "or", "then", "implies", "unless"});
  return begins && ends ? std::optional(UseSaid{Use::kTruth, ""}) : std::nullopt;
}

/// Of `range … of NAME` and `threshold … of NAME`: what the first line below says.
std::optional<UseSaid> OfLineBelow(std::string_view text, std::size_t end) {
  const std::size_t next = SkipBlanks(text, end);
  if (WordAt(text, next) != "line") return std::nullopt;
  std::string_view said = Trimmed(LineRest(text, next + 4));
  const std::size_t digit = std::min(said.find_first_of("0123456789"), said.size());
  return OfValue(text, said.substr(digit));
}

/// The use at `at`, in a line from `line` on; nothing where it says nothing of the kind.
std::optional<UseSaid> UseAt(std::string_view text, std::size_t line, std::size_t at,
                             std::string_view name) {
  const std::string_view before = text.substr(line, at - line);
  const std::string_view behind = LineRest(text, at + name.size());
  const std::string_view first = WordAt(Trimmed(before), 0);
  if (first == "fact" || first == "order") return std::nullopt;
  if ((first == "range" || first == "threshold") && Trimmed(before).ends_with(" of")) {
    return OfLineBelow(text, at + name.size());
  }
  for (const std::string_view joint : {" since", " after", " before", " from"}) {
    if (Trimmed(before).ends_with(joint)) return UseSaid{Use::kDate, ""};
  }
  const std::optional<UseSaid> said = OfBehind(text, behind, first == "given");
  return said ? said : OfAround(before, behind);
}

void AddChoices(std::string_view list, std::vector<std::string>& choices) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view choice = Trimmed(list.substr(0, comma));
    list = list.substr(std::min(comma + 1, list.size()));
    const bool is_word = !choice.empty() && WordAt(choice, 0).size() == choice.size();
    if (is_word && std::ranges::find(choices, choice) == choices.end()) {
      choices.emplace_back(choice);
    }
  }
}

/// Where the name stands as a word, outside of texts and comments, from `from` on in its line.
std::size_t FindIn(std::string_view line, std::string_view name, std::size_t from) {
  for (std::size_t at = line.find(name, from); at != line.npos; at = line.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool is_word = (at == 0 || !IsWordCharacter(line[at - 1])) &&
                         (end >= line.size() || !IsWordCharacter(line[end]));
    const bool in_text = std::ranges::count(line.substr(0, at), '"') % 2 == 1;
    if (is_word && !in_text) return at;
  }
  return line.npos;
}

}  // namespace

KindOfUse KindFromUses(std::string_view text, std::string_view name) {
  KindOfUse kind;
  std::optional<Use> use;
  std::string unit;
  std::vector<std::string> choices;
  std::size_t number = 0;
  for (std::size_t line = 0; line < text.size();
       line = std::min(text.find('\n', line), text.size()) + 1) {
    ++number;
    const std::string_view rest = LineRest(text, line);
    for (std::size_t at = FindIn(rest, name, 0); at != rest.npos; at = FindIn(rest, name, at + 1)) {
      const std::optional<UseSaid> said = UseAt(text, line, line + at, name);
      if (!said) continue;
      if (use && *use != said->use) return {};
      if (!use) kind.line = number;
      use = said->use;
      if (unit.empty()) unit = *use == Use::kNumber ? said->detail : "";
      if (*use == Use::kChoice) AddChoices(said->detail, choices);
    }
  }
  if (!use) return {};
  switch (*use) {
    case Use::kTruth:
      kind.kind = "is yes/no";
      kind.why = "a condition by itself";
      break;
    case Use::kDate:
      kind.kind = "is date";
      kind.why = "used as a date";
      break;
    case Use::kNumber:
      kind.is_open = unit.empty();
      kind.kind = unit.empty() ? "is number" : fmt::format("in {}", unit);
      kind.why = "compared with a number";
      break;
    case Use::kChoice:
      kind.is_open = true;
      if (choices.size() == 1) choices.emplace_back("other");
      kind.kind = fmt::format("is one of ({})", fmt::join(choices, ", "));
      kind.why = "compared with a choice";
      break;
  }
  return kind;
}

std::string KindFromTitle(std::string_view name, std::string_view title) {
  std::string words = " ";
  for (const char c : fmt::format("{} {}", name, title))
    words += IsWordCharacter(c) && c != '_' ? LowerCase(c) : ' ';
  words += ' ';
  const auto has = [&](std::initializer_list<std::string_view> some) {
    return std::ranges::any_of(some, [&](std::string_view word) {
      return words.find(fmt::format(" {} ", word)) != std::string::npos;
    });
  };
  if (has({"inr", "gcs", "glasgow coma", "apgar", "score", "specific gravity", "number of"})) {
    return "is number";
  }
  if (has({"ph"})) return "in pH";
  if (has({"date", "day of"})) return "is date";
  return has({"age"}) ? "in whole years" : "";
}

}  // namespace mgl
