// From a bound of what is computed to the bound of what it is computed from, where the one rises or
// falls with the other: BMI >= 30 of a height that is known, completed years >= 18 of a birth date.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/model/decision.h"
#include "engine/model/graph.h"

namespace mgl {

/// Before or after a number or day.
struct CutAt {
  Rational at;
  bool is_after = false;
  bool operator==(const CutAt& other) const { return at == other.at && is_after == other.is_after; }
};

/// A node as a function of one of its operands, the others being the same in all cases.
struct PathStep {
  NodeId node{};
  std::size_t operand = 0;  // the one that is not
  /// a * x + b; empty where it is no such function.
  struct Linear {
    Rational a;
    Rational b;
  };
  std::optional<Linear> linear;
};

/// Steps on which bounds can be followed.
class CutPath {
 public:
  /// `constants`: the values of nodes that no fact changes.
  CutPath(const Graph& graph, const Decision& constants) : graph_(graph), constants_(constants) {}

  /// Empty where the node is no function that rises or falls with this operand alone.
  std::optional<PathStep> StepTo(NodeId node, std::size_t operand) const;
  NodeId OperandOf(const PathStep& step) const { return graph_.Operands(step.node)[step.operand]; }

  /// Where the operand's values change sides when those of the node do; empty: all are on one.
  std::optional<CutAt> Below(const PathStep& step, const CutAt& cut) const;
  /// Where the operand's days change between those whose node has a value and those that lead out
  /// of the calendar; empty: none do.
  std::optional<CutAt> EdgeBelow(const PathStep& step) const;

 private:
  const Rational* ConstantOf(NodeId node) const;
  std::optional<PathStep::Linear> LinearOf(NodeId node, std::size_t operand) const;
  std::optional<CutAt> BelowLimit(const PathStep& step, const CutAt& cut) const;
  std::optional<Rational> ValueOn(const PathStep& step, const Rational& day) const;
  template <typename IsBehind>
  std::optional<CutAt> FirstDay(IsBehind is_behind) const;

  const Graph& graph_;
  const Decision& constants_;
};

}  // namespace mgl
