// Bands of a number as people write them in lists: `<65`, `65-74 years`, `75+`.
#pragma once

#include <string>
#include <string_view>

namespace mgl {

/// What a condition says of a number that lies there: `< 65 years`, `is 65 to 74 years`, `>= 75
/// years`; `unit` stands behind the numbers where they have none. Empty where it is no band.
std::string WrittenInterval(std::string_view said, std::string_view unit);
/// `1-2`, `1 – 2`, `between 1 and 2` -> `1 to 2`.
std::string IntervalOf(std::string_view words);
/// `at most 170 g/L` for `up to 170 g/L`, `< 170 g/L`; intervals as they are.
std::string CutOf(std::string_view words);

}  // namespace mgl
