// Each help is the author's own expression with what the language has for the function.
#include "dsl/parse/parse_function_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/written_functions.h"
#include "dsl/parse/written_times.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

/// In small letters, without `_` and `.`.
std::string NameOfFunction(std::string_view word) {
  std::string name;
  for (const char c : word) {
    if (c != '_' && c != '.') name += LowerCase(c);
  }
  return name;
}

/// Functions that the language has, under this name.
bool IsOwnFunction(std::string_view word) {
  return IsIn(word,
              {"min", "max", "abs", "floor", "ceiling", "round", "sqrt", "ln", "log10", "exp"});
}
/// `not (a or b)` is no call.
bool IsOwnWord(std::string_view word) {
  return IsOwnFunction(word) || IsIn(word, {"and", "or", "not"});
}

/// An expression with all its calls written anew, and what is said beside.
struct Translation {
  std::string written;
  std::string help;
  std::string first;  // of the functions of elsewhere, as it stands
  bool is_open = false;
};

Translation Translated(std::string_view text, std::string_view said) {
  Translation result;
  std::size_t done = 0;
  for (std::size_t at = 0; at < said.size();) {
    const std::string_view word = WordAt(said, at);
    if (word.empty()) {
      ++at;
      continue;
    }
    std::size_t open = at + word.size();
    while (open < said.size() && said[open] == '.') {  // `Patient.age(`
      open += 1 + WordAt(said, open + 1).size();
    }
    const bool is_call = open < said.size() && said[open] == '(';
    WrittenCall call{word, NameOfFunction(word), {}, {}};
    if (!is_call || IsOwnWord(word) || !IsKnownFunction(call.name) || open != at + word.size()) {
      at = open;
      continue;
    }
    const std::size_t close = PartsOfCall(said.substr(open), call.parts);
    if (close == std::string_view::npos) break;
    for (std::string& part : call.parts) {
      const Translation inner = Translated(text, part);
      part = inner.written;
      result.help += inner.help;
      result.is_open = result.is_open || inner.is_open;
    }
    if (result.first.empty()) result.first = word;
    call.behind = said.substr(open + close + 1);
    const FunctionMeant meant = MeantByFunction(text, call);
    if (meant.written.empty()) {
      result.is_open = true;
      if (result.help.empty()) result.help = meant.help;
      at = open + close + 1;
      continue;
    }
    result.written += fmt::format("{}{}", said.substr(done, at - done), meant.written);
    result.help += meant.help;
    at = done = open + close + 1 + meant.used;
  }
  result.written += said.substr(std::min(done, said.size()));
  return result;
}

/// `today - d > 30`: days.
std::string WithDays(std::string written) {
  const std::string_view behind = BehindLead(written, {"today - "});
  const std::string_view date = WordAt(behind, 0);
  if (date.empty()) return written;
  const ComparedNumber compared = ComparedIn(behind.substr(date.size()));
  if (compared.size == 0 || compared.size + date.size() != behind.size()) return written;
  return fmt::format("time since {} {} {} {}", date, compared.sign, compared.number,
                     compared.unit.empty() ? "days" : compared.unit);
}

/// `(a or b)` as all that there is: without its parentheses.
std::string WithoutOuter(std::string written) {
  std::vector<std::string> parts;
  if (!written.starts_with('(') || PartsOfCall(written, parts) + 1 != written.size())
    return written;
  return written.substr(1, written.size() - 2);
}

