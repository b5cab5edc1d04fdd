// What is compared of two versions: a statement of both, all ways in which its outcome may be
// another, and how it is shown.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/eval_scalar.h"
#include "engine/prove/guideline_pair.h"
#include "engine/prove/one_meaning.h"

namespace mgl {

inline constexpr const char* kNotSettled = "not settled";
inline constexpr const char* kOtherwiseNotSettled = "not settled, otherwise";
inline const TruthSet kNotYes = TruthSet(Truth::kNo) | Truth::kUnknown;

/// One way to differ: the patients of the joint guideline who meet all goals.
struct DifferenceWay {
  std::string from;
  std::string to;
  std::vector<Goal> goals;
  /// Neither is settled, and they could be other values: one such way is told of a statement.
  bool is_of_open = false;
};

struct Compared {
  std::string kind;
  std::string name;
  std::string title;
  std::string before_name;
  /// Nobody differs who is in none of the ways.
  std::vector<DifferenceWay> ways;
  std::function<std::string(const Decision&)> shown_before, shown_after;
  std::vector<std::string> expected;  // names for an example of the new version
  std::string positive = "yes";       // the outcome of whom there are more or fewer
  /// A recheck of which more than the condition is another: its index in each version.
  bool differs_by_dates = false;
  std::size_t before_index = 0, after_index = 0;
  bool is_new = false, is_gone = false;
  std::string cannot = {};  // why its values cannot be compared
  /// Where neither is settled, what they could be is not compared.
  bool leaves_open = false;
  /// Of a reading: the ambiguity of the new version, which of its readings.
  std::optional<std::pair<std::size_t, std::uint32_t>> reading = {};
};

/// Adds nodes to the joint guideline where values must be compared.
class ComparedMaker {
 public:
  ComparedMaker(const Guideline& before, const Guideline& after, GuidelinePair& pair)
      : before_(before), after_(after), pair_(pair), nodes_(pair.joint().graph) {}

  /// Without ways where they are the same in all cases. `a`, `b`: indexes in the versions.
  Compared Rules(std::size_t a, std::size_t b);
  Compared Results(std::size_t a, std::size_t b);
  Compared Rechecks(std::size_t a, std::size_t b);
  Compared Thresholds(std::size_t a, std::size_t b);
  Compared Ranges(std::size_t a, std::size_t b);
  /// What the ambiguity means, by the reading in use.
  Compared Ambiguities(std::size_t a, std::size_t b);
  Compared Readings(std::size_t a, std::size_t b, std::size_t reading_a, std::size_t reading_b);
  Compared Truths(std::string_view kind, const std::string& name, NodeId a, NodeId b);
  /// Whether one of the conditions of the old version holds just where one of the new does, by
  /// their meaning alone.
  bool AreOne(const std::vector<NodeId>& a, const std::vector<NodeId>& b) {
    return AnyOf(a, pair_.before()) == AnyOf(b, pair_.after());
  }
  /// Of conditions of which one must hold; null: the version has none such.
  Compared Warnings(std::string_view kind, const std::string& name, const std::vector<NodeId>* a,
                    const std::vector<NodeId>* b);
  /// For whom a dose is: empty is for everybody.
  Compared DosesFor(const std::string& name, std::optional<NodeId> a, std::optional<NodeId> b);
  /// For whom what one version alone says holds: for nobody in the other.
  Compared OnlyNow(std::string_view kind, const std::string& name, std::optional<NodeId> b);
  Compared OnlyThen(std::string_view kind, const std::string& name, std::optional<NodeId> a);
  Compared Scopes();
  /// Of one version alone: in the other nobody has an outcome.
  Compared NewRule(std::size_t b);
  Compared GoneRule(std::size_t a);
  Compared NewRecheck(std::size_t b);
  Compared GoneRecheck(std::size_t a);
  /// How much an amount by size is, at least or at most.
  Compared Amounts(const std::string& name, const Medication::Amount& a,
                   const Medication::Amount& b, NodeId Medication::Amount::*end);

 private:
  NodeId Truth(NodeKind kind, std::vector<NodeId> operands, std::uint32_t payload = 0) {
    return nodes_.Truth(kind, std::move(operands), payload);
  }
  NodeId AnyOf(const std::vector<NodeId>& any, const VersionInBoth& where) {
    std::vector<NodeId> nodes;
    for (const NodeId node : any) nodes.push_back(where.Of(node));
    return nodes_.Or(std::move(nodes));
  }
  std::optional<NodeId> InUnit(NodeId number, const Unit& from, const Unit& to);
  void AddTruths(NodeId a, NodeId b, Compared& compared);
  void AddValues(const Definition& a, const Definition& b, NodeId node_a, NodeId node_b,
                 Compared& compared);
  NodeId OrEverybody(std::optional<NodeId> node, const VersionInBoth& where) {
    return node ? where.Of(*node) : nodes_.Constant(true);
  }
  void AddChoices(const Definition& a, const Definition& b, NodeId node_a, NodeId node_b,
                  Compared& compared);
  std::vector<Goal> IsSurely(NodeId node, std::size_t choice);
  std::vector<Goal> IsByRows(NodeId rows, std::size_t choice);
  void AddNumbers(NodeId a, NodeId b, std::string_view unit, Compared& compared);
  void AddOpenNumbers(NodeId a, NodeId b, const std::vector<Rational>& bounds, Compared& compared);
  bool AddFewNumbers(NodeId a, NodeId b, std::string_view unit, Compared& compared);
  std::vector<Goal> OutcomeGoals(const Rule& rule, const VersionInBoth& where, Outcome outcome);

  const Guideline& before_;
  const Guideline& after_;
  GuidelinePair& pair_;
  OneMeaning nodes_;
};

}  // namespace mgl
