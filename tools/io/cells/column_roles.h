// Which column of a table of cells has which role.
#pragma once

#include <cstddef>
#include <vector>

#include "tools/io/cells/fact_names.h"
#include "tools/io/cells/unit_rule.h"

namespace mgl {

inline constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

/// kNoColumn where no column does.
struct ColumnRoles {
  struct FactColumns {
    std::size_t value = kNoColumn;
    std::size_t unit = kNoColumn;
    std::size_t date = kNoColumn;
    UnitRule unit_rule;
  };
  std::size_t id = kNoColumn;
  std::vector<FactColumns> facts;  // in the guideline's order

  /// The column of what a name means.
  std::size_t& operator[](const NameTarget& target) {
    if (target.part == NameTarget::Part::kId) return id;
    FactColumns& fact = facts[target.fact];
    if (target.part == NameTarget::Part::kUnit) return fact.unit;
    return target.part == NameTarget::Part::kDate ? fact.date : fact.value;
  }
};

}  // namespace mgl
