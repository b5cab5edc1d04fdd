// What a guideline's status means that is said in other words.
#pragma once

#include <string>
#include <string_view>

namespace mgl {

/// `draft` of `under review`, `retired` of `withdrawn`, `active` only of its misspellings; empty:
/// it may be one or the other.
std::string_view StatusMeant(std::string_view said);

/// What to write for it: the status that is meant, or what each of the three says.
std::string HelpForStatus(std::string_view said);

}  // namespace mgl
