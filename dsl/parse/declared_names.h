// What a text declares, as plain text: for messages that say an author's line in the author's own
// names.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// The first line of a declaration: `fact` `age` `Age` `in whole years`.
struct DeclaredName {
  std::string_view keyword;
  std::string_view name;
  std::string_view title;  // without its quotes
  std::string_view kind;   // what is behind it
  std::size_t begin = 0;
};
std::vector<DeclaredName> DeclaredNames(std::string_view text,
                                        std::initializer_list<std::string_view> keywords);
/// `mmol/L` of `in mmol/L of potassium`, `years` of `in whole years`; empty where it has none.
std::string_view UnitOf(const DeclaredName& declared);
/// `at least 65 years` for `at least 65` of a fact in years; unchanged where it has a unit.
std::string InUnitOf(const DeclaredName& declared, std::string_view cut);
/// What a help says of it: `; `65` is taken in years, the unit of `age``.
std::string UnitTaken(const DeclaredName& declared, std::string_view cut);
/// A unit of blood pressures.
bool IsPressure(std::string_view unit);
/// The last of them that begins at or before `at`, whatever its keyword.
DeclaredName DeclarationAt(std::string_view text, std::size_t at);

/// The one that is called so or has this title, in whatever letters; else empty.
DeclaredName NamedBy(std::string_view text, std::string_view words,
                     std::initializer_list<std::string_view> keywords);

/// A fact that is a date, the first; else empty.
std::string_view DateIn(std::string_view text);

/// The condition that words for a group of people mean in this text: `men` -> `sex is male`,
/// `pregnancy` -> `pregnant`, `patients over 65 years` -> `age > 65 years`; else empty.
std::string ConditionMeant(std::string_view text, std::string_view words);

/// The same for all whom words are about: `adults with diabetes` -> `age >= 18 years and diabetes`.
std::string ScopeMeant(std::string_view text, std::string_view whom);

/// `write `WRITTEN``, and what writes it.
Diagnostic Instead(Span span, std::string message, std::string written);

/// The same for a line that the declaration does not have.
Diagnostic InsteadOfLine(Span span, std::string message, std::string written);
/// A number with its sign, as points are written.
bool IsPoints(std::string_view text);

/// From `at` to the end of its line.
Span RestSpan(std::string_view text, std::size_t at);

/// Without quotes around it, and without a sign at its begin: `- local` -> `local`.
std::string_view WithoutQuotes(std::string_view words);
/// In quotes, without those that it has.
std::string InQuotes(std::string_view words);
bool StartsWithWord(std::string_view text, std::string_view word);
/// All dates of the language in it.
std::vector<std::string> DatesIn(std::string_view words);

}  // namespace mgl
