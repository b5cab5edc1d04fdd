// What to do about mistakes in values by lines, tables, scores and treatments: the words that
// people bring from tables and programs elsewhere.
#pragma once

#include <optional>
#include <string>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// A sign of elsewhere that stands for `gives`, `when` or `,`.
std::optional<Diagnostic> SignInLine(const Place& place);
/// A value of several words: a text without its quotes.
std::optional<Diagnostic> UnquotedValue(const Place& place);

/// What to do where something else was expected inside a line; empty where there is nothing to say.
std::string HelpInValue(const Place& place);

/// A first word of a line that a define, result, table or score does not have and that is meant to
/// be `value`, `row` or `points`.
std::optional<Diagnostic> MisplacedValueLine(const Place& place);
/// What to do about a word or sign behind a finished line; empty where there is nothing to say.
std::string HelpBehindValue(const Place& place);

}  // namespace mgl
