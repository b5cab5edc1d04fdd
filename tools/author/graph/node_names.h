// What the nodes of an evaluation graph are in the guideline, and which belong to a name.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "tools/author/graph/picture.h"

namespace mgl {

/// A node is a part of something: the "outcome" of the "rule" iv_supplementation.
struct NodeName {
  std::string_view is;  // fact, threshold, range, define, ambiguity, rule, recheck, scope …
  std::string name;     // a title where there is no name; empty for the scope
  std::string_view
      part;  // value, date, below, reading, when, due, allowed, outcome, dose, amount …
};

/// By node: what it reads, then what it is, in the order of the guideline.
std::vector<std::vector<NodeName>> NamesOfNodes(const Guideline& guideline);

/// By node: the author's words where there are any, else the name or value it holds, else its kind.
std::vector<std::string> NodeLabels(const CompiledGuideline& compiled);

/// Nodes of the graph, by their number, and the names that belong to them.
struct GraphPart {
  std::vector<bool> nodes;
  bool is_whole = true;
  std::set<std::string> names;  // where it is not the whole graph

  bool Has(const std::string& name) const { return is_whole || names.contains(name); }
};

GraphPart WholeGraph(const Guideline& guideline);

/// What these names (see NamesInGraph) depend on or feed into. Equal conditions are one node, so
/// the names say what is meant: those of `around`, which is that part of the guideline's picture.
GraphPart PartAround(const Guideline& guideline, const Picture& around,
                     const std::vector<std::string>& names);

/// Facts, thresholds, ranges, definitions, ambiguities, results, rules, rechecks.
std::vector<std::string> NamesInGraph(const Guideline& guideline);

}  // namespace mgl
