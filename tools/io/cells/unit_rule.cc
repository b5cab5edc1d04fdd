#include "tools/io/cells/unit_rule.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/meaning/effective_fact.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"
#include "tools/io/cells/cell_rules.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

Result<std::vector<UnitRule>> MakeUnitRules(
    const Guideline& guideline, const std::vector<std::pair<std::string, std::string>>& stated) {
  std::vector<UnitRule> rules(guideline.facts.size());
  for (const auto& [name, code] : stated) {
    if (IsUnitSpelling(guideline, name)) continue;
    const Fact* const fact = FactNamed(guideline, name);
    if (fact == nullptr) {
      std::vector<std::string> names;
      for (const Fact& of : guideline.facts) names.push_back(of.name);
      return Error{fmt::format("--unit: `{}` is no fact of {}", name, guideline.header.name),
                   DidYouMean(name, names)};
    }
    if (!fact->has_unit) {
      return Error{fmt::format("--unit: `{}` is no number with a unit", name), ""};
    }
    const Result<Unit> unit = UnitInDataOf(*fact, code, {});
    if (!unit) {
      const std::string& help = unit.error().help;
      return Error{fmt::format("--unit: `{}` is no unit", code),
                   help.empty() ? "`mgl units UNIT` says why" : help};
    }
    if (!ConversionInto(*fact, *unit)) {
      return Error{fmt::format("--unit: {} does not convert into {}, in which `{}` is measured",
                               code, fact->unit.code, name),
                   ""};
    }
    UnitRule& rule = rules[static_cast<std::size_t>(fact - guideline.facts.data())];
    if (!rule.stated.empty()) return Error{fmt::format("--unit: `{}` has two units", name), ""};
    rule.stated = code;
  }
  return rules;
}

}  // namespace mgl
