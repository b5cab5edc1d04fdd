// The guideline's own names first; each mapping then moves its target to another name.
#include "tools/io/cells/fact_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

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
    Targets& targets = result.names_[name];
    if (!result.IsMapped(name)) targets.push_back(target);
    result.in_other_case_[LowerCase(name)].push_back(target);
  }
  for (const auto& [name, target] : own) {
    // Names that differ in their case only are always written as they stand.
    Targets& in_other_case = result.in_other_case_[LowerCase(name)];
    if (in_other_case.size() > 1 || result.IsMapped(name)) in_other_case.clear();
  }
  return result;
}

const FactNames::Targets* FactNames::Find(std::string_view name) const {
  const auto found = names_.find(std::string(name));
  return found == names_.end() ? nullptr : &found->second;
}

const FactNames::Targets* FactNames::FindInOtherCase(std::string_view name) const {
  const auto found = in_other_case_.find(LowerCase(name));
  const bool is_one = found != in_other_case_.end() && !found->second.empty();
  return is_one && Find(name) == nullptr ? &found->second : nullptr;
}

const FactNames::Targets* FactNames::FindInAnyCase(std::string_view name) const {
  const Targets* const targets = Find(name);
  return targets != nullptr ? targets : FindInOtherCase(name);
}

std::vector<const FactNames::Targets*> FactNames::OfColumns(
    const std::vector<std::string>& columns) const {
  std::vector<const Targets*> found;
  for (const std::string& column : columns) found.push_back(Find(column));
  if (std::ranges::find(found, nullptr) == found.end()) return found;
  std::unordered_map<const Targets*, std::size_t> columns_of;
  for (const std::string& column : columns) {
    const auto folded = in_other_case_.find(LowerCase(column));
    if (folded != in_other_case_.end()) ++columns_of[&folded->second];
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Targets* const targets = FindInOtherCase(columns[i]);
    if (targets != nullptr && columns_of[targets] == 1) found[i] = targets;
  }
  return found;
}

}  // namespace mgl
