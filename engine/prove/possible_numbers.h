// Which numbers a node may be, whatever the patient: a few (the sums of a score), or multiples of a
// step (what is rounded, what is counted).
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/model/guideline.h"

namespace mgl {

/// More may be said than what comes about, never less. Of values that are settled; a hull of
/// several is none.
struct NumbersOf {
  std::optional<std::vector<Rational>> few;  // in order; empty: it is missing in all cases
  std::optional<Rational> step;              // all are multiples of it; 0: only 0
};

/// All its values are multiples of it, a default too; empty where there is none, and where it is
/// recorded in two steps: then it may be anything, as far as is looked at here.
std::optional<Rational> StepOfFact(const Fact& fact);

/// For one guideline, which must outlive it. Nothing is looked at before it is asked for.
class PossibleNumbers {
 public:
  explicit PossibleNumbers(const Guideline& guideline) : guideline_(guideline) {}

  const NumbersOf& Of(NodeId node);

  /// The smallest interval around those in the stretch; empty where there is none.
  std::optional<Interval> Within(NodeId node, const Interval& stretch);

 private:
  NumbersOf Find(NodeId node);
  NumbersOf OfArithmetic(const Node& node, NodeId id);
  NumbersOf AnyOf(const std::vector<NodeId>& nodes);
  std::optional<std::vector<Rational>> Combined(const Node& node, NodeId id);
  std::optional<Rational> StepOf(const Node& node, NodeId id);
  std::optional<Rational> CommonStep(const std::vector<NodeId>& nodes);

  const Guideline& guideline_;
  std::unordered_map<std::size_t, NumbersOf> found_;  // by node
};

}  // namespace mgl
