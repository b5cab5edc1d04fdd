// What is said of a case to those who have no time: why in a line for each outcome, in titles.
#pragma once

#include <string>
#include <vector>

#include "engine/model/guideline.h"
#include "tools/case/explain/explanation.h"

namespace mgl {

/// A line for each of an explanation's outcomes, by their places there; empty where their words say
/// why.
struct ShortReasons {
  std::string scope;
  std::vector<std::string> results;
  std::vector<std::string> rules;
  std::vector<std::string> rechecks;
};

/// The explanation is best made with ExplainedPart::each_alone.
ShortReasons ReasonsInShort(const Explanation& explanation, const Guideline& guideline);

}  // namespace mgl
