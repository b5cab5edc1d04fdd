// Rules that look at characters themselves: words, line starts, misspelt lines. PEGTL asks of a
// rule a `match` function and, for its analysis, whether it consumes text.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze_traits.hpp>

#include "dsl/parse/misspelt.h"
#include "dsl/text/words.h"

namespace mgl::grammar {

namespace peg = tao::pegtl;

/// Matches nothing, succeeds where `Test(begin of the text, place)` says so.
template <bool (*Test)(std::string_view text, std::size_t at)>
struct ahead {
  using rule_t = ahead;
  using subs_t = peg::empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const std::string_view text(in.begin(), static_cast<std::size_t>(in.end() - in.begin()));
    return Test(text, static_cast<std::size_t>(in.current() - in.begin()));
  }
};

/// Matches the word at this place where `Test` says so.
template <bool (*Test)(std::string_view text, std::size_t at)>
struct word_where {
  using rule_t = word_where;
  using subs_t = peg::empty_list;
  template <typename Input>
  static bool match(Input& in) {
    if (!ahead<Test>::match(in)) return false;
    const std::string_view rest(in.current(), static_cast<std::size_t>(in.end() - in.current()));
    const std::size_t size = WordAt(rest, 0).size();
    if (size == 0) return false;
    in.bump_in_this_line(size);
    return true;
  }
};

/// A name: no word of the language, no keyword misspelt at the beginning of its line.
inline bool IsFreeWord(std::string_view text, std::size_t at) {
  return !IsReserved(WordAt(text, at));
}
inline bool IsReservedHere(std::string_view text, std::size_t at) {
  return IsReserved(WordAt(text, at));
}
inline bool IsKeywordLine(std::string_view text, std::size_t at) {
  return IsReservedHere(text, at) && IsFirstOnLine(text, at);
}
/// The name of a choice: any word but those that say something else after `is`, and but a word of
/// the language that begins a line.
inline bool IsChoiceWord(std::string_view text, std::size_t at) {
  return !IsForbiddenChoice(WordAt(text, at)) && !IsKeywordLine(text, at);
}
/// `once` as the whole of how often, not the begin of `once a day`.
inline bool IsOnceAlone(std::string_view text, std::size_t at) {
  std::size_t next = at + WordAt(text, at).size();
  while (next < text.size() && (text[next] == ' ' || text[next] == '\t')) ++next;
  const std::string_view word = WordAt(text, next);
  const bool line_ends =
      next >= text.size() || text[next] == '\n' || text[next] == '\r' || text[next] == '#';
  return line_ends || (IsReserved(word) && word != "per" && word != "every" && word != "in");
}
/// The first word of a line of some declaration.
inline bool IsLineWord(std::string_view text, std::size_t at) {
  const std::string_view word = WordAt(text, at);
  return IsProvenanceWord(word) || !DeclarationsWith(word).empty();
}
/// A word that cannot begin a unit. The names of functions can: `min` is also the minute.
inline bool IsNoUnit(std::string_view text, std::size_t at) {
  const std::string_view word = WordAt(text, at);
  const WordRole* role = FindWord(word);
  const bool reserved = role != nullptr && *role != WordRole::kContext;
  if (word == "daily" || word == "weekly") return true;
  return (reserved && *role != WordRole::kFunction) || IsMisspeltLine(text, at);
}

}  // namespace mgl::grammar

namespace tao::pegtl {
template <typename Name, auto Test>
struct analyze_traits<Name, mgl::grammar::ahead<Test>> : analyze_opt_traits<> {};
template <typename Name, auto Test>
struct analyze_traits<Name, mgl::grammar::word_where<Test>> : analyze_any_traits<> {};
}  // namespace tao::pegtl
