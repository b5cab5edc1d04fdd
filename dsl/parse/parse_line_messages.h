// The messages about first words: of a declaration, of a line; and what all messages ask about a
// place.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_messages.h"

namespace mgl {

/// Where the grammar stopped, together with the words around.
struct Place {
  const StopPlace& stop;
  std::string_view text;      // the whole file
  Found found;                // what stands there
  std::string_view keyword;   // of the declaration, or empty
  std::string_view clause;    // of the line, or empty
  std::string_view previous;  // the word, number or sign before, or empty
  bool on_later_line;         // `found` is on another line than `previous`, or the end
  bool first_on_line;         // `found` is first on its line
};
Place MakePlace(const SourceFile& source, const StopPlace& stop);

/// That something does not fit where it stands (kUnexpectedText).
inline Diagnostic At(Span span, std::string message, std::string help) {
  return {DiagnosticKind::kUnexpectedText, span, std::move(message), std::move(help), {}};
}

/// That a line does not belong where it stands (kUnknownClause).
inline Diagnostic AtLine(Span span, std::string message, std::string help) {
  return {DiagnosticKind::kUnknownClause, span, std::move(message), std::move(help), {}};
}

/// What to underline: what was found, or the end of the line that is not finished.
Span PlaceSpan(const Place& place);

/// So many bytes of the text are quoted.
inline constexpr std::size_t kMostQuoted = 40;

/// The words after a name are a title without quotes, not a misspelt keyword.
bool IsUnquotedTitle(const Place& place);
bool EndsUnquotedTitle(const Place& place, std::string_view word);

/// A reserved word where a name belongs is meant as a name: what follows fits a name.
bool LooksLikeName(const Place& place);
/// `route` -> `route_given`.
std::string SuggestedName(std::string_view word);

/// What to do about a missing thing, where the word found gives no hint.
std::string HelpFor(const Place& place);

/// What stands where a declaration's keyword belongs.
std::string_view MisspeltKeywordAt(std::string_view text, std::size_t at);
/// The keyword that it is meant to be, or empty.
std::string MeantDeclaration(std::string_view word);

Diagnostic UnknownDeclaration(const Place& place);
Diagnostic UnknownLine(const Place& place);

}  // namespace mgl
