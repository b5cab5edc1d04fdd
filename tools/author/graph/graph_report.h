// The evaluation graph as the engine runs it: as text, as JSON, and what it costs.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "tools/author/graph/node_names.h"

namespace mgl {

/// The guideline's name, version, title, status and hash, as every JSON of it begins.
nlohmann::ordered_json GuidelineJson(const GuidelineHeader& header);

/// "magnesium_cramps 0.1.0: Muscle cramps …; DRAFT, not clinically approved; …".
std::string GuidelineHeading(const GuidelineHeader& header);

/// The lines of the engine's dump whose nodes are in the part, below what the guideline is and, of
/// one of several files, which of them says what.
std::string GraphText(const CompiledGuideline& compiled, const GraphPart& part);

/// Nodes and names; `about` at its head says what each key holds.
std::string GraphJson(const CompiledGuideline& compiled, const GraphPart& part);

struct GraphStats {
  std::size_t nodes = 0;
  std::size_t operands = 0;  // read by all nodes together
  std::size_t depth = 0;     // nodes on the longest way from a leaf to an outcome
  std::vector<std::pair<std::string_view, std::size_t>> kinds;  // most frequent first
  /// How many facts, thresholds, ranges, definitions, results, rules, rechecks there are.
  std::vector<std::pair<std::string_view, std::size_t>> named;
};

GraphStats CountGraph(const Guideline& guideline, const GraphPart& part);

/// What deciding one case took on this machine, by the exact evaluator on one thread. `seconds`
/// says how late it is, from any begin.
struct MeasuredCost {
  std::size_t cases = 0;  // made up, a quarter of their facts missing; the same in every run
  double microseconds = 0;
};
MeasuredCost MeasureCost(const Guideline& guideline, const std::function<double()>& seconds);

std::string StatsText(const GuidelineHeader& header, const GraphStats& stats,
                      const std::optional<MeasuredCost>& measured);
nlohmann::ordered_json StatsJson(const GuidelineHeader& header, const GraphStats& stats,
                                 const std::optional<MeasuredCost>& measured);

}  // namespace mgl
