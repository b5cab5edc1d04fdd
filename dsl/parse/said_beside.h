// What a rule says beside the name of a medication, compared with what the medication says: a dose
// is not left out where that changes it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mgl {

/// What to do about `1 g every 8 hours`, `for 5 days`, `intravenously` behind `then give NAME` at
/// `at`. Empty: nothing was understood.
std::string HelpForSaidBeside(std::string_view text, std::string_view name, std::string_view said,
                              std::size_t at);

}  // namespace mgl
