#include "tools/io/cells/cell_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/text/did_you_mean.h"

namespace mgl {

bool IsUnitSpelling(const Guideline& guideline, const std::string& name) {
  std::vector<std::string> facts;
  for (const Fact& fact : guideline.facts) facts.push_back(fact.name);
  if (std::ranges::find(facts, name) != facts.end()) return false;
  return DidYouMean(name, facts).empty();
}

Result<std::vector<UnitSpelling>> MakeUnitSpellings(
    const Guideline& guideline, const std::vector<std::pair<std::string, std::string>>& stated) {
  std::vector<UnitSpelling> spellings;
  for (const auto& [spelling, code] : stated) {
    if (!IsUnitSpelling(guideline, spelling)) continue;
    Result<Unit> unit = ParseUnit(code);
    if (!unit) {
      return Error{fmt::format("--unit: `{}` is no fact of {}, and `{}` is no unit", spelling,
                               guideline.header.name, code),
                   "write FACT=UNIT, or SPELLING=UNIT for a spelling in the data"};
    }
    const auto same = std::ranges::find(spellings, spelling, &UnitSpelling::spelling);
    if (same != spellings.end()) {
      return Error{fmt::format("--unit: `{}` has two units", spelling), ""};
    }
    unit->code = spelling;
    spellings.push_back({spelling, std::move(*unit)});
  }
  return spellings;
}

}  // namespace mgl