/// `sex LIKE "%male%"`.
std::optional<Diagnostic> LikeText(const Place& place) {
  const std::string word = LowerCase(place.found.text);
  if (place.found.kind != FoundKind::kWord || place.on_later_line ||
      !IsIn(word, {"like", "contains", "matches", "startswith", "ilike", "regexp"})) {
    return std::nullopt;
  }
  const Found pattern = FindAt(place.text, SkipBlanks(place.text, place.found.span.end));
  if (pattern.kind != FoundKind::kText) return std::nullopt;
  const DeclaredName named = NamedBy(place.text, place.previous, {"fact"});
  const std::string choice = std::string(Trimmed(WithoutQuotes(pattern.text)));
  std::string bare;
  for (const char c : choice) {
    if (c != '%' && c != '*') bare += LowerCase(c);
  }
  const std::string_view list =
      named.kind.substr(std::min(named.kind.find('('), named.kind.size()));
  bool is_choice = false;
  for (std::size_t at = 0; at < list.size(); ++at) {
    const std::string_view one = WordAt(list, at);
    is_choice = is_choice || (!one.empty() && one == bare);
    at += one.size();
  }
  const Span span = SpanOf(place.stop.previous.begin, pattern.span.end);
  constexpr std::string_view kMessage = "a condition compares no texts";
  if (is_choice) {
    return At(span, std::string(kMessage), fmt::format("write `{} is {}`", place.previous, bare));
  }
  return At(span, std::string(kMessage),
            "declare what can be there as choices, `fact NAME \"…\" is one of (a, b)`, and write "
            "`NAME is a`");
}

/// `exists x`: x is known.
std::optional<Diagnostic> ExistsBefore(const Place& place) {
  const bool is_before = IsIn(LowerCase(place.previous), {"exists", "exist"});
  const std::size_t begin = is_before ? place.stop.previous.begin : place.stop.offset;
  const std::string_view word = WordAt(place.text, begin);
  if (!IsIn(LowerCase(word), {"exists", "exist"})) return std::nullopt;
  const std::string_view name = WordAt(place.text, SkipBlanks(place.text, begin + word.size()));
  if (name.empty() || !IsDeclared(place.text, name, {"fact", "define", "result"})) {
    return std::nullopt;
  }
  const Span span = SpanOf(begin, EndIn(place.text, name));
  Diagnostic diagnostic =
      At(span, "what is there is known", fmt::format("write `{} is known`", name));
  if (NamedBy(place.text, name, {"fact"}).kind.starts_with("is yes/no")) {
    diagnostic.help += fmt::format("; where `{0}` itself is meant to be so, `{0}`", name);
  }
  diagnostic.edits.push_back({span, fmt::format("{} is known", name)});
  return diagnostic;
}

/// The parts of a text that `&`, `+` or `||` joins, or of `CONCAT(…)`.
std::vector<std::string> JoinedParts(std::string_view said) {
  std::vector<std::string> parts;
  const std::string name = LowerCase(WordAt(said, 0));
  if (IsIn(name, {"concat", "concatenate", "textjoin", "combine", "format"})) {
    const std::size_t open = name.size();
    if (open >= said.size() || said[open] != '(') return {};
    return PartsOfCall(said.substr(open), parts) == std::string_view::npos
               ? std::vector<std::string>()
               : parts;
  }
  bool in_text = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= said.size(); ++at) {
    const std::string_view rest = said.substr(at);
    if (!rest.empty() && rest[0] == '"') in_text = !in_text;
    if (in_text && !rest.empty()) continue;
    const std::size_t size = rest.empty()                                       ? 1
                             : rest.starts_with("||") || rest.starts_with("..") ? 2
                             : rest[0] == '&' || rest[0] == '+'                 ? 1
                                                                                : 0;
    if (size == 0) continue;
    parts.emplace_back(Trimmed(said.substr(begin, at - begin)));
    begin = at + size;
    at += size - 1;
  }
  return parts;
}

}  // namespace

