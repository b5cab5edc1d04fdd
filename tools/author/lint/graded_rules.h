// Rules that grade one number, each for a band of it, and so are meant to exclude each other:
// "mild" from 1.5 to 3, "moderate" from 2.75 to 5.
#pragma once

#include <cstddef>
#include <vector>

#include "tools/author/lint/bands.h"

namespace mgl {

/// Two rules with bands that overlap in one number, or in a stretch that is narrow beside both.
struct OverlappingRules {
  std::size_t lower = 0;  // of which the band ends first
  std::size_t upper = 0;
  const ast::Expr* number = nullptr;
  Band lower_band;
  Band upper_band;
  Interval shared{Bound::Infinite(), Bound::Infinite()};
};

/// Not where one band lies within the other, where the rules ask for other things too which are not
/// the same, or where nothing tells that they grade one thing.
std::vector<OverlappingRules> FindOverlappingRules(const LintInput& input);

}  // namespace mgl
