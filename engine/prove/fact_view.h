// What one version of a guideline takes from what is reported of a fact, as nodes of the joint
// guideline.
#pragma once

#include <optional>
#include <vector>

#include "engine/model/guideline.h"
#include "engine/model/value_type.h"
#include "engine/prove/one_meaning.h"

namespace mgl {

/// What is reported, and what a version says of it.
struct ReportedAndTaken {
  FactId reported{};                 // joint
  std::optional<FactId> not_stated;  // joint: yes where nothing is stated
  const Fact* version = nullptr;
  const Fact* fact = nullptr;  // joint
};

/// What the version takes of it, before values that are suspect are put aside.
struct StatedView {
  NodeId value{};
  NodeId is_reported{};  // a value counts, and not by default
};
StatedView StatedViewOf(const ReportedAndTaken& of, OneMeaning& nodes, Graph& graph);

/// Whether the value is suspect, by the conditions of the version.
NodeId IsAside(const StatedView& view, const std::vector<NodeId>& suspect_when, OneMeaning& nodes);

/// `value` where the condition, which is never unknown, holds; else missing.
NodeId ValueWhere(NodeId condition, NodeId value, OneMeaning& nodes, Graph& graph);

}  // namespace mgl