std::optional<Diagnostic> FunctionByHabit(const Place& place) {
  if (place.on_later_line && !place.first_on_line) return std::nullopt;
  if (auto exists = ExistsBefore(place)) return exists;
  if (auto like = LikeText(place)) return like;
  const bool is_before = place.found.text == "(" && place.stop.previous.end == place.stop.offset;
  const std::size_t begin = is_before ? place.stop.previous.begin : place.stop.offset;
  const std::string_view word = WordAt(place.text, begin);
  const std::size_t open = begin + word.size();
  const bool is_call = !word.empty() && open < place.text.size() && place.text[open] == '(';
  if (!is_call || IsOwnWord(word) || !IsKnownFunction(NameOfFunction(word))) {
    return std::nullopt;
  }
  const std::string_view said = LineRest(place.text, begin);
  Translation meant = Translated(place.text, said);
  meant.written = WithoutOuter(WithDays(std::move(meant.written)));
  const std::string name = NameOfFunction(word);
  const bool is_own = IsOwnFunction(name);
  if (meant.first.empty() || (meant.is_open && meant.help.empty())) return std::nullopt;
  const Span span = SpanOf(begin, begin + said.size());
  std::string message =
      is_own ? fmt::format("the words of the language are written small, not `{}`", word)
             : fmt::format("there is no function `{}`", word);
  if (meant.is_open) return At(span, std::move(message), meant.help);
  Diagnostic diagnostic =
      At(span, std::move(message), fmt::format("write `{}`{}", meant.written, meant.help));
  diagnostic.edits.push_back({span, meant.written});
  return diagnostic;
}

std::optional<Diagnostic> JoinedText(const Place& place) {
  if (place.clause != "as" && place.clause != "value" && place.keyword != "result") {
    return std::nullopt;
  }
  const std::size_t line = SkipBlanks(place.text, LineBegin(place.text, place.stop.offset));
  const std::string_view all = LineRest(place.text, line);
  const std::size_t as = all.find(" as ");
  const bool is_value = all.starts_with("value ");
  if (!is_value && as == std::string_view::npos) return std::nullopt;
  const std::size_t begin = is_value ? 6 : as + 4;
  std::string_view said = Trimmed(all.substr(begin));
  std::string_view tail;
  for (const std::string_view end : {" when ", " otherwise", " if "}) {
    const std::size_t at = said.rfind(end);
    if (!is_value || at == std::string_view::npos || said.find('"', at) != said.npos) continue;
    tail = said.substr(at);
    said = Trimmed(said.substr(0, at));
  }
  std::string written;
  std::string declared;
  std::string_view unit;
  const std::vector<std::string> parts = JoinedParts(said);
  bool has_text = false;
  for (const std::string& part : parts) {
    if (part.starts_with('"')) {
      has_text = true;
      std::string_view words = std::string_view(part).substr(1, part.size() - 2);
      const std::string_view own = BehindLead(words, {" "});
      if (!unit.empty() && own.starts_with(unit)) words = own.substr(unit.size());
      written += words;
      unit = {};
      continue;
    }
    const DeclaredName named =
        NamedBy(place.text, part, {"fact", "define", "result", "table", "score"});
    if (named.name.empty()) return std::nullopt;
    unit = UnitOf(named);
    const bool is_shown = named.keyword != "fact" && named.keyword != "define";
    written += is_shown ? fmt::format("{{{}}}", part) : fmt::format("{{{}_shown}}", part);
    if (is_shown || declared.find(" " + part + "_shown ") != std::string::npos) continue;
    declared += fmt::format(
        "{}`result {}_shown \"{}\"{}{} as {}`", declared.empty() ? "; and declare " : ", ", part,
        named.title.empty() ? named.name : named.title, named.kind.empty() ? "" : " ",
        unit.empty() ? std::string(named.kind) : fmt::format("in {}", unit), part);
  }
  if (parts.size() < 2 || !has_text) return std::nullopt;
  const Span span = SpanOf(line + begin, line + all.size());
  const std::string value =
      fmt::format("value \"{}\"{}", written, tail.empty() ? std::string_view(" otherwise") : tail);
  return At(
      span, "a text is the value of a line, and what changes in it stands in braces",
      fmt::format("write {}`{}`{}; a number is shown with its unit",
                  is_value ? std::string() : fmt::format("`{}`, and below it ", all.substr(0, as)),
                  value, declared));
}

}  // namespace mgl
