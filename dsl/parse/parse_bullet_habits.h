// Lists with marks and numbers, as documents have them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// Where the declaration begins whose line begins at `at` with a number: 4 of `3.2 rule a "A"`;
/// else npos.
std::size_t NumberedDeclarationAt(std::string_view text, std::size_t at);
/// `3.2 rule a "A"`.
std::optional<Diagnostic> NumberedDeclaration(const Place& place);
/// `when:`, and below it `- dysuria` and `- not pregnant`.
std::optional<Diagnostic> BulletedConditions(const Place& place);
/// The same where the grammar read the first mark, at `minus`, as a sign.
std::optional<Diagnostic> BulletReadAsMinus(std::string_view text, std::size_t minus);

}  // namespace mgl
