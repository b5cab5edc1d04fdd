// Titles and texts that lack their quotes.
#pragma once

#include <optional>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `define "Low potassium": potassium < 3.5 mmol/L`, as a whole with this name.
std::optional<Diagnostic> DefineByTitle(const Place& place, std::string_view name);
/// `rule give-resin: Give a resin`, with the lines of a list below it.
std::optional<Diagnostic> TitleBehindColon(const Place& place);
/// `rule Start metformin`: the name is missing, and the title has no quotes.
std::optional<Diagnostic> UnnamedTitle(const Place& place);
/// Words after the name, or where a text belongs, that lack their quotes.
std::optional<Diagnostic> MissingQuotes(const Place& place);

/// A text in quotes alone on its line: the title of the fact above, or more of the text above.
std::optional<Diagnostic> TextBelowLine(const Place& place);

}  // namespace mgl
