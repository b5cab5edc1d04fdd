// Which rule has an action, as plain text.
#pragma once

#include <string>
#include <string_view>

namespace mgl {

/// The rule with the action that `words` are (`give amox`, `note "Call"`), or, where they are the
/// name of a medication alone, the first that gives or considers it; else empty.
std::string RuleThatSays(std::string_view text, std::string_view words);

}  // namespace mgl
