// The guideline's own names first; each mapping then moves its target to another name.
#include "tools/io/cells/fact_names.h"

#include <fmt/format.h>

#include "engine/text/did_you_mean.h"

namespace mgl {

Result<FactNames> FactNames::Make(const Guideline& guideline,
                                  const std::vector<ColumnMapping>& mappings) {
  using Part = NameTarget::Part;
  std::unordered_map<std::string, NameTarget> own = {{"id", {Part::kId, 0}}};
  FactNames result;
  result.mappings_ = mappings;
  result.targets_ = {"id"};
  for (std::uint32_t i = 0; i < guideline.facts.size(); ++i) {
    const Fact& fact = guideline.facts[i];
    own.insert_or_assign(fact.name, NameTarget{Part::kValue, i});
    own.insert_or_assign(fact.name + ".date", NameTarget{Part::kDate, i});
    if (fact.has_unit) own.insert_or_assign(fact.name + ".unit", NameTarget{Part::kUnit, i});
    result.targets_.push_back(fact.name);
  }
  for (const ColumnMapping& mapping : mappings) {
    const auto found = own.find(mapping.target);
    if (found == own.end()) {
      return Error{
          fmt::format("--map: `{}` is no fact of {}", mapping.target, guideline.header.name),
          DidYouMean(mapping.target, result.targets_)};
    }
    if (!result.mapped_.insert(mapping.target).second) {
      return Error{fmt::format("--map: `{}` is mapped twice", mapping.target), ""};
    }
    result.names_[mapping.column].push_back(found->second);
  }
  for (const auto& [name, target] : own) {
    std::vector<NameTarget>& targets = result.names_[name];
    if (!result.IsMapped(name)) targets.push_back(target);
  }
  return result;
}

const std::vector<NameTarget>* FactNames::Find(std::string_view name) const {
  const auto found = names_.find(std::string(name));
  return found == names_.end() ? nullptr : &found->second;
}

}  // namespace mgl
