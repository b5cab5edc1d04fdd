// Where a text that a help shows belongs, and what would be lost with what it replaces.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "dsl/text/source.h"

namespace mgl {

/// Words, numbers and units, each by itself: `500mg/24h` -> `500`, `mg`, `24`, `h`.
std::vector<Span> TokensOf(std::string_view text);
/// How often `token` stands in the tokens of `text`.
std::ptrdiff_t CountIn(std::string_view text, std::string_view token);

/// The lines that a span is in, from the first word to the last, without a comment.
Span LineOf(std::string_view text, Span span);

/// A number or declared name of `old` is not in `shown`.
bool Loses(std::string_view text, std::string_view old, std::string_view shown);

/// A number, its unit, a word of the author's or a `not` that is in `before` is not in `after`. The
/// words of `mistaken` may be said otherwise, but no number and no name.
bool IsLost(std::string_view before, std::string_view after, Span changed, Span mistaken);

bool BeginsDeclaration(std::string_view shown);

/// Where the first text of a proposal goes; nothing where it is no part of this line. `all`: with
/// what stands in other lines then; `help`: all that is said.
std::optional<Span> PlaceOf(const SourceFile& source, Span span, std::string_view shown,
                            std::string_view all, std::string_view help);

}  // namespace mgl
