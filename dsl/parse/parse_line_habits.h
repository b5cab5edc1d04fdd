// Messages about lines that are written as elsewhere: titles in the place of names, choices.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// A title where a name belongs: `expect "Give tablets" yes`.
std::optional<Diagnostic> TitleForName(const Place& place);
/// `for 3 months` under a recheck.
std::optional<Diagnostic> RecheckEnd(const Place& place);
/// `is a date`, `is text`.
std::optional<Diagnostic> KindByHabit(const Place& place);
/// `is one of first, second, third`.
std::optional<Diagnostic> ListWithoutParentheses(const Place& place);
/// `is yes/no/unknown`.
std::optional<Diagnostic> UnknownAsAnswer(const Place& place);
/// A choice that is a word of the language and begins a line.
std::optional<Diagnostic> ChoiceBeginsLine(const Place& place);

}  // namespace mgl
