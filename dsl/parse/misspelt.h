// Words and lines as plain text: what stands at a place, and whether a line's first word is a
// misspelt keyword. No grammar: the grammar asks these questions where it must decide.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mgl {

bool IsWordStart(char c);
bool IsWordCharacter(char c);
/// The word that begins at `at`, or empty.
std::string_view WordAt(std::string_view text, std::size_t at);
/// True when only blanks stand before `at` on its line.
bool IsFirstOnLine(std::string_view text, std::size_t at);

/// `3,5`, where it cannot be thousands or two of several numbers; else empty.
std::string_view DecimalCommaAt(std::string_view text, std::size_t at);

/// A first word of a line that is no word of the language, is spelt like a keyword and goes on like
/// a line of its own: `cte 1`, `rwo < 3`. It is not the unit or the preparation of a number on the
/// line before.
bool IsMisspeltLine(std::string_view text, std::size_t at);

/// A first word of a line that is meant to begin a declaration: spelt like such a keyword, or at
/// column 1 and spelt like no line of the declaration `keyword` (empty: none) before it.
bool IsMisspeltDeclaration(std::string_view text, std::size_t at, std::string_view keyword);

/// `cite`, `from`, `assumed`, `interpreted`: they begin a line of any declaration.
bool IsProvenanceWord(std::string_view word);

/// The keyword of a declaration or of a line under `declaration` that is spelt most like `word`, or
/// empty.
std::string NearestKeyword(std::string_view word, std::string_view declaration);

/// The next place at or after `at` where reading can go on after an error: a declaration keyword
/// that is first on its line, something at column 1 spelt like one, or the end.
std::size_t NextDeclaration(std::string_view text, std::size_t at);

}  // namespace mgl
