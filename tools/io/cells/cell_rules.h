// What a run says of how its cells are written.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/meaning/effective_fact.h"
#include "engine/model/guideline.h"
#include "engine/value/result.h"

namespace mgl {

/// Made once, shared by all that read cells of a run.
struct CellRules {
  std::vector<UnitSpelling> spellings;  // --unit "K/uL=10*3/uL"
};

/// `stated` are the arguments of --unit that are of a spelling, not of a fact (see IsUnitSpelling).
Result<std::vector<UnitSpelling>> MakeUnitSpellings(
    const Guideline& guideline, const std::vector<std::pair<std::string, std::string>>& stated);

/// Whether `name`, given a unit by --unit, is a spelling of units, not a fact or a misspelt one.
bool IsUnitSpelling(const Guideline& guideline, const std::string& name);

}  // namespace mgl
