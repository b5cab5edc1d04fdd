// The values of one missing number between which an outcome cannot change: its domain cut at every
// constant that meets it on the way to the outcome.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/ask/cone.h"
#include "engine/model/decision.h"

namespace mgl {

/// The constants, in order and in the fact's unit, at which `node` can change when only the number
/// `fact` changes. `behind`: the node and all that it depends on, in the graph's order; `decision`
/// holds the case's values of all else. Empty where that cannot be told: the fact is rounded,
/// multiplied with itself, or compared with what changes with it.
std::optional<std::vector<Rational>> FindCuts(const Guideline& guideline, const Decision& decision,
                                              const std::vector<NodeId>& behind, NodeId node,
                                              FactId fact);

/// The points and the open intervals between them, from the lower end of `domain` to the upper.
std::vector<Interval> Regions(std::vector<Rational> cuts, const Interval& domain);

/// A value of a region, on the grid of the recorded precision where there is one; empty where no
/// value of the grid lies in it.
std::optional<Rational> ValueIn(const Interval& region, const std::optional<Rational>& step);

/// "below 1.2", "from 1.2", "above 2.5", "from 1.2 to below 1.8", "1.2 to 1.8"; `unit` behind the
/// last number. Ends that are those of `domain` are left out.
std::string RegionInWords(const Interval& region, const Interval& domain, std::string_view unit);

}  // namespace mgl
