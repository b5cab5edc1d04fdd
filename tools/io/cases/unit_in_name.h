// A column or key with a unit in its name: `glucose (MG/DL)`, `weight_kg`, `glucose mg per dL`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/guideline.h"

namespace mgl {

/// What a name says of the unit of a fact's numbers, in any spelling that cells may have.
struct UnitInName {
  std::string stem;                // the name without it
  std::string code;                // as written
  std::vector<std::string> meant;  // codes of the fact's kind, to be written; empty: of another
  bool is_own = false;             // it is the fact's own, or of the same size
};

/// Nothing where the name holds no unit: one of another kind counts only in brackets.
std::optional<UnitInName> FindUnitInName(const Fact& fact, std::string_view name);

}  // namespace mgl
