// Messages about words as people use them: everyday phrases, other languages, capital letters,
// names of several words.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// The word that ends before `at`, blanks between, on the same line.
std::string_view WordBefore(std::string_view text, std::size_t at);
/// From `at` to where the value ends: at `and`, `or`, a comma, another line.
std::string_view ValueFrom(std::string_view text, std::size_t at);

/// A new name of several words or with other letters.
std::optional<Diagnostic> WideName(const Place& place);
/// `AND`, `Rule`.
std::optional<Diagnostic> CapitalWord(const Place& place);
/// `wenn`, `règle`.
std::optional<Diagnostic> ForeignWord(const Place& place);

/// `and/or`, `without`, `and no`, `xor`.
std::optional<Diagnostic> JoinedByHabit(const Place& place);
/// `between 2 and 3`.
std::optional<Diagnostic> Between(const Place& place);
/// `is greater than 3`, `older than 18`.
std::optional<Diagnostic> ComparedByWords(const Place& place);
/// `within the last 3 months`.
std::optional<Diagnostic> LastPeriod(const Place& place);
/// A date that is not written as one, and `140/90 mmHg`.
std::optional<Diagnostic> WrittenElsewhere(const Place& place);

}  // namespace mgl
