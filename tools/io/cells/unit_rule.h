// What a file or a run says of the units of one fact's numbers, besides the numbers' own.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/model/guideline.h"
#include "engine/value/result.h"

namespace mgl {

struct UnitRule {
  std::string stated;  // `--unit FACT=UNIT`: of numbers for which no cell says one; empty: none
  bool has_column = false;  // the file says units in a column of their own
  bool warns = false;  // that column names another unit for other cases: where it is blank, the
                       // case is warned

  bool IsTold() const { return has_column && stated.empty(); }
};

inline const UnitRule kNoUnitRule;

/// By fact. The error names a fact that there is not, or that is given twice, and a unit that is
/// none or does not convert into the fact's.
Result<std::vector<UnitRule>> MakeUnitRules(
    const Guideline& guideline, const std::vector<std::pair<std::string, std::string>>& stated);

}  // namespace mgl
