// First lines of facts and thresholds. Each help is the author's own line in the form that works.
#include "dsl/parse/parse_head_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/written_interval.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

/// `fact weight (kg) "Weight"`, `fact dysuria (burning on passing urine) is yes/no`.
std::optional<Diagnostic> BehindName(const Place& place) {
  const std::size_t at = SkipBlanks(place.text, place.stop.name.end);
  if (place.keyword != "fact" || place.stop.name.end == 0 || place.stop.offset != at ||
      place.found.text != "(" || place.on_later_line) {
    return std::nullopt;
  }
  const std::string_view rest = LineRest(place.text, at);
  const std::size_t close = rest.find(')');
  if (close == std::string_view::npos || close < 2) return std::nullopt;
  const std::string_view inside = Trimmed(rest.substr(1, close - 1));
  if (inside.empty()) return std::nullopt;
  const std::string_view behind = Trimmed(rest.substr(close + 1));
  const std::string head = fmt::format("fact {}", TextOf(place.text, place.stop.name));
  const Span span = RestSpan(place.text, place.stop.declaration.begin);
  // `(K)`, `(Mg)` abbreviate potassium and magnesium rather than name a unit.
  const bool is_short =
      inside.front() >= 'A' && inside.front() <= 'Z' && inside.find('/') == std::string_view::npos;
  const bool is_unit = !is_short && static_cast<bool>(ParseUnit(inside));
  const std::size_t quote = behind.starts_with('"') ? behind.find('"', 1) : behind.npos;
  if (quote != behind.npos) {
    const std::string_view title = behind.substr(0, quote + 1);
    const std::string_view kind = Trimmed(behind.substr(quote + 1));
    if (is_unit && kind.empty()) {
      return Instead(span, "the unit of a fact stands behind its title and `in`",
                     fmt::format("{} {} in {}", head, title, inside));
    }
    if (kind.empty() && EqualsIgnoringCase(inside, "yes/no")) {
      return Instead(span, "the kind of a fact stands behind its title",
                     fmt::format("{} {} is yes/no", head, title));
    }
    if (is_unit || kind.empty()) return std::nullopt;
    // What is in parentheses says more exactly what is meant.
    return At(span, "what a fact means exactly is a line `means`",
              fmt::format("write `{} {} {}`, and below it `means \"{}\"`", head, title, kind,
                          WithoutQuotes(inside)));
  }
  if (is_unit && behind.empty()) {
    return Instead(span, "the unit of a fact stands behind `in`",
                   fmt::format("{} in {}", head, inside));
  }
  const bool has_kind = StartsWithWord(behind, "is") || StartsWithWord(behind, "in");
  if (is_unit || !has_kind) return std::nullopt;
  return Instead(span, "the title of a fact stands in quotes",
                 fmt::format("{} {} {}", head, InQuotes(inside), behind));
}

/// The words that tell one measurement from another: `Low serum potassium` -> potassium.
std::vector<std::string> TellingWords(std::string_view said) {
  constexpr std::string_view kOthers[] = {
      "low",   "high",   "raised", "elevated", "reduced",       "severe", "severely", "mild",
      "very",  "too",    "normal", "abnormal", "moderate",      "serum",  "plasma",   "blood",
      "level", "levels", "value",  "measured", "concentration", "of",     "the",      "in"};
  std::string plain = LowerCase(said);
  std::ranges::replace(plain, '_', ' ');
  std::vector<std::string> words;
  for (const std::string_view word : WordsIn(plain)) {
    const std::string_view bare = WithoutSigns(word);
    if (!bare.empty() && !IsOneOf(bare, kOthers)) words.emplace_back(bare);
  }
  return words;
}

bool HasAll(const std::vector<std::string>& words, const std::vector<std::string>& wanted) {
  return !wanted.empty() && std::ranges::all_of(wanted, [&](const std::string& word) {
    return std::ranges::find(words, word) != words.end();
  });
}

/// The number of the cut can be one of this fact.
bool FitsUnit(const DeclaredName& fact, std::string_view cut) {
  const std::size_t digit = cut.find_first_of("0123456789");
  const std::size_t end = std::min(cut.find_first_not_of("0123456789.", digit), cut.size());
  const std::string_view said = Trimmed(cut.substr(end));
  const std::string_view unit = UnitOf(fact);
  if (unit.empty()) return said.empty() && fact.kind.starts_with("is number");
  if (said.empty()) return false;
  const Result<Unit> one = ParseUnit(unit);
  const Result<Unit> other = ParseUnit(said);
  return one && other && one->dimension == other->dimension;
}

