// The words of the language and what each is for: one table for the grammar, the messages and the
// question whether a name is free.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace mgl {

inline bool IsIn(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
template <std::size_t kSize>
bool IsOneOf(std::string_view word, const std::string_view (&words)[kSize]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

enum class WordRole {
  kDeclaration,       // begins a declaration
  kLaterDeclaration,  // begins a declaration of a later version
  kClause,            // begins a line under a declaration
  kLaterClause,       // begins a line of a later version
  kAction,            // what a rule does
  kOperator,          // joins expressions
  kJoin,              // inside lines and expressions
  kValue,             // yes, no, known …
  kFunction,
  kContext,  // not reserved: read only where it is expected
};

/// The role of a word, or null for a word that the language does not know.
const WordRole* FindWord(std::string_view word);

/// True for words that no declaration may take as its name: all but those of kContext.
bool IsReserved(std::string_view word);

/// `score`, `table`: also the declarations of later versions.
bool IsDeclarationWord(std::string_view word);

/// True for words that a choice may not have as its name, because after `is` they say something
/// else.
bool IsForbiddenChoice(std::string_view word);

std::vector<std::string> WordsOf(WordRole role);

/// `and`, `or`, `implies`: an operator between two conditions.
bool JoinsConditions(std::string_view word);

/// The lines that the declaration `keyword` may have, by their first words, in the order in which
/// messages name them; without `cite`, `from`, `assumed` and `interpreted`, which all may have.
const std::vector<std::string>& ClausesOf(std::string_view keyword);
bool HasClause(std::string_view keyword, std::string_view clause);
/// The declarations that have a line `clause`.
std::vector<std::string> DeclarationsWith(std::string_view clause);

/// What to write instead of a word of everyday speech or of another language: `over` -> `above`,
/// `if` -> `when`. Empty where there is nothing to say.
std::string_view EverydayWord(std::string_view word);

/// The word of the language for one of another language, which is written small and without
/// accents: `wenn` -> `when`. Empty where there is none.
std::string_view EnglishWord(std::string_view word);

/// `one` … `twelve` as digits, or empty.
std::string_view NumberWord(std::string_view word);

}  // namespace mgl
