// What the cells of a column that is no fact say: units, of which facts' kind.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace mgl {

struct UnitKinds {
  std::vector<bool> every;     // by fact: every cell that says something is a unit of its kind
  std::vector<bool> some;      // some are
  bool behind_number = false;  // before it stands a column of numbers that is no fact
};

using UnitKindsOfColumns = std::map<std::string, UnitKinds, std::less<>>;

}  // namespace mgl
