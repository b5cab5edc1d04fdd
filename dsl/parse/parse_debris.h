// What is pasted with a text and belongs to no guideline: page numbers, headings, sentences.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// The line at `at`, the first byte of its line, is `Page 3 of 12`, a heading, a sentence, a row of
/// `-`, an address.
bool IsDebris(std::string_view text, std::size_t at);
/// The same, and the line behind it is indented: the declaration before it goes on.
bool IsDebrisInside(std::string_view text, std::size_t at);

std::optional<Diagnostic> Debris(const Place& place);

}  // namespace mgl
