// Two amounts joined by a dash, each with its unit.
#pragma once

#include <string>
#include <string_view>

namespace mgl {

/// `500 to 1000 mg` for 500, `mg`, 1, `g`: both in the smaller unit. Empty where the first number
/// is above the second, or one of them has no unit and that is not sure.
std::string AmountInOneUnit(std::string_view low, std::string_view low_unit, std::string_view high,
                            std::string_view high_unit);

/// `500 to 1000 mg` for 500 and `mg-1g`, which was read as a unit; else empty.
std::string IntervalOfCode(std::string_view number, std::string_view code);

}  // namespace mgl
