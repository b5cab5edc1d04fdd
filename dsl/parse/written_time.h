// Times as charts write them: `34/40`, `34+2/40`, `3/12`, `6/52`, `2/7`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mgl {

struct WrittenTime {
  std::string text;      // as the language writes it; empty: there is none
  std::size_t size = 0;  // of what stands there
};

/// The time at `at`, to be compared with a number in `unit` (empty: with a time of any unit):
/// `34+0` for weeks and days, else `34 weeks`; `3 months`. None where the unit measures no time, or
/// one that does not convert into it.
WrittenTime WrittenTimeAt(std::string_view text, std::size_t at, std::string_view unit);

}  // namespace mgl
