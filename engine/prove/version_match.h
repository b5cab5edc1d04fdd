// Which statements of two versions are one: by name, then those that mean the same under another.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/guideline.h"
#include "engine/prove/guideline_pair.h"

namespace mgl {

/// By statement of the new version: the old one; and those of the old that have none.
struct Matches {
  std::vector<std::optional<std::size_t>> before_of;
  std::vector<std::size_t> gone;
};

/// `are_same(old, new)` is asked of those without a namesake; where exactly one is, it is a rename.
Matches MatchNames(const std::vector<std::string>& before, const std::vector<std::string>& after,
                   const std::function<bool(std::size_t, std::size_t)>& are_same);

/// Facts are one by name and type. Under another name only where they have one title, or a code,
/// and take the same values: two questions are never taken for one.
std::vector<FactMatch> MatchFactsOf(const Guideline& before, const Guideline& after);

}  // namespace mgl
