// Messages about signs: of other languages, of word processors, and signs that stand where none
// belongs.
#pragma once

#include <optional>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// A text that was closed by a curly quote, or by nothing.
Diagnostic Unterminated(const Place& place);

/// A comment as it is written elsewhere: `--`.
std::optional<Diagnostic> ForeignComment(const Place& place);
/// A full stop at the end of a line.
std::optional<Diagnostic> FullStop(const Place& place);
/// `3.5 - 5.0` or `3.5–5.0` where an interval is meant.
std::optional<Diagnostic> DashInterval(const Place& place);
/// `½`.
std::optional<Diagnostic> FractionSign(const Place& place);
/// `height²`, `kg/m²`, `10⁹/L`.
std::optional<Diagnostic> SmallDigits(const Place& place);
/// `in x 10⁹/L`, `0.5 10⁹/L`.
std::optional<Diagnostic> UnitWithSmallDigits(const Place& place);
/// `50 x 10^9/L`.
std::optional<Diagnostic> TimesPowerOfTen(const Place& place);
std::optional<Diagnostic> WrongSign(const Place& place);
/// A unit that begins with `/`.
std::optional<Diagnostic> LeadingSlash(const Place& place);

}  // namespace mgl
