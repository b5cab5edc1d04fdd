// Regular expressions of the texts that cases may hold, for the schema of cases: of what is common
// to ECMA 262 and other dialects, without lookaheads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/model/guideline.h"

namespace mgl {

/// `w`, `wks`, `weeks` and their like; also nothing.
inline constexpr std::string_view kWeeksWord = "[Ww]([Ee][Ee][Kk][Ss]?|[Kk][Ss]?)?";

/// A text as it stands.
std::string Escaped(std::string_view text);
/// A text in letters of any case.
std::string InAnyCase(std::string_view text);

/// Days with one reading, and times behind them; also months and years.
std::string DayPattern();

/// A number as a text has it (`6.1`, `.5`, `1,234.5`, `61e-1`), whatever its size.
std::string NumberPattern();
/// The same without a sign.
std::string UnsignedPattern();
/// Those above the bound, or equal to it where it is closed; all where it is infinite. Of numbers
/// with an exponent those of a size that people write.
std::string AtLeastPattern(const Bound& bound);
std::string AtMostPattern(const Bound& bound);

/// `36+4`, `36w4d`, `36 4/7`, at least (at most) so many days; all where there is no number.
std::string WeeksAndDaysAtLeast(const std::optional<Rational>& days);
std::string WeeksAndDaysAtMost(const std::optional<Rational>& days);

}  // namespace mgl
