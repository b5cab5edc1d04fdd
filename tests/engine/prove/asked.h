// A guideline of which questions about patients are asked one by one.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/prove/find_patient.h"
#include "tests/engine/model/guideline_builder.h"

namespace mgl {

using Goals = std::vector<Goal>;

/// Two numbers, two facts of yes or no, a date.
struct Asked {
  Asked() {
    t = builder.AddTruth("t");
    u = builder.AddTruth("u");
    x = builder.Node(builder.AddNumber("x", "1"));
    y = builder.Node(builder.AddNumber("y", "1"));
    date = builder.Node(builder.AddFact("d", FactType::kDate));
    for (const FactId id : {kX, kY}) builder.Of(id).plausible = Closed("0", "10");
  }

  NodeId Constant(const std::string& text) { return builder.NumberConstant(text); }
  NodeId Less(NodeId a, NodeId b) { return builder.Truth(NodeKind::kLess, {a, b}); }
  NodeId Below(NodeId a, const std::string& bound) { return Less(a, Constant(bound)); }
  NodeId Above(NodeId a, const std::string& bound) { return Less(Constant(bound), a); }
  NodeId Equal(NodeId a, const std::string& bound) {
    return builder.Truth(NodeKind::kEqual, {a, Constant(bound)});
  }
  NodeId Number(NodeKind kind, NodeId a, NodeId b) { return builder.Number(kind, {a, b}); }
  NodeId And(NodeId a, NodeId b) { return builder.Truth(NodeKind::kAnd, {a, b}); }
  NodeId Or(NodeId a, NodeId b) { return builder.Truth(NodeKind::kOr, {a, b}); }

  /// A new one where there are new nodes.
  PatientFinder& Finder() {
    const std::size_t nodes = builder.guideline.graph.size();
    if (nodes != of_nodes) finder.emplace(builder.guideline, EvaluationOptions{kAsOf, {}});
    of_nodes = nodes;
    return *finder;
  }
  PatientSearch Find(const Goals& goals, std::uint64_t budget = 5000) {
    const PatientSearch search = Finder().Find(goals, Finder().Everybody(), budget);
    if (search.found) CHECK(Finder().Meets(search.found->patient, goals));
    return search;
  }

  static constexpr FactId kX{2};
  static constexpr FactId kY{3};
  GuidelineBuilder builder;
  NodeId t, u, x, y, date;
  std::optional<PatientFinder> finder;
  std::size_t of_nodes = 0;
};

}  // namespace mgl
