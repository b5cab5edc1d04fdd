// Functions of dates and ages of elsewhere, as the language compares times.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "dsl/parse/written_functions.h"

namespace mgl {

/// `>= 2` behind a call.
struct ComparedNumber {
  std::string sign;
  std::string number;
  std::string unit;      // of time
  std::size_t size = 0;  // with the blanks before it; 0: there is none
};
ComparedNumber ComparedIn(std::string_view behind);

/// `DATEDIFF(day, d, today) > 30`.
FunctionMeant TimeBetween(std::string_view text, const WrittenCall& call);
/// `DATEADD(day, 30, d)`.
FunctionMeant DateAdded(std::string_view text, const WrittenCall& call);
/// `AgeInYears() >= 18`.
FunctionMeant AgeOf(std::string_view text, const WrittenCall& call);

}  // namespace mgl
