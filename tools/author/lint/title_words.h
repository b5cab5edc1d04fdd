// What names and titles say, word by word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mgl {

/// Runs of letters and digits, in small letters; signs beyond ASCII count as letters.
std::vector<std::string> TitleWords(std::string_view text);

}  // namespace mgl
