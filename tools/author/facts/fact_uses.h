// What a guideline does with each of its facts.
#pragma once

#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"

namespace mgl {

/// Names in the order of the guideline. A use may be through definitions and other facts.
struct FactUses {
  bool in_scope = false;                // it decides to whom the guideline applies
  std::vector<std::string> outcomes;    // results, rules, rechecks; not through the scope
  std::vector<std::string> properties;  // "must always a confirmed deficiency is treated"
  std::vector<std::string> ordered_by;  // rules that order it as a test

  bool any() const {
    return in_scope || !outcomes.empty() || !properties.empty() || !ordered_by.empty();
  }
};

/// By fact.
std::vector<FactUses> FindFactUses(const CompiledGuideline& compiled);

}  // namespace mgl