/// `threshold low_potassium "Low potassium" below 3.5 mmol/L`.
std::optional<Diagnostic> CutOfNothing(const Place& place) {
  const DeclaredName cut = DeclarationAt(place.text, place.stop.declaration.begin);
  const bool is_head = place.keyword == "threshold" && place.clause.empty() &&
                       !place.on_later_line && place.stop.name.end != 0 && !cut.kind.empty() &&
                       place.text.data() + place.stop.offset == cut.kind.data();
  if (!is_head) return std::nullopt;
  const std::string bound = CutOf(cut.kind);
  const std::size_t digit = bound.find_first_of("0123456789");
  if (digit == std::string::npos) return std::nullopt;
  const std::string_view side = Trimmed(std::string_view(bound).substr(0, digit));
  if (!IsIn(side, {"below", "above", "at least", "at most", "<", "<=", ">", ">=", "≤", "≥"})) {
    return std::nullopt;
  }
  const std::string head = cut.title.empty()
                               ? fmt::format("threshold {}", cut.name)
                               : fmt::format("threshold {} \"{}\"", cut.name, cut.title);
  std::vector<std::string_view> meant;
  std::vector<std::string_view> fitting;
  for (const DeclaredName& fact : DeclaredNames(place.text, {"fact"})) {
    if (!FitsUnit(fact, bound)) continue;
    fitting.push_back(fact.name);
    const std::vector<std::string> words =
        TellingWords(fmt::format("{} {}", fact.name, fact.title));
    if (HasAll(words, TellingWords(cut.title)) || HasAll(words, TellingWords(cut.name))) {
      meant.push_back(fact.name);
    }
  }
  constexpr std::string_view kMessage = "a threshold names the number that it cuts";
  const Span span = RestSpan(place.text, place.stop.declaration.begin);
  if (meant.size() == 1) {
    return Instead(span, std::string(kMessage), fmt::format("{} {} {}", head, meant[0], bound));
  }
  std::string help = fmt::format(
      "write `{} FACT {}`, with the name of the fact that is cut for `FACT`", head, bound);
  const std::vector<std::string_view>& shown = meant.empty() ? fitting : meant;
  for (std::size_t i = 0; i < std::min<std::size_t>(shown.size(), 3); ++i) {
    help += fmt::format("{}`{}`", i == 0 ? ": in this unit there is " : ", ", shown[i]);
  }
  return At(span, std::string(kMessage), std::move(help));
}

}  // namespace

std::optional<Diagnostic> HeadByHabit(const Place& place) {
  if (std::optional<Diagnostic> found = BehindName(place)) return found;
  return CutOfNothing(place);
}

std::optional<Diagnostic> TitleBehindKind(const Place& place) {
  const bool has_kind =
      IsIn(place.keyword, {"fact", "define", "result", "table", "range", "threshold"});
  const std::size_t begin = place.stop.declaration.begin;
  if (!has_kind || !(place.clause.empty() || place.clause == "as")) return std::nullopt;
  const std::size_t stop = place.on_later_line ? place.stop.previous.begin : place.stop.offset;
  if (LineBegin(place.text, begin) != LineBegin(place.text, stop)) return std::nullopt;
  const std::string_view line = LineRest(place.text, begin);
  const std::size_t open = line.find('"');
  const std::size_t close = open == line.npos ? line.npos : line.find('"', open + 1);
  if (close == line.npos || line.find('"', close + 1) != line.npos) return std::nullopt;
  // A label in quotes may be a part of the kind.
  const std::string_view head = line.substr(0, open);
  const bool is_inside = std::ranges::count(head, '(') != std::ranges::count(head, ')');
  const bool is_at_title = place.on_later_line ? stop == begin + open
                           : place.found.text == ","
                               ? SkipBlanks(place.text, stop + 1) == begin + open
                               : stop == begin + open;
  if (is_inside || (place.keyword != "fact" && !is_at_title) || stop > begin + open) {
    return std::nullopt;
  }
  const std::size_t name_at = SkipBlanks(head, place.keyword.size());
  const std::string_view name = WordAt(head, name_at);
  std::string_view kind = Trimmed(head.substr(std::min(name_at + name.size(), head.size())));
  if (kind.ends_with(',')) kind = Trimmed(kind.substr(0, kind.size() - 1));
  const std::string_view first = WordAt(kind, 0);
  const bool is_fact = place.keyword == "fact";
  const bool is_bare = is_fact && (kind == "yes/no" || kind == "date" || kind == "number" ||
                                   StartsWithWord(kind, "one of"));
  const bool is_kind = place.keyword == "threshold" ? IsDeclared(place.text, first, {"fact"})
                       : is_fact                    ? IsIn(first, {"is", "in"})
                                                    : IsIn(first, {"is", "in", "as", "of"});
  if (name.empty() || IsReserved(name) || !(is_kind || is_bare)) return std::nullopt;
  const std::string_view behind = Trimmed(line.substr(close + 1));
  Diagnostic diagnostic = Instead(
      RestSpan(place.text, begin), "the title stands behind the name, before what it is",
      fmt::format("{} {} {} {}{}{}{}", place.keyword, name, line.substr(open, close + 1 - open),
                  is_bare ? "is " : "", kind, behind.empty() ? "" : " ", behind));
  diagnostic.span = SpanOf(begin + open, begin + close + 1);
  return diagnostic;
}

}  // namespace mgl
