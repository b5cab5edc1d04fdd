// Random guidelines that use every kind of node, over facts of every type, and random cases for
// them; for tests that compare evaluators.
#pragma once

#include <random>

#include "tests/engine/model/guideline_builder.h"

namespace mgl {

class RandomGraph {
 public:
  explicit RandomGraph(std::uint64_t seed);

  /// In multiples of 1e-9, within what the fact holds. Often on a boundary of some comparison.
  std::int64_t RandomFixedPoint(FactId fact);
  Day RandomDay() { return kAsOf - 400 + static_cast<Day>(Pick(500)); }
  std::size_t Pick(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  bool OneIn(std::size_t count) { return Pick(count) == 0; }

  GuidelineBuilder builder;

 private:
  /// A number node, and how large it can be: below 10^size, above 10^-size or zero.
  struct Number {
    NodeId node;
    int size;
  };

  void AddFacts();
  void AddCuts();
  void AddLeaves();
  void AddNearMisses();
  void AddIntervals();
  void AddNode();
  void AddTruth();
  void AddComparison();
  void AddChoiceComparison();
  void AddNumber();
  void AddFunction();
  void AddArithmetic();
  void AddDate();
  void AddChoiceValue();
  NodeId AddLines(ValueType type, const std::vector<NodeId>& of);
  std::vector<NodeId> Some(const std::vector<NodeId>& of, std::size_t least = 1);

  void Keep(Number number) {
    if (number.size < 60) numbers_.push_back(number);
  }
  Number AnyNumber() { return numbers_[OneIn(2) ? Pick(numbers_.size()) : Pick(first_computed_)]; }
  NodeId Any(const std::vector<NodeId>& of) { return of[Pick(of.size())]; }
  NodeId Constant(const char* number) { return builder.NumberConstant(number); }
  std::vector<NodeId> NumberNodes() const {
    std::vector<NodeId> nodes;
    for (const Number& number : numbers_) nodes.push_back(number.node);
    return nodes;
  }

  std::mt19937_64 random_;
  std::vector<NodeId> truths_;
  std::vector<Number> numbers_;
  std::size_t first_computed_ = 0;  // numbers before it are leaves, or nearly
  std::vector<NodeId> dates_;
  std::vector<NodeId> choices_;
};

}  // namespace mgl
