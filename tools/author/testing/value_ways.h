// How a number, date or choice comes to be what is wanted: by which lines, of which facts.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/ask/cone.h"
#include "engine/prove/find_patient.h"

namespace mgl {

enum class WantedValue : std::uint8_t { kChoice, kSettled, kUnknown };

/// The goals are met, and the facts are so.
struct ValueWay {
  struct Of {
    FactId fact{};
    WantedValue wanted{};
    std::uint32_t choice = 0;  // kChoice
  };
  std::vector<Goal> goals;
  std::vector<Of> facts;
};

struct ValueWays {
  std::vector<ValueWay> ways;
  bool are_all = true;  // nobody has the value in another way
};

/// For one guideline, which must outlive it.
class ValueWayFinder {
 public:
  /// `is_sure`: ways in which the value is surely what is wanted, as far as lines show it, not all
  /// of them. Else all ways in which it may be, so that where nobody is in one of them nobody has
  /// the value.
  ValueWayFinder(const Guideline& guideline, bool is_sure);

  ValueWays Of(NodeId node, WantedValue wanted, std::uint32_t choice);

 private:
  ValueWays OfLeaf(NodeId node) const;
  bool MayBeWanted(NodeId value) const;
  std::vector<Goal> OtherLines(NodeId node, std::size_t index) const;
  ValueWays OfLines(NodeId node);
  ValueWays OfArithmetic(NodeId node);
  ValueWays OfNode(NodeId node);
  ValueWay WithFacts(NodeId node, WantedValue wanted);
  /// Adds to `all` the ways of the node, each with the goals.
  void AddWays(NodeId node, const std::vector<Goal>& goals, ValueWays& all);

  const Guideline& guideline_;
  const Graph& graph_;  // of guideline_
  ConeCache cones_;
  bool is_sure_;
  WantedValue wanted_{};
  std::uint32_t choice_ = 0;
};

}  // namespace mgl
